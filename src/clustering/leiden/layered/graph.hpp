// Kernel: the graph of the copies of nodes in several layers
//
// Computes  rows of copies (a copy is a node of a layer): ties within layers times σ_t, couplings ω
//           between copies of one node, and masses whose products are what ties are held against
//           within a layer [1].
// How       layer by layer; the mass of a copy is √(σγ/2m) · strength for modularity and √(σγ) for
//           cpm, so that one penalty of 1 serves all layers (LayerMass).
// Needs     the projections of the layers. O(ties + couplings); where all layers are coupled, those
//           of a node grow with the square of its layers.
//
// [1] P. J. Mucha, T. Richardson, K. Macon, M. A. Porter and J.-P. Onnela, "Community structure in
//     time-dependent, multiscale, and multiplex networks", Science 328, 876–878 (2010),
//     doi:10.1126/science.1184819.

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
