// Kernel: Leiden on a matrix of pair values (the dense form)
//
// Computes  clusters as explicit/leiden.hpp does [1], for networks of few nodes and many ties.
// How       values of pairs, w − γ·mass·mass, are scaled to 32-bit integers, so that both quality
//           functions are sums of them. Per cluster a row holds the score of every node to it: a
//           move is two additions of rows, a sweep a running maximum over them, by vector
//           instructions (ops.hpp). Above the first level scores of groups are sums of scores of
//           nodes, and no matrix is summed.
// Needs     a DenseNetwork (4 n² bytes, at most dense_limit nodes with ties). O(n · clusters) per
//           sweep. What rounding leaves open is asked of doubts() and settled by exact weights
//           (doubts.hpp). One object holds the scratch memory of one thread.
//
// [1] V. A. Traag, L. Waltman and N. J. van Eck, "From Louvain to Leiden: guaranteeing
//     well-connected communities", Scientific Reports 9, 5233 (2019),
//     doi:10.1038/s41598-019-41695-z.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <vector>

#include "clustering/leiden/buckets.hpp"
#include "clustering/leiden/dense/kernel.hpp"
#include "clustering/leiden/dense/level.hpp"
#include "clustering/leiden/dense/matrix.hpp"
#include "clustering/leiden/dense/network.hpp"
#include "clustering/leiden/dense/refine.hpp"
#include "clustering/leiden/dense/split.hpp"
#include "clustering/leiden/order.hpp"
#include "clustering/leiden/passes.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph::clustering {

/// Leiden on a matrix of pair values. Per cluster one row holds the score of every node to it, so
/// that a move is two row additions and a sweep over all nodes is a running maximum over the rows.
/// Above the first level no matrix is summed: the scores of a group are sums of its nodes' scores,
/// pair values within a cluster come from its refinement, and a whole row of pair values is made
/// only for a group that moves. Holds the scratch memory of one thread.
template <class Ops>
class DenseLeiden final : public DenseKernel {
 public:
  void penalise(std::int32_t* row, const double* mass, double own, double penalty,
                std::int32_t n) const override {
    Ops::penalise(row, mass, own, penalty, n);
  }

  /// Clusters of the nodes of `network` (its own numbering), labels in [0, size).
  Passes run(const DenseNetwork& network, std::optional<int> iterations, std::uint64_t seed,
             const Monitor* monitor, std::vector<std::int32_t>& labels) override {
    Random random(seed);
    Passes passes;
    labels.assign(static_cast<std::size_t>(network.size), 0);
    if (network.size == 0) return {1, true};
    const DenseLevel& base = look_at(network);
    while (!passes.converged && (!iterations || passes.made < *iterations)) {
      check(monitor);
      if (passes.made == 0) first_pass(network, random);
      bool changed = sweep(0, random, monitor) || passes.made == 0;
      changed |= climb(random, monitor);
      // Connectedness is looked at only where the run might end.
      if (!changed || (iterations && passes.made + 1 == *iterations)) {
        labels = base.label;
        if (split_.run(network, labels)) {
          changed = true;
          start(labels);
        }
      }
      passes.converged = !changed;
      ++passes.made;
    }
    return passes;
  }

  std::span<const std::int32_t> sketch(const DenseNetwork& network,
                                       const Monitor* monitor) override {
    if (network.size == 0) return {};
    Random random(0);
    const DenseLevel& base = look_at(network);
    first_pass(network, random);
    (void)sweep(0, random, monitor);
    (void)climb(random, monitor);
    return base.label;
  }

  /// What rounding leaves open about the result of a converged run(): decisions in which the
  /// margin is below the largest error that rounded pair values can add up to.
  const Doubts& doubts(const DenseNetwork& network, std::span<const std::int32_t> labels) override {
    doubts_.nodes.clear();
    doubts_.merges.clear();
    if (network.size == 0) return doubts_;
    const DenseLevel& base = levels_.front();
    best_.resize(static_cast<std::size_t>(base.stride));
    Ops::top_two_rows(best_.data(), row_.data(), base.scores.data(), base.stride,
                      slots_.active.data(), slots_.count(), base.stride);
    const std::int32_t largest = *std::max_element(slots_.members.begin(), slots_.members.end());
    for (std::size_t i = 0; i < labels.size(); ++i)
      if (best_[i] - row_[i] <= largest + 1) doubts_.nodes.push_back(static_cast<std::int32_t>(i));
    // The nodes of the last level are the clusters.
    const DenseLevel& top = levels_[top_];
    for (std::int32_t a = 0; a < top.size; ++a) {
      const std::int32_t slot = top.label[static_cast<std::size_t>(a)];
      const std::int32_t* scores = top.score(slot);
      for (std::int32_t b = a + 1; b < top.size; ++b) {
        const std::int64_t pairs =
            std::int64_t{slots_.members[static_cast<std::size_t>(slot)]} *
            slots_.members[static_cast<std::size_t>(top.label[static_cast<std::size_t>(b)])];
        if (2 * std::int64_t{scores[b]} >= -(pairs + 2))
          doubts_.merges.emplace_back(labels[static_cast<std::size_t>(a_node(top, a))],
                                      labels[static_cast<std::size_t>(a_node(top, b))]);
      }
    }
    return doubts_;
  }

