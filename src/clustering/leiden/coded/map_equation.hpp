// Kernel: the two-level map equation
//
// Computes  the bits per step of a random walk on undirected ties that a code with one book per
//           cluster and one of clusters needs: with p the shares of the nodes in the walk (strength
//           over twice the total), q a cluster's share of steps out of it, h(x) = x log₂ x,
//           L = h(Σ q) − 2 Σ h(q) + Σ h(q + Σ p) − Σ_nodes h(p) [1].
// How       a term per cluster and one of Σ q; logarithms are portable_log.
// Needs     weights of any kind. No teleportation: ties have no direction.
//
// [1] M. Rosvall, D. Axelsson and C. T. Bergstrom, "The map equation", European Physical Journal
//     Special Topics 178, 13–23 (2009), doi:10.1140/epjst/e2010-01179-1.

#pragma once

#include <cstdint>
#include <span>

#include "clustering/leiden/coded/group.hpp"
#include "core/portable_math.hpp"

namespace munigraph::clustering {

template <class W>
class MapEquation {
 public:
  using Weight = W;
  /// Parts of a cluster that are not connected never code better together (H is homogeneous and
  /// grows, and a cluster's book holds at least its exits), so splitting them loses nothing.
  static constexpr bool may_leave_parts = true;
  /// Single nodes merge, one by one, as far as they should.
  static constexpr bool counts_groups = false;

  MapEquation(std::span<const CodedMass<W>> nodes, double twice_total) : twice_(twice_total) {
    for (const CodedMass<W>& node : nodes) nodes_ += h(node.strength);
  }

  [[nodiscard]] double constant() const noexcept { return -nodes_; }
  [[nodiscard]] double of_group(const CodedGroup<W>& group) const noexcept {
    if (group.nodes == 0) return 0;
    return h(group.across() + group.strength) - 2 * h(group.across());
  }
  [[nodiscard]] double of_totals(const CodedTotals<W>& totals) const noexcept {
    return h(totals.across);
  }

 private:
  [[nodiscard]] double h(W weight) const noexcept {
    const double share = static_cast<double>(weight) / twice_;
    // Differences of doubles may fall below 0 by rounding.
    return share > 0 ? share * detail::portable_log(share) * 1.4426950408889634 : 0;
  }

  double twice_;
  double nodes_ = 0;  ///< Σ h(p) over nodes.
};

}  // namespace munigraph::clustering
