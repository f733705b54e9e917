#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "munigraph/clustering/quality.hpp"

namespace munigraph::clustering {

/// Throws std::invalid_argument where `what` needs modularity or cpm and another is asked for.
inline void require_linear(Quality quality, std::string_view what) {
  if (is_coded(quality))
    throw std::invalid_argument(std::string(what) +
                                " takes the qualities modularity and cpm, not " +
                                std::string(to_string(quality)));
}

/// What a cluster of this mass costs a node for which `scaled` is penalty × mass.
[[nodiscard]] inline double scaled(double penalty, std::int64_t mass) noexcept {
  return penalty * static_cast<double>(mass);
}
[[nodiscard]] inline double scaled(double penalty, double mass) noexcept { return penalty * mass; }
[[nodiscard]] inline double cost(double scaled_mass, std::int64_t mass) noexcept {
  return scaled_mass * static_cast<double>(mass);
}
[[nodiscard]] inline double cost(double scaled_mass, double mass) noexcept {
  return scaled_mass * mass;
}

/// Mass of two kinds that cost only each other: nodes and arrangements of a two-mode network.
struct SidedMass {
  std::int64_t left = 0;
  std::int64_t right = 0;

  SidedMass& operator+=(const SidedMass& other) noexcept {
    left += other.left;
    right += other.right;
    return *this;
  }
  SidedMass& operator-=(const SidedMass& other) noexcept {
    left -= other.left;
    right -= other.right;
    return *this;
  }
  friend SidedMass operator-(SidedMass a, const SidedMass& b) noexcept { return a -= b; }
};
struct ScaledSides {
  double left = 0;
  double right = 0;
};
[[nodiscard]] inline ScaledSides scaled(double penalty, const SidedMass& mass) noexcept {
  return {penalty * static_cast<double>(mass.left), penalty * static_cast<double>(mass.right)};
}
[[nodiscard]] inline double cost(const ScaledSides& by, const SidedMass& mass) noexcept {
  return by.left * static_cast<double>(mass.right) + by.right * static_cast<double>(mass.left);
}

/// The numbers of a quality function for one network, in the network's units.
struct Objective {
  double penalty = 0;             ///< γ/2m for modularity, γ for CPM.
  double twice_total = 0;         ///< 2m.
  double tolerance = 0;           ///< A gain counts above this: 1e-12 of the total weight.
  bool counts_self_pairs = true;  ///< Whether the full value has a term per node (modularity).
};

/// `twice_total` in units of `quantum`.
[[nodiscard]] inline Objective objective_for(const QualityFunction& function, double twice_total,
                                             double quantum) noexcept {
  Objective objective;
  objective.twice_total = twice_total;
  objective.tolerance = 1e-12 * twice_total / 2;
  objective.counts_self_pairs = function.quality == Quality::modularity;
  if (twice_total > 0)
    objective.penalty = function.quality == Quality::modularity ? function.resolution / twice_total
                                                                : function.resolution / quantum;
  return objective;
}

/// The penalty part of a quality function's full value.
class PenaltySum {
 public:
  explicit PenaltySum(const Objective& objective) : objective_(objective) {}
  void add_group(double mass) { squares_ += mass * mass; }
  /// Takes the pairs of a node with itself out again, which CPM does not count: Σ mass² over nodes.
  void add_self_pairs(double squares) { self_ += squares; }
  /// The full value, given twice the weight inside groups.
  [[nodiscard]] double value(double twice_inside) const {
    return (twice_inside - objective_.penalty * (squares_ - self_)) / objective_.twice_total;
  }

 private:
  Objective objective_;
  double squares_ = 0;
  double self_ = 0;
};

}  // namespace munigraph::clustering
