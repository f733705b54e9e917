// Kernel: the best group of a node, without a look into every arrangement
//
// Computes  the group in which a node gains most: exactly that of a full scan.
// How       rows and arrangements of few groups are added up (PositiveSums). The others, from few
//           groups to many, come with a bound on what they add to any group: largest count ×
//           weight. Once the bound of those to come cannot lift a new group above the best, they
//           tell of the groups met only; once it cannot lift any, they are left out.
// Needs     GroupBlocks, kept up to date with every move.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "clustering/leiden/implicit/level.hpp"

namespace munigraph::clustering {

/// Per large arrangement the groups its members are in, with their multiplicities.
class GroupBlocks {
 public:
  struct Entry {
    std::int32_t group;
    std::int32_t count;
  };

  /// `group` per node, in [0, number of nodes).
  void fill(const HyperEdges& hyper, std::span<const std::int32_t> group);
  [[nodiscard]] std::span<const Entry> entries(std::int32_t e) const noexcept {
    const auto i = static_cast<std::size_t>(e);
    return {entries_.data() + begin_[i], static_cast<std::size_t>(used_[i])};
  }
  /// At least the largest count.
  [[nodiscard]] std::int32_t largest(std::int32_t e) const noexcept {
    return largest_[static_cast<std::size_t>(e)];
  }
  /// Whether count() takes no search.
  [[nodiscard]] bool indexed(std::int32_t e) const noexcept {
    return index_of_[static_cast<std::size_t>(e)] != none;
  }
  [[nodiscard]] std::int32_t count(std::int32_t e, std::int32_t group) const noexcept {
    const std::int32_t k = find(e, group);
    return k < 0
               ? 0
               : entries_[begin_[static_cast<std::size_t>(e)] + static_cast<std::size_t>(k)].count;
  }
  void move(std::int32_t e, std::int32_t from, std::int32_t to, std::int32_t multiplicity) {
    const auto i = static_cast<std::size_t>(e);
    Entry* const block = entries_.data() + begin_[i];
    const std::int32_t source = find(e, from);
    std::int32_t target = find(e, to);
    block[source].count -= multiplicity;
    const bool left = block[source].count == 0;
    if (left) forget(e, from);
    if (target < 0) {
      target = left ? source : used_[i]++;
      put(e, target, {to, 0});
    } else if (left) {
      const std::int32_t last = --used_[i];
      if (source != last) put(e, source, block[last]);
      if (target == last) target = source;
    }
    block[target].count += multiplicity;
    largest_[i] = std::max(largest_[i], block[target].count);
  }

 private:
  static constexpr std::size_t none = ~std::size_t{0};

  /// Place of a group in an arrangement's block, or −1.
  [[nodiscard]] std::int32_t find(std::int32_t e, std::int32_t group) const noexcept {
    const std::size_t index = index_of_[static_cast<std::size_t>(e)];
    if (index != none) return index_[index + static_cast<std::size_t>(group)];
    const auto block = entries(e);
    for (std::size_t k = 0; k < block.size(); ++k)
      if (block[k].group == group) return static_cast<std::int32_t>(k);
    return -1;
  }
  void put(std::int32_t e, std::int32_t k, const Entry& entry) noexcept {
    const auto i = static_cast<std::size_t>(e);
    entries_[begin_[i] + static_cast<std::size_t>(k)] = entry;
    if (index_of_[i] != none) index_[index_of_[i] + static_cast<std::size_t>(entry.group)] = k;
  }
  void forget(std::int32_t e, std::int32_t group) noexcept {
    const std::size_t index = index_of_[static_cast<std::size_t>(e)];
    if (index != none) index_[index + static_cast<std::size_t>(group)] = -1;
  }

