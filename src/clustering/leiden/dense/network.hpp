#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "clustering/leiden/dense/matrix.hpp"
#include "clustering/leiden/graph.hpp"
#include "munigraph/core/monitor.hpp"

namespace munigraph::clustering {

/// What a network and a quality function are to the dense kernel: the matrix of pair values
/// B = round(scale · (w − penalty · mass · mass)), diagonal 0, of the nodes that have ties. Scores
/// of a node to a cluster are sums of a row, plain integers, and the empty cluster scores 0; the
/// two quality functions differ in nothing else. Read-only once made, shared by threads.
struct DenseNetwork {
  static constexpr int strongest_count = 8;
  static constexpr std::size_t slack = 16;  ///< Numbers that may be read beyond the last row.

  std::int32_t size = 0;            ///< Nodes with ties.
  int stride = 0;                   ///< Numbers per row of the matrix.
  std::vector<std::int32_t> nodes;  ///< Their numbers in the network.
  Lines matrix;
  /// Per node the neighbours with the largest pair values, best first; −1 where there are fewer.
  std::vector<std::int32_t> strongest;
  std::size_t words = 0;                 ///< 64-bit words per row of `adjacency`.
  std::vector<std::uint64_t> adjacency;  ///< Bit j of row i: tied.

  [[nodiscard]] std::int32_t* row(std::size_t node) noexcept {
    return matrix.data() + node * static_cast<std::size_t>(stride);
  }
  [[nodiscard]] const std::int32_t* row(std::size_t node) const noexcept {
    return matrix.data() + node * static_cast<std::size_t>(stride);
  }
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

/// The neighbours of one node with the largest pair values so far, best first.
class StrongestList {
 public:
  explicit StrongestList(std::int32_t* nodes) : nodes_(nodes) {}
  void offer(std::int32_t node, std::int32_t value) {
    if (value <= least_) return;
    int k = kept_ < DenseNetwork::strongest_count ? kept_++ : kept_ - 1;
    for (; k > 0 && values_[k - 1] < value; --k) {
      values_[k] = values_[k - 1];
      nodes_[k] = nodes_[k - 1];
    }
    values_[k] = value;
    nodes_[k] = node;
    if (kept_ == DenseNetwork::strongest_count) least_ = values_[kept_ - 1];
  }

 private:
  std::int32_t* nodes_;
  std::int32_t values_[DenseNetwork::strongest_count] = {};
  int kept_ = 0;
  std::int32_t least_ = 0;  ///< Only pairs that gain are of use.
};

/// Pair values and strongest neighbours, in the order of dense.nodes.
template <class W>
void fill_matrix(const GraphView<W>& graph, const Objective& objective,
                 std::span<const std::int32_t> place, DenseNetwork& dense, const Monitor* monitor) {
  const auto n = static_cast<std::size_t>(dense.size);
  std::vector<double> mass(n);
  double total_mass = 0;
  for (std::size_t i = 0; i < n; ++i) {
    mass[i] = static_cast<double>(graph.mass[static_cast<std::size_t>(dense.nodes[i])]);
    total_mass += mass[i];
  }
  const double scale = dense_scale(objective.penalty, total_mass, objective.twice_total);
  const double penalty = scale * objective.penalty;
  for (std::size_t i = 0; i < n; ++i) {
    if (i % 64 == 0) check(monitor);
    std::int32_t* row = dense.row(i);
    // A product of two numbers does not depend on their order, so the matrix is symmetric to the
    // last bit.
    for (std::size_t j = 0; j < n; ++j) row[j] = rounded(-penalty * (mass[i] * mass[j]));
    row[i] = 0;
    StrongestList strongest(dense.strongest.data() + i * DenseNetwork::strongest_count);
    const auto at = static_cast<std::size_t>(dense.nodes[i]);
    for (std::size_t s = graph.offsets[at]; s < graph.offsets[at + 1]; ++s) {
      const std::int32_t j = place[static_cast<std::size_t>(graph.targets[s])];
      const std::int32_t value = rounded(scale * static_cast<double>(graph.weights[s]) -
                                         penalty * (mass[i] * mass[static_cast<std::size_t>(j)]));
      row[j] = value;
      strongest.offer(j, value);
    }
  }
}

/// The nodes with ties of a graph, ascending; without the bit rows of ties.
template <class W>
DenseNetwork dense_matrix(const GraphView<W>& graph, const Objective& objective,
                          const Monitor* monitor) {
  DenseNetwork dense;
  std::vector<std::int32_t> place(static_cast<std::size_t>(graph.size()), -1);
  for (std::int32_t i = 0; i < graph.size(); ++i) {
    const auto s = static_cast<std::size_t>(i);
    if (graph.offsets[s] == graph.offsets[s + 1]) continue;
    place[s] = dense.size++;
    dense.nodes.push_back(i);
  }
  const auto n = static_cast<std::size_t>(dense.size);
  dense.stride = dense_stride(dense.size);
  dense.matrix.resize(n * static_cast<std::size_t>(dense.stride) + DenseNetwork::slack);
  dense.strongest.assign(n * DenseNetwork::strongest_count, -1);
  fill_matrix(graph, objective, place, dense, monitor);
  return dense;
}

/// The same network with its nodes in another order: node k of the result is node order[k].
inline DenseNetwork reordered(const DenseNetwork& from, std::span<const std::int32_t> order) {
  DenseNetwork to;
  to.size = from.size;
  to.stride = from.stride;
  to.matrix.resize(from.matrix.size());
  to.strongest.assign(from.strongest.size(), -1);
  std::vector<std::int32_t> place(order.size());
  for (std::size_t k = 0; k < order.size(); ++k)
    place[static_cast<std::size_t>(order[k])] = static_cast<std::int32_t>(k);
  for (std::size_t k = 0; k < order.size(); ++k) {
    const auto old = static_cast<std::size_t>(order[k]);
    to.nodes.push_back(from.nodes[old]);
    const std::int32_t* source = from.row(old);
    std::int32_t* row = to.row(k);
    for (std::size_t j = 0; j < order.size(); ++j) row[j] = source[order[j]];
    for (std::size_t s = 0; s < DenseNetwork::strongest_count; ++s) {
      const std::int32_t near = from.strongest[old * DenseNetwork::strongest_count + s];
      if (near < 0) break;
      to.strongest[k * DenseNetwork::strongest_count + s] = place[static_cast<std::size_t>(near)];
    }
  }
  return to;
}

template <class W>
void fill_ties(const GraphView<W>& graph, DenseNetwork& dense) {
  const auto n = static_cast<std::size_t>(dense.size);
  std::vector<std::int32_t> place(static_cast<std::size_t>(graph.size()), -1);
  for (std::size_t k = 0; k < n; ++k)
    place[static_cast<std::size_t>(dense.nodes[k])] = static_cast<std::int32_t>(k);
  dense.words = (n + 63) / 64;
  dense.adjacency.assign(n * dense.words, 0);
  for (std::size_t i = 0; i < n; ++i) {
    std::uint64_t* ties = dense.adjacency.data() + i * dense.words;
    const auto at = static_cast<std::size_t>(dense.nodes[i]);
    for (std::size_t s = graph.offsets[at]; s < graph.offsets[at + 1]; ++s) {
      const auto j = static_cast<std::size_t>(place[static_cast<std::size_t>(graph.targets[s])]);
      ties[j / 64] |= std::uint64_t{1} << (j % 64);
    }
  }
}

}  // namespace munigraph::clustering
