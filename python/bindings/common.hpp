#pragma once

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <span>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "munigraph/core/monitor.hpp"

namespace munigraph::python {

namespace py = pybind11;

/// A one-dimensional array argument: converted to T, C order.
template <class T>
using Array = py::array_t<T, py::array::c_style | py::array::forcecast>;

template <class T>
std::span<const T> view(const Array<T>& array) {
  return {array.data(), static_cast<std::size_t>(array.size())};
}

/// Hands a vector to NumPy without a copy: the array owns it.
template <class T>
py::array_t<T> to_numpy(std::vector<T> values, std::vector<py::ssize_t> shape = {}) {
  auto* owned = new std::vector<T>(std::move(values));
  py::capsule owner(owned, [](void* p) { delete static_cast<std::vector<T>*>(p); });
  if (shape.empty()) shape.push_back(static_cast<py::ssize_t>(owned->size()));
  return py::array_t<T>(shape, owned->data(), owner);
}

template <class T>
py::array_t<T> copy_to_numpy(std::span<const T> values) {
  return py::array_t<T>(static_cast<py::ssize_t>(values.size()), values.data());
}

/// Runs `work` in a thread of its own with the GIL released, while the calling thread hears
/// Ctrl-C and calls `progress(done, total)` (or None) about twenty times a second, whatever
/// number of threads the work uses. `work` must not touch Python objects.
template <class Work>
auto run_interruptible(const py::object& progress, Work&& work)
    -> std::invoke_result_t<Work&, Monitor&> {
  using Result = std::invoke_result_t<Work&, Monitor&>;
  static_assert(!std::is_void_v<Result>, "return the result");
  Monitor monitor;
  std::mutex mutex;
  std::condition_variable finished;
  bool done = false;
  std::exception_ptr failure;
  std::vector<Result> result;  // a slot that needs no default constructor
  std::thread thread([&] {
    try {
      result.push_back(work(monitor));
    } catch (...) {
      failure = std::current_exception();
    }
    // Notified under the lock: the waiter may not leave and destroy the condition before.
    const std::lock_guard lock(mutex);
    done = true;
    finished.notify_one();
  });
  std::exception_ptr interruption;
  while (true) {
    bool ended = false;
    {
      py::gil_scoped_release release;
      std::unique_lock lock(mutex);
      ended = finished.wait_for(lock, std::chrono::milliseconds(interruption ? 1000 : 20),
                                [&] { return done; });
    }
    if (!interruption) {
      try {
        if (!ended && PyErr_CheckSignals() != 0) throw py::error_already_set();
        if (!progress.is_none()) progress(monitor.done(), monitor.total());
      } catch (...) {
        interruption = std::current_exception();
        monitor.stop();
      }
    }
    if (ended) break;
  }
  thread.join();
  if (interruption) std::rethrow_exception(interruption);
  if (failure) std::rethrow_exception(failure);
  return std::move(result.front());
}

void bind_comparison(py::module_& module);
void bind_bridging(py::module_& module);
void bind_choices(py::module_& module);
void bind_core(py::module_& module);
void bind_dynamics(py::module_& module);
void bind_factsheet(py::module_& module);
void bind_inference(py::module_& module);
void bind_inference_nulls(py::module_& module);
void bind_network(py::module_& module);
void bind_null_models(py::module_& module);
void bind_null_models_tiling(py::module_& module);
void bind_registry(py::module_& module);
void bind_store(py::module_& module);
void bind_clustering(py::module_& module);
void bind_resolution(py::module_& module);
void bind_bipartite(py::module_& module);
void bind_synthetic(py::module_& module);

}  // namespace munigraph::python
