#include "munigraph/clustering/quality.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "clustering/leiden/coded/prepared.hpp"
#include "clustering/leiden/graph.hpp"
#include "clustering/leiden/implicit/describe.hpp"
#include "clustering/leiden/split.hpp"

namespace munigraph {
namespace {

void require_labels(const CooperationNetwork& network, std::span<const std::int32_t> labels) {
  if (labels.size() != static_cast<std::size_t>(network.node_count()))
    throw std::invalid_argument("labels: one per node is needed");
}

/// Weight between node and cluster, and the cluster's mass, both without the node.
struct Ties {
  double weight = 0;
  double mass = 0;
};

template <class W>
Ties ties_to(const clustering::GraphView<W>& graph, std::span<const std::int32_t> labels,
             std::int32_t node, std::int32_t label) {
  W weight{};
  W mass{};
  const auto i = static_cast<std::size_t>(node);
  for (std::size_t s = graph.offsets[i]; s < graph.offsets[i + 1]; ++s)
    if (labels[static_cast<std::size_t>(graph.targets[s])] == label) weight += graph.weights[s];
  for (std::size_t j = 0; j < labels.size(); ++j)
    if (labels[j] == label && j != i) mass += graph.mass[j];
  return {static_cast<double>(weight), static_cast<double>(mass)};
}

double coded_value(const CooperationNetwork& network, std::span<const std::int32_t> labels,
                   Quality quality, const Monitor* monitor) {
  LeidenOptions options;
  options.quality = quality;
  return clustering::with_coded(
      network, options, [&](const auto& prepared) { return prepared.value(labels, monitor); });
}

double coded_gain(const CooperationNetwork& network, std::span<const std::int32_t> before,
                  std::span<const std::int32_t> after, Quality quality) {
  return coded_value(network, after, quality, nullptr) -
         coded_value(network, before, quality, nullptr);
}

}  // namespace

void require_resolution(double resolution) {
  if (resolution >= 0 && resolution <= largest_resolution) return;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%g", resolution);
  throw std::invalid_argument("resolution is " + std::string(text.data()) +
                              ", expected a number from 0 to 1e100");
}

double quality_value(const CooperationNetwork& network, std::span<const std::int32_t> labels,
                     const QualityFunction& function, const Monitor* monitor) {
  require_labels(network, labels);
  if (is_coded(function.quality)) return coded_value(network, labels, function.quality, monitor);
  require_resolution(function.resolution);
  if (network.edge_count() == 0) return std::numeric_limits<double>::quiet_NaN();
  std::int32_t groups = 0;
  const std::vector<std::int32_t> compact = compact_labels(labels, groups);
  return clustering::with_graph(
      network, function, monitor, [&](const auto& graph, const auto& objective) {
        return clustering::full_value(graph, compact, groups, objective, monitor);
      });
}

double quality_value(const Network& network, std::span<const std::int32_t> labels,
                     const QualityFunction& function, const Monitor* monitor) {
  clustering::require_model_of(network, function.quality);
  if (is_coded(function.quality))
    return quality_value(network.cooperation(monitor), labels, function, monitor);
  require_resolution(function.resolution);
  if (network.is_additive() && !network.is_projected())
    return clustering::implicit_quality(network.affiliation(), network.weighting(), labels,
                                        function, monitor);
  return quality_value(network.cooperation(monitor), labels, function, monitor);
}

double move_gain(const CooperationNetwork& network, std::span<const std::int32_t> labels,
                 std::int32_t node, std::int32_t target, const QualityFunction& function) {
  require_labels(network, labels);
  const std::int32_t source = labels[static_cast<std::size_t>(node)];
  if (source == target) return 0;
  if (is_coded(function.quality)) {
    std::vector<std::int32_t> moved(labels.begin(), labels.end());
    moved[static_cast<std::size_t>(node)] = target;
    return coded_gain(network, labels, moved, function.quality);
  }
  require_resolution(function.resolution);
  return clustering::with_graph(
      network, function, nullptr, [&](const auto& graph, const auto& objective) {
        const Ties from = ties_to(graph, labels, node, source);
        const Ties to = ties_to(graph, labels, node, target);
        const auto mass = static_cast<double>(graph.mass[static_cast<std::size_t>(node)]);
        const double gain =
            to.weight - from.weight - objective.penalty * mass * (to.mass - from.mass);
        return 2 * gain / objective.twice_total;
      });
}

double merge_gain(const CooperationNetwork& network, std::span<const std::int32_t> labels,
                  std::int32_t a, std::int32_t b, const QualityFunction& function) {
  require_labels(network, labels);
  if (a == b) return 0;
  if (is_coded(function.quality)) {
    std::vector<std::int32_t> merged(labels.begin(), labels.end());
    std::replace(merged.begin(), merged.end(), b, a);
    return coded_gain(network, labels, merged, function.quality);
  }
  require_resolution(function.resolution);
  return clustering::with_graph(
      network, function, nullptr, [&](const auto& graph, const auto& objective) {
        double between = 0;
        double mass_a = 0;
        double mass_b = 0;
        for (std::size_t i = 0; i < labels.size(); ++i) {
          if (labels[i] == b) mass_b += static_cast<double>(graph.mass[i]);
          if (labels[i] != a) continue;
          mass_a += static_cast<double>(graph.mass[i]);
          for (std::size_t s = graph.offsets[i]; s < graph.offsets[i + 1]; ++s)
            if (labels[static_cast<std::size_t>(graph.targets[s])] == b)
              between += static_cast<double>(graph.weights[s]);
        }
        return 2 * (between - objective.penalty * mass_a * mass_b) / objective.twice_total;
      });
}

std::int32_t disconnected_clusters(const CooperationNetwork& network,
                                   std::span<const std::int32_t> labels, const Monitor* monitor) {
  require_labels(network, labels);
  std::int32_t groups = 0;
  const std::vector<std::int32_t> label = compact_labels(labels, groups);
  std::vector<std::int32_t> parts = label;
  std::int32_t count = groups;
  clustering::split_disconnected(network.offsets(), network.targets(), parts, count, monitor);
  std::vector<std::uint8_t> broken(static_cast<std::size_t>(groups));
  for (std::size_t i = 0; i < label.size(); ++i)
    if (parts[i] >= groups) broken[static_cast<std::size_t>(label[i])] = 1;
  std::int32_t result = 0;
  for (const std::uint8_t b : broken) result += b;
  return result;
}

}  // namespace munigraph