  std::vector<Entry> entries_;
  std::vector<std::size_t> begin_;
  std::vector<std::int32_t> used_;
  std::vector<std::int32_t> largest_;
  std::vector<std::int32_t> place_;
  std::vector<std::size_t> index_of_;  ///< Per arrangement where its index begins, or none.
  std::vector<std::int32_t> index_;    ///< Per group its place in the block, or −1.
};

/// What a node would best join.
struct BestGroup {
  std::int32_t group = -1;  ///< Its own group where nothing is better.
  Units weight = 0;         ///< Exact weight to the chosen group (0 if its own).
  bool empty = false;       ///< Better alone than in any group.
};

/// Finds the best group of one node at a time. Arrangements with many groups are looked into only
/// where their bound, largest count × weight, leaves the choice open: the choice is that of a full
/// scan. Ties go to the smaller group.
class Chooser {
 public:
  /// Blocks of at most so many groups are scanned at once.
  static constexpr std::size_t direct_scan = 8;

  void resize(std::size_t groups) { sums_.resize(groups); }

  /// `hyper` with `blocks` over `group`; `mass` per group; a choice must beat staying by more than
  /// `margin`. `counts(target)`: whether a tie counts; `accept(group)` filters groups; `may_leave`:
  /// whether an empty group is an option.
  template <class Counts, class Accept>
  BestGroup choose(const ImplicitLevel& level, const HyperEdges& hyper, const GroupBlocks& blocks,
                   std::span<const std::int32_t> group, std::span<const Units> mass,
                   std::int32_t node, double penalty, double margin, bool may_leave,
                   Counts&& counts, Accept&& accept) {
    const auto i = static_cast<std::size_t>(node);
    own_ = group[i];
    node_penalty_ = penalty * static_cast<double>(level.mass[i]);
    own_self_ = 0;
    [[maybe_unused]] const std::int32_t nowhere = sums_.nowhere();
    own_mass_ = mass[static_cast<std::size_t>(own_)] - level.mass[i];
    for (std::size_t s = level.offsets[i]; s < level.offsets[i + 1]; ++s) {
      const std::int32_t target = level.targets[s];
      // No branch, and no look at the group of what doesn't count: it may be another thread's.
      const bool counted = counts(target);
      const std::int32_t g = group[static_cast<std::size_t>(counted ? target : node)];
      sums_.add(counted ? g : nowhere, level.weights[s]);
    }
    const Units bound = add_small_blocks(hyper, blocks, i);
    if (!postponed_.empty()) add_postponed(hyper, blocks, mass, bound, margin, may_leave, accept);
    const BestGroup choice = best(mass, margin, may_leave, accept);
    sums_.clear();
    return choice;
  }

 private:
  [[nodiscard]] double stay() const noexcept {
    return static_cast<double>(sums_[own_] - own_self_) -
           node_penalty_ * static_cast<double>(own_mass_);
  }
  [[nodiscard]] double score(std::int32_t g, std::span<const Units> mass) const noexcept {
    return static_cast<double>(sums_[g]) -
           node_penalty_ * static_cast<double>(mass[static_cast<std::size_t>(g)]);
  }

  /// Returns what the postponed arrangements can add to any group at most.
  Units add_small_blocks(const HyperEdges& hyper, const GroupBlocks& blocks, std::size_t i) {
    postponed_.clear();
    if (hyper.count() == 0) return 0;
    Units bound = 0;
    for (std::size_t k = hyper.node_offsets[i]; k < hyper.node_offsets[i + 1]; ++k) {
      const std::int32_t e = hyper.node_edges[k];
      const Units weight = hyper.unit[static_cast<std::size_t>(e)] * hyper.node_multiplicity[k];
      const auto entries = blocks.entries(e);
      if (entries.size() > direct_scan) {
        const Units most = weight * blocks.largest(e);
        postponed_.push_back({k, weight, most, entries.size()});
        bound += most;
        continue;
      }
      for (const auto& entry : entries) sums_.add(entry.group, weight * entry.count);
      own_self_ += weight * hyper.node_multiplicity[k];
    }
    return bound;
  }

  /// Best score among groups other than the own one, as far as it is known.
  template <class Accept>
  double best_other(std::span<const Units> mass, Accept& accept) const {
    double result = -infinite;
    for (const std::int32_t g : sums_.touched())
      if (g != own_) {
        const double s = score(g, mass);
        if (s > result && accept(g)) result = s;
      }
    return result;
  }

