#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "munigraph/core/error.hpp"

namespace munigraph {

/// The one channel between long work and whoever waits for it: the work says how far it is and
/// asks whether it should stop; the other side reads the one and sets the other, from any thread.
/// Polling is a relaxed atomic load, cheap enough for inner loops (say, once per node).
class Monitor {
 public:
  /// Ask the work to end. It throws Interrupted at its next check().
  void stop() noexcept { stop_.store(true, std::memory_order_relaxed); }
  [[nodiscard]] bool stopped() const noexcept { return stop_.load(std::memory_order_relaxed); }

  /// Throws Interrupted once stop() was called.
  void check() const {
    if (stopped()) throw Interrupted();
  }

  /// How many units of work there are in all (0: not known).
  void expect(std::uint64_t total) noexcept { total_.store(total, std::memory_order_relaxed); }
  void advance(std::uint64_t units = 1) noexcept {
    done_.fetch_add(units, std::memory_order_relaxed);
  }
  [[nodiscard]] std::uint64_t done() const noexcept {
    return done_.load(std::memory_order_relaxed);
  }
  [[nodiscard]] std::uint64_t total() const noexcept {
    return total_.load(std::memory_order_relaxed);
  }

 private:
  std::atomic<bool> stop_{false};
  std::atomic<std::uint64_t> done_{0};
  std::atomic<std::uint64_t> total_{0};
};

/// Monitors are optional. Work that only hears stop() takes a `const Monitor*`; work that is
/// counted takes a `Monitor*`, and says of what it tells.
inline void check(const Monitor* monitor) {
  if (monitor != nullptr) monitor->check();
}
/// Often enough to be heard, seldom enough to cost nothing: for loops of many tiny steps.
inline void check_now_and_then(std::size_t item, const Monitor* monitor) {
  if (item % 65'536 == 0) check(monitor);
}
inline void advance(Monitor* monitor, std::uint64_t units = 1) noexcept {
  if (monitor != nullptr) monitor->advance(units);
}

}  // namespace munigraph