 private:
  DenseLevel& look_at(const DenseNetwork& network) {
    if (levels_.empty()) levels_.emplace_back();
    DenseLevel& base = levels_.front();
    base.matrix = network.matrix.data();
    base.size = network.size;
    base.stride = network.stride;
    row_.resize(static_cast<std::size_t>(base.stride));
    return base;
  }

  /// Some node of the network in a node of the level.
  [[nodiscard]] std::int32_t a_node(const DenseLevel& level, std::int32_t node) const {
    return &level == &levels_.front() ? node : level.nodes_of(node).front();
  }

  /// From single nodes: each joins the best of its strongest neighbours or their clusters.
  void first_pass(const DenseNetwork& network, Random& random) {
    DenseLevel& base = levels_.front();
    slots_.reset();
    base.label.assign(static_cast<std::size_t>(base.size), -1);
    random_order(static_cast<std::size_t>(base.size), random, order_);
    for (const std::int32_t node : order_) {
      const auto i = static_cast<std::size_t>(node);
      if (base.label[i] >= 0) continue;
      const std::int32_t* row = base.row(node);
      const std::int32_t* near = network.strongest.data() + i * DenseNetwork::strongest_count;
      std::int32_t best = -1;
      std::int32_t best_score = 0;
      for (int k = 0; k < DenseNetwork::strongest_count && near[k] >= 0; ++k) {
        // No branches: neither who has a cluster yet nor which is best can be foreseen.
        const std::int32_t c = base.label[static_cast<std::size_t>(near[k])];
        const std::int32_t* at = c < 0 ? row + near[k] : base.score(std::max(c, 0)) + i;
        const std::int32_t score = *at;
        best = score > best_score ? near[k] : best;
        best_score = std::max(score, best_score);
      }
      if (best < 0) {
        const std::int32_t c = add_slot(0);
        std::copy_n(row, base.stride, base.score(c));
        put(node, c);
        continue;
      }
      std::int32_t c = base.label[static_cast<std::size_t>(best)];
      if (c < 0) {
        c = add_slot(0);
        Ops::sum(base.score(c), row, base.row(best), base.stride);
        put(best, c);
      } else {
        Ops::add(base.score(c), row, base.stride);
      }
      put(node, c);
    }
  }

  void put(std::int32_t node, std::int32_t slot) {
    levels_.front().label[static_cast<std::size_t>(node)] = slot;
    ++slots_.members[static_cast<std::size_t>(slot)];
  }

  /// A new cluster, with room for its scores up to a level.
  std::int32_t add_slot(std::size_t depth) {
    const std::int32_t slot = slots_.add();
    levels_.front().hold(slots_.members.size());
    if (depth > 0) levels_[depth].hold(slots_.members.size());
    return slot;
  }

  /// Clusters as given (labels in [0, size)).
  void start(std::span<const std::int32_t> labels) {
    DenseLevel& base = levels_.front();
    slots_.reset();
    buckets_.fill(labels, base.size);
    for (std::int32_t b = 0; b < base.size; ++b) {
      const std::span<const std::int32_t> nodes = buckets_.of(b);
      if (nodes.empty()) continue;
      const std::int32_t c = add_slot(0);
      Ops::sum_rows(base.score(c), base.matrix, base.stride, nodes.data(),
                    static_cast<int>(nodes.size()), base.stride);
      for (const std::int32_t node : nodes) put(node, c);
    }
  }