  /// Whether staying is the best, `best` being what any other group has so far, whatever is added
  /// by arrangements that give at most `bound`: a group that only they know scores no more.
  [[nodiscard]] bool decided(double best, double bound, double margin,
                             bool may_leave) const noexcept {
    const double least = stay();
    return least + margin >= std::max(best, 0.0) + bound && (!may_leave || least >= 0);
  }

  /// Adds what the postponed arrangements say, from few groups to many. As soon as those to come
  /// can't lift a group that is not yet met above the best, they tell of the groups met only; as
  /// soon as they can't lift any group above the own one, they are left out.
  template <class Accept>
  void add_postponed(const HyperEdges& hyper, const GroupBlocks& blocks,
                     std::span<const Units> mass, Units to_come, double margin, bool may_leave,
                     Accept& accept) {
    std::sort(postponed_.begin(), postponed_.end(), [&](const Postponed& a, const Postponed& b) {
      return a.groups != b.groups ? a.groups < b.groups : a.seat < b.seat;
    });
    bool strangers_may_win = true;
    double best = -infinite;
    for (std::size_t k = 0; k < postponed_.size(); ++k) {
      const Postponed& next = postponed_[k];
      const std::int32_t e = hyper.node_edges[next.seat];
      const double bound = slack * static_cast<double>(to_come);
      // Later on only where a look at the groups met costs less than the arrangement: what was the
      // best before is a lower bound.
      if (k == 0 || sums_.touched().size() < next.groups) {
        best = best_other(mass, accept);
        if (decided(best, bound, margin, may_leave)) return;
      }
      double least = std::max(best, stay() + margin);
      if (may_leave) least = std::max(least, 0.0);
      strangers_may_win = strangers_may_win && bound >= least;
      if (strangers_may_win)
        for (const auto& entry : blocks.entries(e))
          sums_.add(entry.group, next.weight * entry.count);
      else
        raise(blocks, e, next.weight);
      own_self_ += next.weight * hyper.node_multiplicity[next.seat];
      to_come -= next.most;
    }
  }

  /// Adds an arrangement to the own group and to those that are met.
  void raise(const GroupBlocks& blocks, std::int32_t e, Units weight) {
    const auto met = sums_.touched();
    if (blocks.indexed(e) && met.size() < blocks.entries(e).size()) {
      for (const std::int32_t g : met)
        if (g != own_) sums_.raise(g, weight * blocks.count(e, g));
      sums_.add(own_, weight * blocks.count(e, own_));
      return;
    }
    for (const auto& entry : blocks.entries(e)) {
      if (entry.group == own_)
        sums_.add(entry.group, weight * entry.count);
      else
        sums_.raise(entry.group, weight * entry.count);
    }
  }

  template <class Accept>
  BestGroup best(std::span<const Units> mass, double margin, bool may_leave, Accept& accept) const {
    BestGroup choice{own_, 0, false};
    double best_score = stay() + margin;
    for (const std::int32_t g : sums_.touched()) {
      if (g == own_) continue;
      const double s = score(g, mass);
      if (s < best_score || (s == best_score && (choice.group == own_ || g > choice.group)))
        continue;
      if (!accept(g)) continue;
      best_score = s;
      choice.group = g;
    }
    if (choice.group != own_) choice.weight = sums_[choice.group];
    if (may_leave && best_score < 0) choice = {own_, 0, true};
    return choice;
  }

  /// An arrangement that is not looked into at once.
  struct Postponed {
    std::size_t seat;  ///< The node's place in its list of arrangements.
    Units weight;
    Units most;  ///< What it gives to any group at most.
    std::size_t groups;
  };

  static constexpr double infinite = 1e300;
  static constexpr double slack = 1 + 1e-12;  ///< For the rounding of scores.

  PositiveSums sums_;
  std::vector<Postponed> postponed_;
  std::int32_t own_ = 0;
  double node_penalty_ = 0;
  Units own_self_ = 0;
  Units own_mass_ = 0;
};

}  // namespace munigraph::clustering
