#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/network/cooperation_network.hpp"

namespace munigraph {

/// What two networks of the same nodes have in common.
struct EdgeOverlap {
  double jaccard = 0;   ///< Pairs tied in both / pairs tied in either; NaN without any tie.
  double of_first = 0;  ///< Share of the first network's ties that the second has too.
  double of_second = 0;
  /// Σ min(w/W, v/V) over pairs: the share of weight that lies on the same pairs, 0 to 1; NaN where
  /// a total weight is 0.
  double weighted = 0;
};

/// Throws std::invalid_argument if the numbers of nodes differ. O(m).
[[nodiscard]] MUNIGRAPH_EXPORT EdgeOverlap edge_overlap(const CooperationNetwork& a,
                                                        const CooperationNetwork& b);

struct QapOptions {
  bool weighted = true;  ///< Correlate weights; else only whether a pair is tied.
  std::size_t permutations = 1000;
  std::uint64_t seed = 0;
  int threads = 1;             ///< 0: all cores. The result does not depend on it.
  Monitor* monitor = nullptr;  ///< Advances once per permutation.
};

struct Qap {
  double correlation = 0;        ///< Pearson's, over all pairs of nodes; NaN where one is constant.
  std::vector<double> permuted;  ///< The same with the second network's nodes relabelled.
};

/// Quadratic assignment: are two networks of the same nodes more alike than when the nodes of one
/// change places? Pairs of one network depend on each other, so that an ordinary test of the
/// correlation would not do. Cost O(m) per permutation. Throws std::invalid_argument if the numbers
/// of nodes differ. Krackhardt (1988), Social Networks 10, 359–381.
[[nodiscard]] MUNIGRAPH_EXPORT Qap qap_correlation(const CooperationNetwork& a,
                                                   const CooperationNetwork& b,
                                                   const QapOptions& options = {});

}  // namespace munigraph
