#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "munigraph/core/partition.hpp"
#include "munigraph/core/random.hpp"
#include "munigraph/network/network.hpp"

namespace munigraph::bridging_test {

/// Dense matrix of weights, for references written straight from the definitions.
using Matrix = std::vector<std::vector<double>>;

inline Matrix dense(const CooperationNetwork& network) {
  const auto n = static_cast<std::size_t>(network.node_count());
  Matrix w(n, std::vector<double>(n, 0.0));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t s = network.offsets()[i]; s < network.offsets()[i + 1]; ++s)
      w[i][static_cast<std::size_t>(network.targets()[s])] = network.weight(s);
  return w;
}

/// Memberships at random: some nodes in none (isolates), some arrangements of one member, some
/// stars, some without their host, intensities 0 among them; networks often fall apart.
inline AffiliationNetwork random_memberships(std::uint64_t seed) {
  Random random(seed);
  const auto n = static_cast<std::int32_t>(1 + random.below(24));
  const auto count = static_cast<std::int32_t>(random.below(20));
  std::vector<std::int32_t> nodes;
  std::vector<std::int32_t> arrangements;
  std::vector<double> intensity;
  std::vector<std::int32_t> host;
  const std::uint32_t active = 1 + random.below(static_cast<std::uint32_t>(n));
  for (std::int32_t a = 0; a < count; ++a) {
    std::vector<std::int32_t> members;
    const std::uint32_t k = 1 + random.below(std::min(active, 6U));
    for (std::uint32_t m = 0; m < k; ++m) {
      const auto i = static_cast<std::int32_t>(random.below(active));
      if (std::find(members.begin(), members.end(), i) == members.end()) members.push_back(i);
    }
    for (const std::int32_t i : members) {
      nodes.push_back(i);
      arrangements.push_back(a);
    }
    const std::uint32_t kind = random.below(8);
    host.push_back(
        kind == 0 ? members.front()
                  : (kind == 1 ? AffiliationNetwork::absent_host : AffiliationNetwork::clique));
    intensity.push_back(random.below(10) == 0 ? 0.0 : 0.25 * (1 + random.below(8)));
  }
  return {n, count, nodes, arrangements, intensity, host};
}

/// One in five has a single cluster, one in five as many clusters as nodes, the others four at
/// random.
inline Partition random_clusters(std::int32_t n, std::uint64_t seed) {
  Random random(seed);
  const std::uint32_t kind = random.below(5);
  std::vector<std::int32_t> labels(static_cast<std::size_t>(n));
  for (std::int32_t i = 0; i < n; ++i)
    labels[static_cast<std::size_t>(i)] =
        kind == 0 ? 0 : (kind == 1 ? i : static_cast<std::int32_t>(random.below(4)));
  return Partition(labels);
}

}  // namespace munigraph::bridging_test
