#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <numeric>
#include <optional>
#include <span>
#include <vector>

#include "clustering/dense_kernel.hpp"
#include "clustering/dense_matrix.hpp"
#include "clustering/dense_network.hpp"
#include "clustering/explicit_leiden.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph::clustering {

/// Leiden on a matrix of pair values. Per community one row holds the score of every node to it, so
/// that a move is two row additions and a sweep over all nodes is a running maximum over the rows.
/// Holds the scratch memory of one thread.
template <class Ops>
class DenseLeiden final : public DenseKernel {
 public:
  /// Clusters of the nodes of `network` (its own numbering), labels in [0, size).
  Passes run(const DenseNetwork& network, std::optional<int> iterations, std::uint64_t seed,
             const Monitor* monitor, std::vector<std::int32_t>& labels) override {
    Random random(seed);
    Passes passes;
    const auto n = static_cast<std::size_t>(network.size);
    labels.assign(n, 0);
    if (n == 0) return {1, true};
    while (!passes.converged && (!iterations || passes.made < *iterations)) {
      check(monitor);
      if (levels_.empty()) levels_.emplace_back();
      Level& base = levels_.front();
      base.matrix = network.matrix.data();
      base.size = network.size;
      base.stride = network.stride;
      if (passes.made == 0) first_pass(network, base, random);
      bool changed = sweep(base, random) || passes.made == 0;
      changed |= climb(random);
      // Connectedness is looked at only where the run might end.
      if (!changed || (iterations && passes.made + 1 == *iterations)) {
        labels = base.label;
        if (split(network, labels)) {
          changed = true;
          start(base, labels);
        }
      }
      passes.converged = !changed;
      ++passes.made;
    }
    return passes;
  }

  /// What rounding leaves open about the result of a converged run(): decisions in which the
  /// margin is below the largest error that rounded pair values can add up to.
  const Doubts& doubts(const DenseNetwork& network, std::span<const std::int32_t> labels) override {
    Doubts& doubts = doubts_;
    doubts.nodes.clear();
    doubts.merges.clear();
    if (network.size == 0) return doubts;
    Level& base = levels_.front();
    best_.resize(static_cast<std::size_t>(base.stride));
    row_.resize(static_cast<std::size_t>(base.stride));
    Ops::top_two_rows(best_.data(), row_.data(), base.scores.data(), base.stride,
                      base.active.data(), static_cast<int>(base.active.size()), base.stride);
    const std::int32_t largest = *std::max_element(base.members.begin(), base.members.end());
    for (std::size_t i = 0; i < labels.size(); ++i)
      if (best_[i] - row_[i] <= largest + 1) doubts.nodes.push_back(static_cast<std::int32_t>(i));
    // The nodes of the last level are the communities.
    const Level& top = levels_[top_];
    const auto groups = static_cast<std::size_t>(top.size);
    place_of_group(labels);
    for (std::size_t a = 0; a < groups; ++a)
      for (std::size_t b = a + 1; b < groups; ++b) {
        const std::int64_t pairs = std::int64_t{group_size_[a]} * group_size_[b];
        if (2 * std::int64_t{top.row(static_cast<std::int32_t>(a))[b]} >= -(pairs + 2))
          doubts.merges.emplace_back(group_label_[a], group_label_[b]);
      }
    return doubts;
  }

 private:
  /// Which label the nodes of the last level stand for, and how many nodes.
  void place_of_group(std::span<const std::int32_t> labels) {
    const auto groups = static_cast<std::size_t>(levels_[top_].size);
    group_size_.assign(groups, 0);
    group_label_.assign(groups, 0);
    for (std::size_t i = 0; i < labels.size(); ++i) {
      auto at = static_cast<std::int32_t>(i);
      for (std::size_t depth = 0; depth < top_; ++depth)
        at = levels_[depth].group[static_cast<std::size_t>(at)];
      ++group_size_[static_cast<std::size_t>(at)];
      group_label_[static_cast<std::size_t>(at)] = labels[i];
    }
  }

