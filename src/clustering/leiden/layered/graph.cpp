#include "clustering/leiden/layered/graph.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace munigraph::clustering {
namespace {

/// A copy and its couplings, as rows.
struct Couplings {
  std::vector<std::vector<std::int32_t>> of;

  Couplings(std::size_t copies, const std::vector<std::pair<std::int32_t, std::int32_t>>& pairs)
      : of(copies) {
    for (const auto& [a, b] : pairs) {
      of[static_cast<std::size_t>(a)].push_back(b);
      of[static_cast<std::size_t>(b)].push_back(a);
    }
  }
};

/// The widest that Σ_t σ_t Σ_ij (…) δ can range over all labellings.
double widest(const Layer& layer, double scale, const QualityFunction& function) {
  const double twice = 2 * layer.network.total_weight();
  const auto n = static_cast<double>(layer.nodes.size());
  const double expected = function.quality == Quality::modularity ? function.resolution * twice
                                                                  : function.resolution * n * n;
  return scale * (twice + expected);
}

/// Rows, targets and masses of one layer's copies, which begin at `first`.
void add_layer(const Layer& layer, std::int32_t number, std::int32_t first, double scale,
               double coupling, const QualityFunction& function, const Couplings& couplings,
               const Monitor* monitor, OwnedGraph<double, LayerMass>& graph) {
  const CooperationNetwork& ties = layer.network.cooperation(monitor);
  const double twice = 2 * ties.total_weight();
  const bool modularity = function.quality == Quality::modularity;
  // σ γ k k / 2m, or σ γ n n: the root on each side.
  const double per_pair = modularity ? (twice > 0 ? scale * function.resolution / twice : 0.0)
                                     : scale * function.resolution;
  const double root = std::sqrt(per_pair);
  for (std::int32_t i = 0; i < ties.node_count(); ++i) {
    check(monitor);
    const auto row = static_cast<std::size_t>(i);
    for (std::size_t s = ties.offsets()[row]; s < ties.offsets()[row + 1]; ++s) {
      graph.targets.push_back(first + ties.targets()[s]);
      graph.weights.push_back(scale * ties.weight(s));
    }
    if (coupling > 0)
      for (const std::int32_t other : couplings.of[static_cast<std::size_t>(first + i)]) {
        graph.targets.push_back(other);
        graph.weights.push_back(coupling);
      }
    graph.offsets.push_back(graph.targets.size());
    graph.mass.emplace_back(number, root * (modularity ? ties.strength(i) : 1.0));
  }
}

}  // namespace

std::vector<double> layer_scales(std::span<const Layer> layers, LayerScale normalise,
                                 const Monitor* monitor) {
  std::vector<double> scales;
  for (const Layer& layer : layers) {
    const double twice = 2 * layer.network.total_weight(monitor);
    const double scale = normalise == LayerScale::layer && twice > 0 ? 1 / twice : 1;
    scales.push_back(twice > 0 ? scale : 0);
  }
  return scales;
}

std::vector<std::pair<std::int32_t, std::int32_t>> coupled_copies(std::span<const Layer> layers,
                                                                  std::int32_t nodes,
                                                                  LayerOrder order) {
  std::vector<std::vector<std::int32_t>> copies(static_cast<std::size_t>(nodes));
  std::int32_t next = 0;
  for (const Layer& layer : layers)
    for (const std::int32_t node : layer.nodes)
      copies[static_cast<std::size_t>(node)].push_back(next++);
  std::vector<std::pair<std::int32_t, std::int32_t>> pairs;
  for (const auto& own : copies)
    for (std::size_t a = 0; a + 1 < own.size(); ++a) {
      const std::size_t end = order == LayerOrder::ordered ? a + 2 : own.size();
      for (std::size_t b = a + 1; b < end; ++b) pairs.emplace_back(own[a], own[b]);
    }
  return pairs;
}

LayeredGraph layered_graph(std::span<const Layer> layers, std::int32_t nodes,
                           const MultilayerOptions& options) {
  LayeredGraph made;
  for (std::size_t t = 0; t < layers.size(); ++t)
    for (const std::int32_t node : layers[t].nodes) {
      made.node.push_back(node);
      made.layer.push_back(static_cast<std::int32_t>(t));
    }
  made.coupled = coupled_copies(layers, nodes, options.layers);
  LeidenOptions leiden;
  leiden.quality = options.quality;
  leiden.resolution = options.resolution;
  const QualityFunction function{options.quality, checked_resolution(leiden)};
  const std::vector<double> scales = layer_scales(layers, options.normalise, options.monitor);
  double range = 0;
  for (std::size_t t = 0; t < layers.size(); ++t) range += widest(layers[t], scales[t], function);
  const double coupling = std::min(options.coupling, range);
  const Couplings couplings(made.node.size(), made.coupled);
  made.graph.offsets.push_back(0);
  std::int32_t first = 0;
  double twice = 0;
  for (std::size_t t = 0; t < layers.size(); ++t) {
    add_layer(layers[t], static_cast<std::int32_t>(t), first, scales[t], coupling, function,
              couplings, options.monitor, made.graph);
    first += static_cast<std::int32_t>(layers[t].nodes.size());
    twice += scales[t] * 2 * layers[t].network.total_weight(options.monitor);
  }
  made.objective.penalty = 1;
  made.objective.twice_total = twice;
  made.objective.tolerance = 1e-12 * twice / 2;
  return made;
}

}  // namespace munigraph::clustering
