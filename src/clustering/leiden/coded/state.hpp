// Kernel: the length of a code while its partition changes
//
// Computes  the terms of every cluster and the one of all together, and what the move of a part
//           changes in them.
// How       a cluster is told by its strength, the ends of ties within it and its nodes
//           (CodedGroup), which sums keep up to date; a move asks the code for the terms of two
//           clusters and of the totals, and nothing else is computed anew.
// Needs     a code that must outlive the state, and labels in [0, places). O(ties) to start, O(1)
//           per move, given the weight between the part and either cluster.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "clustering/leiden/coded/group.hpp"
#include "clustering/leiden/graph.hpp"
#include "munigraph/core/monitor.hpp"

namespace munigraph::clustering {

template <class W>
using CodedGraph = GraphView<W, CodedMass<W>>;

/// What each node (or group of a level) is as a cluster of its own. Ties within a group of a level
/// are not in its row: they are what its strength has above it.
template <class W>
void single_groups(const CodedGraph<W>& graph, std::vector<CodedGroup<W>>& singles) {
  singles.resize(graph.mass.size());
  for (std::size_t i = 0; i < singles.size(); ++i) {
    W across{};
    for (std::size_t s = graph.offsets[i]; s < graph.offsets[i + 1]; ++s)
      across += graph.weights[s];
    const CodedMass<W>& mass = graph.mass[i];
    singles[i] = {mass.strength, mass.strength - across, mass.nodes};
  }
}

/// The code of a partition while it changes: clusters, their terms and the term of all together.
template <class Code>
class CodedState {
 public:
  using W = typename Code::Weight;
  using Group = CodedGroup<W>;

  /// From labels in [0, places). The code must outlive the state.
  void start(const Code& code, const CodedGraph<W>& graph, std::span<const std::int32_t> labels,
             std::size_t places, const Monitor* monitor = nullptr) {
    code_ = &code;
    groups_.assign(places, Group{});
    for (std::size_t i = 0; i < labels.size(); ++i) {
      check(monitor);
      Group& group = groups_[static_cast<std::size_t>(labels[i])];
      W across{};  // of the node, towards other clusters
      for (std::size_t s = graph.offsets[i]; s < graph.offsets[i + 1]; ++s)
        if (labels[static_cast<std::size_t>(graph.targets[s])] != labels[i])
          across += graph.weights[s];
      group.strength += graph.mass[i].strength;
      group.inside += graph.mass[i].strength - across;
      group.nodes += graph.mass[i].nodes;
    }
    totals_ = {};
    terms_.resize(places);
    value_ = code.constant();
    for (std::size_t c = 0; c < places; ++c) {
      totals_.add(groups_[c]);
      terms_[c] = code.of_group(groups_[c]);
      value_ += terms_[c];
    }
    of_totals_ = code.of_totals(totals_);
    value_ += of_totals_;
  }

  /// The full value of the labels that it was started from.
  [[nodiscard]] double value_at_start() const noexcept { return value_; }
  [[nodiscard]] const Group& group(std::int32_t c) const noexcept {
    return groups_[static_cast<std::size_t>(c)];
  }
  [[nodiscard]] std::int32_t group_count() const noexcept { return totals_.groups; }

  /// The terms that hang on these two clusters: of each, and of all together.
  [[nodiscard]] double terms_of(std::int32_t a, std::int32_t b) const noexcept {
    return terms_[static_cast<std::size_t>(a)] + terms_[static_cast<std::size_t>(b)] + of_totals_;
  }

  /// What a part that leaves its cluster changes, still without where it goes.
  struct Departure {
    Group rest;
    CodedTotals<W> totals;
    double change = 0;
  };
  [[nodiscard]] Departure departure(std::int32_t from, const Group& part, W between) const {
    Departure left{without(group(from), part, between), totals_, 0};
    left.totals.take(group(from));
    left.totals.add(left.rest);
    left.change = code_->of_group(left.rest) - terms_[static_cast<std::size_t>(from)] - of_totals_;
    return left;
  }
  /// What the code changes by if the part then joins cluster `to`, which may be empty.
  [[nodiscard]] double change(const Departure& left, std::int32_t to, const Group& part,
                              W between) const {
    const Group& target = group(to);
    const Group whole = joined(target, part, between);
    CodedTotals<W> totals = left.totals;
    totals.take(target);
    totals.add(whole);
    return left.change + code_->of_group(whole) - terms_[static_cast<std::size_t>(to)] +
           code_->of_totals(totals);
  }
  /// What merging two clusters with `between` weight between them changes.
  [[nodiscard]] double merge_change(std::int32_t a, std::int32_t b, W between) const {
    const Group whole = joined(group(a), group(b), between);
    CodedTotals<W> totals = totals_;
    totals.take(group(a));
    totals.take(group(b));
    totals.add(whole);
    return code_->of_group(whole) - terms_[static_cast<std::size_t>(a)] -
           terms_[static_cast<std::size_t>(b)] + code_->of_totals(totals) - of_totals_;
  }
  /// The same as if only these two were apart from `whole`, the partition before it was refined.
  /// With every node of a cluster alone there are so many clusters that none seems worth joining.
  [[nodiscard]] double merge_change_within(const CodedTotals<W>& whole, std::int32_t a,
                                           std::int32_t b, W between) const {
    CodedTotals<W> together = whole;
    ++together.groups;
    CodedTotals<W> apart = together;
    apart.across += between + between;
    return code_->of_group(joined(group(a), group(b), between)) -
           terms_[static_cast<std::size_t>(a)] - terms_[static_cast<std::size_t>(b)] +
           code_->of_totals(together) - code_->of_totals(apart);
  }
  [[nodiscard]] const CodedTotals<W>& totals() const noexcept { return totals_; }
  void merge(std::int32_t from, std::int32_t to, W between) {
    const Group whole = joined(group(from), group(to), between);
    put(from, Group{});
    put(to, whole);
    refresh();
  }
  void move(std::int32_t from, std::int32_t to, const Group& part, W between_from, W between_to) {
    const Group rest = without(group(from), part, between_from);
    const Group whole = joined(group(to), part, between_to);
    put(from, rest);
    put(to, whole);
    refresh();
  }
  /// Writes a cluster whatever it was; refresh() must follow before changes are asked for.
  void put(std::int32_t c, const Group& now) {
    const auto at = static_cast<std::size_t>(c);
    totals_.take(groups_[at]);
    groups_[at] = now;
    totals_.add(now);
    terms_[at] = code_->of_group(now);
  }
  void refresh() { of_totals_ = code_->of_totals(totals_); }

 private:
  const Code* code_ = nullptr;
  std::vector<Group> groups_;
  std::vector<double> terms_;
  CodedTotals<W> totals_;
  double of_totals_ = 0;
  double value_ = 0;
};

}  // namespace munigraph::clustering
