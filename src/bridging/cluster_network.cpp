#include "munigraph/bridging/cluster_network.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <stdexcept>
#include <string>

#include "core/sparse_sums.hpp"

namespace munigraph {
namespace {

/// Weight and number of ties of one cluster to every other; Value is std::int64_t (units) or
/// double.
template <class Value>
using Toward = detail::SparseSums<detail::Tally<Value>>;

std::vector<std::int32_t> nodes_by_label(const Partition& clusters) {
  std::vector<std::int32_t> order(static_cast<std::size_t>(clusters.size()));
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::int32_t a, std::int32_t b) { return clusters[a] < clusters[b]; });
  return order;
}

template <class Value>
void put_cluster(ClusterNetwork& result, std::int32_t label, Toward<Value>& toward, double unit) {
  const auto own = static_cast<std::size_t>(label);
  Value outside{0};
  for (const std::int32_t other : toward.sorted()) {
    const auto& [weight, ties] = toward[other];
    if (other == label) {  // seen from both ends
      result.weight_inside[own] = static_cast<double>(weight) * unit / 2;
      result.ties_inside[own] = ties / 2;
      continue;
    }
    outside += weight;
    result.ties_outside[own] += ties;
    if (other < label) continue;
    result.source.push_back(label);
    result.target.push_back(other);
    result.weight.push_back(static_cast<double>(weight) * unit);
    result.ties.push_back(ties);
  }
  result.weight_outside[own] = static_cast<double>(outside) * unit;
  toward.clear();
}

template <class Value, class Weights>
void add_up(const CooperationNetwork& network, const Partition& clusters, const Weights& weights,
            double unit, const Monitor* monitor, ClusterNetwork& result) {
  const auto groups = static_cast<std::size_t>(clusters.group_count());
  Toward<Value> toward(groups);
  const std::vector<std::int32_t> order = nodes_by_label(clusters);
  std::size_t next = 0;
  for (std::size_t g = 0; g < groups; ++g) {
    const auto label = static_cast<std::int32_t>(g);
    for (; next < order.size() && clusters[order[next]] == label; ++next) {
      check(monitor);
      const auto i = static_cast<std::size_t>(order[next]);
      for (std::size_t s = network.offsets()[i]; s < network.offsets()[i + 1]; ++s)
        toward.add(clusters[network.targets()[s]], {weights[s], 1});
    }
    put_cluster(result, label, toward, unit);
  }
}

}  // namespace

ClusterNetwork cluster_network(const CooperationNetwork& network, const Partition& clusters,
                               const Monitor* monitor) {
  if (clusters.size() != network.node_count())
    throw std::invalid_argument("cluster_network: " + std::to_string(clusters.size()) +
                                " labels for " + std::to_string(network.node_count()) + " nodes");
  ClusterNetwork result;
  const auto groups = static_cast<std::size_t>(clusters.group_count());
  result.weight_inside.assign(groups, 0.0);
  result.ties_inside.assign(groups, 0);
  result.weight_outside.assign(groups, 0.0);
  result.ties_outside.assign(groups, 0);
  if (network.exact())
    add_up<std::int64_t>(network, clusters, network.units(), network.quantum(), monitor, result);
  else
    add_up<double>(network, clusters, network.reals(), 1.0, monitor, result);
  result.total_weight = network.total_weight();
  result.total_ties = static_cast<std::int64_t>(network.edge_count());
  for (const double weight : result.weight) result.weight_across += weight;
  for (const std::int64_t ties : result.ties) result.ties_across += ties;
  return result;
}

}  // namespace munigraph
