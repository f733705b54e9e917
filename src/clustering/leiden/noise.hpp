#pragma once

#include <cstdint>

namespace munigraph::clustering {

/// Scores lose up to an eighth at random before the best is chosen: nearly equal groups then win
/// in turn, and a later pass looks at other groups than the one before.
[[nodiscard]] inline double kept_share(std::uint64_t noise, std::int32_t group) noexcept {
  const std::uint64_t mixed = (noise | 1) * (2 * static_cast<std::uint64_t>(group) + 1);
  return 1 - static_cast<double>(mixed >> 59) / 256;
}

}  // namespace munigraph::clustering
