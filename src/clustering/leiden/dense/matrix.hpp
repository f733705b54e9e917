#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <span>
#include <vector>

namespace munigraph::clustering {

/// Memory aligned to cache lines, so that a row of the kernel never straddles one.
template <class T>
struct LineAllocator {
  using value_type = T;
  LineAllocator() = default;
  template <class U>
  explicit LineAllocator(const LineAllocator<U>&) noexcept {}
  static constexpr std::align_val_t line{64};
  T* allocate(std::size_t count) {
    return static_cast<T*>(::operator new(count * sizeof(T), line));
  }
  void deallocate(T* memory, std::size_t) noexcept { ::operator delete(memory, line); }
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
