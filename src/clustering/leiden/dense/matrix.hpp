#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <span>
#include <utility>
#include <vector>

#include "clustering/leiden/dense/kept_blocks.hpp"

namespace munigraph::clustering {

/// Memory aligned to cache lines, so that a row of the kernel never straddles one. What a vector
/// grows by is not set.
template <class T>
struct LineAllocator {
  using value_type = T;
  LineAllocator() = default;
  template <class U>
  explicit LineAllocator(const LineAllocator<U>&) noexcept {}
  T* allocate(std::size_t count) { return static_cast<T*>(take_block(count * sizeof(T))); }
  void deallocate(T* memory, std::size_t count) noexcept { give_block(memory, count * sizeof(T)); }
  /// Numbers are written before they are read: vectors need not fill them with zeros.
  template <class U>
  void construct(U* at) noexcept {
    ::new (static_cast<void*>(at)) U;
  }
  template <class U, class... Arguments>
  void construct(U* at, Arguments&&... arguments) {
    ::new (static_cast<void*>(at)) U(std::forward<Arguments>(arguments)...);
  }
  template <class U>
  friend bool operator==(const LineAllocator&, const LineAllocator<U>&) noexcept {
    return true;
  }
};

using Lines = std::vector<std::int32_t, LineAllocator<std::int32_t>>;

/// Numbers per row so that rows are whole cache lines, an odd number of them: columns then spread
/// over all sets of the cache.
[[nodiscard]] inline int dense_stride(std::int32_t n) noexcept {
  const int lines = (n + 15) / 16;
  return 16 * (lines | 1);
}

}  // namespace munigraph::clustering
