#pragma once

#include <cstdint>
#include <span>

#include "munigraph/clustering/leiden.hpp"
#include "munigraph/network/affiliation_network.hpp"
#include "munigraph/network/weighting.hpp"

namespace munigraph {

/// How the implicit form works. None of it changes what is maximised; the labels of a seed depend
/// on it.
struct HybridOptions {
  /// Arrangements of at most so many members are projected into rows; larger ones are kept as
  /// counters of their members per cluster.
  std::int32_t explicit_size = 16;
  /// Nodes per chunk that settles on its own at first (in parallel, where there are threads).
  std::int32_t chunk = 16384;
  /// Reference mode: every node that is tied to one that moved is visited again, also through large
  /// arrangements, and nothing is done by chunks. O(Σ k²) time; the labels of a seed are then the
  /// same for every explicit_size.
  bool exhaustive = false;
};

/// Leiden on the memberships themselves: the projection is never made. For networks whose largest
/// arrangements would make it too large; converged, connected and deterministic as leiden() is, and
/// the same for every number of threads.
///
/// In an additive weighting a municipality's weight to cluster C is Σ_a w_a (n_aC − [i ∈ C]) over
/// its arrangements a, with n_aC the members of a in C. Small arrangements (and stars) become rows,
/// large ones keep n_aC up to date and are looked into only where a bound on what they can add
/// leaves the choice open. Cost per pass near O(ties of small arrangements + Σ k of large ones), in
/// time and memory.
///
/// Throws std::invalid_argument where the weighting is no sum over arrangements, as
/// checked_resolution() does, or where an option is out of range.
[[nodiscard]] Clustering leiden_implicit(const AffiliationNetwork& affiliation, Weighting weighting,
                                         const LeidenOptions& options = {},
                                         const HybridOptions& hybrid = {});

/// Whether one run is estimated to cost less in the implicit form than in the explicit one (whose
/// building counts too, unless the network is `projected` already). Compares the ties that either
/// would hold; networks of at most 2,000 nodes are left to the dense and the explicit form.
/// O(arrangements).
[[nodiscard]] bool implicit_is_cheaper(const AffiliationNetwork& affiliation, bool projected);

/// quality_value() of a projection, from the memberships alone. O(memberships). NaN where there are
/// no ties. Throws std::invalid_argument where labels and nodes differ in number or the weighting
/// is no sum over arrangements. `monitor` hears stop().
[[nodiscard]] double implicit_quality(const AffiliationNetwork& affiliation, Weighting weighting,
                                      std::span<const std::int32_t> labels, Quality quality,
                                      double resolution, const Monitor* monitor = nullptr);

/// describe_labels() of a projection, from the memberships alone. O(memberships).
[[nodiscard]] Clustering describe_labels(const AffiliationNetwork& affiliation, Weighting weighting,
                                         std::span<const std::int32_t> labels,
                                         const LeidenOptions& options = {});

}  // namespace munigraph
