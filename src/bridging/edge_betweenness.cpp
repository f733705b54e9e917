#include "munigraph/bridging/edge_betweenness.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

#include "bridging/dependencies.hpp"
#include "bridging/shortest_paths.hpp"
#include "munigraph/core/parallel.hpp"

namespace munigraph {
namespace {

/// Sources are summed in so many blocks, whatever the number of threads, and blocks in order. Each
/// has a number per end of every tie, so there are fewer than for nodes.
constexpr std::size_t most_blocks = 16;

/// Per slot of the rows what all sources add to it.
std::vector<double> sums_of_slots(const detail::LengthNetwork& network,
                                  const BetweennessOptions& options) {
  const std::size_t n = network.node_count();
  const std::size_t blocks = std::min(most_blocks, n);
  const int workers = static_cast<int>(
      std::min<std::size_t>(static_cast<std::size_t>(resolve_threads(options.threads)),
                            std::max<std::size_t>(1, blocks)));
  std::vector<detail::PathSearch> searches(static_cast<std::size_t>(workers),
                                           detail::PathSearch(n));
  std::vector<detail::Dependencies> dependencies(static_cast<std::size_t>(workers),
                                                 detail::Dependencies(n, options.tolerance));
  std::vector<std::vector<double>> sums(blocks);
  const auto add_block = [&](std::size_t b, int worker) {
    auto& search = searches[static_cast<std::size_t>(worker)];
    sums[b].assign(network.targets.size(), 0.0);
    for (std::size_t source = b * n / blocks; source < (b + 1) * n / blocks; ++source) {
      check(options.monitor);
      const auto from = static_cast<std::int32_t>(source);
      if (options.length == PathLength::hops)
        search.by_hops(network, from, options.monitor);
      else
        search.by_distance(network, from, options.monitor);
      dependencies[static_cast<std::size_t>(worker)].add_ties(network, search.order(),
                                                              search.distance(), sums[b]);
      if (options.count_progress) advance(options.monitor);
    }
  };
  parallel_for(blocks, workers, add_block, options.monitor);
  std::vector<double> total(network.targets.size(), 0.0);
  for (const auto& sum : sums)
    for (std::size_t s = 0; s < total.size(); ++s) total[s] += sum[s];
  return total;
}

}  // namespace

std::vector<double> edge_betweenness(const CooperationNetwork& network,
                                     const BetweennessOptions& options) {
  if (!(options.tolerance >= 0 && options.tolerance <= 1e-3))
    throw std::invalid_argument("edge_betweenness: tolerance is " +
                                std::to_string(options.tolerance) + ", expected 0 to 0.001");
  const auto n = static_cast<std::size_t>(network.node_count());
  if (options.monitor != nullptr && options.count_progress) options.monitor->expect(n);
  const detail::LengthNetwork lengths = options.length == PathLength::hops
                                            ? detail::hop_network(network)
                                            : detail::distance_network(network);
  const std::vector<double> slots = sums_of_slots(lengths, options);
  const double pairs = static_cast<double>(n) * (static_cast<double>(n) - 1.0);
  // Every pair was counted from both its ends.
  const double scale = options.normalised ? (n > 1 ? 1.0 / pairs : 0.0) : 0.5;
  std::vector<double> values;
  values.reserve(network.edge_count());
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t s = lengths.offsets[i]; s < lengths.offsets[i + 1]; ++s) {
      const auto j = static_cast<std::size_t>(lengths.targets[s]);
      if (j < i) continue;
      const auto row = lengths.targets.begin() + static_cast<std::ptrdiff_t>(lengths.offsets[j]);
      const auto end =
          lengths.targets.begin() + static_cast<std::ptrdiff_t>(lengths.offsets[j + 1]);
      const auto back = std::lower_bound(row, end, static_cast<std::int32_t>(i));
      values.push_back(
          scale * (slots[s] + slots[static_cast<std::size_t>(back - lengths.targets.begin())]));
    }
  return values;
}

}  // namespace munigraph