  /// Moves the nodes of a level, in random order among those that can gain, until none can. True if
  /// any moved.
  bool sweep(std::size_t depth, Random& random, const Monitor* monitor) {
    DenseLevel& level = levels_[depth];
    bool moved = false;
    const auto n = static_cast<std::size_t>(level.size);
    best_.resize(std::max(best_.size(), static_cast<std::size_t>(level.stride)));
    order_.resize(std::max(order_.size(), n));
    while (true) {
      check(monitor);
      Ops::max_rows(best_.data(), level.scores.data(), level.stride, slots_.active.data(),
                    slots_.count(), level.stride);
      std::size_t flagged = 0;
      for (std::size_t i = 0; i < n; ++i) {
        order_[flagged] = static_cast<std::int32_t>(i);
        flagged += best_[i] > level.score(level.label[i])[i] ? 1 : 0;
      }
      if (flagged == 0) return moved;
      moved = true;
      random.shuffle(std::span<std::int32_t>(order_.data(), flagged));
      for (std::size_t k = 0; k < flagged; ++k) move_to_best(depth, order_[k]);
    }
  }

  void move_to_best(std::size_t depth, std::int32_t node) {
    DenseLevel& level = levels_[depth];
    const auto i = static_cast<std::size_t>(node);
    const std::int32_t stay = level.score(level.label[i])[i];
    std::int32_t best = -1;
    std::int32_t best_score = std::max(stay, 0);
    for (const std::int32_t c : slots_.active) {
      const std::int32_t s = level.score(c)[i];
      best = s > best_score ? c : best;
      best_score = s > best_score ? s : best_score;
    }
    if (best < 0) {
      if (stay >= 0) return;
      best = add_slot(depth);
      std::fill_n(levels_.front().score(best), levels_.front().stride, 0);
      if (depth > 0) std::fill_n(level.score(best), level.stride, 0);
    }
    if (depth == 0)
      move_node(level, node, best);
    else
      move_group(level, node, best);
  }

  void move_node(DenseLevel& base, std::int32_t node, std::int32_t to) {
    std::int32_t& label = base.label[static_cast<std::size_t>(node)];
    Ops::move(base.score(label), base.score(to), base.row(node), base.stride);
    slots_.transfer(label, to, 1);
    label = to;
  }

  /// Moves a group and its nodes, and keeps the scores of both levels. Its row of pair values is
  /// made for that, and kept: a later refinement may find the group beside others of its cluster.
  void move_group(DenseLevel& level, std::int32_t group, std::int32_t to) {
    DenseLevel& base = levels_.front();
    const auto g = static_cast<std::size_t>(group);
    const std::int32_t from = level.label[g];
    const std::span<const std::int32_t> nodes = level.nodes_of(group);
    const auto count = static_cast<std::int32_t>(nodes.size());
    std::int32_t* row = level.own_row(group);
    if (slots_.members[static_cast<std::size_t>(from)] == count) {  // the whole cluster
      std::copy_n(level.score(from), level.stride, row);
      Ops::add(base.score(to), base.score(from), base.stride);
    } else {
      Ops::sum_rows(row_.data(), base.matrix, base.stride, nodes.data(), count, base.stride);
      Ops::move(base.score(from), base.score(to), row_.data(), base.stride);
      sum_by_group(level, row_.data(), row);
      row[g] = 0;
      Ops::subtract(level.score(from), row, level.stride);
    }
    Ops::add(level.score(to), row, level.stride);
    for (std::int32_t other = 0; other < level.size; ++other) level.own_row(other)[g] = row[other];
    for (const std::int32_t node : nodes) base.label[static_cast<std::size_t>(node)] = to;
    level.label[g] = to;
    slots_.transfer(from, to, count);
  }

  static void sum_by_group(const DenseLevel& level, const std::int32_t* values,
                           std::int32_t* sums) {
    std::size_t k = 0;
    for (std::size_t g = 0; g < static_cast<std::size_t>(level.size); ++g) {
      std::uint32_t sum = 0;  // may pass the limits on its way
      for (; k < static_cast<std::size_t>(level.first[g + 1]); ++k)
        sum += static_cast<std::uint32_t>(values[level.nodes[k]]);
      sums[g] = static_cast<std::int32_t>(sum);
    }
    std::fill(sums + level.size, sums + level.stride, 0);
  }

  /// Refines and moves, level after level, until clusters are the nodes. True if anything moved.
  bool climb(Random& random, const Monitor* monitor) {
    bool moved = false;
    for (top_ = 0; slots_.count() < levels_[top_].size; ++top_) {
      if (levels_.size() == top_ + 1) levels_.emplace_back();
      aggregate(levels_[top_], levels_[top_ + 1], random);
      moved |= sweep(top_ + 1, random, monitor);
    }
    return moved;
  }

