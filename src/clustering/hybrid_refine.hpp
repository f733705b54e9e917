#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "clustering/hybrid_choice.hpp"
#include "clustering/hybrid_level.hpp"
#include "munigraph/core/monitor.hpp"

namespace munigraph::clustering {

/// Leiden's refinement: within each cluster, from single nodes, merges every node that is still
/// alone and well connected to the rest of its cluster into the best well-connected group there.
/// Clusters do not touch each other, so they run in parallel.
class HybridRefiner {
 public:
  HybridRefiner(std::vector<Chooser>& choosers, std::vector<GroupSums>& sums)
      : choosers_(choosers), sums_(sums) {}

  /// Writes groups (labels in [0, n)) nested in `labels` (in [0, clusters)).
  void run(const HybridLevel& level, std::span<const std::int32_t> labels, std::int32_t clusters,
           const Scale& scale, const HybridPlan& plan, std::uint64_t seed, const Monitor* monitor,
           std::vector<std::int32_t>& groups);

 private:
  /// The parts of large arrangements that lie in one cluster, as arrangements of their own.
  void cut_by_cluster(const HyperEdges& hyper, std::span<const std::int32_t> labels);
  void start(const HybridLevel& level, std::span<const std::int32_t> labels, const HybridPlan& plan,
             const Monitor* monitor, std::vector<std::int32_t>& groups);
  void refine_cluster(const HybridLevel& level, std::span<const std::int32_t> labels,
                      std::span<const std::int32_t> nodes, const Scale& scale, Chooser& chooser,
                      const Monitor* monitor, std::vector<std::int32_t>& groups);

  std::vector<Chooser>& choosers_;
  std::vector<GroupSums>& sums_;
  HyperEdges parts_;
  GroupBlocks blocks_;
  std::vector<Units> cluster_mass_;
  std::vector<Units> mass_;
  std::vector<Units> outside_;  ///< Weight from a group to the rest of its cluster.
  std::vector<std::int32_t> members_;
};

/// The level whose nodes are the groups (labels 0 … count − 1). Arrangements that have at most
/// `explicit_size` groups become rows; all of them where that costs little.
[[nodiscard]] HybridLevel aggregate(const HybridLevel& level, std::span<const std::int32_t> groups,
                                    std::int32_t count, const HybridPlan& plan,
                                    std::vector<GroupSums>& sums, const Monitor* monitor);

}  // namespace munigraph::clustering
