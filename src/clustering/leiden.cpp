#include "munigraph/clustering/leiden.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "clustering/leiden/coded/prepared.hpp"
#include "clustering/leiden/explicit/leiden.hpp"
#include "clustering/leiden/graph.hpp"
#include "clustering/leiden/implicit/describe.hpp"
#include "clustering/leiden/implicit/leiden.hpp"
#include "clustering/leiden/prepared.hpp"
#include "clustering/leiden/representation.hpp"
#include "munigraph/clustering/quality.hpp"
#include "network/unit_totals.hpp"

namespace munigraph {
namespace {

/// What is told of a partition of connected clusters.
Clustering described(const CooperationNetwork& network, Partition partition, double quality,
                     const LeidenOptions& options) {
  Clustering result;
  result.resolution = checked_resolution(options);
  result.partition = std::move(partition);
  result.quality = quality;
  for (std::int32_t i = 0; i < network.node_count(); ++i)
    result.isolates += network.degree(i) == 0 ? 1 : 0;
  (void)component_labels(network, &result.components, options.monitor);
  result.quality_function = options.quality;
  result.seed = options.seed;
  return result;
}

/// With how it was found.
template <class Prepared>
Clustering with_passes(Clustering result, const Prepared& prepared,
                       const clustering::Passes& passes) {
  result.representation = prepared.representation();
  result.iterations = passes.made;
  result.converged = passes.converged;
  return result;
}

template <class W>
Clustering run_once(const CooperationNetwork& network, const LeidenOptions& options) {
  clustering::RunMemory memory;
  const clustering::Prepared<W> prepared(network, options, &memory);
  const clustering::Passes passes =
      prepared.run(options.iterations, options.seed, memory, options.monitor);
  Partition partition = prepared.partition(memory);
  const double quality = prepared.quality(partition, memory, options.monitor);
  return with_passes(described(network, std::move(partition), quality, options), prepared, passes);
}

template <class Coded>
Clustering run_coded(const CooperationNetwork& network, const Coded& prepared,
                     const LeidenOptions& options) {
  clustering::RunMemory memory;
  const clustering::Passes passes =
      prepared.run(options.iterations, options.seed, memory, options.monitor);
  return with_passes(describe_labels(network, prepared.partition(memory).labels(), options),
                     prepared, passes);
}

}  // namespace

double checked_resolution(const LeidenOptions& options) {
  if (options.iterations && *options.iterations < 1)
    throw std::invalid_argument("iterations must be at least 1 (none: until converged)");
  if (is_coded(options.quality)) {
    if (options.resolution)
      throw std::invalid_argument("resolution is no choice of " +
                                  std::string(to_string(options.quality)) +
                                  ", which finds the number of clusters by itself");
    return std::numeric_limits<double>::quiet_NaN();
  }
  if (!options.resolution) {
    if (options.quality == Quality::modularity) return 1.0;
    throw std::invalid_argument(
        "cpm has no default resolution: give the tie weight per pair that clusters must exceed");
  }
  require_resolution(*options.resolution);
  return *options.resolution;
}

Clustering describe_labels(const CooperationNetwork& network, std::span<const std::int32_t> labels,
                           const LeidenOptions& options) {
  const std::vector<std::uint8_t> isolate = detail::isolates(network);
  if (labels.size() != isolate.size())
    throw std::invalid_argument("labels: one per node is needed");
  Partition partition(labels, isolate);
  const double quality = quality_value(
      network, partition.labels(), {options.quality, checked_resolution(options)}, options.monitor);
  Clustering result = described(network, std::move(partition), quality, options);
  result.disconnected = disconnected_clusters(network, result.partition.labels(), options.monitor);
  return result;
}

Clustering describe_labels(const Network& network, std::span<const std::int32_t> labels,
                           const LeidenOptions& options) {
  clustering::require_model_of(network, options.quality);
  if (network.is_additive() && !is_coded(options.quality) &&
      clustering::implicit_is_cheaper(network.affiliation(), network.is_projected()))
    return clustering::describe_labels(network.affiliation(), network.weighting(), labels, options);
  return describe_labels(network.cooperation(options.monitor), labels, options);
}

Clustering leiden(const CooperationNetwork& network, const LeidenOptions& options) {
  if (options.representation == Representation::implicit)
    throw std::invalid_argument("the implicit form needs memberships, not ties alone");
  if (is_coded(options.quality))
    return clustering::with_coded(network, options, [&](const auto& prepared) {
      return run_coded(network, prepared, options);
    });
  return network.exact() ? run_once<std::int64_t>(network, options)
                         : run_once<double>(network, options);
}

Clustering leiden(const Network& network, const LeidenOptions& options) {
  if (clustering::runs_implicitly(network, options))
    return clustering::leiden_implicit(network.affiliation(), network.weighting(), options);
  clustering::require_model_of(network, options.quality);
  return leiden(network.cooperation(options.monitor), options);
}

Clustering louvain(const CooperationNetwork& network, const LeidenOptions& options) {
  const QualityFunction function{options.quality, checked_resolution(options)};
  if (options.quality == Quality::planted_partition)
    throw std::invalid_argument(
        "louvain begins at single nodes, where planted_partition stays; use leiden");
  if (is_coded(options.quality))
    return clustering::with_coded(network, options, [&](const auto& prepared) {
      clustering::RunMemory memory;
      const clustering::Passes passes =
          prepared.louvain(options.iterations, options.seed, memory, options.monitor);
      return with_passes(describe_labels(network, prepared.partition(memory).labels(), options),
                         prepared, passes);
    });
  std::vector<std::int32_t> labels;
  const clustering::Passes passes = clustering::with_graph(
      network, function, options.monitor,
      [&]<class W>(const clustering::GraphView<W>& graph, const clustering::Objective& objective) {
        return clustering::ExplicitLeiden<W>().louvain(graph, objective, options.iterations,
                                                       options.seed, options.monitor, labels);
      });
  Clustering result = describe_labels(network, labels, options);
  result.representation = Representation::explicit_;
  result.iterations = passes.made;
  result.converged = passes.converged;
  return result;
}

}  // namespace munigraph
