#include "bridging/shortest_paths.hpp"

#include <algorithm>
#include <limits>

namespace munigraph::detail {
namespace {

constexpr double unreached = std::numeric_limits<double>::infinity();

/// Nodes between two questions whether to stop: some microseconds of work.
constexpr std::size_t check_every = 256;

LengthNetwork rows_of(const CooperationNetwork& network) {
  LengthNetwork result;
  result.offsets.assign(network.offsets().begin(), network.offsets().end());
  result.targets.assign(network.targets().begin(), network.targets().end());
  result.lengths.assign(network.targets().size(), 1.0);
  return result;
}

}  // namespace

LengthNetwork distance_network(const CooperationNetwork& network) {
  LengthNetwork result = rows_of(network);
  for (std::size_t s = 0; s < result.lengths.size(); ++s)
    result.lengths[s] = 1.0 / network.weight(s);
  return result;
}

LengthNetwork hop_network(const CooperationNetwork& network) { return rows_of(network); }

void PathSearch::start(std::int32_t source) {
  std::fill(distance_.begin(), distance_.end(), unreached);
  std::fill(done_.begin(), done_.end(), std::uint8_t{0});
  order_.clear();
  heap_.clear();
  distance_[static_cast<std::size_t>(source)] = 0;
}

void PathSearch::by_distance(const LengthNetwork& network, std::int32_t source,
                             const Monitor* monitor) {
  // Equal distances leave the heap by node, so that the order is the same everywhere.
  const auto later = [](const Entry& a, const Entry& b) {
    return a.distance != b.distance ? a.distance > b.distance : a.node > b.node;
  };
  start(source);
  heap_.push_back({0.0, source});
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), later);
    const Entry next = heap_.back();
    heap_.pop_back();
    const auto u = static_cast<std::size_t>(next.node);
    if (done_[u] != 0) continue;  // a shorter way was found after this entry
    done_[u] = 1;
    if (order_.size() % check_every == 0) check(monitor);
    order_.push_back(next.node);
    for (std::size_t s = network.offsets[u]; s < network.offsets[u + 1]; ++s) {
      const std::int32_t target = network.targets[s];
      const double distance = next.distance + network.lengths[s];
      double& known = distance_[static_cast<std::size_t>(target)];
      if (!(distance < known)) continue;
      known = distance;
      heap_.push_back({distance, target});
      std::push_heap(heap_.begin(), heap_.end(), later);
    }
  }
}

void PathSearch::by_hops(const LengthNetwork& network, std::int32_t source,
                         const Monitor* monitor) {
  start(source);
  order_.push_back(source);
  for (std::size_t head = 0; head < order_.size(); ++head) {
    if (head % check_every == 0) check(monitor);
    const auto u = static_cast<std::size_t>(order_[head]);
    for (std::size_t s = network.offsets[u]; s < network.offsets[u + 1]; ++s) {
      double& known = distance_[static_cast<std::size_t>(network.targets[s])];
      if (known != unreached) continue;
      known = distance_[u] + 1;
      order_.push_back(network.targets[s]);
    }
  }
}

std::vector<double> all_distances(const LengthNetwork& network, const Monitor* monitor) {
  const std::size_t n = network.node_count();
  std::vector<double> distance(n * n, unreached);
  for (std::size_t i = 0; i < n; ++i) {
    distance[i * n + i] = 0;
    for (std::size_t s = network.offsets[i]; s < network.offsets[i + 1]; ++s)
      distance[i * n + static_cast<std::size_t>(network.targets[s])] = network.lengths[s];
  }
  std::vector<double> through(n);
  for (std::size_t k = 0; k < n; ++k) {
    check(monitor);
    for (std::size_t j = 0; j < n; ++j)
      through[j] = j <= k ? distance[k * n + j] : distance[j * n + k];
    const double* const from = through.data();
    for (std::size_t i = 0; i < n; ++i) {
      const double head = from[i];
      if (head == unreached) continue;
      double* const row = distance.data() + i * n;
      for (std::size_t j = 0; j < i; ++j) {
        const double way = head + from[j];
        row[j] = way < row[j] ? way : row[j];
      }
    }
  }
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j) distance[j * n + i] = distance[i * n + j];
  return distance;
}

}  // namespace munigraph::detail
