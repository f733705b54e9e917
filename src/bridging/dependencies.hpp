#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "bridging/shortest_paths.hpp"

namespace munigraph::detail {

/// Second half of Brandes' algorithm: from distances to the share of shortest paths.
class Dependencies {
 public:
  Dependencies(std::size_t nodes, double tolerance)
      : place_(nodes), paths_(nodes), share_(nodes), tolerance_(tolerance) {}

  /// Adds the dependencies of the search's source on every other node to `sum`. `network` must
  /// hold every tie that is on a shortest path.
  void add(const LengthNetwork& network, std::span<const std::int32_t> order,
           std::span<const double> distance, std::span<double> sum) {
    count_paths(network, order, distance);
    for_each_tie(network, order, [](std::size_t, double) {});
    for (std::size_t k = 1; k < order.size(); ++k) {
      const auto v = static_cast<std::size_t>(order[k]);
      sum[v] += share_[v];
    }
  }

  /// The same for ties: adds to `sum` at the slot of a tie, in the row of its farther end.
  void add_ties(const LengthNetwork& network, std::span<const std::int32_t> order,
                std::span<const double> distance, std::span<double> sum) {
    count_paths(network, order, distance);
    for_each_tie(network, order, [&](std::size_t slot, double share) { sum[slot] += share; });
  }

 private:
  /// Backwards over the order: calls visit(slot, share of the shortest paths) for every tie that
  /// lies on one, and leaves the nodes' own shares.
  template <class Visit>
  void for_each_tie(const LengthNetwork& network, std::span<const std::int32_t> order,
                    const Visit& visit) {
    for (std::size_t k = order.size(); k-- > 1;) {
      const auto v = static_cast<std::size_t>(order[k]);
      const double part = (1.0 + share_[v]) / paths_[v];
      for (std::size_t p = starts_[k]; p < starts_[k + 1]; ++p) {
        const auto u = static_cast<std::size_t>(network.targets[before_[p]]);
        const double share = paths_[u] * part;
        share_[u] += share;
        visit(before_[p], share);
      }
    }
  }

  void count_paths(const LengthNetwork& network, std::span<const std::int32_t> order,
                   std::span<const double> distance) {
    std::fill(place_.begin(), place_.end(), order.size());
    std::fill(share_.begin(), share_.end(), 0.0);
    before_.clear();
    starts_.assign(2, 0);
    paths_[static_cast<std::size_t>(order[0])] = 1;
    place_[static_cast<std::size_t>(order[0])] = 0;
    for (std::size_t k = 1; k < order.size(); ++k) {
      const auto v = static_cast<std::size_t>(order[k]);
      const double longest = distance[v] * (1.0 + tolerance_);
      double paths = 0;
      for (std::size_t s = network.offsets[v]; s < network.offsets[v + 1]; ++s) {
        const auto u = static_cast<std::size_t>(network.targets[s]);
        if (distance[u] + network.lengths[s] > longest || place_[u] >= k) continue;
        paths += paths_[u];
        before_.push_back(s);
      }
      paths_[v] = paths;
      place_[v] = k;
      starts_.push_back(before_.size());
    }
  }

  std::vector<std::size_t> place_;   ///< In the order; its length where not reached yet.
  std::vector<double> paths_;        ///< Number of shortest paths from the source.
  std::vector<double> share_;        ///< Dependency of the source.
  std::vector<std::size_t> starts_;  ///< Of the predecessors, by place.
  std::vector<std::size_t> before_;  ///< Slots of predecessors on shortest paths.
  double tolerance_;
};

}  // namespace munigraph::detail
