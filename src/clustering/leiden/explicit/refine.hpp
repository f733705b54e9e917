// Kernel: refinement over compressed rows
//
// Computes  groups nested in clusters, each well connected to the rest of its cluster [1].
// How       single nodes in random order join the best well-connected group of their cluster; a
//           score loses up to an eighth at random before the best is chosen (integers and exact
//           products: the same on every platform), where [1] draws in proportion to exp(gain/θ).
// Needs     labels in [0, n). O(ties) per pass.
//
// [1] V. A. Traag, L. Waltman and N. J. van Eck, "From Louvain to Leiden: guaranteeing
//     well-connected communities", Scientific Reports 9, 5233 (2019),
//     doi:10.1038/s41598-019-41695-z.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "clustering/leiden/graph.hpp"
#include "clustering/leiden/noise.hpp"
#include "clustering/leiden/order.hpp"
#include "core/sparse_sums.hpp"
#include "munigraph/core/monitor.hpp"

namespace munigraph::clustering {

/// Leiden's refinement: within each cluster, from single nodes, merges every node that is still
/// alone and well connected to the rest of its cluster into the best well-connected group there,
/// give or take a random eighth.
/// A group is well connected if its ties to the rest of its cluster outweigh their expectation.
template <class W, class M = W>
class ExplicitRefiner {
 public:
  /// Writes groups (labels in [0, n)) that are nested in `labels` (in [0, n)).
  void run(const GraphView<W, M>& graph, std::span<const std::int32_t> labels,
           const Objective& objective, Random& random, const Monitor* monitor,
           std::vector<std::int32_t>& groups) {
    const std::size_t n = labels.size();
    start(graph, labels, monitor, groups);
    random_order(n, random, order_);
    for (const std::int32_t node : order_) {
      check(monitor);
      const auto i = static_cast<std::size_t>(node);
      if (members_[i] != 1 || groups[i] != node || !well_connected(node, labels[i], objective))
        continue;
      const std::int32_t target = best_group(graph, labels, groups, node, objective, random());
      if (target == node) {
        weights_.clear();
        continue;
      }
      const auto t = static_cast<std::size_t>(target);
      members_[i] = 0;
      ++members_[t];
      mass_[t] += graph.mass[i];
      // Ties between the two are no longer ties to the rest.
      outside_[t] += outside_[i] - weights_[target] - weights_[target];
      groups[i] = target;
      weights_.clear();
    }
  }

 private:
  void start(const GraphView<W, M>& graph, std::span<const std::int32_t> labels,
             const Monitor* monitor, std::vector<std::int32_t>& groups) {
    const std::size_t n = labels.size();
    groups.resize(n);
    cluster_mass_.assign(n, M{});
    mass_.assign(graph.mass.begin(), graph.mass.end());
    members_.assign(n, 1);
    outside_.assign(n, W{});
    weights_.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
      check(monitor);
      groups[i] = static_cast<std::int32_t>(i);
      cluster_mass_[static_cast<std::size_t>(labels[i])] += graph.mass[i];
      for (std::size_t s = graph.offsets[i]; s < graph.offsets[i + 1]; ++s)
        if (labels[static_cast<std::size_t>(graph.targets[s])] == labels[i])
          outside_[i] += graph.weights[s];
    }
  }

  [[nodiscard]] bool well_connected(std::int32_t group, std::int32_t label,
                                    const Objective& objective) const {
    const auto g = static_cast<std::size_t>(group);
    const M rest = cluster_mass_[static_cast<std::size_t>(label)] - mass_[g];
    return static_cast<double>(outside_[g]) >= cost(scaled(objective.penalty, mass_[g]), rest);
  }

  std::int32_t best_group(const GraphView<W, M>& graph, std::span<const std::int32_t> labels,
                          std::span<const std::int32_t> groups, std::int32_t node,
                          const Objective& objective, std::uint64_t noise) {
    const auto i = static_cast<std::size_t>(node);
    for (std::size_t s = graph.offsets[i]; s < graph.offsets[i + 1]; ++s) {
      const auto j = static_cast<std::size_t>(graph.targets[s]);
      if (labels[j] == labels[i]) weights_.add(groups[j], graph.weights[s]);
    }
    const auto penalty = scaled(objective.penalty, graph.mass[i]);
    std::int32_t best = node;
    double best_score = 0;
    for (const std::int32_t g : weights_.touched()) {
      const double gain =
          static_cast<double>(weights_[g]) - cost(penalty, mass_[static_cast<std::size_t>(g)]);
      const double score = gain * kept_share(noise, g);
      if (score > best_score && well_connected(g, labels[i], objective)) {
        best_score = score;
        best = g;
      }
    }
    return best;
  }

  std::vector<std::int32_t> order_;
  std::vector<M> cluster_mass_;
  std::vector<M> mass_;
  std::vector<W> outside_;  ///< Weight from a group to the rest of its cluster.
  std::vector<std::int32_t> members_;
  detail::SparseSums<W> weights_;
};

}  // namespace munigraph::clustering
