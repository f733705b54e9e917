#pragma once

// What a converged clustering promises, checked the slow way: every move of a node to a
// neighbouring or an empty cluster and every merge of two adjacent clusters, by the definition of
// the quality function over all pairs of nodes. O(n²) memory; for tests.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "munigraph/clustering/quality.hpp"
#include "munigraph/network/cooperation_network.hpp"

namespace munigraph::reference {

/// What a pair of nodes adds to the quality if it is in one cluster, in shares of the total weight.
inline std::vector<std::vector<long double>> pair_values(const CooperationNetwork& network,
                                                         const QualityFunction& function) {
  const auto n = static_cast<std::size_t>(network.node_count());
  const long double m = network.total_weight();
  std::vector<std::vector<long double>> value(n, std::vector<long double>(n));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      if (i == j) continue;
      value[i][j] = function.quality == Quality::cpm
                        ? -function.resolution / m
                        : -function.resolution * network.strength(static_cast<std::int32_t>(i)) *
                              network.strength(static_cast<std::int32_t>(j)) / (2 * m * m);
    }
    for (std::size_t s = network.offsets()[i]; s < network.offsets()[i + 1]; ++s)
      value[i][static_cast<std::size_t>(network.targets()[s])] += network.weight(s) / m;
  }
  return value;
}

/// The quality by its definition over pairs.
inline double quality(const CooperationNetwork& network, std::span<const std::int32_t> labels,
                      const QualityFunction& function) {
  const auto value = pair_values(network, function);
  const long double m = network.total_weight();
  long double sum = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j)
      if (labels[i] == labels[j]) sum += value[i][j];
    const long double s = network.strength(static_cast<std::int32_t>(i)) / (2 * m);
    if (function.quality == Quality::modularity) sum -= function.resolution * s * s;
  }
  return static_cast<double>(sum);
}

/// Empty if the labels are converged and connected; else what is wrong. `tolerance` is a share of
/// the total weight: a gain that counts, with some room for the last digits of doubles.
inline std::string violation(const CooperationNetwork& network,
                             std::span<const std::int32_t> labels, const QualityFunction& function,
                             long double tolerance = 1.001e-12L) {
  const auto n = static_cast<std::size_t>(network.node_count());
  if (network.edge_count() == 0) return {};
  if (disconnected_clusters(network, labels) != 0) return "a cluster is not connected";
  const auto value = pair_values(network, function);
  std::map<std::int32_t, std::vector<std::size_t>> clusters;
  for (std::size_t i = 0; i < n; ++i) clusters[labels[i]].push_back(i);
  std::set<std::pair<std::int32_t, std::int32_t>> adjacent;
  for (std::size_t i = 0; i < n; ++i) {
    std::set<std::int32_t> around;
    for (const std::int32_t j : network.neighbours(static_cast<std::int32_t>(i))) {
      const std::int32_t other = labels[static_cast<std::size_t>(j)];
      around.insert(other);
      if (labels[i] < other) adjacent.emplace(labels[i], other);
    }
    if (around.empty()) continue;
    const auto score = [&](std::int32_t label) {
      long double sum = 0;
      for (const std::size_t j : clusters[label]) sum += value[i][j];
      return sum;
    };
    const long double stay = score(labels[i]);
    if (-stay > tolerance) return "node " + std::to_string(i) + " gains by leaving alone";
    for (const std::int32_t label : around)
      if (score(label) - stay > tolerance)
        return "node " + std::to_string(i) + " gains by moving to " + std::to_string(label);
  }
  for (const auto& [a, b] : adjacent) {
    long double gain = 0;
    for (const std::size_t i : clusters[a])
      for (const std::size_t j : clusters[b]) gain += value[i][j];
    if (gain > tolerance)
      return "clusters " + std::to_string(a) + " and " + std::to_string(b) + " gain by merging";
  }
  return {};
}

}  // namespace munigraph::reference
