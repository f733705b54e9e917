#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "munigraph/core/random.hpp"
#include "munigraph/network/affiliation_network.hpp"

namespace munigraph::testing {

/// Random memberships: some arrangements empty or of one member, some intensities 0, and where
/// `stars` is set some hosts (present or absent).
inline AffiliationNetwork small_memberships(std::uint64_t seed, bool stars = false) {
  Random random(seed);
  const auto n = static_cast<std::int32_t>(2 + random.below(14));
  const auto count = static_cast<std::int32_t>(1 + random.below(10));
  std::vector<std::int32_t> nodes;
  std::vector<std::int32_t> arrangements;
  std::vector<double> intensity;
  std::vector<std::int32_t> host;
  for (std::int32_t a = 0; a < count; ++a) {
    std::vector<std::int32_t> members;
    for (std::int32_t i = 0; i < n; ++i)
      if (random.below(3) == 0) members.push_back(i);
    nodes.insert(nodes.end(), members.begin(), members.end());
    arrangements.insert(arrangements.end(), members.size(), a);
    intensity.push_back(random.below(8) == 0 ? 0.0 : 0.25 * (1 + random.below(8)));
    std::int32_t centre = AffiliationNetwork::clique;
    if (stars && random.below(3) == 0) {
      centre = AffiliationNetwork::absent_host;
      if (!members.empty() && random.below(4) != 0)
        centre = members[random.below(static_cast<std::uint32_t>(members.size()))];
    }
    host.push_back(centre);
  }
  return {n, count, nodes, arrangements, intensity, host};
}

/// Whether arrangement a ties i and j, straight from the definition.
inline bool ties(const AffiliationNetwork& network, std::int32_t a, std::int32_t i,
                 std::int32_t j) {
  const auto members = network.members(a);
  const auto has = [&](std::int32_t x) {
    return std::find(members.begin(), members.end(), x) != members.end();
  };
  if (i == j || !has(i) || !has(j)) return false;
  const std::int32_t host = network.host(a);
  return host == AffiliationNetwork::clique || host == i || host == j;
}

}  // namespace munigraph::testing
