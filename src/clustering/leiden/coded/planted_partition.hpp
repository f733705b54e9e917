// Kernel: the planted-partition model by description length
//
// Computes  the nats that a multigraph and its partition need under the degree-corrected model with
//           one rate within and one between clusters [1, eqs for the uniform model]:
//           Σ = −ln e_in! − ln e_out! + e_in ln(B/2) + e_out ln C(B,2) + [B > 1] ln(E + 1)
//               + Σ_r ln e_r! − Σ_i ln k_i! + Σ_{i<j} ln A_ij!              (ties given the rest)
//               + Σ_r ln C(n_r + e_r − 1, e_r)                               (degrees, uniform)
//               + ln N! − Σ_r ln n_r! + ln C(N − 1, B − 1) + ln N            (partition)
//           with E ties, e_in of them within the B clusters; n_r members and e_r degrees in r.
// How       a term per cluster and one of (B, e_out); log_factorial is portable.
// Needs     weights that are whole numbers; nodes without ties are left out of N.
//
// [1] L. Zhang and T. P. Peixoto, "Statistical inference of assortative community structures",
//     Physical Review Research 2, 043271 (2020), doi:10.1103/PhysRevResearch.2.043271.

#pragma once

#include <cstdint>
#include <span>

#include "clustering/leiden/coded/group.hpp"
#include "core/log_factorial.hpp"
#include "core/portable_math.hpp"

namespace munigraph::clustering {

class PlantedPartition {
 public:
  using Weight = std::int64_t;
  /// Few clusters are short to describe, so parts that are not connected may be shorter together:
  /// a move that would leave a cluster in parts is not made.
  static constexpr bool may_leave_parts = false;
  /// The number of clusters weighs on every tie, so that single nodes are a trap: the first merges
  /// make a description longer before it gets shorter.
  static constexpr bool counts_groups = true;

  /// `ties` are the weights of all slots (each tie twice).
  PlantedPartition(std::span<const CodedMass<std::int64_t>> nodes,
                   std::span<const std::int64_t> ties) {
    std::int64_t twice = 0;
    double degrees = 0;
    double multiplicities = 0;
    for (const auto& node : nodes) {
      twice += node.strength;
      nodes_ += node.nodes;
      degrees += detail::log_factorial(node.strength);
    }
    for (const std::int64_t weight : ties) multiplicities += detail::log_factorial(weight);
    ties_ = twice / 2;
    if (nodes_ == 0) return;
    constant_ = multiplicities / 2 - degrees + detail::log_factorial(nodes_) +
                detail::portable_log(static_cast<double>(nodes_));
  }

  [[nodiscard]] double constant() const noexcept { return constant_; }
  /// ln e_r! + ln C(n_r + e_r − 1, e_r) − ln n_r!, in which e_r! cancels.
  [[nodiscard]] double of_group(const CodedGroup<std::int64_t>& group) const {
    if (group.nodes == 0) return 0;
    return detail::log_factorial(group.nodes + group.strength - 1) -
           detail::log_factorial(group.nodes - 1) - detail::log_factorial(group.nodes);
  }
  [[nodiscard]] double of_totals(const CodedTotals<std::int64_t>& totals) const {
    const std::int64_t groups = totals.groups;
    if (groups == 0) return 0;
    const std::int64_t out = totals.across / 2;
    const std::int64_t in = ties_ - out;
    const auto b = static_cast<double>(groups);
    double value = static_cast<double>(in) * detail::portable_log(b / 2) -
                   detail::log_factorial(in) + detail::log_binomial(nodes_ - 1, groups - 1);
    if (groups > 1)
      value += static_cast<double>(out) * detail::portable_log(b * (b - 1) / 2) -
               detail::log_factorial(out) + detail::portable_log(static_cast<double>(ties_ + 1));
    return value;
  }

 private:
  std::int64_t nodes_ = 0;  ///< N.
  std::int64_t ties_ = 0;   ///< E.
  double constant_ = 0;
};

}  // namespace munigraph::clustering
