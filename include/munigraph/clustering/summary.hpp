#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/network/network.hpp"

namespace munigraph {

/// Figures per label 0..K-1.
struct ClusterSummary {
  std::vector<double> weight_inside;  ///< Weight of the ties within, each once.
  std::vector<double> strength;       ///< Sum of the members' strengths.
  /// The member with the most weight inside its cluster (ties: the smallest node); −1 for a label
  /// without members.
  std::vector<std::int32_t> central;
};

/// Figures of every cluster of a labelling (labels in [0, groups)). Additive weightings need no
/// projection: O(memberships); else O(n + m).
/// Throws std::invalid_argument for labels of another length or out of range. `monitor` hears
/// stop().
[[nodiscard]] MUNIGRAPH_EXPORT ClusterSummary summarise(const Network& network,
                                                        std::span<const std::int32_t> labels,
                                                        std::int32_t groups,
                                                        const Monitor* monitor = nullptr);

}  // namespace munigraph
