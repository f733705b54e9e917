#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "clustering/leiden/implicit/choice.hpp"
#include "clustering/leiden/implicit/level.hpp"
#include "munigraph/core/monitor.hpp"

namespace munigraph::clustering {

/// Leiden's refinement: within each cluster, from single nodes, merges every node that is still
/// alone and well connected to the rest of its cluster into the best well-connected group there.
/// Clusters do not touch each other, so they run in parallel.
class ImplicitRefiner {
 public:
  explicit ImplicitRefiner(std::vector<Chooser>& choosers) : choosers_(choosers) {}

  /// Writes groups (labels in [0, n)) nested in `labels` (in [0, clusters)).
  void run(const ImplicitLevel& level, std::span<const std::int32_t> labels, std::int32_t clusters,
           const Objective& objective, std::uint64_t seed, const Monitor* monitor,
           std::vector<std::int32_t>& groups);

 private:
  /// The parts of large arrangements that lie in one cluster, as arrangements of their own.
  void cut_by_cluster(const HyperEdges& hyper, std::span<const std::int32_t> labels);
  void start(const ImplicitLevel& level, std::span<const std::int32_t> labels,
             const Monitor* monitor, std::vector<std::int32_t>& groups);
  void refine_cluster(const ImplicitLevel& level, std::span<const std::int32_t> labels,
                      std::span<const std::int32_t> nodes, const Objective& objective,
                      Chooser& chooser, const Monitor* monitor, std::vector<std::int32_t>& groups);

  std::vector<Chooser>& choosers_;
  HyperEdges parts_;
  GroupBlocks blocks_;
  std::vector<Units> cluster_mass_;
  std::vector<Units> mass_;
  std::vector<Units> outside_;  ///< Weight from a group to the rest of its cluster.
  std::vector<std::int32_t> members_;
};

}  // namespace munigraph::clustering
