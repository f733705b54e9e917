#pragma once

#include <cstddef>
#include <cstdint>

namespace munigraph::detail {

/// A node, row or label as the index of a vector.
[[nodiscard]] constexpr std::size_t at(std::int32_t i) noexcept {
  return static_cast<std::size_t>(i);
}

}  // namespace munigraph::detail
