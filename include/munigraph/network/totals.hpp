#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/network/affiliation_network.hpp"
#include "munigraph/network/weighting.hpp"

// What the projection of memberships comes to, without making it: the figures of project() with the
// same weighting and min_shared 1, equal to the last bit, in O(memberships + nodes) memory. All
// throw std::invalid_argument where the weighting is no sum over arrangements.

namespace munigraph {

/// Sum of the weights of each node's ties. O(memberships). `monitor`, here and below, hears stop().
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<double> strengths(const AffiliationNetwork& affiliation,
                                                             Weighting weighting,
                                                             const Monitor* monitor = nullptr);

/// Sum of the weights of all ties, each once. O(memberships).
[[nodiscard]] MUNIGRAPH_EXPORT double total_weight(const AffiliationNetwork& affiliation,
                                                   Weighting weighting,
                                                   const Monitor* monitor = nullptr);

/// Number of tied pairs. At most O(Σ k²) time; arrangements of many members are gone through once
/// for all nodes that share the same ones.
[[nodiscard]] MUNIGRAPH_EXPORT std::int64_t tied_pairs(const AffiliationNetwork& affiliation,
                                                       Weighting weighting,
                                                       const Monitor* monitor = nullptr);

/// Label of the connected component of every node, numbered by smallest node. With `within` (one
/// label ≥ 0 per node) only ties between nodes of one label join: the connected parts of groups.
/// O(memberships).
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<std::int32_t> component_labels(
    const AffiliationNetwork& affiliation, Weighting weighting,
    std::span<const std::int32_t> within = {}, const Monitor* monitor = nullptr);

}  // namespace munigraph
