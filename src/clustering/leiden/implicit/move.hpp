#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "clustering/leiden/implicit/choice.hpp"
#include "clustering/leiden/implicit/level.hpp"
#include "clustering/leiden/implicit/options.hpp"
#include "munigraph/core/monitor.hpp"

namespace munigraph::clustering {

/// What a mover starts from.
enum class Start : std::uint8_t {
  labels,  ///< Any labelling.
  single,  ///< Every node has its own label, which is its index.
  /// The same, and what comes out need not be settled: large arrangements are left out, and after
  /// some rounds nodes whose neighbours moved are not visited again.
  rough,
};

/// Moves nodes one at a time, each to where it gains most.
///
/// From single nodes it starts chunk by chunk (settle_chunks()). Then a read-only sweep (in
/// parallel) finds the nodes that could still gain, and a queue moves them and, after each move,
/// the nodes tied to it by rows or lists. What large arrangements alone would bring up is left to
/// the next sweep.
class ImplicitMover {
 public:
  explicit ImplicitMover(std::vector<Chooser>& choosers) : choosers_(choosers) {}

  /// Improves `labels` (in [0, n)) in place; returns the number of moves.
  std::int64_t run(const ImplicitLevel& level, std::span<std::int32_t> labels,
                   const Objective& objective, const ImplicitOptions& options, std::uint64_t seed,
                   Start start, const Monitor* monitor);

 private:
  void count_groups(const ImplicitLevel& level, std::span<const std::int32_t> labels);
  /// Nodes that could gain, ascending.
  void sweep(const ImplicitLevel& level, std::span<const std::int32_t> labels,
             const Objective& objective, const Monitor* monitor);
  BestGroup choose(const ImplicitLevel& level, std::span<const std::int32_t> labels,
                   const Objective& objective, std::int32_t node, Chooser& chooser) const;
  std::int64_t drain(const ImplicitLevel& level, std::span<std::int32_t> labels,
                     const Objective& objective, const ImplicitOptions& options,
                     const Monitor* monitor);
  void apply(const ImplicitLevel& level, std::span<std::int32_t> labels, std::int32_t node,
             std::int32_t target);
  void tied_nodes(const ImplicitLevel& level, std::int32_t node, bool exhaustive);

  std::vector<Chooser>& choosers_;
  const HyperEdges* hyper_ = nullptr;
  bool rough_ = false;
  GroupBlocks blocks_;
  std::vector<Units> mass_;
  std::vector<std::int32_t> members_;
  std::vector<std::int32_t> empty_;
  std::vector<std::int32_t> queue_;
  std::vector<std::uint8_t> queued_;
  std::vector<std::int32_t> tied_;
};

}  // namespace munigraph::clustering
