#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "clustering/leiden/dense/matrix.hpp"

namespace munigraph::clustering {

/// The clusters of a run while they change. A cluster is a slot; slots of emptied clusters are used
/// again. Every level has one row of scores per slot.
struct Slots {
  std::vector<std::int32_t> members;  ///< Per slot the nodes of the network in it.
  std::vector<std::int32_t> active;   ///< The slots in use.
  std::vector<std::int32_t> place;    ///< Where a slot stands in `active`.
  std::vector<std::int32_t> free;

  void reset() {
    members.clear();
    active.clear();
    place.clear();
    free.clear();
  }
  [[nodiscard]] std::int32_t count() const noexcept {
    return static_cast<std::int32_t>(active.size());
  }
  std::int32_t add() {
    std::int32_t slot = 0;
    if (free.empty()) {
      slot = static_cast<std::int32_t>(members.size());
      members.push_back(0);
      place.push_back(0);
    } else {
      slot = free.back();
      free.pop_back();
    }
    place[static_cast<std::size_t>(slot)] = count();
    active.push_back(slot);
    return slot;
  }
  void drop(std::int32_t slot) {
    const auto at = static_cast<std::size_t>(place[static_cast<std::size_t>(slot)]);
    active[at] = active.back();
    place[static_cast<std::size_t>(active[at])] = static_cast<std::int32_t>(at);
    active.pop_back();
    free.push_back(slot);
  }
  /// Takes `count` nodes from one slot to another; drops the first if it is empty then.
  void transfer(std::int32_t from, std::int32_t to, std::int32_t count) {
    members[static_cast<std::size_t>(to)] += count;
    if ((members[static_cast<std::size_t>(from)] -= count) == 0) drop(from);
  }
};

/// The network seen at one level of aggregation: its nodes are those of the network (level 0) or
/// groups of them. Scores are always held; pair values above level 0 only as far as they are known
/// to be needed (see DenseLeiden::move_group).
struct DenseLevel {
  const std::int32_t* matrix = nullptr;  ///< Pair values, diagonal of no meaning above level 0.
  std::int32_t size = 0;
  int stride = 0;
  Lines owned;                      ///< The matrix, above level 0.
  Lines scores;                     ///< Row c: what every node has with the rest of slot c.
  std::vector<std::int32_t> label;  ///< Slot of each node's cluster.
  std::vector<std::int32_t> group;  ///< Node -> node of the next level.
  std::vector<std::int32_t> first;  ///< Above level 0: where a group's nodes begin in `nodes`;
  std::vector<std::int32_t> nodes;  ///< nodes of the network.

  [[nodiscard]] const std::int32_t* row(std::int32_t node) const {
    return matrix + static_cast<std::ptrdiff_t>(node) * stride;
  }
  [[nodiscard]] std::int32_t* own_row(std::int32_t node) {
    return owned.data() + static_cast<std::ptrdiff_t>(node) * stride;
  }
  [[nodiscard]] std::int32_t* score(std::int32_t slot) {
    return scores.data() + static_cast<std::ptrdiff_t>(slot) * stride;
  }
  [[nodiscard]] const std::int32_t* score(std::int32_t slot) const {
    return scores.data() + static_cast<std::ptrdiff_t>(slot) * stride;
  }
  [[nodiscard]] std::span<const std::int32_t> nodes_of(std::int32_t group_number) const {
    const auto g = static_cast<std::size_t>(group_number);
    return {nodes.data() + first[g], static_cast<std::size_t>(first[g + 1] - first[g])};
  }
  /// Makes room for the scores of this many slots.
  void hold(std::size_t slots) {
    const std::size_t need = slots * static_cast<std::size_t>(stride);
    if (scores.size() < need) scores.resize(std::max(need, scores.size() * 2));
  }
};

}  // namespace munigraph::clustering
