#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "clustering/explicit_graph.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph::clustering {

/// Weights from one node to the groups around it, gathered in an array that is cleaned behind.
template <class W>
class GroupWeights {
 public:
  void resize(std::size_t groups) {
    if (weight_.size() < groups) {
      weight_.resize(groups);
      seen_.resize(groups);
    }
  }
  void add(std::int32_t group, W weight) {
    const auto g = static_cast<std::size_t>(group);
    if (seen_[g] == 0) {
      seen_[g] = 1;
      touched_.push_back(group);
    }
    weight_[g] += weight;
  }
  [[nodiscard]] W operator[](std::int32_t group) const {
    return weight_[static_cast<std::size_t>(group)];
  }
  /// Groups in the order in which they were met.
  [[nodiscard]] std::span<const std::int32_t> touched() const { return touched_; }
  void clear() {
    for (const std::int32_t group : touched_) {
      weight_[static_cast<std::size_t>(group)] = W{};
      seen_[static_cast<std::size_t>(group)] = 0;
    }
    touched_.clear();
  }

 private:
  std::vector<W> weight_;
  std::vector<std::uint8_t> seen_;
  std::vector<std::int32_t> touched_;
};

/// 0..n-1 in random order.
inline void random_order(std::size_t n, Random& random, std::vector<std::int32_t>& order) {
  order.resize(n);
  for (std::size_t i = 0; i < n; ++i) order[i] = static_cast<std::int32_t>(i);
  random.shuffle(std::span<std::int32_t>(order));
}

/// Moves nodes one at a time, each to the best of its neighbours' clusters and an empty one, until
/// none can gain: a queue in random order that takes back the neighbours of what has moved.
template <class W, class M = W>
class LocalMover {
 public:
  /// Improves `labels` (in [0, n)) in place; returns the number of moves.
  std::int64_t run(const GraphView<W, M>& graph, std::span<std::int32_t> labels,
                   const Objective& objective, Random& random, const Monitor* monitor) {
    start(graph, labels, random);
    std::int64_t moves = 0;
    const std::size_t n = labels.size();
    for (std::size_t waiting = n, head = 0; waiting > 0; --waiting) {
      check(monitor);
      const std::int32_t node = queue_[head];
      head = head + 1 == n ? 0 : head + 1;
      queued_[static_cast<std::size_t>(node)] = 0;
      const std::int32_t target = best_target(graph, labels, node, objective);
      if (target == labels[static_cast<std::size_t>(node)]) continue;
      apply(graph, labels, node, target);
      ++moves;
      const auto i = static_cast<std::size_t>(node);
      for (std::size_t s = graph.offsets[i]; s < graph.offsets[i + 1]; ++s) {
        const auto j = static_cast<std::size_t>(graph.targets[s]);
        if (queued_[j] != 0 || labels[j] == target) continue;
        queued_[j] = 1;
        // `waiting` still counts the node at hand, whose place is free.
        queue_[(head + waiting - 1) % n] = graph.targets[s];
        ++waiting;
      }
    }
    return moves;
  }

 private:
  void start(const GraphView<W, M>& graph, std::span<const std::int32_t> labels, Random& random) {
    const std::size_t n = labels.size();
    random_order(n, random, queue_);
    queued_.assign(n, 1);
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

  std::vector<std::int32_t> queue_;
  std::vector<std::uint8_t> queued_;
  std::vector<M> mass_;
  std::vector<std::int32_t> members_;
  std::vector<std::int32_t> empty_;
  GroupWeights<W> weights_;
};

}  // namespace munigraph::clustering
