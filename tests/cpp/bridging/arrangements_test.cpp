#include "munigraph/bridging/arrangements.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <tuple>

#include "bridging/random_networks.hpp"
#include "munigraph/bridging/participation.hpp"

namespace munigraph {
namespace {

using bridging_test::dense;
using bridging_test::Matrix;
using bridging_test::random_clusters;
using bridging_test::random_memberships;

constexpr Weighting all_weightings[] = {Weighting::newman,     Weighting::count,
                                        Weighting::pair_share, Weighting::binary,
                                        Weighting::jaccard,    Weighting::cosine};

TEST(ArrangementBridges, WorkedByHand) {
  // Arrangement 0 ties 0, 1, 2, 3 over two clusters, 1 stays inside, 2 is a star of host 2.
  const std::vector<std::int32_t> nodes{0, 1, 2, 3, 0, 1, 2, 3, 4};
  const std::vector<std::int32_t> groups{0, 0, 0, 0, 1, 1, 2, 2, 2};
  const std::vector<std::int32_t> host{-1, -1, 2};
  const Network network(AffiliationNetwork(5, 3, nodes, groups, {}, host));
  const std::vector<std::int32_t> labels{0, 0, 1, 1, 1};
  const Partition clusters(labels);  // 2, 3, 4 are the larger cluster: label 0
  const ArrangementBridges found = arrangement_bridges(network, clusters);
  EXPECT_EQ(found.size, (std::vector<std::int32_t>{4, 2, 3}));
  EXPECT_EQ(found.clusters_spanned, (std::vector<std::int32_t>{2, 1, 1}));
  EXPECT_EQ(found.pairs, (std::vector<std::int64_t>{6, 1, 2}));
  EXPECT_EQ(found.cross_pairs, (std::vector<std::int64_t>{4, 0, 0}));
  EXPECT_NEAR(found.weight_across[0], 4.0 / 3, 1e-12);
  EXPECT_EQ(found.bridging_of_node, (std::vector<std::int32_t>{1, 1, 1, 1, 0}));
  const BridgeDetails details = bridge_details(network, clusters);
  EXPECT_EQ(details.node, (std::vector<std::int32_t>{0, 1, 2, 3}));
  EXPECT_EQ(details.cluster, (std::vector<std::int32_t>{0, 0, 1, 1}));
  EXPECT_EQ(details.partners, (std::vector<std::int32_t>{2, 2, 2, 2}));
}

TEST(ArrangementBridges, PartsAddUpToTheTiesAcross) {
  for (std::uint64_t seed = 0; seed < 240; ++seed) {
    const Network network(random_memberships(seed), all_weightings[seed % 6],
                          1 + static_cast<std::int32_t>(seed % 4 == 3));
    const Partition clusters = random_clusters(network.node_count(), seed);
    const ArrangementBridges found = arrangement_bridges(network, clusters);
    const ClusterTies ties = cluster_ties(network.cooperation(), clusters);
    double across = 0;
    double total = 0;
    for (std::size_t i = 0; i < ties.strength.size(); ++i) {
      across += (ties.strength[i] - ties.inside[i]) / 2;
      total += ties.strength[i] / 2;
    }
    double parts_across = 0;
    double parts = 0;
    for (const double part : found.weight_across) parts_across += part;
    for (const double part : found.weight) parts += part;
    EXPECT_NEAR(parts_across, across, 1e-9) << seed;
    EXPECT_NEAR(parts, total, 1e-9) << seed;
  }
}

TEST(BridgeDetails, SumUpToEveryNodesOutside) {
  for (std::uint64_t seed = 0; seed < 240; ++seed) {
    const Network network(random_memberships(seed), all_weightings[seed % 6],
                          1 + static_cast<std::int32_t>(seed % 4 == 3));
    const Partition clusters = random_clusters(network.node_count(), seed);
    const BridgeDetails details = bridge_details(network, clusters);
    const ClusterTies ties = cluster_ties(network.cooperation(), clusters);
    const ArrangementBridges found = arrangement_bridges(network, clusters);
    std::vector<double> outside(ties.strength.size(), 0);
    std::vector<std::set<std::int32_t>> reached(outside.size());
    std::vector<std::set<std::int32_t>> behind(outside.size());
    for (std::size_t row = 0; row < details.node.size(); ++row) {
      const auto i = static_cast<std::size_t>(details.node[row]);
      outside[i] += details.weight[row];
      reached[i].insert(details.cluster[row]);
      behind[i].insert(details.arrangement[row]);
      EXPECT_NE(details.cluster[row], clusters[details.node[row]]);
      EXPECT_GT(details.partners[row], 0);
    }
    for (std::size_t i = 0; i < outside.size(); ++i) {
      EXPECT_NEAR(outside[i], ties.strength[i] - ties.inside[i], 1e-9);
      EXPECT_EQ(static_cast<std::int32_t>(reached[i].size()), ties.clusters_reached[i]);
      EXPECT_EQ(static_cast<std::int32_t>(behind[i].size()), found.bridging_of_node[i]);
    }
  }
}

TEST(ArrangementBridges, NeedsMemberships) {
  const Network ties{CooperationNetwork()};
  EXPECT_THROW((void)arrangement_bridges(ties, Partition()), std::invalid_argument);
  const Network network(random_memberships(1));
  EXPECT_THROW((void)bridge_details(network, Partition()), std::invalid_argument);
}

}  // namespace
}  // namespace munigraph
