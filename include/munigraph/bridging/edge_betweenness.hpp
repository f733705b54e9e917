#pragma once

#include <vector>

#include "munigraph/bridging/betweenness.hpp"
#include "munigraph/core/export.hpp"
#include "munigraph/network/cooperation_network.hpp"

namespace munigraph {

/// Betweenness of every tie: over pairs of nodes, the share of shortest paths that use it, summed.
/// Ties by their smaller end, then by their larger one. `normalised` divides by n(n−1)/2, the
/// number of pairs. Cost O(n·m + n² log n) time and O(m) memory. Throws std::invalid_argument if
/// the tolerance is not in [0, 1e-3]. Girvan & Newman (2002), PNAS 99(12), 7821–7826,
/// doi:10.1073/pnas.122653799; Brandes (2008), Social Networks 30(2), 136–145,
/// doi:10.1016/j.socnet.2007.11.001.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<double> edge_betweenness(
    const CooperationNetwork& network, const BetweennessOptions& options = {});

}  // namespace munigraph
