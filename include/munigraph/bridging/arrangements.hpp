#pragma once

#include <cstdint>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/partition.hpp"
#include "munigraph/network/network.hpp"

namespace munigraph {

/// What every arrangement does between clusters; one entry per arrangement unless said otherwise.
/// A weight is the arrangement's own part of the ties it makes: under additive weightings the
/// weight it gives, under the others an even share of each tie's weight, so that parts add up to
/// the weight of the network.
struct ArrangementBridges {
  std::vector<std::int32_t> size;              ///< Members.
  std::vector<std::int32_t> clusters_spanned;  ///< Different labels among the members.
  std::vector<std::int64_t> pairs;             ///< Pairs it ties (of a star: host and member).
  std::vector<std::int64_t> cross_pairs;       ///< Of them, between clusters.
  std::vector<double> weight;                  ///< Its part in all ties.
  std::vector<double> weight_across;           ///< Its part in ties between clusters.
  /// Per node: arrangements that tie it to another cluster.
  std::vector<std::int32_t> bridging_of_node;
};

/// Cost O(Σ k²), O(Σ k) for stars, without memory beyond the result; weightings that are not
/// additive, and min_shared > 1, look every pair up in the projection.
/// Throws std::invalid_argument if the network has no memberships or the labels do not fit.
[[nodiscard]] MUNIGRAPH_EXPORT ArrangementBridges arrangement_bridges(
    const Network& network, const Partition& clusters, const Monitor* monitor = nullptr);

/// One row per node × arrangement × other cluster that the arrangement ties the node to,
/// ascending in that order.
struct BridgeDetails {
  std::vector<std::int32_t> node;
  std::vector<std::int32_t> arrangement;
  std::vector<std::int32_t> cluster;   ///< Label of the cluster reached.
  std::vector<std::int32_t> partners;  ///< Nodes of that cluster tied to.
  std::vector<double> weight;          ///< The arrangement's part in those ties.
};

/// Cost and errors as arrangement_bridges().
[[nodiscard]] MUNIGRAPH_EXPORT BridgeDetails bridge_details(const Network& network,
                                                            const Partition& clusters,
                                                            const Monitor* monitor = nullptr);

}  // namespace munigraph
