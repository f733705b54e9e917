#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "clustering/hybrid_level.hpp"
#include "munigraph/clustering/leiden.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/network/affiliation_network.hpp"
#include "munigraph/network/weighting.hpp"

namespace munigraph::clustering {

/// Strengths of the nodes under an additive weighting, in its units.
[[nodiscard]] std::vector<Units> strengths(const AffiliationNetwork& affiliation,
                                           const QuantisedWeights& weights, const Monitor* monitor);

/// describe_labels() of clusters that are known to be connected.
[[nodiscard]] Clustering describe_connected(const AffiliationNetwork& affiliation,
                                            Weighting weighting,
                                            std::span<const std::int32_t> labels,
                                            const LeidenOptions& options);

/// The first level, with nodes renumbered so that those who share arrangements lie near each other.
struct HybridStart {
  HybridLevel level;                ///< Its mass is the strength.
  std::vector<std::int32_t> place;  ///< Node -> node of the level.
};

/// Rows of what is small, arrangements of what is large. O(ties of small ones + memberships).
[[nodiscard]] HybridStart start_level(const AffiliationNetwork& affiliation,
                                      const QuantisedWeights& weights, const HybridPlan& plan,
                                      std::vector<GroupSums>& sums, const Monitor* monitor);

}  // namespace munigraph::clustering
