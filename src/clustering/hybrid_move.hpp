#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "clustering/hybrid_choice.hpp"
#include "clustering/hybrid_level.hpp"
#include "munigraph/core/monitor.hpp"

namespace munigraph::clustering {

/// Moves nodes one at a time, each to where it gains most.
///
/// From single nodes it starts chunk by chunk: every chunk of consecutive nodes settles on its own,
/// over its own rows. Chunks touch nothing of each other, so they run in parallel, and what comes
/// out does not depend on the number of threads. Then a read-only sweep (parallel again) finds the
/// nodes that could still gain, and a queue moves them and, after each move, the nodes tied to it
/// by rows. What large arrangements alone would bring up is left to the next sweep.
class HybridMover {
 public:
  HybridMover(std::vector<Chooser>& choosers, std::vector<GroupSums>& sums)
      : choosers_(choosers), sums_(sums) {}

  /// Improves `labels` (in [0, n)) in place; returns the number of moves. `single`: every node has
  /// its own label, which is its index.
  std::int64_t run(const HybridLevel& level, std::span<std::int32_t> labels, const Scale& scale,
                   const HybridPlan& plan, std::uint64_t seed, bool single, const Monitor* monitor);

 private:
  void count_groups(const HybridLevel& level, std::span<const std::int32_t> labels);
  std::int64_t settle_chunks(const HybridLevel& level, std::span<std::int32_t> labels,
                             const Scale& scale, const HybridPlan& plan, std::uint64_t seed,
                             const Monitor* monitor);
  std::int64_t settle_chunk(const HybridLevel& level, std::span<std::int32_t> labels,
                            const Scale& scale, std::int32_t begin, std::int32_t end,
                            std::uint64_t seed, GroupSums& sums, const Monitor* monitor);
  /// Nodes that could gain, ascending.
  void sweep(const HybridLevel& level, std::span<const std::int32_t> labels, const Scale& scale,
             const HybridPlan& plan, const Monitor* monitor);
  Choice choose(const HybridLevel& level, std::span<const std::int32_t> labels, const Scale& scale,
                std::int32_t node, Chooser& chooser) const;
  std::int64_t drain(const HybridLevel& level, std::span<std::int32_t> labels, const Scale& scale,
                     const HybridPlan& plan, const Monitor* monitor);
  void apply(const HybridLevel& level, std::span<std::int32_t> labels, std::int32_t node,
             std::int32_t target);
  void tied_nodes(const HybridLevel& level, std::int32_t node, bool exhaustive);

  std::vector<Chooser>& choosers_;
  std::vector<GroupSums>& sums_;
  GroupBlocks blocks_;
  std::vector<Units> mass_;
  std::vector<std::int32_t> members_;
  std::vector<std::int32_t> empty_;
  std::vector<std::int32_t> queue_;
  std::vector<std::uint8_t> queued_;
  std::vector<std::int32_t> tied_;
};

}  // namespace munigraph::clustering