  /// A graph of nodes or of groups, and its communities. A community is a row of `scores`;
  /// `active` lists the rows in use.
  struct Level {
    const std::int32_t* matrix = nullptr;
    std::int32_t size = 0;
    int stride = 0;
    Lines owned;                        ///< The matrix, above the first level.
    Lines scores;                       ///< Row c: Σ of the matrix rows of community c.
    std::vector<std::int32_t> label;    ///< Row of each node's community.
    std::vector<std::int32_t> members;  ///< Per row.
    std::vector<std::int32_t> active;
    std::vector<std::int32_t> place;  ///< Where a row stands in `active`.
    std::vector<std::int32_t> free;
    std::vector<std::int32_t> group;  ///< Node -> node of the next level.

    [[nodiscard]] const std::int32_t* row(std::int32_t node) const {
      return matrix + static_cast<std::ptrdiff_t>(node) * stride;
    }
    [[nodiscard]] std::int32_t* score(std::int32_t community) {
      return scores.data() + static_cast<std::ptrdiff_t>(community) * stride;
    }
    void reset() {
      const auto n = static_cast<std::size_t>(size);
      label.assign(n, -1);
      members.clear();
      active.clear();
      place.clear();
      free.clear();
    }
    std::int32_t add_community() {
      std::int32_t c = 0;
      if (free.empty()) {
        c = static_cast<std::int32_t>(members.size());
        members.push_back(0);
        place.push_back(0);
        const std::size_t need = members.size() * static_cast<std::size_t>(stride);
        if (scores.size() < need) scores.resize(std::max(need, scores.size() * 2));
      } else {
        c = free.back();
        free.pop_back();
      }
      place[static_cast<std::size_t>(c)] = static_cast<std::int32_t>(active.size());
      active.push_back(c);
      return c;
    }
    void drop_community(std::int32_t c) {
      const auto at = static_cast<std::size_t>(place[static_cast<std::size_t>(c)]);
      active[at] = active.back();
      place[static_cast<std::size_t>(active[at])] = static_cast<std::int32_t>(at);
      active.pop_back();
      free.push_back(c);
    }
  };

  /// From single nodes: each joins the best of its strongest neighbours or their communities.
  void first_pass(const DenseNetwork& network, Level& level, Random& random) {
    level.reset();
    random_order(static_cast<std::size_t>(level.size), random, order_);
    for (const std::int32_t node : order_) {
      const auto i = static_cast<std::size_t>(node);
      if (level.label[i] >= 0) continue;
      const std::int32_t* row = level.row(node);
      const std::int32_t* near = network.strongest.data() + i * DenseNetwork::strongest_count;
      std::int32_t best = -1;
      std::int32_t best_score = 0;
      for (int k = 0; k < DenseNetwork::strongest_count && near[k] >= 0; ++k) {
        const std::int32_t c = level.label[static_cast<std::size_t>(near[k])];
        const std::int32_t score = c < 0 ? row[near[k]] : level.score(c)[i];
        if (score > best_score) {
          best_score = score;
          best = near[k];
        }
      }
      if (best < 0) {
        const std::int32_t c = level.add_community();
        std::copy_n(row, level.stride, level.score(c));
        put(level, node, c);
        continue;
      }
      std::int32_t c = level.label[static_cast<std::size_t>(best)];
      if (c < 0) {
        c = level.add_community();
        Ops::sum(level.score(c), row, level.row(best), level.stride);
        put(level, best, c);
      } else {
        Ops::add(level.score(c), row, level.stride);
      }
      put(level, node, c);
    }
  }

  static void put(Level& level, std::int32_t node, std::int32_t community) {
    level.label[static_cast<std::size_t>(node)] = community;
    ++level.members[static_cast<std::size_t>(community)];
  }

