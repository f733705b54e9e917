#include "munigraph/network/projection.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "munigraph/network/network.hpp"
#include "network/memberships.hpp"

namespace munigraph {
namespace {

using testing::small_memberships;
using testing::ties;

/// How many arrangements of two or more members a node is in.
double arrangements_with_others(const AffiliationNetwork& network, std::int32_t node) {
  double count = 0;
  for (const std::int32_t a : network.arrangements(node)) count += network.size(a) > 1 ? 1 : 0;
  return count;
}

/// Weight of a pair from the table of definitions, one arrangement after the other.
double naive_weight(const AffiliationNetwork& network, Weighting weighting, std::int32_t i,
                    std::int32_t j) {
  double sum = 0;
  double both = 0;
  bool tied = false;
  for (std::int32_t a = 0; a < network.arrangement_count(); ++a) {
    const auto members = network.members(a);
    const bool in_i = std::find(members.begin(), members.end(), i) != members.end();
    const bool in_j = std::find(members.begin(), members.end(), j) != members.end();
    both += in_i && in_j;
    if (!ties(network, a, i, j)) continue;
    tied = true;
    const double k = network.size(a);
    const double s = network.intensity(a);
    const bool star = network.host(a) != AffiliationNetwork::clique;
    if (weighting == Weighting::newman) sum += s / (k - 1);
    if (weighting == Weighting::count) sum += s;
    if (weighting == Weighting::pair_share) sum += star ? s / (k - 1) : 2 * s / (k * (k - 1));
  }
  if (is_additive(weighting)) return sum;
  if (!tied) return 0;
  const double p = arrangements_with_others(network, i);
  const double q = arrangements_with_others(network, j);
  if (weighting == Weighting::binary) return 1;
  return weighting == Weighting::jaccard ? both / (p + q - both) : both / std::sqrt(p * q);
}

TEST(Projection, EqualsTheDefinitionOnRandomMemberships) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const AffiliationNetwork network = small_memberships(seed, seed % 2 == 1);
    for (const auto weighting : {Weighting::newman, Weighting::count, Weighting::pair_share,
                                 Weighting::binary, Weighting::jaccard, Weighting::cosine}) {
      ProjectionOptions options;
      options.weighting = weighting;
      options.threads = static_cast<int>(seed % 3) + 1;
      const CooperationNetwork made = project(network, options);
      for (std::int32_t i = 0; i < network.node_count(); ++i)
        for (std::int32_t j = 0; j < network.node_count(); ++j) {
          const auto slot = made.find(i, j);
          const double weight = slot < 0 ? 0 : made.weight(static_cast<std::size_t>(slot));
          ASSERT_NEAR(weight, i == j ? 0 : naive_weight(network, weighting, i, j), 1e-12)
              << to_string(weighting) << " " << i << "–" << j << ", seed " << seed;
        }
    }
  }
}

TEST(Projection, NewmanStrengthIsTheNumberOfArrangements) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const AffiliationNetwork drawn = small_memberships(seed);
    // The same memberships with intensity 1.
    std::vector<std::int32_t> arrangement;
    for (std::int32_t a = 0; a < drawn.arrangement_count(); ++a)
      arrangement.insert(arrangement.end(), static_cast<std::size_t>(drawn.size(a)), a);
    const AffiliationNetwork network(drawn.node_count(), drawn.arrangement_count(),
                                     drawn.all_members(), arrangement);
    const CooperationNetwork made = project(network);
    for (std::int32_t i = 0; i < network.node_count(); ++i) {
      int shared = 0;
      for (const std::int32_t a : network.arrangements(i)) shared += network.size(a) >= 2;
      EXPECT_NEAR(made.strength(i), shared, 1e-12);
    }
  }
}

TEST(Projection, MinSharedDropsPairsAndKeepsTheFullWeightOfTheRest) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const AffiliationNetwork network = small_memberships(seed, true);
    const CooperationNetwork all = project(network);
    const std::vector<std::int32_t> shared = shared_counts(network, all);
    for (std::int32_t least = 1; least <= 3; ++least) {
      ProjectionOptions options;
      options.min_shared = least;
      const CooperationNetwork kept = project(network, options);
      for (std::int32_t i = 0; i < network.node_count(); ++i)
        for (std::size_t s = all.offsets()[static_cast<std::size_t>(i)];
             s < all.offsets()[static_cast<std::size_t>(i) + 1]; ++s) {
          const std::int32_t j = all.targets()[s];
          const auto slot = kept.find(i, j);
          ASSERT_EQ(slot >= 0, shared[s] >= least);
          if (slot >= 0) {
            EXPECT_EQ(kept.weight(static_cast<std::size_t>(slot)), all.weight(s));
          }
          std::int32_t tying = 0;
          for (std::int32_t a = 0; a < network.arrangement_count(); ++a)
            tying += ties(network, a, i, j);
          EXPECT_EQ(tying, shared[s]);
          EXPECT_EQ(arrangements_between(network, i, j).size(), static_cast<std::size_t>(tying));
        }
    }
  }
  ProjectionOptions none;
  none.min_shared = 0;
  EXPECT_THROW((void)project(small_memberships(1), none), std::invalid_argument);
}

TEST(Projection, SameForEveryNumberOfThreads) {
  const AffiliationNetwork network = small_memberships(4, true);
  ProjectionOptions options;
  const CooperationNetwork one = project(network, options);
  for (const int threads : {2, 3, 8}) {
    options.threads = threads;
    EXPECT_EQ(project(network, options), one);
  }
}

