#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "clustering/dense_matrix.hpp"
#include "clustering/explicit_graph.hpp"

namespace munigraph::clustering {

/// What a network and a quality function are to the dense kernel: the matrix of pair values
/// B = round(scale · (w − penalty · mass · mass)), diagonal 0, of the nodes that have ties. Scores
/// of a node to a cluster are sums of a row, plain integers, and the empty cluster scores 0; the
/// two quality functions differ in nothing else. Read-only once made, shared by threads.
struct DenseNetwork {
  static constexpr int strongest_count = 8;

  std::int32_t size = 0;            ///< Nodes with ties.
  int stride = 0;                   ///< Numbers per row of the matrix.
  std::vector<std::int32_t> nodes;  ///< Their numbers in the network.
  Lines matrix;
  /// Per node the neighbours with the largest pair values, best first; −1 where there are fewer.
  std::vector<std::int32_t> strongest;
  std::size_t words = 0;                 ///< 64-bit words per row of `adjacency`.
  std::vector<std::uint64_t> adjacency;  ///< Bit j of row i: tied.
};

/// Nodes beyond which the matrix is more than caches can feed.
constexpr std::int32_t dense_limit = 4096;

/// The scale keeps every sum that can occur below 2^30 in size: |Σ w| ≤ m and the penalty of two
/// disjoint sets is at most that of two halves.
inline double dense_scale(double penalty, double total_mass, double twice_total) {
  const double largest = std::max(twice_total / 2, penalty * total_mass * total_mass / 4);
  return 1073741824.0 / (2 * largest);
}

inline std::int32_t rounded(double x) noexcept {
  return static_cast<std::int32_t>(x + (x < 0 ? -0.5 : 0.5));
}

template <class W>
DenseNetwork dense_network(const GraphView<W>& graph, const Objective& objective) {
  DenseNetwork dense;
  std::vector<std::int32_t> place(static_cast<std::size_t>(graph.size()), -1);
  double total_mass = 0;
  std::vector<double> mass;
  for (std::int32_t i = 0; i < graph.size(); ++i) {
    const auto s = static_cast<std::size_t>(i);
    if (graph.offsets[s] == graph.offsets[s + 1]) continue;
    place[s] = dense.size++;
    dense.nodes.push_back(i);
    mass.push_back(static_cast<double>(graph.mass[s]));
    total_mass += mass.back();
  }
  const auto n = static_cast<std::size_t>(dense.size);
  const double scale = dense_scale(objective.penalty, total_mass, objective.twice_total);
  dense.stride = dense_stride(dense.size);
  dense.matrix.assign(n * static_cast<std::size_t>(dense.stride), 0);
  dense.strongest.assign(n * DenseNetwork::strongest_count, -1);
  dense.words = (n + 63) / 64;
  dense.adjacency.assign(n * dense.words, 0);
  for (std::size_t i = 0; i < n; ++i) {
    std::int32_t* row = dense.matrix.data() + i * static_cast<std::size_t>(dense.stride);
    const double own = scale * objective.penalty * mass[i];
    // Symmetric to the last bit: the product of the two factors below does not depend on order
    // only if each is the same seen from either end, so the smaller node's factor is used.
    for (std::size_t j = 0; j < i; ++j)
      row[j] = dense.matrix[j * static_cast<std::size_t>(dense.stride) + i];
    for (std::size_t j = i + 1; j < n; ++j) row[j] = rounded(-own * mass[j]);
    const auto at = static_cast<std::size_t>(dense.nodes[i]);
    for (std::size_t s = graph.offsets[at]; s < graph.offsets[at + 1]; ++s) {
      const auto j = static_cast<std::size_t>(place[static_cast<std::size_t>(graph.targets[s])]);
      dense.adjacency[i * dense.words + j / 64] |= std::uint64_t{1} << (j % 64);
      if (j > i) row[j] = rounded(scale * static_cast<double>(graph.weights[s]) - own * mass[j]);
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    const std::int32_t* row = dense.matrix.data() + i * static_cast<std::size_t>(dense.stride);
    std::int32_t* best = dense.strongest.data() + i * DenseNetwork::strongest_count;
    int kept = 0;
    std::int32_t least = 0;  // only pairs that gain are of use
    const auto at = static_cast<std::size_t>(dense.nodes[i]);
    for (std::size_t s = graph.offsets[at]; s < graph.offsets[at + 1]; ++s) {
      const std::int32_t j = place[static_cast<std::size_t>(graph.targets[s])];
      const std::int32_t value = row[j];
      if (value <= least) continue;
      int k = kept < DenseNetwork::strongest_count ? kept++ : kept - 1;
      for (; k > 0 && row[best[k - 1]] < value; --k) best[k] = best[k - 1];
      best[k] = j;
      if (kept == DenseNetwork::strongest_count) least = row[best[kept - 1]];
    }
  }
  return dense;
}

}  // namespace munigraph::clustering
