#pragma once

#include <cstdint>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/network/affiliation_network.hpp"
#include "munigraph/network/cooperation_network.hpp"
#include "munigraph/network/weighting.hpp"

namespace munigraph {

struct ProjectionOptions {
  Weighting weighting = Weighting::newman;
  /// Keep only pairs that share at least so many arrangements (intensity ignored); the pairs that
  /// are kept keep their full weight.
  std::int32_t min_shared = 1;
  int threads = 1;                   ///< 0: all cores. The result does not depend on it.
  const Monitor* monitor = nullptr;  ///< Hears stop() between rows.
};

/// The explicit one-mode network. Cost O(Σ k²) time over arrangements (O(Σ k) for stars) and O(m)
/// memory; see the implicit form of the clustering family for large arrangements.
/// Throws std::invalid_argument if min_shared < 1.
[[nodiscard]] MUNIGRAPH_EXPORT CooperationNetwork project(const AffiliationNetwork& affiliation,
                                                          const ProjectionOptions& options = {});

/// Number of arrangements that tie the pair, per slot of `network` (a projection of `affiliation`).
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<std::int32_t> shared_counts(
    const AffiliationNetwork& affiliation, const CooperationNetwork& network,
    const Monitor* monitor = nullptr);

/// The arrangements that tie a and b, ascending: what their edge is made of.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<std::int32_t> arrangements_between(
    const AffiliationNetwork& affiliation, std::int32_t a, std::int32_t b);

}  // namespace munigraph
