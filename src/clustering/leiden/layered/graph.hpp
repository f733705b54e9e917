#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "clustering/leiden/graph.hpp"
#include "clustering/leiden/layered/mass.hpp"
#include "munigraph/clustering/multilayer.hpp"

namespace munigraph::clustering {

/// The graph of the copies of nodes: ties within layers, scaled, and couplings between the copies
/// of one node. A copy is a node of a layer; copies are numbered layer by layer.
struct LayeredGraph {
  OwnedGraph<double, LayerMass> graph;
  Objective objective;                                         ///< Penalty 1: masses are scaled so.
  std::vector<std::int32_t> node;                              ///< Per copy.
  std::vector<std::int32_t> layer;                             ///< Per copy.
  std::vector<std::pair<std::int32_t, std::int32_t>> coupled;  ///< Pairs of copies, a < b.
};

/// σ_t of each layer; 0 where it has no ties.
[[nodiscard]] std::vector<double> layer_scales(std::span<const Layer> layers, LayerScale normalise,
                                               const Monitor* monitor);

/// Pairs of coupled copies, in the order of nodes.
[[nodiscard]] std::vector<std::pair<std::int32_t, std::int32_t>> coupled_copies(
    std::span<const Layer> layers, std::int32_t nodes, LayerOrder order);

/// O(ties of all layers). ω is limited to what makes one label of all copies of a node best
/// whatever the ties are: more would only drown their differences in rounding.
[[nodiscard]] LayeredGraph layered_graph(std::span<const Layer> layers, std::int32_t nodes,
                                         const MultilayerOptions& options);

}  // namespace munigraph::clustering
