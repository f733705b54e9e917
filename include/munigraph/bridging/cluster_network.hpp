#pragma once

#include <cstdint>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/partition.hpp"
#include "munigraph/network/cooperation_network.hpp"

namespace munigraph {

/// The network of clusters: every cluster a node, the ties between two clusters added up.
/// Labels are those of the partition, singletons included.
struct ClusterNetwork {
  /// One entry per pair of clusters with a tie between them, source < target, ascending.
  std::vector<std::int32_t> source;
  std::vector<std::int32_t> target;
  std::vector<double> weight;
  std::vector<std::int64_t> ties;  ///< Pairs of nodes tied.

  /// One entry per label.
  std::vector<double> weight_inside;  ///< Weight of the ties within, each once.
  std::vector<std::int64_t> ties_inside;
  std::vector<double> weight_outside;  ///< Weight of the ties that leave.
  std::vector<std::int64_t> ties_outside;

  double total_weight = 0;   ///< Of all ties, each once.
  double weight_across = 0;  ///< Of ties between clusters.
  std::int64_t total_ties = 0;
  std::int64_t ties_across = 0;
};

/// Cost O(n + m + K log K). Throws std::invalid_argument if the labels do not fit.
/// `monitor` hears stop().
[[nodiscard]] MUNIGRAPH_EXPORT ClusterNetwork cluster_network(const CooperationNetwork& network,
                                                              const Partition& clusters,
                                                              const Monitor* monitor = nullptr);

}  // namespace munigraph
