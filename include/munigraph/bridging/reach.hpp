#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/partition.hpp"
#include "munigraph/network/cooperation_network.hpp"

namespace munigraph {

struct ReachOptions {
  /// Per node non-zero if it is taken away, ties and all; empty: nobody is.
  std::span<const std::uint8_t> gone = {};
  /// Per node non-zero if pairs with it are left out of the figures, though paths may run through
  /// it; empty: all count. Those that are gone never count.
  std::span<const std::uint8_t> unmeasured = {};
  int threads = 1;             ///< 0: all cores. The result does not depend on it.
  Monitor* monitor = nullptr;  ///< Told of every source done.
};

/// Sums over ordered pairs of different nodes, by the groups of the two: clusters 0..K-1 of two or
/// more members, and group K in which all nodes of clusters of one are pooled. Row-major
/// (K + 1, K + 1); symmetric but for rounding. Entry (K, K) holds pairs of different clusters.
struct Reach {
  std::int32_t clusters = 0;            ///< K.
  std::vector<std::int64_t> pairs;      ///< All pairs.
  std::vector<std::int64_t> connected;  ///< Pairs with a path.
  std::vector<std::int64_t> hops;       ///< Sum of their path lengths in ties.
  std::vector<double> distance;         ///< Sum of their path lengths in Σ 1/w.
  std::vector<double> inverse_hops;     ///< Σ 1/hops: pairs without a path add 0.
  std::vector<double> inverse_distance;
  /// Per node the number of labels besides its own within one tie, and within two; −1 where the
  /// node does not count.
  std::vector<std::int32_t> one_step;
  std::vector<std::int32_t> two_steps;
};

/// How far nodes are apart, between and within clusters. Cost O(n·m log n) time, O(n + m + K²)
/// memory. Throws std::invalid_argument if a length does not fit.
[[nodiscard]] MUNIGRAPH_EXPORT Reach reach(const CooperationNetwork& network,
                                           const Partition& clusters,
                                           const ReachOptions& options = {});

}  // namespace munigraph
