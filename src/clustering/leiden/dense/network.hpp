// Kernel: the matrix of pair values
//
// Computes  round(scale · (w − penalty · mass · mass)) of every two nodes with ties, 0 on the
//           diagonal, their adjacency as bits, and per node the neighbours of the largest values.
// How       a row is first what pairs without a tie have, by vector instructions (ops.inc), then
//           its ties are written over it. The scale keeps every sum that can occur below 2^30.
// Needs     compressed rows and an Objective; the order of the nodes is a sketch's (kernel.hpp).
//           O(n² + ties) time, 4 n² bytes.

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

/// The places in a row of ties where the largest pair values are, best first; of equals the first.
class StrongestPlaces {
 public:
  void offer(std::uint32_t place, std::int32_t value) {
    // One number to compare: the value above, then how early it came.
    std::int64_t next = (std::int64_t{value} << 32) | (0xffffffffU - place);
    if (value <= 0 || next < keys_[last]) return;  // only pairs that gain are of use
    // Passed down without branches: where it belongs cannot be foreseen.
    for (std::int64_t& key : keys_) {
      const std::int64_t larger = std::max(key, next);
      next = std::min(key, next);
      key = larger;
    }
  }
  /// Calls visit(place), best first.
  template <class Visit>
  void each(const Visit& visit) const {
    for (const std::int64_t key : keys_)
      if (key > 0) visit(0xffffffffU - static_cast<std::uint32_t>(key));
  }

 private:
  static constexpr int last = DenseNetwork::strongest_count - 1;
  std::int64_t keys_[DenseNetwork::strongest_count] = {};
};

/// Nodes with ties and their places in a DenseNetwork (−1: none).
struct DensePlaces {
  std::vector<std::int32_t> of_node;
  std::vector<double> mass;  ///< By place.
  double scale = 0;
  double penalty = 0;  ///< Scaled.
};

/// Pair values of ties, by slot.
template <class W>
std::vector<std::int32_t> tie_values(const GraphView<W>& graph, const DensePlaces& places,
                                     const DenseNetwork& dense) {
  std::vector<std::int32_t> values(graph.targets.size());
  for (std::size_t i = 0; i < dense.nodes.size(); ++i) {
    const auto at = static_cast<std::size_t>(dense.nodes[i]);
    const double own = places.mass[i];
    for (std::size_t s = graph.offsets[at]; s < graph.offsets[at + 1]; ++s) {
      const auto j =
          static_cast<std::size_t>(places.of_node[static_cast<std::size_t>(graph.targets[s])]);
      values[s] = rounded(places.scale * static_cast<double>(graph.weights[s]) -
                          places.penalty * (own * places.mass[j]));
    }
  }
  return values;
}

/// The matrix, in the order of dense.nodes. `penalise(row, mass, own, penalty, n)` sets what pairs
/// without a tie have, see DenseKernel::penalise; `values` by slot are those of ties.
template <class W, class Penalise>
void fill_matrix(const GraphView<W>& graph, const DensePlaces& places,
                 std::span<const std::int32_t> values, DenseNetwork& dense, const Monitor* monitor,
                 const Penalise& penalise) {
  const auto n = static_cast<std::size_t>(dense.size);
  for (std::size_t i = 0; i < n; ++i) {
    if (i % 64 == 0) check(monitor);
    std::int32_t* row = dense.row(i);
    penalise(row, places.mass.data(), places.mass[i], places.penalty, dense.size);
    row[i] = 0;
    std::fill(row + n, row + dense.stride, 0);
    const auto at = static_cast<std::size_t>(dense.nodes[i]);
    for (std::size_t s = graph.offsets[at]; s < graph.offsets[at + 1]; ++s)
      row[places.of_node[static_cast<std::size_t>(graph.targets[s])]] = values[s];
  }
  std::fill_n(dense.row(n), DenseNetwork::slack, 0);
}

