#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "munigraph/core/monitor.hpp"
#include "munigraph/network/cooperation_network.hpp"

namespace munigraph::detail {

/// Ties with lengths, as compressed rows.
struct LengthNetwork {
  std::vector<std::size_t> offsets;
  std::vector<std::int32_t> targets;
  std::vector<double> lengths;

  [[nodiscard]] std::size_t node_count() const noexcept {
    return offsets.empty() ? 0 : offsets.size() - 1;
  }
};

/// Lengths 1/w.
[[nodiscard]] LengthNetwork distance_network(const CooperationNetwork& network);
/// Lengths 1.
[[nodiscard]] LengthNetwork hop_network(const CooperationNetwork& network);

/// Distances from one node, and the nodes it reaches in ascending order of distance (itself first;
/// no node stands before the one it is reached through). Reusable, so that a search allocates
/// nothing after the first.
class PathSearch {
 public:
  explicit PathSearch(std::size_t nodes) : distance_(nodes), done_(nodes) {}

  /// Dijkstra with a heap. O((n + m) log n).
  void by_distance(const LengthNetwork& network, std::int32_t source, const Monitor* monitor);
  /// Breadth first, all lengths taken as 1. O(n + m).
  void by_hops(const LengthNetwork& network, std::int32_t source, const Monitor* monitor);

  [[nodiscard]] std::span<const std::int32_t> order() const noexcept { return order_; }
  /// Infinite where not reached.
  [[nodiscard]] std::span<const double> distance() const noexcept { return distance_; }

 private:
  struct Entry {
    double distance;
    std::int32_t node;
  };

  void start(std::int32_t source);

  std::vector<double> distance_;
  std::vector<std::uint8_t> done_;
  std::vector<std::int32_t> order_;
  std::vector<Entry> heap_;
};

/// All distances of a small dense network, row-major (n, n), infinite where there is no path.
/// Floyd–Warshall on the lower triangle: n³/2 additions and minima without a branch.
[[nodiscard]] std::vector<double> all_distances(const LengthNetwork& network,
                                                const Monitor* monitor);

}  // namespace munigraph::detail
