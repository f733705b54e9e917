#pragma once

#include <cstdint>
#include <vector>

#include "munigraph/core/monitor.hpp"
#include "munigraph/network/affiliation_network.hpp"
#include "munigraph/network/cooperation_network.hpp"
#include "munigraph/network/weighting.hpp"

// Figures of nodes for makers of algorithms, who hold quantised weights already.

namespace munigraph::detail {

/// quantised_tie_weights() for what works on memberships alone. Throws std::invalid_argument where
/// integers do not hold the weights: then a network is made of doubles.
[[nodiscard]] QuantisedWeights held_tie_weights(const AffiliationNetwork& affiliation,
                                                Weighting weighting,
                                                const Monitor* monitor = nullptr);

/// Sum of the weights of each node's ties, in units. O(memberships).
[[nodiscard]] std::vector<std::int64_t> unit_strengths(const AffiliationNetwork& affiliation,
                                                       const QuantisedWeights& weights,
                                                       const Monitor* monitor);

/// Per node 1 if it has no tie. O(memberships).
[[nodiscard]] std::vector<std::uint8_t> isolates(const AffiliationNetwork& affiliation,
                                                 const QuantisedWeights& weights,
                                                 const Monitor* monitor);
/// The same. O(n).
[[nodiscard]] std::vector<std::uint8_t> isolates(const CooperationNetwork& network);

}  // namespace munigraph::detail
