#pragma once

#include "clustering/leiden/implicit/options.hpp"
#include "munigraph/clustering/leiden.hpp"
#include "munigraph/network/affiliation_network.hpp"
#include "munigraph/network/weighting.hpp"

namespace munigraph::clustering {

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
                                         const ImplicitOptions& how = {});

}  // namespace munigraph::clustering
