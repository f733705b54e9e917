#include "munigraph/bridging/cluster_network.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <utility>
#include <vector>

#include "bridging/random_networks.hpp"

namespace munigraph {
namespace {

using bridging_test::dense;
using bridging_test::Matrix;
using bridging_test::random_clusters;
using bridging_test::random_memberships;

constexpr Weighting all_weightings[] = {Weighting::newman,     Weighting::count,
                                        Weighting::pair_share, Weighting::binary,
                                        Weighting::jaccard,    Weighting::cosine};

TEST(ClusterNetwork, ByHand) {
  // Clusters {0, 1, 2} and {3, 4}, and 5 alone: a triangle of weight 1 each, a tie of 2 in the
  // second, 4 and 1 between the two, ½ from the second to 5.
  const std::vector<std::int32_t> source{0, 1, 0, 3, 0, 2, 4};
  const std::vector<std::int32_t> target{1, 2, 2, 4, 3, 4, 5};
  const std::vector<double> weight{1, 1, 1, 2, 4, 1, 0.5};
  const auto network = CooperationNetwork::from_edges(6, source, target, weight);
  const ClusterNetwork found =
      cluster_network(network, Partition(std::vector<std::int32_t>{0, 0, 0, 1, 1, 2}));
  EXPECT_EQ(found.source, (std::vector<std::int32_t>{0, 1}));
  EXPECT_EQ(found.target, (std::vector<std::int32_t>{1, 2}));
  EXPECT_EQ(found.weight, (std::vector<double>{5, 0.5}));
  EXPECT_EQ(found.ties, (std::vector<std::int64_t>{2, 1}));
  EXPECT_EQ(found.weight_inside, (std::vector<double>{3, 2, 0}));
  EXPECT_EQ(found.ties_inside, (std::vector<std::int64_t>{3, 1, 0}));
  EXPECT_EQ(found.weight_outside, (std::vector<double>{5, 5.5, 0.5}));
  EXPECT_EQ(found.ties_outside, (std::vector<std::int64_t>{2, 3, 1}));
  EXPECT_EQ(found.total_weight, 10.5);
  EXPECT_EQ(found.weight_across, 5.5);
  EXPECT_EQ(found.total_ties, 7);
  EXPECT_EQ(found.ties_across, 3);
  EXPECT_THROW((void)cluster_network(network, Partition()), std::invalid_argument);
}

TEST(ClusterNetwork, EqualsTheDefinitionOnRandomNetworks) {
  for (std::uint64_t seed = 0; seed < 240; ++seed) {
    const Network network(random_memberships(seed), all_weightings[seed % 6]);
    const Partition clusters = random_clusters(network.node_count(), seed);
    const ClusterNetwork found = cluster_network(network.cooperation(), clusters);
    const Matrix w = dense(network.cooperation());
    std::map<std::pair<std::int32_t, std::int32_t>, std::pair<double, std::int64_t>> between;
    double total = 0;
    double across = 0;
    for (std::size_t i = 0; i < w.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) {
        if (w[i][j] == 0) continue;
        const auto [low, high] = std::minmax(clusters.labels()[i], clusters.labels()[j]);
        auto& entry = between[{low, high}];
        entry.first += w[i][j];
        ++entry.second;
        total += w[i][j];
        if (low != high) across += w[i][j];
      }
    EXPECT_NEAR(found.total_weight, total, 1e-9);
    EXPECT_NEAR(found.weight_across, across, 1e-9);
    std::size_t row = 0;
    for (const auto& [pair, entry] : between) {
      if (pair.first == pair.second) {
        const auto g = static_cast<std::size_t>(pair.first);
        EXPECT_NEAR(found.weight_inside[g], entry.first, 1e-9);
        EXPECT_EQ(found.ties_inside[g], entry.second);
        continue;
      }
      ASSERT_LT(row, found.source.size());
      EXPECT_EQ(found.source[row], pair.first);
      EXPECT_EQ(found.target[row], pair.second);
      EXPECT_NEAR(found.weight[row], entry.first, 1e-9);
      EXPECT_EQ(found.ties[row], entry.second);
      ++row;
    }
    EXPECT_EQ(row, found.source.size());
    double leaving = 0;
    for (const double weight : found.weight_outside) leaving += weight;
    EXPECT_NEAR(leaving, 2 * across, 1e-9);
  }
}

}  // namespace
}  // namespace munigraph
