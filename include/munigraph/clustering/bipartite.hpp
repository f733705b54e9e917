#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/network/affiliation_network.hpp"

namespace munigraph {

struct BipartiteOptions {
  double resolution = 1.0;        ///< γ before the expectation.
  std::optional<int> iterations;  ///< Passes over all levels; none: until converged.
  std::uint64_t seed = 0;
  const Monitor* monitor = nullptr;  ///< Hears stop().
};

/// Modules of a two-mode network: municipalities and arrangements clustered together.
struct BipartiteClustering {
  std::vector<std::int32_t> labels;              ///< Module per municipality.
  std::vector<std::int32_t> arrangement_labels;  ///< Module per arrangement.
  /// Modules of two or more members; they are numbered first, by size (municipalities and
  /// arrangements together), ties by the smallest municipality.
  std::int32_t modules = 0;
  double quality = std::numeric_limits<double>::quiet_NaN();  ///< NaN without memberships.
  int iterations = 0;
  bool converged = false;
};

/// Barber's bipartite modularity of modules (any integers) over m memberships, with k_i the
/// memberships of municipality i and k_a those of arrangement a:
///   Q = 1/m Σ_ia [A_ia − γ k_i k_a/m] δ(g_i, g_a).
/// Intensities and hosts play no part. NaN where m = 0. O(memberships).
/// Throws std::invalid_argument where labels differ in number from what they label.
/// Barber (2007), Physical Review E 76, 066102.
[[nodiscard]] MUNIGRAPH_EXPORT double bipartite_modularity(
    const AffiliationNetwork& network, std::span<const std::int32_t> labels,
    std::span<const std::int32_t> arrangement_labels, double resolution = 1.0);

/// Modules by Leiden on the memberships, maximising Barber's bipartite modularity; converged and
/// connected as leiden() is. Municipalities and arrangements without memberships stay alone.
/// Cost near O(memberships) per pass. Throws std::invalid_argument for a resolution that is
/// negative or not finite, or iterations below 1.
[[nodiscard]] MUNIGRAPH_EXPORT BipartiteClustering
bipartite_leiden(const AffiliationNetwork& network, const BipartiteOptions& options = {});

}  // namespace munigraph
