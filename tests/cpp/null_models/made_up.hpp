#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "munigraph/core/random.hpp"
#include "munigraph/network/affiliation_network.hpp"

namespace munigraph::testing {

/// 60 arrangements of 1 to 12 of 40 nodes; two more nodes are in none. With stars, every third
/// arrangement has a host, and some lack theirs.
inline AffiliationNetwork random_memberships(std::uint64_t seed, bool stars) {
  Random random(seed);
  std::vector<std::int32_t> node;
  std::vector<std::int32_t> arrangement;
  std::vector<std::int32_t> host;
  std::vector<std::int32_t> order(40);
  for (std::int32_t i = 0; i < 40; ++i) order[static_cast<std::size_t>(i)] = i;
  for (std::int32_t a = 0; a < 60; ++a) {
    random.shuffle(std::span(order));
    const std::uint32_t size = 1 + random.below(12);
    for (std::uint32_t k = 0; k < size; ++k) {
      node.push_back(order[k]);
      arrangement.push_back(a);
    }
    host.push_back(stars && a % 3 == 0 ? order[0] : (stars && a % 7 == 1 ? -2 : -1));
  }
  return {42, 60, node, arrangement, {}, stars ? host : std::vector<std::int32_t>{}};
}

/// Cells of a grid, row by row, that share a side.
inline std::vector<std::array<std::int32_t, 2>> grid_borders(std::int32_t rows,
                                                             std::int32_t columns) {
  std::vector<std::array<std::int32_t, 2>> pairs;
  for (std::int32_t i = 0; i < rows * columns; ++i) {
    if (i % columns + 1 < columns) pairs.push_back({i, i + 1});
    if (i + columns < rows * columns) pairs.push_back({i, i + columns});
  }
  return pairs;
}

}  // namespace munigraph::testing
