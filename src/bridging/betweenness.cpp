#include "munigraph/bridging/betweenness.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>

#include "bridging/dependencies.hpp"
#include "bridging/shortest_paths.hpp"
#include "munigraph/core/parallel.hpp"

namespace munigraph {
namespace {

using detail::Dependencies;
using detail::LengthNetwork;
using detail::PathSearch;

constexpr double unreached = std::numeric_limits<double>::infinity();

/// Sources are summed in this many blocks, whatever the number of threads, and blocks in order.
constexpr std::size_t most_blocks = 64;

constexpr std::size_t most_dense_nodes = 1024;
/// From this share of all pairs tied on, the dense way is the quicker one.
constexpr double dense_share = 0.15;
/// A tie must be longer than rounding of the longest paths, or nodes could change places in order.
constexpr double largest_length_ratio = 1e8;

bool is_small_and_dense(const LengthNetwork& network) {
  const std::size_t n = network.node_count();
  if (n > most_dense_nodes || network.targets.empty()) return false;
  const auto slots = static_cast<double>(network.targets.size());
  const auto [least, most] = std::minmax_element(network.lengths.begin(), network.lengths.end());
  return slots >= dense_share * static_cast<double>(n) * static_cast<double>(n) &&
         *most <= largest_length_ratio * *least;
}

/// Ties that can be on a shortest path. From any source the tolerance is a share of the distance
/// reached, so the slack is that share of the longest one.
LengthNetwork shortest_ties(const LengthNetwork& network, const std::vector<double>& distances,
                            double tolerance) {
  const std::size_t n = network.node_count();
  double longest = 0;
  for (const double d : distances)
    if (d != unreached) longest = std::max(longest, d);
  const double slack = 2.0 * tolerance * longest;
  LengthNetwork kept;
  kept.offsets.push_back(0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t s = network.offsets[i]; s < network.offsets[i + 1]; ++s) {
      const auto j = static_cast<std::size_t>(network.targets[s]);
      if (network.lengths[s] > distances[i * n + j] + slack) continue;
      kept.targets.push_back(network.targets[s]);
      kept.lengths.push_back(network.lengths[s]);
    }
    kept.offsets.push_back(kept.targets.size());
  }
  return kept;
}

/// Calls visit(source, worker, sum) for every source; `sum` belongs to the source's block.
template <class Visit>
std::vector<double> sum_over_sources(std::size_t n, const BetweennessOptions& options, int workers,
                                     const Visit& visit) {
  const std::size_t blocks = std::min(most_blocks, n);
  std::vector<std::vector<double>> sums(blocks);
  parallel_for(
      blocks, workers,
      [&](std::size_t b, int worker) {
        std::vector<double> sum(n, 0.0);
        for (std::size_t source = b * n / blocks; source < (b + 1) * n / blocks; ++source) {
          check(options.monitor);
          visit(static_cast<std::int32_t>(source), worker, std::span<double>(sum));
          if (options.count_progress) advance(options.monitor);
        }
        sums[b] = std::move(sum);
      },
      options.monitor);
  std::vector<double> total(n, 0.0);
  for (const auto& sum : sums)
    for (std::size_t i = 0; i < n; ++i) total[i] += sum[i];
  return total;
}

std::vector<double> dense_sums(const LengthNetwork& network, const BetweennessOptions& options,
                               int workers) {
  const std::size_t n = network.node_count();
  const std::vector<double> distances = detail::all_distances(network, options.monitor);
  const LengthNetwork kept = shortest_ties(network, distances, options.tolerance);
  std::vector<Dependencies> dependencies(static_cast<std::size_t>(workers),
                                         Dependencies(n, options.tolerance));
  std::vector<std::vector<std::int32_t>> orders(static_cast<std::size_t>(workers));
  return sum_over_sources(
      n, options, workers, [&](std::int32_t source, int worker, std::span<double> sum) {
        const std::span<const double> distance(
            distances.data() + static_cast<std::size_t>(source) * n, n);
        auto& order = orders[static_cast<std::size_t>(worker)];
        order.resize(n);
        std::iota(order.begin(), order.end(), 0);
        std::erase_if(order, [&](std::int32_t i) {
          return distance[static_cast<std::size_t>(i)] == unreached;
        });
        std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
          const double x = distance[static_cast<std::size_t>(a)];
          const double y = distance[static_cast<std::size_t>(b)];
          return x != y ? x < y : a < b;
        });
        dependencies[static_cast<std::size_t>(worker)].add(kept, order, distance, sum);
      });
}

std::vector<double> sparse_sums(const LengthNetwork& network, const BetweennessOptions& options,
                                int workers) {
  const std::size_t n = network.node_count();
  std::vector<PathSearch> searches(static_cast<std::size_t>(workers), PathSearch(n));
  std::vector<Dependencies> dependencies(static_cast<std::size_t>(workers),
                                         Dependencies(n, options.tolerance));
  return sum_over_sources(n, options, workers,
                          [&](std::int32_t source, int worker, std::span<double> sum) {
                            PathSearch& search = searches[static_cast<std::size_t>(worker)];
                            if (options.length == PathLength::hops)
                              search.by_hops(network, source, options.monitor);
                            else
                              search.by_distance(network, source, options.monitor);
                            dependencies[static_cast<std::size_t>(worker)].add(
                                network, search.order(), search.distance(), sum);
                          });
}

}  // namespace

std::vector<double> betweenness(const CooperationNetwork& network,
                                const BetweennessOptions& options) {
  if (!(options.tolerance >= 0 && options.tolerance <= 1e-3))
    throw std::invalid_argument("betweenness: tolerance is " + std::to_string(options.tolerance) +
                                ", expected 0 to 0.001");
  const auto n = static_cast<std::size_t>(network.node_count());
  if (options.monitor != nullptr && options.count_progress) options.monitor->expect(n);
  const int workers = static_cast<int>(std::min<std::size_t>(
      static_cast<std::size_t>(resolve_threads(options.threads)), std::max<std::size_t>(1, n)));
  const bool hops = options.length == PathLength::hops;
  const LengthNetwork lengths =
      hops ? detail::hop_network(network) : detail::distance_network(network);
  std::vector<double> values = !hops && is_small_and_dense(lengths)
                                   ? dense_sums(lengths, options, workers)
                                   : sparse_sums(lengths, options, workers);
  // Every pair was counted from both its ends.
  const double pairs = static_cast<double>(n) * static_cast<double>(n);
  const double others = pairs - 3.0 * static_cast<double>(n) + 2.0;  // (n−1)(n−2)
  const double scale = options.normalised ? (n > 2 ? 1.0 / others : 0.0) : 0.5;
  for (double& value : values) value *= scale;
  return values;
}

}  // namespace munigraph
