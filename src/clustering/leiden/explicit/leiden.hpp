// Kernel: Leiden and Louvain on compressed rows (the explicit form)
//
// Computes  clusters that no move of a node and no merge of two clusters improves, each connected
//           (Leiden) [1]; or the levels of Louvain, which may leave clusters in parts [2].
// How       passes of local moves, refinement and aggregation until clusters are the nodes, then a
//           split into connected parts; ends when a pass changes nothing.
// Needs     a GraphView: rows without loops, weights of type W, masses of type M (W, or two-sided
//           for two-mode networks), and the numbers of a quality function (Objective). O(ties) per
//           pass. One object holds the scratch memory of one thread.
//
// [1] V. A. Traag, L. Waltman and N. J. van Eck, "From Louvain to Leiden: guaranteeing
//     well-connected communities", Scientific Reports 9, 5233 (2019),
//     doi:10.1038/s41598-019-41695-z.
// [2] V. D. Blondel, J.-L. Guillaume, R. Lambiotte and E. Lefebvre, "Fast unfolding of communities
//     in large networks", Journal of Statistical Mechanics P10008 (2008),
//     doi:10.1088/1742-5468/2008/10/P10008.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "clustering/leiden/explicit/aggregate.hpp"
#include "clustering/leiden/explicit/move.hpp"
#include "clustering/leiden/explicit/refine.hpp"
#include "clustering/leiden/graph.hpp"
#include "clustering/leiden/passes.hpp"
#include "clustering/leiden/split.hpp"
#include "core/sparse_sums.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/partition.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph::clustering {

/// Leiden on compressed rows. Holds the scratch memory, so one object serves many runs. What is
/// improved, and by which gains, is the objective's, the mover's and the refiner's.
template <class W, class M = W, class Objective = clustering::Objective,
          class Mover = ExplicitMover<W, M>, class Refiner = ExplicitRefiner<W, M>>
class ExplicitLeiden {
 public:
  /// Clusters from single nodes; labels lie in [0, n), not canonical. `quiet`, see improve().
  Passes run(const GraphView<W, M>& graph, const Objective& objective,
             std::optional<int> iterations, std::uint64_t seed, const Monitor* monitor,
             std::vector<std::int32_t>& labels, int quiet = 1) {
    Random random(seed);
    const auto n = static_cast<std::size_t>(graph.size());
    labels.resize(n);
    for (std::size_t i = 0; i < n; ++i) labels[i] = static_cast<std::int32_t>(i);
    return improve(graph, objective, iterations, random, monitor, labels, {}, quiet);
  }

  /// The same from given labels in [0, n). Nodes that are `fixed` (non-zero; none where it is
  /// empty) keep their label, no two of them the same one. Ends after so many `quiet` passes in a
  /// row that change nothing: refinement is drawn anew in each, so a second may find what the first
  /// did not.
  Passes improve(const GraphView<W, M>& graph, const Objective& objective,
                 std::optional<int> iterations, Random& random, const Monitor* monitor,
                 std::vector<std::int32_t>& labels, std::span<const std::uint8_t> fixed = {},
                 int quiet = 1) {
    Passes passes;
    int unchanged = 0;
    while (!passes.converged && (!iterations || passes.made < *iterations)) {
      check(monitor);
      const std::int64_t moves = pass(graph, objective, random, monitor, labels, fixed);
      std::int32_t groups = 0;
      labels = compact_labels(labels, groups);
      const std::int32_t split =
          split_disconnected(graph.offsets, graph.targets, labels, groups, monitor);
      unchanged = moves == 0 && split == 0 ? unchanged + 1 : 0;
      passes.converged = unchanged >= quiet;
      ++passes.made;
    }
    return passes;
  }