  /// The level above: groups as nodes, in the clusters of their members.
  void aggregate(DenseLevel& level, DenseLevel& above, Random& random) {
    const std::int32_t groups = refinement_.run(level, slots_, random);
    const bool refined = groups < level.size;
    if (!refined)  // nothing could be grouped: the clusters are the groups
      for (std::size_t i = 0; i < level.group.size(); ++i)
        level.group[i] = slots_.place[static_cast<std::size_t>(level.label[i])];
    above.size = refined ? groups : slots_.count();
    above.stride = dense_stride(above.size);
    const auto g = static_cast<std::size_t>(above.size);
    const std::size_t needed = g * static_cast<std::size_t>(above.stride) + DenseNetwork::slack;
    if (above.owned.size() < needed) above.owned.resize(needed);
    above.matrix = above.owned.data();
    buckets_.fill(level.group, above.size);
    above.label.resize(g);
    for (std::size_t a = 0; a < g; ++a)
      above.label[a] = level.label[static_cast<std::size_t>(
          buckets_.items[static_cast<std::size_t>(buckets_.first[a])])];
    sum_scores(level, above);
    if (refined) {
      for (std::size_t a = 0; a < g; ++a) subtract(above, a, refinement_.inner()[a]);
      place_blocks(above);
    } else {
      for (std::size_t a = 0; a < g; ++a) above.score(above.label[a])[a] = 0;
    }
    list_nodes(level, above);
  }

  /// Scores of groups: sums over their nodes. Four clusters at a time, so that an addition need not
  /// wait for the one before it. Sums may pass the limits before what is within groups is taken
  /// off, hence unsigned.
  void sum_scores(const DenseLevel& level, DenseLevel& above) {
    constexpr std::size_t together = 4;
    above.hold(slots_.members.size() + 1);  // one row for the clusters that are missing at the end
    const auto count = slots_.active.size();
    for (std::size_t c = 0; c < count; c += together) {
      const std::int32_t* from[together];
      std::int32_t* to[together];
      for (std::size_t t = 0; t < together; ++t) {
        const std::int32_t slot = slots_.active[std::min(c + t, count - 1)];
        from[t] = level.score(slot);
        to[t] =
            above.score(c + t < count ? slot : static_cast<std::int32_t>(slots_.members.size()));
        std::fill_n(to[t], above.stride, 0);
      }
      for (std::size_t i = 0; i < static_cast<std::size_t>(level.size); ++i) {
        const auto g = static_cast<std::size_t>(level.group[i]);
        for (std::size_t t = 0; t < together; ++t)
          to[t][g] = static_cast<std::int32_t>(static_cast<std::uint32_t>(to[t][g]) +
                                               static_cast<std::uint32_t>(from[t][i]));
      }
    }
  }

  static void subtract(DenseLevel& above, std::size_t group, std::int32_t inner) {
    std::int32_t& score = above.score(above.label[group])[group];
    score = static_cast<std::int32_t>(static_cast<std::uint32_t>(score) -
                                      static_cast<std::uint32_t>(inner));
  }

  /// Pair values between groups of one cluster, the only ones that a refinement asks for.
  void place_blocks(DenseLevel& above) {
    for (const auto& block : refinement_.blocks()) {
      const std::int32_t* from = refinement_.values(block);
      for (std::int32_t a = 0; a < block.groups; ++a, from += block.groups)
        std::copy_n(from, block.groups, above.own_row(block.first + a) + block.first);
    }
  }

  /// The nodes of the network in each group.
  void list_nodes(const DenseLevel& level, DenseLevel& above) {
    if (&level == &levels_.front()) {
      above.first.swap(buckets_.first);
      above.nodes.swap(buckets_.items);
      return;
    }
    above.first.assign(1, 0);
    above.nodes.clear();
    for (std::int32_t a = 0; a < above.size; ++a) {
      for (const std::int32_t item : buckets_.of(a)) {
        const std::span<const std::int32_t> nodes = level.nodes_of(item);
        above.nodes.insert(above.nodes.end(), nodes.begin(), nodes.end());
      }
      above.first.push_back(static_cast<std::int32_t>(above.nodes.size()));
    }
  }

  std::deque<DenseLevel> levels_;
  Slots slots_;
  std::size_t top_ = 0;  ///< The last level of the last pass.
  DenseRefiner<Ops> refinement_;
  DenseSplit split_;
  Doubts doubts_;
  Buckets buckets_;
  Lines best_;
  Lines row_;
  std::vector<std::int32_t> order_;
};

}  // namespace munigraph::clustering