  /// Communities as given (labels in [0, size)).
  void start(Level& level, std::span<const std::int32_t> labels) {
    const std::size_t n = labels.size();
    level.reset();
    bucket(labels, static_cast<std::int32_t>(n));
    for (std::size_t b = 0; b + 1 < first_.size(); ++b) {
      const std::int32_t count = first_[b + 1] - first_[b];
      if (count == 0) continue;
      const std::int32_t c = level.add_community();
      const std::int32_t* nodes = bucketed_.data() + first_[b];
      Ops::sum_rows(level.score(c), level.matrix, level.stride, nodes, count, level.stride);
      for (std::int32_t k = 0; k < count; ++k) put(level, nodes[k], c);
    }
  }

  /// Nodes by label (counting sort, stable in node order).
  void bucket(std::span<const std::int32_t> labels, std::int32_t count) {
    first_.assign(static_cast<std::size_t>(count) + 1, 0);
    for (const std::int32_t l : labels) ++first_[static_cast<std::size_t>(l) + 1];
    for (std::size_t b = 0; b + 1 < first_.size(); ++b) first_[b + 1] += first_[b];
    next_.assign(first_.begin(), first_.end() - 1);
    bucketed_.resize(labels.size());
    for (std::size_t i = 0; i < labels.size(); ++i)
      bucketed_[static_cast<std::size_t>(next_[static_cast<std::size_t>(labels[i])]++)] =
          static_cast<std::int32_t>(i);
  }

  /// Moves nodes, in random order among those that can gain, until none can. True if any moved.
  bool sweep(Level& level, Random& random) {
    bool moved = false;
    const auto n = static_cast<std::size_t>(level.size);
    best_.resize(static_cast<std::size_t>(level.stride));
    order_.resize(n);
    while (true) {
      Ops::max_rows(best_.data(), level.scores.data(), level.stride, level.active.data(),
                    static_cast<int>(level.active.size()), level.stride);
      std::size_t flagged = 0;
      for (std::size_t i = 0; i < n; ++i) {
        order_[flagged] = static_cast<std::int32_t>(i);
        flagged += best_[i] > level.score(level.label[i])[i] ? 1 : 0;
      }
      if (flagged == 0) return moved;
      moved = true;
      random.shuffle(std::span<std::int32_t>(order_.data(), flagged));
      for (std::size_t k = 0; k < flagged; ++k) move_to_best(level, order_[k]);
    }
  }

  void move_to_best(Level& level, std::int32_t node) {
    const auto i = static_cast<std::size_t>(node);
    const std::int32_t own = level.label[i];
    const std::int32_t stay = level.score(own)[i];
    std::int32_t best = -1;
    std::int32_t best_score = std::max(stay, 0);
    for (const std::int32_t c : level.active) {
      const std::int32_t s = level.score(c)[i];
      best = s > best_score ? c : best;
      best_score = s > best_score ? s : best_score;
    }
    if (best < 0) {
      if (stay >= 0) return;
      best = level.add_community();
      std::fill_n(level.score(best), level.stride, 0);
    }
    transfer(level, node, best);
  }

  /// Refines, aggregates and moves, level after level, until communities are the nodes; then writes
  /// the communities of the last level down to the first. True if anything moved.
  bool climb(Random& random) {
    std::size_t depth = 0;
    bool moved = false;
    while (static_cast<std::int32_t>(levels_[depth].active.size()) < levels_[depth].size) {
      if (levels_.size() == depth + 1) levels_.emplace_back();
      Level& level = levels_[depth];
      Level& above = levels_[depth + 1];
      std::int32_t groups = refine(level, random);
      if (groups == level.size) groups = group_by_community(level);
      aggregate(level, above, groups);
      moved |= sweep(above, random);
      ++depth;
    }
    top_ = depth;
    for (; depth > 0; --depth) {
      const Level& above = levels_[depth];
      Level& level = levels_[depth - 1];
      compact_.resize(static_cast<std::size_t>(level.size));
      for (std::size_t i = 0; i < static_cast<std::size_t>(level.size); ++i)
        compact_[i] = above.place[static_cast<std::size_t>(
            above.label[static_cast<std::size_t>(level.group[i])])];
      if (depth == 1 && moved) {
        relabel(level, static_cast<std::int32_t>(above.active.size()));
      } else if (depth > 1) {
        // Labels alone are enough between the first level and the last.
        level.active.resize(above.active.size());
        level.place.resize(std::max(level.place.size(), above.active.size()));
        for (std::size_t c = 0; c < above.active.size(); ++c)
          level.active[c] = level.place[c] = static_cast<std::int32_t>(c);
        std::copy(compact_.begin(), compact_.end(), level.label.begin());
      }
    }
    return moved;
  }

