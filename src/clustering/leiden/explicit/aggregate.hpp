// Kernel: the graph of groups
//
// Computes  rows between groups: weights and masses added up, ties within a group left out.
// How       group by group over its members' rows (SparseSums). O(ties).
// Needs     labels 0 … count − 1, each in use.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "clustering/leiden/buckets.hpp"
#include "clustering/leiden/graph.hpp"
#include "core/sparse_sums.hpp"
#include "munigraph/core/monitor.hpp"

namespace munigraph::clustering {

/// The graph whose nodes are the groups (labels 0..count-1) of `graph`.
template <class W, class M>
OwnedGraph<W, M> aggregate(const GraphView<W, M>& graph, std::span<const std::int32_t> groups,
                           std::int32_t count, detail::SparseSums<W>& weights,
                           const Monitor* monitor) {
  const auto k = static_cast<std::size_t>(count);
  Buckets members;
  members.fill(groups, count);
  OwnedGraph<W, M> result;
  result.offsets.reserve(k + 1);
  result.offsets.push_back(0);
  result.mass.assign(k, M{});
  weights.resize(k);
  for (std::size_t g = 0; g < k; ++g) {
    for (const std::int32_t member : members.of(static_cast<std::int32_t>(g))) {
      check(monitor);
      const auto i = static_cast<std::size_t>(member);
      result.mass[g] += graph.mass[i];
      for (std::size_t s = graph.offsets[i]; s < graph.offsets[i + 1]; ++s) {
        const std::int32_t h = groups[static_cast<std::size_t>(graph.targets[s])];
        if (h != static_cast<std::int32_t>(g)) weights.add(h, graph.weights[s]);
      }
    }
    for (const std::int32_t h : weights.touched()) {
      result.targets.push_back(h);
      result.weights.push_back(weights[h]);
    }
    weights.clear();
    result.offsets.push_back(result.targets.size());
  }
  return result;
}

}  // namespace munigraph::clustering