  /// Louvain: aggregates by clusters themselves, for as long as something moves.
  Passes louvain(const GraphView<W, M>& graph, const Objective& objective,
                 std::optional<int> levels, std::uint64_t seed, const Monitor* monitor,
                 std::vector<std::int32_t>& labels) {
    Random random(seed);
    const auto n = static_cast<std::size_t>(graph.size());
    labels.resize(n);
    for (std::size_t i = 0; i < n; ++i) labels[i] = static_cast<std::int32_t>(i);
    std::vector<std::int32_t> level_labels = labels;
    OwnedGraph<W, M> level;
    GraphView<W, M> view = graph;
    Passes passes;
    while (!passes.converged && (!levels || passes.made < *levels)) {
      const std::int64_t moves = mover_.run(view, level_labels, objective, random, monitor);
      ++passes.made;
      passes.converged = moves == 0;
      if (passes.converged) break;
      std::int32_t groups = 0;
      level_labels = compact_labels(level_labels, groups);
      for (std::int32_t& label : labels) label = level_labels[static_cast<std::size_t>(label)];
      level = aggregate(view, level_labels, groups, weights_, monitor);
      view = level.view();
      level_labels.resize(static_cast<std::size_t>(groups));
      for (std::size_t i = 0; i < level_labels.size(); ++i)
        level_labels[i] = static_cast<std::int32_t>(i);
    }
    return passes;
  }

 private:
  /// One pass over all levels; returns the number of moves at all of them. The last level has
  /// clusters as its nodes, so a pass without moves has found no move and no merge that gains.
  std::int64_t pass(const GraphView<W, M>& graph, const Objective& objective, Random& random,
                    const Monitor* monitor, std::vector<std::int32_t>& labels,
                    std::span<const std::uint8_t> fixed) {
    std::int64_t moves = mover_.run(graph, labels, objective, random, monitor, fixed);
    std::vector<std::uint8_t> level_fixed(fixed.begin(), fixed.end());
    std::vector<std::int32_t> place(labels.size());  // node -> node of the level
    for (std::size_t i = 0; i < place.size(); ++i) place[i] = static_cast<std::int32_t>(i);
    std::vector<std::int32_t> level_labels = labels;
    OwnedGraph<W, M> level;
    GraphView<W, M> view = graph;
    while (true) {
      check(monitor);
      std::int32_t clusters = 0;
      level_labels = compact_labels(level_labels, clusters);
      if (clusters == view.size()) break;
      refiner_.run(view, level_labels, objective, random, monitor, groups_);
      std::int32_t count = 0;
      groups_ = compact_labels(groups_, count);
      if (count == view.size()) {
        // Refinement keeps every node apart: merge by clusters, so that the levels shrink.
        groups_ = level_labels;
        count = clusters;
      }
      OwnedGraph<W, M> next = aggregate(view, groups_, count, weights_, monitor);
      std::vector<std::int32_t> next_labels(static_cast<std::size_t>(count));
      for (std::size_t i = 0; i < groups_.size(); ++i)
        next_labels[static_cast<std::size_t>(groups_[i])] = level_labels[i];
      for (std::int32_t& p : place) p = groups_[static_cast<std::size_t>(p)];
      level_fixed = fixed_groups(level_fixed, count);
      level = std::move(next);
      view = level.view();
      level_labels = std::move(next_labels);
      moves += mover_.run(view, level_labels, objective, random, monitor, level_fixed);
    }
    for (std::size_t i = 0; i < labels.size(); ++i)
      labels[i] = level_labels[static_cast<std::size_t>(place[i])];
    return moves;
  }

  /// A group that holds a fixed node is one itself: it lies within that node's cluster.
  [[nodiscard]] std::vector<std::uint8_t> fixed_groups(std::span<const std::uint8_t> fixed,
                                                       std::int32_t count) const {
    if (fixed.empty()) return {};
    std::vector<std::uint8_t> result(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < fixed.size(); ++i)
      if (fixed[i] != 0) result[static_cast<std::size_t>(groups_[i])] = 1;
    return result;
  }

  Mover mover_;
  Refiner refiner_;
  detail::SparseSums<W> weights_;
  std::vector<std::int32_t> groups_;
};

}  // namespace munigraph::clustering
