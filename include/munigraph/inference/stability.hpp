#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "munigraph/clustering/estimate.hpp"
#include "munigraph/clustering/leiden.hpp"
#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/network/network.hpp"
#include "munigraph/network/resampling.hpp"

namespace munigraph {

struct StabilityOptions {
  /// Quality, resolution and iterations of every run. `leiden.seed` is the seed of all:
  /// draw d is resampled_draw() of it and clustered as by ensemble() with seed
  /// stream_seed(stream_seed(seed, d), 1); the observed network as by ensemble() with `seed`.
  LeidenOptions leiden;
  Resample resample = Resample::weights;
  double drop = 0.1;  ///< Share left out, where the scheme leaves out.
  int draws = 200;
  int runs = 10;  ///< Runs per draw and of the observed network.
  /// `leiden`: the best of the runs counts; `consensus`: what they agree on. No other.
  Method method = Method::leiden;
  double threshold = 0.5;  ///< Of a consensus.
  int threads = 0;         ///< Draws at a time (0: all cores); the result does not depend on it.
  Monitor* monitor = nullptr;  ///< Advances once per draw; hears stop().
};

/// Clusterings of many draws beside that of the network itself.
struct Stability {
  Clustering clustering;  ///< Of the network itself.
  std::int32_t nodes = 0;
  std::vector<std::int32_t> labels;      ///< Row-major (draws, nodes), canonical per draw.
  std::vector<std::int32_t> counts;      ///< Clusters (≥ 2 members) per draw.
  std::vector<std::int32_t> singletons;  ///< Groups of one per draw, isolates included.
  std::vector<std::int32_t> isolates;    ///< Nodes without any tie per draw.
  std::vector<std::int32_t> components;  ///< Components of two or more nodes per draw.
  std::vector<double> quality;           ///< Per draw; NaN where no tie is left.
  /// AMI with the observed clustering over nodes that are isolated in neither; NaN without any.
  std::vector<double> agreement;
};

/// How clusters change when the memberships do. A network that was made from ties alone is drawn as
/// if each tie were an arrangement of two.
/// A register is no sample, so what comes out is a range of stability, not of confidence.
/// Cost: draws × (projection + runs).
/// Throws std::invalid_argument for fewer than one draw or run, a `drop` out of range, weights for
/// a weighting that does not see them (binary, jaccard, cosine), or as leiden() does.
[[nodiscard]] MUNIGRAPH_EXPORT Stability stability(const Network& network,
                                                   const StabilityOptions& options = {});

/// Per node the share of the members of its own cluster in `reference` that it is with, mean over
/// the rows of `labels` (rows × nodes); NaN for a node that is alone in the reference.
/// Cost O(rows · nodes).
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<double> node_stability(
    std::span<const std::int32_t> labels, std::span<const std::int32_t> reference);

}  // namespace munigraph