/// The pair 0–1 with the first intensity, the pair 1–2 with the second.
AffiliationNetwork two_pairs(double first, double second) {
  const std::vector<std::int32_t> node{0, 1, 1, 2};
  const std::vector<std::int32_t> arrangement{0, 0, 1, 1};
  return {3, 2, node, arrangement, std::vector<double>{first, second}};
}

TEST(Projection, NoTieVanishesByRounding) {
  for (const Weighting weighting : {Weighting::newman, Weighting::count, Weighting::pair_share}) {
    const AffiliationNetwork members = two_pairs(1e20, 1.0);
    const CooperationNetwork made = project(members, {weighting});
    EXPECT_FALSE(made.exact());
    EXPECT_EQ(made.edge_count(), 2U);
    EXPECT_EQ(made.weight(static_cast<std::size_t>(made.find(1, 2))), 1.0);
    EXPECT_EQ(made.weight(static_cast<std::size_t>(made.find(0, 1))), 1e20);
    const Network network(members, weighting);
    EXPECT_FALSE(network.is_additive());
    EXPECT_EQ(network.isolate_count(), 0);
    EXPECT_EQ(network.edge_count(), 2);
    EXPECT_EQ(network.strengths(), (std::vector<double>{1e20, 1e20, 1.0}));
  }
}

TEST(Projection, DoublesAreTheSameFromEitherEndAndForEveryNumberOfThreads) {
  Random random(5);
  std::vector<std::int32_t> node;
  std::vector<std::int32_t> arrangement;
  std::vector<double> intensity;
  for (std::int32_t a = 0; a < 60; ++a) {
    for (std::int32_t i = 0; i < 200; ++i)
      if (random.below(12) == 0) {
        node.push_back(i);
        arrangement.push_back(a);
      }
    intensity.push_back(a % 2 == 0 ? 1e25 * (1 + random.uniform()) : random.uniform());
  }
  const AffiliationNetwork members(200, 60, node, arrangement, intensity);
  const CooperationNetwork one = project(members, {Weighting::newman, 1, 1});
  ASSERT_FALSE(one.exact());
  EXPECT_EQ(one, project(members, {Weighting::newman, 1, 4}));
  for (std::int32_t i = 0; i < 200; ++i)
    for (const std::int32_t j : one.neighbours(i))
      EXPECT_EQ(one.weight(static_cast<std::size_t>(one.find(i, j))),
                one.weight(static_cast<std::size_t>(one.find(j, i))));
}

TEST(Projection, TellsItsRounding) {
  // A third is no number of units of 2^-31, which a total of 10^9 leaves.
  const AffiliationNetwork third = two_pairs(1e9, 1.0 / 3);
  const CooperationNetwork made = project(third);
  EXPECT_TRUE(made.exact());
  const double held = made.weight(static_cast<std::size_t>(made.find(1, 2)));
  EXPECT_NE(held, 1.0 / 3);
  EXPECT_EQ(made.largest_rounding(), std::abs(held - 1.0 / 3));
  EXPECT_EQ(Network(third).largest_rounding(), made.largest_rounding());
  EXPECT_EQ(project(two_pairs(0.5, 2)).largest_rounding(), 0.0);
}

TEST(Projection, LargeArrangementsTellTheRoundingOfTheirTies) {
  constexpr std::int32_t k = 1'000'000;
  std::vector<std::int32_t> node(k);
  for (std::int32_t i = 0; i < k; ++i) node[static_cast<std::size_t>(i)] = i;
  const std::vector<std::int32_t> arrangement(k, 0);
  const Network network(AffiliationNetwork(k, 1, node, arrangement), Weighting::pair_share);
  ASSERT_TRUE(network.is_additive());
  const double weight = 2.0 / k / (k - 1.0);
  EXPECT_GT(network.largest_rounding(), 1e-9 * weight);
  EXPECT_LT(network.largest_rounding(), 1e-6 * weight);
  EXPECT_FALSE(network.is_projected());
}

TEST(Projection, RatiosKeepTheirDigitsAmongManyNodes) {
  // 3 and 4 share one of their 300 and 301 arrangements; a million nodes are tied to nobody.
  constexpr std::int32_t n = 1'000'000;
  std::vector<std::int32_t> node{3, 4};
  std::vector<std::int32_t> arrangement{0, 0};
  for (std::int32_t a = 1; a < 600; ++a) {
    node.push_back(a < 300 ? 3 : 4);
    arrangement.push_back(a);
    node.push_back(1000 + a);
    arrangement.push_back(a);
  }
  const AffiliationNetwork members(n, 600, node, arrangement);
  const CooperationNetwork jaccard = project(members, {Weighting::jaccard});
  const double weight = jaccard.weight(static_cast<std::size_t>(jaccard.find(3, 4)));
  EXPECT_NEAR(weight, 1.0 / 600, 1e-9 / 600);
  EXPECT_GE(jaccard.largest_rounding(), std::abs(weight - 1.0 / 600));
  const CooperationNetwork cosine = project(members, {Weighting::cosine});
  EXPECT_NEAR(cosine.weight(static_cast<std::size_t>(cosine.find(3, 4))),
              1.0 / std::sqrt(300.0 * 301.0), 1e-12);
}

TEST(Projection, ArrangementsOfOneMemberSayNothingAboutLikeness) {
  // {0, 1}, {0} and {0}: what 0 is in alone ties nobody.
  const std::vector<std::int32_t> node{0, 1, 0, 0};
  const std::vector<std::int32_t> arrangement{0, 0, 1, 2};
  const AffiliationNetwork members(2, 3, node, arrangement);
  for (const Weighting weighting : {Weighting::jaccard, Weighting::cosine})
    EXPECT_EQ(project(members, {weighting}).total_weight(), 1.0);
}

}  // namespace
}  // namespace munigraph
