#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "clustering/hybrid_level.hpp"

namespace munigraph::clustering {

/// Per large arrangement the groups its members are in, with their multiplicities.
class GroupBlocks {
 public:
  struct Entry {
    std::int32_t group;
    std::int32_t count;
  };

  void fill(const HyperEdges& hyper, std::span<const std::int32_t> group);
  [[nodiscard]] std::span<const Entry> entries(std::int32_t e) const noexcept {
    const auto i = static_cast<std::size_t>(e);
    return {entries_.data() + begin_[i], static_cast<std::size_t>(used_[i])};
  }
  /// At least the largest count.
  [[nodiscard]] std::int32_t largest(std::int32_t e) const noexcept {
    return largest_[static_cast<std::size_t>(e)];
  }
  void move(std::int32_t e, std::int32_t from, std::int32_t to, std::int32_t multiplicity) {
    const auto i = static_cast<std::size_t>(e);
    Entry* const block = entries_.data() + begin_[i];
    std::int32_t source = -1;
    std::int32_t target = -1;
    for (std::int32_t k = 0; k < used_[i] && (source < 0 || target < 0); ++k) {
      if (block[k].group == from) source = k;
      if (block[k].group == to) target = k;
    }
    block[source].count -= multiplicity;
    if (target >= 0) {
      block[target].count += multiplicity;
      if (block[source].count == 0) {
        const std::int32_t last = --used_[i];
        block[source] = block[last];
        if (target == last) target = source;
      }
    } else if (block[source].count == 0) {
      target = source;
      block[target] = {to, multiplicity};
    } else {
      target = used_[i]++;
      block[target] = {to, multiplicity};
    }
    largest_[i] = std::max(largest_[i], block[target].count);
  }

 private:
  std::vector<Entry> entries_;
  std::vector<std::size_t> begin_;
  std::vector<std::int32_t> used_;
  std::vector<std::int32_t> largest_;
  std::vector<std::int32_t> place_;
};

/// What a node would best join.
struct Choice {
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
  Choice choose(const HybridLevel& level, const HyperEdges& hyper, const GroupBlocks& blocks,
                std::span<const std::int32_t> group, std::span<const Units> mass, std::int32_t node,
                double penalty, double margin, bool may_leave, Counts&& counts, Accept&& accept) {
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
    const double bound = add_small_blocks(hyper, blocks, i);
    if (!postponed_.empty() && !decided(mass, bound, margin, may_leave, accept))
      add_postponed(hyper, blocks, mass, bound, margin, may_leave, accept);
    const Choice choice = best(mass, margin, may_leave, accept);
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
  double add_small_blocks(const HyperEdges& hyper, const GroupBlocks& blocks, std::size_t i) {
    postponed_.clear();
    if (hyper.count() == 0) return 0;
    Units bound = 0;
    for (std::size_t k = hyper.node_offsets[i]; k < hyper.node_offsets[i + 1]; ++k) {
      const std::int32_t e = hyper.node_edges[k];
      const Units weight = hyper.unit[static_cast<std::size_t>(e)] * hyper.node_multiplicity[k];
      const auto entries = blocks.entries(e);
      if (entries.size() > direct_scan) {
        postponed_.push_back(k);
        bound += weight * blocks.largest(e);
        continue;
      }
      for (const auto& entry : entries) sums_.add(entry.group, weight * entry.count);
      own_self_ += weight * hyper.node_multiplicity[k];
    }
    // Slack for the rounding of scores.
    return static_cast<double>(bound) * (1 + 1e-12);
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

  /// Whether staying is the best whatever the postponed arrangements say.
  template <class Accept>
  bool decided(std::span<const Units> mass, double bound, double margin, bool may_leave,
               Accept& accept) {
    const double least = stay();
    best_other_ = best_other(mass, accept);
    // A group that only postponed arrangements know scores at most `bound`.
    return least + margin >= std::max(best_other_, 0.0) + bound && (!may_leave || least >= 0);
  }

  template <class Accept>
  void add_postponed(const HyperEdges& hyper, const GroupBlocks& blocks,
                     std::span<const Units> mass, double bound, double margin, bool may_leave,
                     Accept& accept) {
    (void)mass;
    (void)accept;
    double least = std::max(best_other_, stay() + margin);
    if (may_leave) least = std::max(least, 0.0);
    const bool strangers_may_win = bound >= least;
    for (const std::size_t k : postponed_) {
      const std::int32_t e = hyper.node_edges[k];
      const Units weight = hyper.unit[static_cast<std::size_t>(e)] * hyper.node_multiplicity[k];
      if (strangers_may_win) {
        for (const auto& entry : blocks.entries(e)) sums_.add(entry.group, weight * entry.count);
      } else {
        for (const auto& entry : blocks.entries(e)) {
          if (entry.group == own_)
            sums_.add(entry.group, weight * entry.count);
          else
            sums_.raise(entry.group, weight * entry.count);
        }
      }
      own_self_ += weight * hyper.node_multiplicity[k];
    }
  }

  template <class Accept>
  Choice best(std::span<const Units> mass, double margin, bool may_leave, Accept& accept) const {
    Choice choice{own_, 0, false};
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

  static constexpr double infinite = 1e300;

  GroupSums sums_;
  std::vector<std::size_t> postponed_;
  std::int32_t own_ = 0;
  double node_penalty_ = 0;
  Units own_self_ = 0;
  Units own_mass_ = 0;
  double best_other_ = 0;
};

}  // namespace munigraph::clustering
