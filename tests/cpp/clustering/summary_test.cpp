#include "munigraph/clustering/summary.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <stdexcept>
#include <vector>

#include "munigraph/core/random.hpp"
#include "network/memberships.hpp"

namespace munigraph {
namespace {

TEST(Summary, ByHand) {
  // Clusters {0, 1, 2} and {3, 4}: a triangle, where 1 has most inside; 3–4 weighs 2, 0–3 weighs 4.
  const std::vector<std::int32_t> source{0, 1, 0, 3, 0};
  const std::vector<std::int32_t> target{1, 2, 2, 4, 3};
  const std::vector<double> weight{2, 3, 1, 2, 4};
  const Network network(CooperationNetwork::from_edges(6, source, target, weight));
  const std::vector<std::int32_t> labels{0, 0, 0, 1, 1, 2};
  const ClusterSummary found = summarise(network, labels, 4);
  EXPECT_EQ(found.weight_inside, (std::vector<double>{6, 2, 0, 0}));
  EXPECT_EQ(found.strength, (std::vector<double>{16, 8, 0, 0}));
  EXPECT_EQ(found.central, (std::vector<std::int32_t>{1, 3, 5, -1}));  // 3 and 4 tie: the smaller
}

TEST(Summary, MembershipsAndTiesSayTheSame) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const AffiliationNetwork affiliation = testing::small_memberships(seed, true);
    Random random(seed);
    std::vector<std::int32_t> labels(static_cast<std::size_t>(affiliation.node_count()));
    for (auto& label : labels) label = static_cast<std::int32_t>(random.below(4));
    for (const Weighting weighting : {Weighting::newman, Weighting::count, Weighting::pair_share}) {
      const Network unprojected(affiliation, weighting);
      const ClusterSummary found = summarise(unprojected, labels, 4);
      EXPECT_FALSE(unprojected.is_projected());
      const Network ties(unprojected.cooperation());
      const ClusterSummary expected = summarise(ties, labels, 4);
      double inside = 0;
      double strength = 0;
      for (std::size_t c = 0; c < 4; ++c) {
        EXPECT_NEAR(found.weight_inside[c], expected.weight_inside[c], 1e-12);
        EXPECT_NEAR(found.strength[c], expected.strength[c], 1e-12);
        inside += expected.weight_inside[c];
        strength += expected.strength[c];
      }
      EXPECT_EQ(found.central, expected.central) << seed;
      EXPECT_NEAR(strength, 2 * ties.total_weight(), 1e-9);
      EXPECT_LE(inside, ties.total_weight() + 1e-9);
    }
  }
}

TEST(Summary, RefusesLabelsThatDoNotFit) {
  const Network network(CooperationNetwork::from_edges(2, {}, {}));
  EXPECT_THROW((void)summarise(network, std::vector<std::int32_t>{0}, 1), std::invalid_argument);
  EXPECT_THROW((void)summarise(network, std::vector<std::int32_t>{0, 1}, 1), std::invalid_argument);
  EXPECT_THROW((void)summarise(network, std::vector<std::int32_t>{0, -1}, 1),
               std::invalid_argument);
  EXPECT_TRUE(summarise(Network(CooperationNetwork()), {}, 0).central.empty());
}

}  // namespace
}  // namespace munigraph
