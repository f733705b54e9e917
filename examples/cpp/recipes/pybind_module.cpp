// An extension module of your own with munigraph inside, which may be imported beside ours. Types
// are bound with module_local(), since ours may bind them too; arrays cross, objects do not.

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <cstdint>
#include <munigraph/clustering/leiden.hpp>
#include <munigraph/core/error.hpp>
#include <munigraph/network/network.hpp>
#include <vector>

namespace mg = munigraph;
namespace py = pybind11;

PYBIND11_MODULE(own_tool, module) {
  py::register_local_exception<mg::DataError>(module, "DataError", PyExc_ValueError);
  py::class_<mg::Network>(module, "Network", py::module_local())
      .def(py::init([](std::int32_t nodes, const std::vector<std::int32_t>& source,
                       const std::vector<std::int32_t>& target) {
        return mg::Network(mg::CooperationNetwork::from_edges(nodes, source, target));
      }))
      .def(
          "clusters",
          [](const mg::Network& network, std::uint64_t seed) {
            mg::LeidenOptions options;
            options.seed = seed;
            return mg::leiden(network, options).partition.clusters();
          },
          py::arg("seed") = 0, py::call_guard<py::gil_scoped_release>());
}