  /// Gives the base the communities in `compact_` (0..count-1), moving only the nodes of a new
  /// community that are not already together with most of it.
  void relabel(Level& level, std::int32_t count) {
    const auto n = static_cast<std::size_t>(level.size);
    const auto rows = level.members.size();
    // Each new community takes over the row that most of its nodes are in; a row serves one.
    next_.assign(static_cast<std::size_t>(count), -1);
    std::vector<std::int32_t>& votes = queue_;
    bucket(compact_, count);
    next_.assign(static_cast<std::size_t>(count), -1);
    votes.assign(rows, 0);
    taken_.assign(rows, 0);
    std::size_t stay = 0;
    for (std::int32_t c = 0; c < count; ++c) {
      const auto from = static_cast<std::size_t>(first_[static_cast<std::size_t>(c)]);
      const auto to = static_cast<std::size_t>(first_[static_cast<std::size_t>(c) + 1]);
      std::int32_t best = -1;
      for (std::size_t k = from; k < to; ++k) {
        const std::int32_t row = level.label[static_cast<std::size_t>(bucketed_[k])];
        const std::int32_t v = ++votes[static_cast<std::size_t>(row)];
        if (taken_[static_cast<std::size_t>(row)] == 0 &&
            (best < 0 || v > votes[static_cast<std::size_t>(best)]))
          best = row;
      }
      if (best >= 0) {
        taken_[static_cast<std::size_t>(best)] = 1;
        next_[static_cast<std::size_t>(c)] = best;
        stay += static_cast<std::size_t>(votes[static_cast<std::size_t>(best)]);
      }
      for (std::size_t k = from; k < to; ++k)
        votes[static_cast<std::size_t>(level.label[static_cast<std::size_t>(bucketed_[k])])] = 0;
    }
    if (2 * stay < n) {  // cheaper to add up anew
      labels_.assign(compact_.begin(), compact_.begin() + static_cast<std::ptrdiff_t>(n));
      start(level, labels_);
      return;
    }
    for (std::size_t i = 0; i < n; ++i) {
      std::int32_t& row = next_[static_cast<std::size_t>(compact_[i])];
      if (row < 0) {
        row = level.add_community();
        std::fill_n(level.score(row), level.stride, 0);
      }
      if (row != level.label[i]) transfer(level, static_cast<std::int32_t>(i), row);
    }
  }

  /// Moves a node to another community; drops the old one if it was the last there.
  static void transfer(Level& level, std::int32_t node, std::int32_t to) {
    const auto i = static_cast<std::size_t>(node);
    const std::int32_t from = level.label[i];
    Ops::move(level.score(from), level.score(to), level.row(node), level.stride);
    level.label[i] = to;
    ++level.members[static_cast<std::size_t>(to)];
    if (--level.members[static_cast<std::size_t>(from)] == 0) level.drop_community(from);
  }

  static std::int32_t group_by_community(Level& level) {
    for (std::size_t i = 0; i < static_cast<std::size_t>(level.size); ++i)
      level.group[i] = level.place[static_cast<std::size_t>(level.label[i])];
    return static_cast<std::int32_t>(level.active.size());
  }

