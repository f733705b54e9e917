#include "munigraph/clustering/bipartite.hpp"

#include <cmath>
#include <cstddef>
#include <stdexcept>

#include "clustering/leiden/explicit/leiden.hpp"
#include "clustering/leiden/graph.hpp"
#include "munigraph/clustering/quality.hpp"
#include "munigraph/core/partition.hpp"

namespace munigraph {
namespace {

using TwoModeGraph = clustering::OwnedGraph<std::int64_t, clustering::SidedMass>;

/// Municipalities first, then arrangements; memberships are ties of weight 1.
TwoModeGraph two_mode(const AffiliationNetwork& network) {
  TwoModeGraph graph;
  graph.offsets.push_back(0);
  const std::int32_t n = network.node_count();
  for (std::int32_t i = 0; i < n; ++i) {
    for (const std::int32_t a : network.arrangements(i)) graph.targets.push_back(n + a);
    graph.offsets.push_back(graph.targets.size());
    graph.mass.push_back({static_cast<std::int64_t>(network.arrangements(i).size()), 0});
  }
  for (std::int32_t a = 0; a < network.arrangement_count(); ++a) {
    const auto members = network.members(a);
    graph.targets.insert(graph.targets.end(), members.begin(), members.end());
    graph.offsets.push_back(graph.targets.size());
    graph.mass.push_back({0, static_cast<std::int64_t>(members.size())});
  }
  graph.weights.assign(graph.targets.size(), 1);
  return graph;
}

}  // namespace

double bipartite_modularity(const AffiliationNetwork& network, std::span<const std::int32_t> labels,
                            std::span<const std::int32_t> arrangement_labels, double resolution) {
  const auto n = static_cast<std::size_t>(network.node_count());
  const auto count = static_cast<std::size_t>(network.arrangement_count());
  if (labels.size() != n || arrangement_labels.size() != count)
    throw std::invalid_argument("labels: one per municipality and one per arrangement are needed");
  require_resolution(resolution);
  const auto m = static_cast<double>(network.membership_count());
  if (m == 0) return std::numeric_limits<double>::quiet_NaN();
  std::vector<std::int32_t> all(labels.begin(), labels.end());
  all.insert(all.end(), arrangement_labels.begin(), arrangement_labels.end());
  std::int32_t groups = 0;
  all = compact_labels(all, groups);
  std::vector<clustering::SidedMass> mass(static_cast<std::size_t>(groups));
  std::int64_t inside = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const auto arrangements = network.arrangements(static_cast<std::int32_t>(i));
    mass[static_cast<std::size_t>(all[i])].left += static_cast<std::int64_t>(arrangements.size());
    for (const std::int32_t a : arrangements)
      inside += all[n + static_cast<std::size_t>(a)] == all[i] ? 1 : 0;
  }
  for (std::size_t a = 0; a < count; ++a)
    mass[static_cast<std::size_t>(all[n + a])].right += network.size(static_cast<std::int32_t>(a));
  double expected = 0;
  for (const auto& both : mass)
    expected += static_cast<double>(both.left) * static_cast<double>(both.right);
  return (static_cast<double>(inside) - resolution * expected / m) / m;
}

BipartiteClustering bipartite_leiden(const AffiliationNetwork& network,
                                     const BipartiteOptions& options) {
  require_resolution(options.resolution);
  if (options.iterations && *options.iterations < 1)
    throw std::invalid_argument("iterations must be at least 1 (none: until converged)");
  const TwoModeGraph graph = two_mode(network);
  const auto m = static_cast<double>(network.membership_count());
  clustering::Objective objective;
  objective.penalty = m > 0 ? options.resolution / m : 0;
  objective.twice_total = 2 * m;
  objective.tolerance = 1e-12 * m;
  std::vector<std::int32_t> labels;
  clustering::ExplicitLeiden<std::int64_t, clustering::SidedMass> optimiser;
  const clustering::Passes passes = optimiser.run(graph.view(), objective, options.iterations,
                                                  options.seed, options.monitor, labels);
  const Partition partition(labels);
  const auto n = static_cast<std::ptrdiff_t>(network.node_count());
  BipartiteClustering result;
  result.labels.assign(partition.labels().begin(), partition.labels().begin() + n);
  result.arrangement_labels.assign(partition.labels().begin() + n, partition.labels().end());
  result.modules = partition.clusters();
  result.quality =
      bipartite_modularity(network, result.labels, result.arrangement_labels, options.resolution);
  result.iterations = passes.made;
  result.converged = passes.converged;
  return result;
}

}  // namespace munigraph