template <class W>
void find_strongest(const GraphView<W>& graph, const DensePlaces& places,
                    std::span<const std::int32_t> values, DenseNetwork& dense) {
  const auto n = static_cast<std::size_t>(dense.size);
  dense.strongest.assign(n * DenseNetwork::strongest_count, -1);
  for (std::size_t i = 0; i < n; ++i) {
    StrongestPlaces strongest;
    const auto at = static_cast<std::size_t>(dense.nodes[i]);
    const std::size_t begin = graph.offsets[at];
    const auto count = static_cast<std::uint32_t>(graph.offsets[at + 1] - begin);
    for (std::uint32_t k = 0; k < count; ++k) strongest.offer(k, values[begin + k]);
    std::int32_t* to = dense.strongest.data() + i * DenseNetwork::strongest_count;
    strongest.each([&](std::uint32_t k) {
      *to++ = places.of_node[static_cast<std::size_t>(graph.targets[begin + k])];
    });
  }
}

/// The nodes with ties of a graph, ascending, and what makes their pair values.
template <class W>
DensePlaces place_nodes(const GraphView<W>& graph, const Objective& objective,
                        DenseNetwork& dense) {
  DensePlaces places;
  places.of_node.assign(static_cast<std::size_t>(graph.size()), -1);
  double total_mass = 0;
  for (std::int32_t i = 0; i < graph.size(); ++i) {
    const auto s = static_cast<std::size_t>(i);
    if (graph.offsets[s] == graph.offsets[s + 1]) continue;
    places.of_node[s] = dense.size++;
    dense.nodes.push_back(i);
    places.mass.push_back(static_cast<double>(graph.mass[s]));
    total_mass += places.mass.back();
  }
  places.scale = dense_scale(objective.penalty, total_mass, objective.twice_total);
  places.penalty = places.scale * objective.penalty;
  dense.stride = dense_stride(dense.size);
  dense.matrix.resize(static_cast<std::size_t>(dense.size) *
                          static_cast<std::size_t>(dense.stride) +
                      DenseNetwork::slack);
  return places;
}

/// Takes the nodes in another order: node k is now what was order[k]. The matrix is to be filled
/// again.
inline void reorder(std::span<const std::int32_t> order, DensePlaces& places, DenseNetwork& dense) {
  constexpr std::size_t strongest_count = DenseNetwork::strongest_count;
  const std::vector<std::int32_t> nodes = dense.nodes;
  const std::vector<double> mass = places.mass;
  const std::vector<std::int32_t> strongest = dense.strongest;
  std::vector<std::int32_t> place(order.size());
  for (std::size_t k = 0; k < order.size(); ++k)
    place[static_cast<std::size_t>(order[k])] = static_cast<std::int32_t>(k);
  for (std::size_t k = 0; k < order.size(); ++k) {
    const auto old = static_cast<std::size_t>(order[k]);
    dense.nodes[k] = nodes[old];
    places.mass[k] = mass[old];
    places.of_node[static_cast<std::size_t>(nodes[old])] = static_cast<std::int32_t>(k);
    for (std::size_t s = 0; s < strongest_count; ++s) {
      const std::int32_t near = strongest[old * strongest_count + s];
      dense.strongest[k * strongest_count + s] =
          near < 0 ? -1 : place[static_cast<std::size_t>(near)];
    }
  }
}

template <class W>
void fill_ties(const GraphView<W>& graph, const DensePlaces& places, DenseNetwork& dense) {
  const auto n = static_cast<std::size_t>(dense.size);
  dense.words = (n + 63) / 64;
  dense.adjacency.assign(n * dense.words, 0);
  for (std::size_t i = 0; i < n; ++i) {
    std::uint64_t* ties = dense.adjacency.data() + i * dense.words;
    const auto at = static_cast<std::size_t>(dense.nodes[i]);
    for (std::size_t s = graph.offsets[at]; s < graph.offsets[at + 1]; ++s) {
      const auto j =
          static_cast<std::uint32_t>(places.of_node[static_cast<std::size_t>(graph.targets[s])]);
      ties[j / 64] |= std::uint64_t{1} << (j % 64);
    }
  }
}

}  // namespace munigraph::clustering
