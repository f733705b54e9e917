// Kernel: draws of partitions by Gibbs updates, merges and splits
//
// Computes  a Markov chain over partitions whose equilibrium is B! exp(−Σ): the posterior of the
//           planted-partition model over partitions without labels.
// How       every node is drawn anew among all clusters and a new one, given the others; two nodes
//           at random propose to merge their clusters or to split the one they share, along scans
//           restricted to these two (split–merge with restricted Gibbs [1]).
// Needs     a graph of whole numbers. Exponentials and logarithms are portable.
//
// [1] S. Jain and R. M. Neal, "A split-merge Markov chain Monte Carlo procedure for the Dirichlet
//     process mixture model", Journal of Computational and Graphical Statistics 13, 158–182
//     (2004), doi:10.1198/1061860043001.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "clustering/leiden/coded/planted_partition.hpp"
#include "clustering/leiden/coded/state.hpp"
#include "core/log_factorial.hpp"
#include "core/sparse_sums.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph::clustering {

/// The description length of a partition whose labels do not matter: ln B! less.
class UnlabelledPlantedPartition : public PlantedPartition {
 public:
  explicit UnlabelledPlantedPartition(const PlantedPartition& labelled)
      : PlantedPartition(labelled) {}
  [[nodiscard]] double of_totals(const CodedTotals<std::int64_t>& totals) const {
    return PlantedPartition::of_totals(totals) - detail::log_factorial(totals.groups);
  }
};

/// One chain. Keeps references to the graph and the code.
class PartitionSampler {
 public:
  using W = std::int64_t;
  using Graph = CodedGraph<W>;

  /// From labels in [0, n).
  PartitionSampler(const Graph& graph, const UnlabelledPlantedPartition& code,
                   std::span<const std::int32_t> labels, std::uint64_t seed);

  /// Every node once, in random order, then `proposals` merges or splits.
  void sweep(int proposals, const Monitor* monitor);

  [[nodiscard]] std::span<const std::int32_t> labels() const noexcept { return labels_; }
  [[nodiscard]] std::int32_t group_count() const noexcept { return state_.group_count(); }
  [[nodiscard]] std::int64_t proposed() const noexcept { return proposed_; }
  [[nodiscard]] std::int64_t accepted() const noexcept { return accepted_; }

 private:
  struct Pair {
    std::int32_t a;
    std::int32_t b;
  };

  void redraw(std::int32_t node);
  void propose();
  void propose_split(std::int32_t i, std::int32_t j);
  void propose_merge(std::int32_t i, std::int32_t j);
  /// Moves `others_` between the clusters by coins, then by two scans.
  void launch(const Pair& pair);
  /// One scan; returns the logarithm of the probability of what it did. Where `wanted` (a label per
  /// one of `others_`) is given, it goes there instead of drawing.
  double scan(const Pair& pair, std::span<const std::int32_t> wanted = {});
  void collect_others(const Pair& pair, std::int32_t i, std::int32_t j);
  void move(std::int32_t node, std::int32_t to);
  void weigh_row(std::int32_t node);
  [[nodiscard]] W between(const Pair& pair) const;
  [[nodiscard]] std::int32_t empty_place() const { return empty_.back(); }
  /// Whether a proposal with this logarithm of its ratio is taken.
  [[nodiscard]] bool take(double log_ratio);

  const Graph graph_;
  CodedState<UnlabelledPlantedPartition> state_;
  Random random_;
  std::vector<std::int32_t> labels_;
  std::vector<CodedGroup<W>> singles_;
  std::vector<std::int32_t> tied_;     ///< Nodes with ties.
  std::vector<std::int32_t> members_;  ///< Nodes with ties per place.
  std::vector<std::int32_t> active_;   ///< Places with members, in no order.
  std::vector<std::int32_t> at_;       ///< Of an active place, where it stands in active_.
  std::vector<std::int32_t> empty_;
  detail::SparseSums<W> weights_;
  std::vector<std::int32_t> order_;
  std::vector<std::int32_t> others_;
  std::vector<std::int32_t> before_;
  std::vector<std::int32_t> choices_;
  std::vector<double> chance_;
  std::int64_t proposed_ = 0;
  std::int64_t accepted_ = 0;
};

}  // namespace munigraph::clustering
