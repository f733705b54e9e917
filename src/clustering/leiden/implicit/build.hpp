#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "clustering/leiden/implicit/level.hpp"
#include "clustering/leiden/implicit/options.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/network/affiliation_network.hpp"
#include "munigraph/network/weighting.hpp"

namespace munigraph::clustering {

/// The first level, with nodes renumbered so that those who share arrangements lie near each other.
struct ImplicitStart {
  ImplicitLevel level;              ///< Its mass is the strength.
  std::vector<std::int32_t> place;  ///< Node -> node of the level.
};

/// Rows of what is small, arrangements of what is large. O(ties of small ones + memberships).
[[nodiscard]] ImplicitStart start_level(const AffiliationNetwork& affiliation,
                                        const QuantisedWeights& weights,
                                        const ImplicitOptions& options,
                                        std::vector<PositiveSums>& sums, const Monitor* monitor);

}  // namespace munigraph::clustering
