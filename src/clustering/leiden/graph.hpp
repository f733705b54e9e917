#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include "clustering/leiden/objective.hpp"
#include "munigraph/clustering/quality.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/network/cooperation_network.hpp"

namespace munigraph::clustering {

/// A weighted graph as the optimiser sees it, with weights and masses of type W (int64 units, or
/// doubles). Both quality functions gain w(i, C) − penalty · mass(i) · mass(C) by putting node i
/// into cluster C: the mass is the strength for modularity and the number of nodes for CPM. Ties of
/// a node to itself (after aggregation) change no gain and are left out.
template <class W, class M = W>
struct GraphView {
  std::span<const std::size_t> offsets;
  std::span<const std::int32_t> targets;
  std::span<const W> weights;
  std::span<const M> mass;

  [[nodiscard]] std::int32_t size() const noexcept {
    return static_cast<std::int32_t>(mass.size());
  }
};

template <class W, class M = W>
struct OwnedGraph {
  std::vector<std::size_t> offsets;
  std::vector<std::int32_t> targets;
  std::vector<W> weights;
  std::vector<M> mass;

  [[nodiscard]] GraphView<W, M> view() const noexcept { return {offsets, targets, weights, mass}; }
};

/// The full value for labels in [0, groups). Exact in its sums of units, so it depends on nothing
/// but the labels.
template <class W>
double full_value(const GraphView<W>& graph, std::span<const std::int32_t> labels,
                  std::int32_t groups, const Objective& objective,
                  const Monitor* monitor = nullptr) {
  W inside{};
  std::vector<W> mass(static_cast<std::size_t>(groups));
  for (std::size_t i = 0; i < labels.size(); ++i) {
    check(monitor);
    mass[static_cast<std::size_t>(labels[i])] += graph.mass[i];
    for (std::size_t s = graph.offsets[i]; s < graph.offsets[i + 1]; ++s)
      if (labels[static_cast<std::size_t>(graph.targets[s])] == labels[i])
        inside += graph.weights[s];
  }
  PenaltySum penalty(objective);
  for (const W a : mass) penalty.add_group(static_cast<double>(a));
  if (!objective.counts_self_pairs) penalty.add_self_pairs(static_cast<double>(labels.size()));
  return penalty.value(static_cast<double>(inside));
}

template <class W>
std::span<const W> weights_of(const CooperationNetwork& network) noexcept;
template <>
inline std::span<const std::int64_t> weights_of(const CooperationNetwork& network) noexcept {
  return network.units();
}
template <>
inline std::span<const double> weights_of(const CooperationNetwork& network) noexcept {
  return network.reals();
}

/// Masses of the nodes under a quality function.
template <class W>
std::vector<W> node_masses(const CooperationNetwork& network, Quality quality,
                           const Monitor* monitor = nullptr) {
  const auto n = static_cast<std::size_t>(network.node_count());
  if (quality == Quality::cpm) return std::vector<W>(n, W{1});
  std::vector<W> mass(n);
  const std::span<const W> weights = weights_of<W>(network);
  for (std::size_t i = 0; i < n; ++i) {
    check(monitor);
    W sum{};
    for (std::size_t s = network.offsets()[i]; s < network.offsets()[i + 1]; ++s) sum += weights[s];
    mass[i] = sum;
  }
  return mass;
}

template <class W>
Objective objective_of(const CooperationNetwork& network, const QualityFunction& function,
                       const Monitor* monitor = nullptr) {
  W twice{};
  const std::span<const W> weights = weights_of<W>(network);
  constexpr std::size_t between_checks = 4096;
  for (std::size_t from = 0; from < weights.size(); from += between_checks) {
    check(monitor);
    const std::size_t to = std::min(from + between_checks, weights.size());
    for (std::size_t s = from; s < to; ++s) twice += weights[s];
  }
  return objective_for(function, static_cast<double>(twice), network.quantum());
}

/// Calls visit(GraphView<W>, Objective) with the weight type of the network.
template <class Visit>
auto with_graph(const CooperationNetwork& network, const QualityFunction& function,
                const Monitor* monitor, Visit&& visit) {
  const auto call = [&]<class W>(std::type_identity<W>) {
    const std::vector<W> mass = node_masses<W>(network, function.quality, monitor);
    const GraphView<W> graph{network.offsets(), network.targets(), weights_of<W>(network), mass};
    return visit(graph, objective_of<W>(network, function, monitor));
  };
  return network.exact() ? call(std::type_identity<std::int64_t>{})
                         : call(std::type_identity<double>{});
}

}  // namespace munigraph::clustering
