// Kernel: what rounded pair values leave open, by exact weights
//
// Computes  whether any of the doubtful moves and merges gains after all.
// How       one look at the rows of the nodes in doubt. O(ties of these).
// Needs     the Doubts of a DenseKernel: all decisions whose margin is within the rounding.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "clustering/leiden/dense/network.hpp"
#include "clustering/leiden/graph.hpp"
#include "core/sparse_sums.hpp"

namespace munigraph::clustering {

/// Decisions of the dense kernel that rounding leaves open: nodes (in its numbering) that might
/// gain by a move, and pairs of labels that might gain by a merge.
struct Doubts {
  std::vector<std::int32_t> nodes;
  std::vector<std::pair<std::int32_t, std::int32_t>> merges;
};

/// Whether none of the doubtful moves and merges gains, by exact weights. `labels` of the whole
/// network, in [0, n).
template <class W>
bool settled(const GraphView<W>& graph, const Objective& objective, const DenseNetwork& dense,
             std::span<const std::int32_t> labels, const Doubts& doubts,
             detail::SparseSums<W>& weights) {
  if (doubts.nodes.empty() && doubts.merges.empty()) return true;
  std::vector<W> mass(labels.size());
  for (std::size_t i = 0; i < labels.size(); ++i)
    mass[static_cast<std::size_t>(labels[i])] += graph.mass[i];
  weights.resize(labels.size());
  for (const std::int32_t node : doubts.nodes) {
    const auto i = static_cast<std::size_t>(dense.nodes[static_cast<std::size_t>(node)]);
    for (std::size_t s = graph.offsets[i]; s < graph.offsets[i + 1]; ++s)
      weights.add(labels[static_cast<std::size_t>(graph.targets[s])], graph.weights[s]);
    const double penalty = objective.penalty * static_cast<double>(graph.mass[i]);
    const std::int32_t own = labels[i];
    const double stay =
        static_cast<double>(weights[own]) -
        penalty * static_cast<double>(mass[static_cast<std::size_t>(own)] - graph.mass[i]);
    double best = 0;
    for (const std::int32_t c : weights.touched())
      if (c != own)
        best = std::max(best, static_cast<double>(weights[c]) -
                                  penalty * static_cast<double>(mass[static_cast<std::size_t>(c)]));
    weights.clear();
    if (best > stay + objective.tolerance) return false;
  }
  for (const auto& [a, b] : doubts.merges) {
    W between{};
    for (std::size_t i = 0; i < labels.size(); ++i) {
      if (labels[i] != a) continue;
      for (std::size_t s = graph.offsets[i]; s < graph.offsets[i + 1]; ++s)
        if (labels[static_cast<std::size_t>(graph.targets[s])] == b) between += graph.weights[s];
    }
    const double expected = objective.penalty *
                            static_cast<double>(mass[static_cast<std::size_t>(a)]) *
                            static_cast<double>(mass[static_cast<std::size_t>(b)]);
    if (static_cast<double>(between) - expected > objective.tolerance) return false;
  }
  return true;
}

}  // namespace munigraph::clustering
