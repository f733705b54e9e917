#include "clustering/leiden/implicit/memory.hpp"

#include <cstdint>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace munigraph::clustering {

void prefer_large_pages(void* data, std::size_t bytes) noexcept {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  constexpr std::size_t page = 4096;
  constexpr std::size_t worth_it = std::size_t{4} << 20U;
  if (bytes < worth_it) return;
  // Whole small pages within the array.
  const std::size_t skipped = (page - reinterpret_cast<std::uintptr_t>(data) % page) % page;
  (void)madvise(static_cast<char*>(data) + skipped, (bytes - skipped) / page * page, MADV_HUGEPAGE);
#else
  (void)data;
  (void)bytes;
#endif
}

}  // namespace munigraph::clustering
