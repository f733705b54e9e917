// Kernel: the queue of local moves
//
// Computes  nothing by itself: asks nodes in random order where they want to be until none moves.
// How       a ring of nodes; one that moves calls up its neighbours in other clusters [1, 2].
// Needs     labels; what chooses a target and what makes the move are given.
//
// [1] V. A. Traag, L. Waltman and N. J. van Eck, "From Louvain to Leiden: guaranteeing
//     well-connected communities", Scientific Reports 9, 5233 (2019),
//     doi:10.1038/s41598-019-41695-z.
// [2] N. Ozaki, H. Tezuka and M. Inaba, "A simple acceleration method for the Louvain algorithm",
//     International Journal of Computer and Electrical Engineering 8(3), 207–218 (2016).

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "clustering/leiden/order.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph::clustering {

class MoveQueue {
 public:
  /// target_of(node) is the label that a node wants (its own: none), move(node, target) writes it
  /// to `labels`. Nodes that are `fixed` (non-zero; none where it is empty) are not asked. Returns
  /// the number of moves.
  template <class Graph, class TargetOf, class Move>
  std::int64_t run(const Graph& graph, std::span<const std::int32_t> labels, Random& random,
                   const Monitor* monitor, std::span<const std::uint8_t> fixed,
                   TargetOf&& target_of, Move&& move) {
    const std::size_t n = labels.size();
    random_order(n, random, queue_);
    queued_.assign(n, 1);
    std::int64_t moves = 0;
    for (std::size_t waiting = n, head = 0; waiting > 0; --waiting) {
      check(monitor);
      const std::int32_t node = queue_[head];
      head = head + 1 == n ? 0 : head + 1;
      queued_[static_cast<std::size_t>(node)] = 0;
      if (!fixed.empty() && fixed[static_cast<std::size_t>(node)] != 0) continue;
      const std::int32_t target = target_of(node);
      if (target == labels[static_cast<std::size_t>(node)]) continue;
      move(node, target);
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
  std::vector<std::int32_t> queue_;
  std::vector<std::uint8_t> queued_;
};

}  // namespace munigraph::clustering
