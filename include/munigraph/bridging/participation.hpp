#pragma once

#include <cstdint>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/partition.hpp"
#include "munigraph/network/network.hpp"

namespace munigraph {

/// How the ties of every node spread over clusters. All vectors have one entry per node; weights
/// are in the unit of the network's weighting.
struct ClusterTies {
  std::vector<double> strength;  ///< Sum of the weights of a node's ties, k_i.
  std::vector<double> inside;    ///< The part of it that goes to its own cluster.
  /// Participation coefficient 1 − Σ_s (k_is / k_i)² over clusters s; NaN without ties.
  std::vector<double> participation;
  /// (inside − mean) / population standard deviation over the node's cluster; NaN where that
  /// deviation is 0, in singletons too.
  std::vector<double> within_z;
  /// Labels other than its own that a node has a tie to, those of one member included.
  std::vector<std::int32_t> clusters_reached;
};

/// Measures every node's ties against `clusters`. An additive network that is not projected yet is
/// measured on its memberships, with the same result to the last digit.
/// Cost O(n + m), or O(Σ over memberships of the clusters in their arrangement), never O(Σ k²).
/// Throws std::invalid_argument if clusters.size() != network.node_count().
/// Guimerà & Amaral (2005), Nature 433, 895–900, doi:10.1038/nature03288.
[[nodiscard]] MUNIGRAPH_EXPORT ClusterTies cluster_ties(const Network& network,
                                                        const Partition& clusters,
                                                        const Monitor* monitor = nullptr);
/// The same on an explicit network.
[[nodiscard]] MUNIGRAPH_EXPORT ClusterTies cluster_ties(const CooperationNetwork& network,
                                                        const Partition& clusters,
                                                        const Monitor* monitor = nullptr);

/// 1 − inside / strength per node; NaN without ties.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<double> outside_share(const ClusterTies& ties);

/// P·K/(K−1), from 0 to 1 and comparable between numbers of clusters; K counts clusters with a
/// member that has ties: singletons with ties count, isolates do not. NaN where K < 2.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<double> normalised_participation(
    const ClusterTies& ties, const Partition& clusters);

}  // namespace munigraph