  /// Leiden's refinement, greedy: within each community single nodes join the best group that is
  /// well connected to the rest. Numbers the groups; returns how many.
  std::int32_t refine(Level& level, Random& random) {
    const auto n = static_cast<std::size_t>(level.size);
    level.group.resize(n);
    compact_.resize(n);
    for (std::size_t i = 0; i < n; ++i)
      compact_[i] = level.place[static_cast<std::size_t>(level.label[i])];
    bucket(compact_, static_cast<std::int32_t>(level.active.size()));
    std::int32_t groups = 0;
    for (std::size_t b = 0; b + 1 < first_.size(); ++b) {
      const std::span<std::int32_t> members(bucketed_.data() + first_[b],
                                            static_cast<std::size_t>(first_[b + 1] - first_[b]));
      random.shuffle(members);
      groups = refine_community(level, members, level.active[b], groups);
    }
    return groups;
  }

  std::int32_t refine_community(Level& level, std::span<const std::int32_t> members,
                                std::int32_t community, std::int32_t groups) {
    const std::size_t k = members.size();
    if (k == 1) {
      level.group[static_cast<std::size_t>(members[0])] = groups;
      return groups + 1;
    }
    const std::int32_t* own = level.score(community);
    const std::size_t padded = (k + 15) / 16 * 16;
    local_.resize(k);
    size_.assign(k, 1);
    outside_.resize(k);
    barred_.assign(padded, out_of_reach);
    gather_.resize(padded);
    for (std::size_t x = 0; x < k; ++x) {
      local_[x] = static_cast<std::int32_t>(x);
      outside_[x] = own[members[x]];
      if (outside_[x] >= 0) barred_[x] = 0;
    }
    for (std::size_t x = 0; x < k; ++x) {
      if (size_[x] != 1 || local_[x] != static_cast<std::int32_t>(x) || outside_[x] < 0) continue;
      const std::int32_t* row = level.row(members[x]);
      std::copy_n(barred_.data(), padded, gather_.data());
      for (std::size_t y = 0; y < k; ++y)
        gather_[static_cast<std::size_t>(local_[y])] += row[members[y]];
      gather_[x] = 0;  // its own pair value: the matrix has no diagonal
      const std::int32_t best_score = Ops::max(gather_.data(), static_cast<int>(padded));
      if (best_score <= 0) continue;
      std::size_t best = 0;
      while (gather_[best] != best_score) ++best;
      local_[x] = static_cast<std::int32_t>(best);
      size_[x] = 0;
      barred_[x] = out_of_reach;
      ++size_[best];
      outside_[best] += outside_[x] - 2 * best_score;
      barred_[best] = outside_[best] >= 0 ? 0 : out_of_reach;
    }
    for (std::size_t x = 0; x < k; ++x) size_[x] = size_[x] > 0 ? groups++ : -1;
    for (std::size_t x = 0; x < k; ++x)
      level.group[static_cast<std::size_t>(members[x])] =
          size_[static_cast<std::size_t>(local_[x])];
    return groups;
  }

  /// The level above: groups as nodes, in the communities of their members.
  void aggregate(Level& level, Level& above, std::int32_t groups) {
    const auto n = static_cast<std::size_t>(level.size);
    const auto g = static_cast<std::size_t>(groups);
    bucket(std::span<const std::int32_t>(level.group.data(), n), groups);
    above.size = groups;
    above.stride = dense_stride(groups);
    const auto stride = static_cast<std::size_t>(above.stride);
    if (above.owned.size() < g * stride) above.owned.resize(g * stride);
    std::fill_n(above.owned.begin(), static_cast<std::ptrdiff_t>(g * stride), 0);
    row_.resize(static_cast<std::size_t>(level.stride));
    compact_.resize(g);
    for (std::size_t a = 0; a < g; ++a) {
      const std::int32_t* nodes = bucketed_.data() + first_[a];
      const std::int32_t count = first_[a + 1] - first_[a];
      compact_[a] =
          level.place[static_cast<std::size_t>(level.label[static_cast<std::size_t>(nodes[0])])];
      const std::int32_t* row = level.row(nodes[0]);
      if (count > 1) {
        Ops::sum_rows(row_.data(), level.matrix, level.stride, nodes, count, level.stride);
        row = row_.data();
      }
      std::int32_t k = first_[a + 1];
      for (std::size_t b = a + 1; b < g; ++b) {
        std::int32_t sum = 0;
        for (; k < first_[b + 1]; ++k) sum += row[bucketed_[static_cast<std::size_t>(k)]];
        above.owned[a * stride + b] = sum;
        above.owned[b * stride + a] = sum;
      }
    }
    above.matrix = above.owned.data();
    start(above, compact_);
  }

