#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "munigraph/clustering/leiden.hpp"
#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/network/network.hpp"

namespace munigraph {

struct PosteriorOptions {
  int draws = 1000;           ///< Partitions kept per chain, one per sweep.
  int chains = 4;             ///< Even ones begin at a run of Leiden, odd ones at the components.
  std::optional<int> warmup;  ///< Sweeps of a chain before the first that is kept; none: `draws`.
  std::uint64_t seed = 0;
  int threads = 0;  ///< Chains at a time (0: all cores); the result does not depend on it.
  Monitor* monitor = nullptr;  ///< Told of every sweep; hears stop().
};

/// Partitions drawn from the posterior distribution of the planted-partition model.
struct Posterior {
  std::int32_t nodes = 0;
  std::int32_t chains = 0;
  std::vector<std::int32_t> labels;  ///< Row-major (chains · draws, nodes), chain after chain.
  std::vector<std::int32_t> counts;  ///< Clusters (≥ 2 members) per draw.
  std::vector<std::int32_t> groups;  ///< Clusters and singletons with ties per draw.
  std::vector<double> length;        ///< Description length per draw, in nats.
  double accepted = 0;               ///< Share of merges and splits that were accepted.
  Clustering best;                   ///< The shortest description met, starts included.
};

/// How sure a number of clusters is under the planted-partition model (Quality::planted_partition):
/// draws of partitions b (as sets, without labels) in proportion to B! e^{−Σ(b)}, with Σ the
/// description length and B! the labellings of one partition.
///
/// A sweep redraws the cluster of every node with ties given all others (Gibbs), and then ten times
/// proposes to merge two clusters or to split one by three restricted scans (Jain & Neal 2004,
/// Journal of Computational and Graphical Statistics 13, 158–182, doi:10.1198/1061860043001).
/// Clusters of draws need not be connected. Nodes without ties stay alone.
///
/// Same seed, same draws, on every platform. Cost per sweep O(n · clusters + m).
/// Throws std::invalid_argument for less than one draw or chain, a negative warmup, or ties that
/// are not counted.
[[nodiscard]] MUNIGRAPH_EXPORT Posterior posterior(const Network& network,
                                                   const PosteriorOptions& options = {});

}  // namespace munigraph
