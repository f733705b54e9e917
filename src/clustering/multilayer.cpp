#include "munigraph/clustering/multilayer.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>

#include "clustering/leiden/layered/graph.hpp"
#include "clustering/leiden/layered/leiden.hpp"
#include "munigraph/clustering/quality.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"
#include "munigraph/network/weighting.hpp"

namespace munigraph {
namespace {

using clustering::LayeredGraph;
using clustering::LayeredLeiden;
using clustering::LayeredStart;

constexpr std::array<LayeredStart, 3> kinds = {LayeredStart::together, LayeredStart::apart,
                                               LayeredStart::single};

LeidenOptions leiden_options(const MultilayerOptions& options, std::uint64_t seed) {
  LeidenOptions leiden;
  leiden.quality = options.quality;
  leiden.resolution = options.resolution;
  leiden.seed = seed;
  leiden.monitor = options.monitor;
  return leiden;
}

void check_layers(std::span<const Layer> layers, std::int32_t nodes,
                  const MultilayerOptions& options) {
  clustering::require_linear(options.quality, "multilayer");
  if (layers.empty()) throw std::invalid_argument("no layers; expected at least one");
  if (!(options.coupling >= 0 && options.coupling <= largest_weight)) {
    std::ostringstream text;
    text << "coupling is " << options.coupling << ", expected a number from 0 to 1e100";
    throw std::invalid_argument(text.str());
  }
  if (options.starts && *options.starts < 1)
    throw std::invalid_argument("starts must be at least 1");
  (void)checked_resolution(leiden_options(options, 0));
  for (const Layer& layer : layers) {
    if (layer.nodes.size() != static_cast<std::size_t>(layer.network.node_count()))
      throw std::invalid_argument("a layer must name each of its nodes");
    std::vector<std::uint8_t> seen(static_cast<std::size_t>(nodes));
    for (const std::int32_t node : layer.nodes) {
      if (node < 0 || node >= nodes || seen[static_cast<std::size_t>(node)]++ != 0)
        throw std::invalid_argument("nodes of a layer must be different numbers below " +
                                    std::to_string(nodes));
    }
  }
}

/// Small networks have more starts: they cost little, and their best is soon found.
std::size_t starts_of(const MultilayerOptions& options, std::size_t copies) {
  if (options.starts) return static_cast<std::size_t>(*options.starts);
  return std::clamp<std::size_t>(20'000 / std::max<std::size_t>(copies, 1), 6, 50);
}

/// Each layer's own clusters, with labels of their own.
std::vector<std::int32_t> labels_apart(std::span<const Layer> layers,
                                       const MultilayerOptions& options, std::uint64_t seed) {
  std::vector<std::int32_t> labels;
  for (const Layer& layer : layers) {
    const auto first = static_cast<std::int32_t>(labels.size());
    const Clustering found = leiden(layer.network, leiden_options(options, seed));
    for (const std::int32_t label : found.partition.labels()) labels.push_back(first + label);
  }
  return labels;
}

struct Found {
  std::vector<std::int32_t> labels;  ///< Per copy.
  double value = 0;
  std::int64_t coupled = 0;
};

std::int64_t count_coupled(const LayeredGraph& layered, std::span<const std::int32_t> labels) {
  return std::count_if(layered.coupled.begin(), layered.coupled.end(), [&](const auto& pair) {
    return labels[static_cast<std::size_t>(pair.first)] ==
           labels[static_cast<std::size_t>(pair.second)];
  });
}

/// The start with the highest value; of equal ones the one that couples most, then the first.
std::size_t best_of(const std::vector<Found>& found, double tolerance) {
  std::size_t best = 0;
  for (std::size_t k = 1; k < found.size(); ++k) {
    const double gain = found[k].value - found[best].value;
    if (gain > tolerance || (gain >= -tolerance && found[k].coupled > found[best].coupled))
      best = k;
  }
  return best;
}

/// Labels of copies as the matrix (layers, nodes).
std::vector<std::int32_t> as_matrix(std::span<const Layer> layers, std::int32_t nodes,
                                    std::span<const std::int32_t> copies) {
  const auto n = static_cast<std::size_t>(nodes);
  std::vector<std::int32_t> labels(layers.size() * n, -1);
  std::size_t next = 0;
  for (std::size_t t = 0; t < layers.size(); ++t)
    for (const std::int32_t node : layers[t].nodes)
      labels[t * n + static_cast<std::size_t>(node)] = copies[next++];
  return labels;
}

}  // namespace

MultilayerClustering multilayer(std::span<const Layer> layers, std::int32_t nodes,
                                const MultilayerOptions& options) {
  check_layers(layers, nodes, options);
  if (options.coupling == 0) {
    const std::vector<std::int32_t> apart = labels_apart(layers, options, options.seed);
    return describe_multilayer(layers, nodes, as_matrix(layers, nodes, apart), options);
  }
  const LayeredGraph layered = clustering::layered_graph(layers, nodes, options);
  const std::size_t starts = kinds.size() * starts_of(options, layered.node.size());
  if (options.monitor) options.monitor->expect(starts);
  std::vector<Found> found(starts);
  const int threads = std::min(resolve_threads(options.threads), static_cast<int>(starts));
  std::vector<std::unique_ptr<LayeredLeiden>> workers(static_cast<std::size_t>(threads));
  parallel_for(
      starts, threads,
      [&](std::size_t k, int worker) {
        auto& optimiser = workers[static_cast<std::size_t>(worker)];
        if (!optimiser) optimiser = std::make_unique<LayeredLeiden>();
        const LayeredStart kind = kinds[k % kinds.size()];
        const std::uint64_t round = k / kinds.size();
        const std::uint64_t seed = round == 0 ? options.seed : stream_seed(options.seed, round);
        Found& one = found[k];
        if (kind == LayeredStart::apart) one.labels = labels_apart(layers, options, seed);
        optimiser->run(layered, kind, seed, options.monitor, one.labels);
        one.value = clustering::layered_value(layered, one.labels);
        one.coupled = count_coupled(layered, one.labels);
        if (options.monitor) options.monitor->advance();
      },
      options.monitor);
  const std::size_t best = best_of(found, layered.objective.tolerance);
  MultilayerClustering result =
      describe_multilayer(layers, nodes, as_matrix(layers, nodes, found[best].labels), options);
  result.best_start = static_cast<int>(best);
  return result;
}

MultilayerClustering describe_multilayer(std::span<const Layer> layers, std::int32_t nodes,
                                         std::span<const std::int32_t> labels,
                                         const MultilayerOptions& options) {
  check_layers(layers, nodes, options);
  const auto n = static_cast<std::size_t>(nodes);
  if (labels.size() != layers.size() * n)
    throw std::invalid_argument("labels: a matrix (layers, nodes)");
  std::vector<std::int32_t> copies;
  for (std::size_t t = 0; t < layers.size(); ++t)
    for (const std::int32_t node : layers[t].nodes)
      copies.push_back(labels[t * n + static_cast<std::size_t>(node)]);
  const Partition partition{std::span<const std::int32_t>(copies)};
  MultilayerClustering result;
  result.layers = static_cast<std::int32_t>(layers.size());
  result.nodes = nodes;
  result.labels = as_matrix(layers, nodes, partition.labels());
  result.clusters = partition.clusters();
  result.singletons = partition.singletons();
  const auto pairs = clustering::coupled_copies(layers, nodes, options.layers);
  result.pairs = static_cast<std::int64_t>(pairs.size());
  for (const auto& [a, b] : pairs) result.coupled += partition[a] == partition[b] ? 1 : 0;
  const std::vector<double> scales =
      clustering::layer_scales(layers, options.normalise, options.monitor);
  const QualityFunction function{options.quality,
                                 checked_resolution(leiden_options(options, options.seed))};
  double total = 0;
  std::size_t first = 0;
  for (std::size_t t = 0; t < layers.size(); ++t) {
    const std::size_t size = layers[t].nodes.size();
    double value = 0;
    if (scales[t] > 0)
      value = scales[t] * 2 * layers[t].network.total_weight(options.monitor) *
              quality_value(layers[t].network.cooperation(options.monitor),
                            partition.labels().subspan(first, size), function, options.monitor);
    first += size;
    total += value;
    result.layer_quality.push_back(value);
  }
  result.quality = total + 2 * options.coupling * static_cast<double>(result.coupled);
  return result;
}

}  // namespace munigraph