  /// Splits what is not connected; true if anything was. Leaves labels in [0, size).
  bool split(const DenseNetwork& network, std::vector<std::int32_t>& labels) {
    std::int32_t groups = 0;
    labels = compact_labels(labels, groups);
    const std::size_t words = network.words;
    bucket(labels, groups);
    std::vector<std::uint64_t>& left = left_;
    bool any = false;
    for (std::int32_t c = 0, known = groups; c < known; ++c) {
      const std::int32_t from = first_[static_cast<std::size_t>(c)];
      const std::int32_t to = first_[static_cast<std::size_t>(c) + 1];
      left.assign(words, 0);
      for (std::int32_t k = from; k < to; ++k) {
        const auto i = static_cast<std::size_t>(bucketed_[static_cast<std::size_t>(k)]);
        left[i / 64] |= std::uint64_t{1} << (i % 64);
      }
      std::int32_t found = 0;
      for (std::int32_t k = from; k < to && found < to - from; ++k) {
        const auto i = static_cast<std::size_t>(bucketed_[static_cast<std::size_t>(k)]);
        if ((left[i / 64] >> (i % 64) & 1) == 0) continue;
        const bool first = found == 0;
        const std::int32_t label = first ? c : groups++;
        any |= !first;
        found += reach(network, i, label, left, labels);
      }
    }
    return any;
  }

  /// Labels what can be reached from `start` within the nodes left; takes them off.
  std::int32_t reach(const DenseNetwork& network, std::size_t start, std::int32_t label,
                     std::vector<std::uint64_t>& left, std::vector<std::int32_t>& labels) {
    queue_.assign(1, static_cast<std::int32_t>(start));
    left[start / 64] &= ~(std::uint64_t{1} << (start % 64));
    for (std::size_t head = 0; head < queue_.size(); ++head) {
      const auto i = static_cast<std::size_t>(queue_[head]);
      labels[i] = label;
      const std::uint64_t* ties = network.adjacency.data() + i * network.words;
      for (std::size_t w = 0; w < network.words; ++w) {
        std::uint64_t hit = ties[w] & left[w];
        left[w] &= ~hit;
        for (; hit != 0; hit &= hit - 1)
          queue_.push_back(
              static_cast<std::int32_t>(64 * w + static_cast<std::size_t>(std::countr_zero(hit))));
      }
    }
    return static_cast<std::int32_t>(queue_.size());
  }

  std::deque<Level> levels_;
  /// So low that no sum of pair values within a community brings it above 0.
  static constexpr std::int32_t out_of_reach = -(std::int32_t{1} << 30);

  Doubts doubts_;
  std::size_t top_ = 0;  ///< The last level of the last pass.
  std::vector<std::int32_t> group_size_;
  std::vector<std::int32_t> group_label_;
  Lines best_;
  Lines row_;
  std::vector<std::int32_t> order_;
  std::vector<std::int32_t> first_;
  std::vector<std::int32_t> next_;
  std::vector<std::int32_t> bucketed_;
  std::vector<std::int32_t> compact_;
  std::vector<std::int32_t> labels_;
  std::vector<std::uint8_t> taken_;
  std::vector<std::int32_t> local_;
  std::vector<std::int32_t> size_;
  Lines gather_;
  Lines barred_;  ///< 0, or out_of_reach for groups that none may join.
  std::vector<std::int32_t> outside_;
  std::vector<std::int32_t> queue_;
  std::vector<std::uint64_t> left_;
};

}  // namespace munigraph::clustering
