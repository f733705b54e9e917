// Kernel: local moves that shorten a code
//
// Computes  labels in which no node shortens the code by a move to a neighbour's cluster or to an
//           empty one; where the code wants connected clusters, no node that its cluster holds
//           together moves.
// How       the queue of leiden/queue.hpp. A move is weighed by the terms of the two clusters and
//           of all together (CodedState), so the code's length is never summed anew.
// Needs     labels in [0, n); connected clusters, where the code wants them.

#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "clustering/leiden/coded/state.hpp"
#include "clustering/leiden/queue.hpp"
#include "core/sparse_sums.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph::clustering {

template <class Code>
class CodedMover {
 public:
  using W = typename Code::Weight;

  /// Improves `labels` (in [0, n)) in place; returns the number of moves. Nodes that are `fixed`
  /// stay where they are.
  std::int64_t run(const CodedGraph<W>& graph, std::span<std::int32_t> labels, const Code& code,
                   Random& random, const Monitor* monitor,
                   std::span<const std::uint8_t> fixed = {}) {
    const std::size_t n = labels.size();
    state_.start(code, graph, labels, n, monitor);
    tolerance_ = 1e-12 * std::abs(state_.value_at_start());
    single_groups(graph, singles_);
    weights_.resize(n);
    seen_.assign(n, 0);
    members_.assign(n, 0);
    for (const std::int32_t label : labels) ++members_[static_cast<std::size_t>(label)];
    empty_.clear();
    for (std::size_t c = n; c-- > 0;)
      if (members_[c] == 0) empty_.push_back(static_cast<std::int32_t>(c));
    return queue_.run(
        graph, labels, random, monitor, fixed,
        [&](std::int32_t node) { return best_target(graph, labels, node); },
        [&](std::int32_t node, std::int32_t target) { move(graph, labels, node, target); });
  }

 private:
  std::int32_t best_target(const CodedGraph<W>& graph, std::span<const std::int32_t> labels,
                           std::int32_t node) {
    const auto i = static_cast<std::size_t>(node);
    const std::int32_t own = labels[i];
    if (graph.offsets[i] == graph.offsets[i + 1]) return own;
    add_row(graph, labels, i);
    const auto left = state_.departure(own, singles_[i], weights_[own]);
    std::int32_t best = own;
    double least = -tolerance_;
    const auto consider = [&](std::int32_t c, W between) {
      const double change = state_.change(left, c, singles_[i], between);
      if (change >= least) return;
      least = change;
      best = c;
    };
    for (const std::int32_t c : weights_.touched())
      if (c != own) consider(c, weights_[c]);
    if (members_[static_cast<std::size_t>(own)] > 1) consider(empty_.back(), W{});
    weights_.clear();
    if constexpr (!Code::may_leave_parts)
      if (best != own && holds_together(graph, labels, node)) return own;
    return best;
  }

  void move(const CodedGraph<W>& graph, std::span<std::int32_t> labels, std::int32_t node,
            std::int32_t target) {
    const auto i = static_cast<std::size_t>(node);
    const std::int32_t from = labels[i];
    add_row(graph, labels, i);
    state_.move(from, target, singles_[i], weights_[from], weights_[target]);
    weights_.clear();
    if (members_[static_cast<std::size_t>(target)]++ == 0) empty_.pop_back();
    if (--members_[static_cast<std::size_t>(from)] == 0) empty_.push_back(from);
    labels[i] = target;
  }

  void add_row(const CodedGraph<W>& graph, std::span<const std::int32_t> labels, std::size_t i) {
    for (std::size_t s = graph.offsets[i]; s < graph.offsets[i + 1]; ++s)
      weights_.add(labels[static_cast<std::size_t>(graph.targets[s])], graph.weights[s]);
  }

  /// Whether the rest of the node's cluster is in parts without it: a search from one of its
  /// neighbours there that ends when it has met them all.
  bool holds_together(const CodedGraph<W>& graph, std::span<const std::int32_t> labels,
                      std::int32_t node) {
    const std::int32_t own = labels[static_cast<std::size_t>(node)];
    const auto row = [&](std::int32_t of) {
      const auto i = static_cast<std::size_t>(of);
      return graph.targets.subspan(graph.offsets[i], graph.offsets[i + 1] - graph.offsets[i]);
    };
    waiting_.clear();
    std::int32_t wanted = 0;
    for (const std::int32_t j : row(node)) {
      if (labels[static_cast<std::size_t>(j)] != own) continue;
      seen_[static_cast<std::size_t>(j)] = wanted_mark;
      if (wanted++ == 0) waiting_.push_back(j);
    }
    if (wanted < 2) return false;
    seen_[static_cast<std::size_t>(node)] = met_mark;
    seen_[static_cast<std::size_t>(waiting_.front())] = met_mark;
    --wanted;
    for (std::size_t next = 0; next < waiting_.size() && wanted > 0; ++next)
      for (const std::int32_t j : row(waiting_[next])) {
        const auto at = static_cast<std::size_t>(j);
        if (labels[at] != own || seen_[at] == met_mark) continue;
        if (seen_[at] == wanted_mark) --wanted;
        seen_[at] = met_mark;
        waiting_.push_back(j);
      }
    for (const std::int32_t j : row(node)) seen_[static_cast<std::size_t>(j)] = 0;
    for (const std::int32_t j : waiting_) seen_[static_cast<std::size_t>(j)] = 0;
    seen_[static_cast<std::size_t>(node)] = 0;
    return wanted > 0;
  }

  CodedState<Code> state_;
  double tolerance_ = 0;
  std::vector<CodedGroup<W>> singles_;
  std::vector<std::int32_t> members_;
  std::vector<std::int32_t> empty_;
  static constexpr std::uint8_t wanted_mark = 1;
  static constexpr std::uint8_t met_mark = 2;
  std::vector<std::uint8_t> seen_;  ///< Marks of holds_together(), 0 between its calls.
  std::vector<std::int32_t> waiting_;
  detail::SparseSums<W> weights_;
  MoveQueue queue_;
};

}  // namespace munigraph::clustering
