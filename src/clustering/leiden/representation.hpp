#pragma once

#include <cstddef>
#include <cstdint>

#include "munigraph/clustering/leiden.hpp"
#include "munigraph/network/network.hpp"

namespace munigraph::clustering {

/// Whether these options run on the memberships. Depends on the network and the options alone, not
/// on whether the projection happens to be made already: the same seed gives the same labels.
/// Throws std::invalid_argument where the implicit form is asked for and cannot be had.
[[nodiscard]] bool runs_implicitly(const Network& network, const LeidenOptions& options);

/// Dense or explicit, for a network with these numbers of nodes and ties: the matrix costs n²
/// numbers to make and to walk over, rows cost their ties, about a dozen times as much each.
[[nodiscard]] Representation choose_dense_or_explicit(std::int32_t nodes_with_ties,
                                                      std::size_t edges) noexcept;

/// Passes without a change that end a run on compressed rows. On small networks a second one costs
/// little, and raises the mean quality of sparse ones.
[[nodiscard]] constexpr int quiet_passes(std::int32_t nodes) noexcept {
  return nodes <= 600 ? 2 : 1;
}

}  // namespace munigraph::clustering
