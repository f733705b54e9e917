#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/network/network.hpp"
#include "munigraph/null_models/null_model.hpp"

namespace munigraph {

/// Jaccard index of a node's partners in two networks: |A ∩ B| / |A ∪ B|. One entry per node, NaN
/// where it has no partner in one of the two. Throws std::invalid_argument if the numbers of nodes
/// differ. O(m).
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<double> partner_overlap(const CooperationNetwork& a,
                                                                   const CooperationNetwork& b);

/// How far partners in one theme are partners in another: the mean of partner_overlap() over nodes
/// and pairs of themes where it is defined; NaN where it nowhere is. `themes`: the arrangements of
/// each; one may belong to several. Cost: a projection per theme, O(m) per pair.
/// Throws std::invalid_argument for fewer than two themes, an arrangement that is not there, or a
/// network without memberships.
[[nodiscard]] MUNIGRAPH_EXPORT double mean_partner_overlap(
    const Network& network, std::span<const std::vector<std::int32_t>> themes,
    const Monitor* monitor = nullptr);

struct CoherenceOptions {
  std::size_t draws = 100;
  std::uint64_t seed = 0;
  int threads = 1;             ///< 0: all cores. The result does not depend on it.
  Monitor* monitor = nullptr;  ///< Advances once per draw.
};

/// Partner overlap per pair of themes, and its expectation where every theme is drawn anew by its
/// null model. Pairs of T themes run (0,1), (0,2) … (T−2,T−1); per-node arrays are row-major (n,
/// pairs).
struct Coherence {
  std::vector<double> overlap;     ///< Per node and pair; NaN as in partner_overlap().
  std::vector<double> expected;    ///< Mean over draws in which it is defined; else NaN.
  std::vector<double> spread;      ///< Standard deviation over those draws (divisor one less).
  std::vector<double> mean;        ///< Per pair: mean overlap over nodes where it is defined.
  std::vector<double> null_means;  ///< Row-major (draws, pairs): the same in every draw.
  /// Row-major (draws, n): per node the mean over the pairs where it is observed and drawn.
  std::vector<double> node_means;
};

/// `models`: one null model per network. Throws std::invalid_argument for fewer than two networks,
/// differing numbers of nodes, or a number of models that differs from the number of networks.
/// Draw d of theme t is made with stream_seed(stream_seed(seed, d), t).
[[nodiscard]] MUNIGRAPH_EXPORT Coherence coherence(std::span<const Network> themes,
                                                   std::span<const NullModel* const> models,
                                                   const CoherenceOptions& options = {});

}  // namespace munigraph
