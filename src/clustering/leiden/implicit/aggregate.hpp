#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "clustering/leiden/implicit/level.hpp"
#include "clustering/leiden/implicit/options.hpp"
#include "munigraph/core/monitor.hpp"

namespace munigraph::clustering {

/// The level whose nodes are the groups (labels 0 … count − 1). Arrangements that have at most
/// `explicit_size` groups become rows; all of them where that costs little.
[[nodiscard]] ImplicitLevel aggregate(const ImplicitLevel& level,
                                      std::span<const std::int32_t> groups, std::int32_t count,
                                      const ImplicitOptions& options,
                                      std::vector<PositiveSums>& sums, const Monitor* monitor);

}  // namespace munigraph::clustering
