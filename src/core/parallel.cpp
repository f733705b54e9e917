#include "munigraph/core/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace munigraph {

int resolve_threads(int threads) noexcept {
  if (threads > 0) return threads;
  const unsigned cores = std::thread::hardware_concurrency();
  return cores == 0 ? 1 : static_cast<int>(cores);
}

namespace {

/// Threads that are waited for, however it ends. (libc++ has std::jthread from version 18 on.)
struct Pool {
  Pool() = default;
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool() {
    for (std::thread& thread : threads) thread.join();
  }
  std::vector<std::thread> threads;
};

/// Keeps the failure of the smallest index, so that an error does not depend on scheduling more
/// than it must.
class FirstFailure {
 public:
  void keep(std::size_t index, std::exception_ptr failure) {
    const std::lock_guard lock(mutex_);
    if (!failure_ || index < index_) {
      index_ = index;
      failure_ = std::move(failure);
    }
    failed_.store(true, std::memory_order_relaxed);
  }
  [[nodiscard]] bool failed() const noexcept { return failed_.load(std::memory_order_relaxed); }
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::mutex mutex_;
  std::atomic<bool> failed_{false};
  std::size_t index_ = 0;
  std::exception_ptr failure_;
};

}  // namespace

void parallel_for(std::size_t count, int threads, const std::function<void(std::size_t, int)>& task,
                  const Monitor* monitor) {
  const auto workers = static_cast<int>(
      std::min<std::size_t>(static_cast<std::size_t>(resolve_threads(threads)), count));
  if (workers <= 1) {
    for (std::size_t index = 0; index < count; ++index) {
      check(monitor);
      task(index, 0);
    }
    return;
  }

  std::atomic<std::size_t> next{0};
  FirstFailure failure;
  const auto work = [&](int worker) {
    for (;;) {
      const std::size_t index = next.fetch_add(1, std::memory_order_relaxed);
      if (index >= count || failure.failed()) return;
      try {
        check(monitor);
        task(index, worker);
      } catch (...) {
        failure.keep(index, std::current_exception());
        return;
      }
    }
  };
  {
    Pool pool;
    pool.threads.reserve(static_cast<std::size_t>(workers - 1));
    try {
      for (int worker = 1; worker < workers; ++worker) pool.threads.emplace_back(work, worker);
    } catch (const std::system_error&) {
      // No more threads to be had (out of memory, say): those that are there do all of the work.
    }
    work(0);
  }
  failure.rethrow();
}

}  // namespace munigraph
