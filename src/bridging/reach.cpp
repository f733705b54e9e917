#include "munigraph/bridging/reach.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <stdexcept>

#include "bridging/shortest_paths.hpp"
#include "munigraph/core/parallel.hpp"

namespace munigraph {
namespace {

using detail::LengthNetwork;
using detail::PathSearch;

bool is_set(std::span<const std::uint8_t> mask, std::int32_t node) {
  return !mask.empty() && mask[static_cast<std::size_t>(node)] != 0;
}

/// Distances of what is left when some nodes are gone; these keep their numbers, without ties.
LengthNetwork left_over(const CooperationNetwork& network, std::span<const std::uint8_t> gone) {
  const LengthNetwork whole = detail::distance_network(network);
  LengthNetwork left;
  left.offsets.push_back(0);
  for (std::int32_t i = 0; i < network.node_count(); ++i) {
    const auto row = static_cast<std::size_t>(i);
    for (std::size_t s = whole.offsets[row]; s < whole.offsets[row + 1]; ++s) {
      if (is_set(gone, i) || is_set(gone, whole.targets[s])) continue;
      left.targets.push_back(whole.targets[s]);
      left.lengths.push_back(whole.lengths[s]);
    }
    left.offsets.push_back(left.targets.size());
  }
  return left;
}

/// Measures all pairs from one source at a time and adds them to the row of the source's group.
class Measurer {
 public:
  Measurer(const LengthNetwork& ties, const Partition& clusters,
           std::span<const std::uint8_t> counted, Reach& result)
      : ties_(ties),
        clusters_(clusters),
        counted_(counted),
        result_(result),
        hops_(ties.node_count()),
        paths_(ties.node_count()),
        seen_(static_cast<std::size_t>(clusters.group_count()), -1) {}

  void add(std::int32_t source, const Monitor* monitor) {
    hops_.by_hops(ties_, source, monitor);
    paths_.by_distance(ties_, source, monitor);
    const std::size_t row = group(source) * (static_cast<std::size_t>(result_.clusters) + 1);
    std::int32_t one = 0;
    std::int32_t two = 0;
    seen_[static_cast<std::size_t>(clusters_[source])] = source;
    for (const std::int32_t target : hops_.order()) {
      const double hops = hops_.distance()[static_cast<std::size_t>(target)];
      if (target == source || counted_[static_cast<std::size_t>(target)] == 0) continue;
      auto& seen = seen_[static_cast<std::size_t>(clusters_[target])];
      if (hops <= 2 && seen != source) {
        seen = source;
        ++two;
        if (hops <= 1) ++one;
      }
      const std::size_t at = row + group(target);
      const double distance = paths_.distance()[static_cast<std::size_t>(target)];
      ++result_.connected[at];
      result_.hops[at] += static_cast<std::int64_t>(hops);
      result_.distance[at] += distance;
      result_.inverse_hops[at] += 1.0 / hops;
      result_.inverse_distance[at] += 1.0 / distance;
    }
    result_.one_step[static_cast<std::size_t>(source)] = one;
    result_.two_steps[static_cast<std::size_t>(source)] = two;
  }

  [[nodiscard]] std::size_t group(std::int32_t node) const {
    return static_cast<std::size_t>(std::min(clusters_[node], clusters_.clusters()));
  }

 private:
  const LengthNetwork& ties_;
  const Partition& clusters_;
  std::span<const std::uint8_t> counted_;
  Reach& result_;
  PathSearch hops_;
  PathSearch paths_;
  std::vector<std::int32_t> seen_;  ///< Per label the last source that reached it.
};

void require_fit(const CooperationNetwork& network, const Partition& clusters,
                 const ReachOptions& options) {
  const auto n = static_cast<std::size_t>(network.node_count());
  const auto fits = [&](std::size_t size) { return size == 0 || size == n; };
  if (static_cast<std::size_t>(clusters.size()) != n || !fits(options.gone.size()) ||
      !fits(options.unmeasured.size()))
    throw std::invalid_argument("reach: labels and masks must have one entry per node");
}

}  // namespace

Reach reach(const CooperationNetwork& network, const Partition& clusters,
            const ReachOptions& options) {
  require_fit(network, clusters, options);
  const auto n = static_cast<std::size_t>(network.node_count());
  const auto groups = static_cast<std::size_t>(clusters.clusters()) + 1;
  const LengthNetwork ties = left_over(network, options.gone);
  Reach result;
  result.clusters = clusters.clusters();
  result.pairs.assign(groups * groups, 0);
  result.connected.assign(groups * groups, 0);
  result.hops.assign(groups * groups, 0);
  result.distance.assign(groups * groups, 0.0);
  result.inverse_hops.assign(groups * groups, 0.0);
  result.inverse_distance.assign(groups * groups, 0.0);
  result.one_step.assign(n, -1);
  result.two_steps.assign(n, -1);

  std::vector<std::uint8_t> counted(n);
  std::vector<std::vector<std::int32_t>> members(groups);
  for (std::int32_t i = 0; i < network.node_count(); ++i) {
    const auto g = static_cast<std::size_t>(std::min(clusters[i], clusters.clusters()));
    counted[static_cast<std::size_t>(i)] =
        !is_set(options.gone, i) && !is_set(options.unmeasured, i);
    if (counted[static_cast<std::size_t>(i)] != 0) members[g].push_back(i);
  }
  for (std::size_t g = 0; g < groups; ++g)
    for (std::size_t h = 0; h < groups; ++h)
      result.pairs[g * groups + h] =
          static_cast<std::int64_t>(members[g].size() * members[h].size()) -
          (g == h ? static_cast<std::int64_t>(members[g].size()) : 0);
  if (options.monitor != nullptr)
    options.monitor->expect(
        static_cast<std::uint64_t>(std::count(counted.begin(), counted.end(), std::uint8_t{1})));

  // A task owns the rows of one group, so that sums have one order and threads share nothing.
  const int workers = static_cast<int>(
      std::min(static_cast<std::size_t>(resolve_threads(options.threads)), groups));
  std::vector<Measurer> measurers(static_cast<std::size_t>(workers),
                                  Measurer(ties, clusters, counted, result));
  parallel_for(
      groups, workers,
      [&](std::size_t g, int worker) {
        for (const std::int32_t source : members[g]) {
          measurers[static_cast<std::size_t>(worker)].add(source, options.monitor);
          advance(options.monitor);
        }
      },
      options.monitor);
  return result;
}

}  // namespace munigraph
