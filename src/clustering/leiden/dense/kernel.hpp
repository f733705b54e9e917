#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "clustering/leiden/buckets.hpp"
#include "clustering/leiden/dense/doubts.hpp"
#include "clustering/leiden/dense/level.hpp"
#include "clustering/leiden/dense/network.hpp"
#include "clustering/leiden/graph.hpp"
#include "clustering/leiden/passes.hpp"
#include "munigraph/core/monitor.hpp"

namespace munigraph::clustering {

/// Leiden on a matrix of pair values, for one thread at a time; see DenseLeiden.
class DenseKernel {
 public:
  virtual ~DenseKernel() = default;

  /// row[j] = −penalty · (own · mass[j]), rounded, for j in [0, n).
  virtual void penalise(std::int32_t* row, const double* mass, double own, double penalty,
                        std::int32_t n) const = 0;

  /// Clusters of the nodes of `network` (its own numbering), labels in [0, size).
  virtual Passes run(const DenseNetwork& network, std::optional<int> iterations, std::uint64_t seed,
                     const Monitor* monitor, std::vector<std::int32_t>& labels) = 0;

  /// Clusters after one pass, for an order of the nodes: needs no ties and may be disconnected.
  virtual std::span<const std::int32_t> sketch(const DenseNetwork& network,
                                               const Monitor* monitor) = 0;

  /// What rounding leaves open about the result of a converged run(): decisions whose margin is
  /// below the largest error that rounded pair values can add up to. Labels as run() left them.
  virtual const Doubts& doubts(const DenseNetwork& network,
                               std::span<const std::int32_t> labels) = 0;
};

/// Which vector instructions the kernel uses; the result is the same with all.
enum class VectorUnit : std::uint8_t { portable, avx2, avx512 };

/// The best that this processor has.
[[nodiscard]] VectorUnit best_vector_unit() noexcept;
[[nodiscard]] std::unique_ptr<DenseKernel> make_dense_kernel(VectorUnit unit);
[[nodiscard]] inline std::unique_ptr<DenseKernel> make_dense_kernel() {
  return make_dense_kernel(best_vector_unit());
}

/// What the kernel works on. Nodes are numbered so that those of a cluster, as a sketch finds them,
/// stand side by side: work within a cluster then reads few cache lines. Making the matrix anew in
/// that order costs less than carrying it over, and no second one.
template <class W>
DenseNetwork dense_network(const GraphView<W>& graph, const Objective& objective,
                           DenseKernel& kernel, const Monitor* monitor = nullptr) {
  DenseNetwork dense;
  DensePlaces places = place_nodes(graph, objective, dense);
  const std::vector<std::int32_t> values = tie_values(graph, places, dense);
  const auto fill = [&] {
    fill_matrix(graph, places, values, dense, monitor,
                [&](auto... arguments) { kernel.penalise(arguments...); });
  };
  fill();
  find_strongest(graph, places, values, dense);
  Buckets buckets;
  buckets.fill(kernel.sketch(dense, monitor), dense.size);
  reorder(buckets.items, places, dense);
  fill();
  check(monitor);
  fill_ties(graph, places, dense);
  return dense;
}
template <class W>
DenseNetwork dense_network(const GraphView<W>& graph, const Objective& objective,
                           const Monitor* monitor = nullptr) {
  return dense_network(graph, objective, *make_dense_kernel(), monitor);
}

}  // namespace munigraph::clustering
