#include "munigraph/bridging/reach.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

#include "bridging/random_networks.hpp"

namespace munigraph {
namespace {

using bridging_test::dense;
using bridging_test::Matrix;
using bridging_test::random_clusters;
using bridging_test::random_memberships;

struct NaiveDistances {
  std::vector<std::vector<double>> hops;
  std::vector<std::vector<double>> length;
};

NaiveDistances naive_distances(Matrix w, const std::vector<std::uint8_t>& gone) {
  const std::size_t n = w.size();
  const double none = std::numeric_limits<double>::infinity();
  NaiveDistances d{std::vector<std::vector<double>>(n, std::vector<double>(n, none)), {}};
  d.length = d.hops;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      if (w[i][j] > 0 && gone[i] == 0 && gone[j] == 0) {
        d.hops[i][j] = 1;
        d.length[i][j] = 1 / w[i][j];
      }
  for (auto* table : {&d.hops, &d.length})
    for (std::size_t k = 0; k < n; ++k)
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
          (*table)[i][j] = std::min((*table)[i][j], (*table)[i][k] + (*table)[k][j]);
  return d;
}

TEST(Reach, EqualsTheDefinitionForAnyNumberOfThreads) {
  for (std::uint64_t seed = 0; seed < 240; ++seed) {
    const Network network(random_memberships(seed));
    const Partition clusters = random_clusters(network.node_count(), seed);
    const auto n = static_cast<std::size_t>(network.node_count());
    std::vector<std::uint8_t> gone(n, 0);
    if (seed % 2 == 1) gone[seed % n] = 1;
    ReachOptions options;
    options.gone = gone;
    options.threads = 1 + static_cast<int>(seed % 3);
    const Reach found = reach(network.cooperation(), clusters, options);
    const NaiveDistances d = naive_distances(dense(network.cooperation()), gone);
    const auto groups = static_cast<std::size_t>(clusters.clusters()) + 1;
    std::vector<double> connected(groups * groups, 0);
    std::vector<double> pairs(connected);
    std::vector<double> hops(connected);
    std::vector<double> distance(connected);
    std::vector<double> inverse(connected);
    for (std::size_t i = 0; i < n; ++i) {
      std::vector<std::uint8_t> one(n, 0);
      std::vector<std::uint8_t> two(n, 0);
      for (std::size_t j = 0; j < n; ++j) {
        if (i == j || gone[i] != 0 || gone[j] != 0) continue;
        const auto a =
            static_cast<std::size_t>(std::min(clusters.labels()[i], clusters.clusters()));
        const auto b =
            static_cast<std::size_t>(std::min(clusters.labels()[j], clusters.clusters()));
        pairs[a * groups + b] += 1;
        if (std::isinf(d.hops[i][j])) continue;
        connected[a * groups + b] += 1;
        hops[a * groups + b] += d.hops[i][j];
        distance[a * groups + b] += d.length[i][j];
        inverse[a * groups + b] += 1 / d.length[i][j];
        if (clusters.labels()[i] == clusters.labels()[j]) continue;
        if (d.hops[i][j] <= 1) one[static_cast<std::size_t>(clusters.labels()[j])] = 1;
        if (d.hops[i][j] <= 2) two[static_cast<std::size_t>(clusters.labels()[j])] = 1;
      }
      if (gone[i] != 0) {
        EXPECT_EQ(found.one_step[i], -1);
        continue;
      }
      EXPECT_EQ(found.one_step[i], std::count(one.begin(), one.end(), 1));
      EXPECT_EQ(found.two_steps[i], std::count(two.begin(), two.end(), 1));
    }
    for (std::size_t cell = 0; cell < groups * groups; ++cell) {
      EXPECT_EQ(static_cast<double>(found.pairs[cell]), pairs[cell]) << seed;
      EXPECT_EQ(static_cast<double>(found.connected[cell]), connected[cell]) << seed;
      EXPECT_EQ(static_cast<double>(found.hops[cell]), hops[cell]);
      EXPECT_NEAR(found.distance[cell], distance[cell], 1e-9 * (1 + distance[cell]));
      EXPECT_NEAR(found.inverse_distance[cell], inverse[cell], 1e-9 * (1 + inverse[cell]));
    }
  }
}

}  // namespace
}  // namespace munigraph
