// Kernel: local moves over compressed rows
//
// Computes  labels in which no node gains by a move to a neighbour's cluster or to an empty one.
// How       the queue of leiden/queue.hpp. Gains from sums per cluster (SparseSums) over the node's
//           row; of equal ones the first that is met.
// Needs     labels in [0, n); one mass per cluster.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "clustering/leiden/graph.hpp"
#include "clustering/leiden/queue.hpp"
#include "core/sparse_sums.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph::clustering {

/// Moves nodes one at a time, each to the best of its neighbours' clusters and an empty one, until
/// none can gain: a queue in random order that takes back the neighbours of what has moved.
template <class W, class M = W>
class ExplicitMover {
 public:
  /// Improves `labels` (in [0, n)) in place; returns the number of moves. Nodes that are `fixed`
  /// (non-zero; none where it is empty) stay where they are.
  std::int64_t run(const GraphView<W, M>& graph, std::span<std::int32_t> labels,
                   const Objective& objective, Random& random, const Monitor* monitor,
                   std::span<const std::uint8_t> fixed = {}) {
    start(graph, labels);
    return queue_.run(
        graph, labels, random, monitor, fixed,
        [&](std::int32_t node) { return best_target(graph, labels, node, objective); },
        [&](std::int32_t node, std::int32_t target) { apply(graph, labels, node, target); });
  }

 private:
  void start(const GraphView<W, M>& graph, std::span<const std::int32_t> labels) {
    const std::size_t n = labels.size();
    mass_.assign(n, M{});
    members_.assign(n, 0);
    weights_.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
      mass_[static_cast<std::size_t>(labels[i])] += graph.mass[i];
      ++members_[static_cast<std::size_t>(labels[i])];
    }
    empty_.clear();
    for (std::size_t c = n; c-- > 0;)
      if (members_[c] == 0) empty_.push_back(static_cast<std::int32_t>(c));
  }

  /// The cluster in which the node gains most, its own unless another is better by the tolerance.
  std::int32_t best_target(const GraphView<W, M>& graph, std::span<const std::int32_t> labels,
                           std::int32_t node, const Objective& objective) {
    const auto i = static_cast<std::size_t>(node);
    const std::int32_t own = labels[i];
    if (graph.offsets[i] == graph.offsets[i + 1]) return own;
    for (std::size_t s = graph.offsets[i]; s < graph.offsets[i + 1]; ++s)
      weights_.add(labels[static_cast<std::size_t>(graph.targets[s])], graph.weights[s]);
    const M mass = graph.mass[i];
    const auto penalty = scaled(objective.penalty, mass);
    const auto score = [&](std::int32_t c, const M& others) {
      return static_cast<double>(weights_[c]) - cost(penalty, others);
    };
    const double stay = score(own, mass_[static_cast<std::size_t>(own)] - mass);
    std::int32_t best = own;
    double best_score = stay + objective.tolerance;
    for (const std::int32_t c : weights_.touched()) {
      if (c == own) continue;
      const double s = score(c, mass_[static_cast<std::size_t>(c)]);
      if (s > best_score) {
        best_score = s;
        best = c;
      }
    }
    if (best_score < 0 && members_[static_cast<std::size_t>(own)] > 1) best = empty_.back();
    weights_.clear();
    return best;
  }

  void apply(const GraphView<W, M>& graph, std::span<std::int32_t> labels, std::int32_t node,
             std::int32_t target) {
    const auto i = static_cast<std::size_t>(node);
    const auto from = static_cast<std::size_t>(labels[i]);
    const auto to = static_cast<std::size_t>(target);
    if (members_[to]++ == 0) empty_.pop_back();
    if (--members_[from] == 0) {
      empty_.push_back(labels[i]);
      mass_[from] = M{};
    } else {
      mass_[from] -= graph.mass[i];
    }
    mass_[to] += graph.mass[i];
    labels[i] = target;
  }

  MoveQueue queue_;
  std::vector<M> mass_;
  std::vector<std::int32_t> members_;
  std::vector<std::int32_t> empty_;
  detail::SparseSums<W> weights_;
};

}  // namespace munigraph::clustering
