#include "munigraph/network/resampling.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

/// Arrangements of 2–6 members over `nodes`; every fifth is a star.
AffiliationNetwork made_up(std::int32_t nodes, std::int32_t arrangements, std::uint64_t seed) {
  Random random(seed);
  std::vector<std::int32_t> node;
  std::vector<std::int32_t> arrangement;
  std::vector<double> intensity;
  std::vector<std::int32_t> host;
  for (std::int32_t a = 0; a < arrangements; ++a) {
    const auto size = static_cast<std::int32_t>(2 + random.below(5));
    const auto first = static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(nodes)));
    for (std::int32_t k = 0; k < size; ++k) {
      node.push_back((first + k) % nodes);
      arrangement.push_back(a);
    }
    intensity.push_back(1 + a % 3);
    host.push_back(a % 5 == 4 ? first : AffiliationNetwork::clique);
  }
  return {nodes, arrangements, node, arrangement, intensity, host};
}

std::vector<std::int32_t> members_of(const AffiliationNetwork& network, std::int32_t a) {
  const auto members = network.members(a);
  return {members.begin(), members.end()};
}

TEST(Resampling, WeightsKeepEveryMembershipAndSumToTheNumberOfArrangements) {
  const AffiliationNetwork network = made_up(40, 200, 1);
  const AffiliationNetwork draw = resampled(network, Resample::weights, 0.1, 7);
  ASSERT_EQ(draw.arrangement_count(), 200);
  double sum = 0;
  for (std::int32_t a = 0; a < 200; ++a) {
    EXPECT_EQ(members_of(draw, a), members_of(network, a));
    EXPECT_EQ(draw.host(a), network.host(a));
    EXPECT_GT(draw.intensity(a), 0);
    sum += draw.intensity(a) / network.intensity(a);
  }
  EXPECT_NEAR(sum, 200, 1e-9);
}

TEST(Resampling, WeightsAreExponential) {
  const std::int32_t count = 200'000;
  std::vector<std::int32_t> node(static_cast<std::size_t>(count), 0);
  std::vector<std::int32_t> arrangement(node.size());
  std::iota(arrangement.begin(), arrangement.end(), 0);
  const AffiliationNetwork network(1, count, node, arrangement);
  const AffiliationNetwork draw = resampled(network, Resample::weights, 0.1, 3);
  std::vector<double> values;
  for (std::int32_t a = 0; a < count; ++a) values.push_back(draw.intensity(a));
  std::sort(values.begin(), values.end());
  double furthest = 0;  // Kolmogorov–Smirnov against 1 − exp(−x)
  for (std::size_t k = 0; k < values.size(); ++k)
    furthest = std::max(
        furthest, std::abs(1 - std::exp(-values[k]) - (static_cast<double>(k) + 0.5) / count));
  EXPECT_LT(furthest, 1.63 / std::sqrt(count));  // the 1% level
}

TEST(Resampling, LeavesOutAShareOfTheArrangements) {
  const AffiliationNetwork network = made_up(40, 200, 2);
  const AffiliationNetwork draw = resampled(network, Resample::arrangements, 0.25, 5);
  ASSERT_EQ(draw.arrangement_count(), 150);
  // What is left is a subsequence of what there was.
  std::int32_t a = 0;
  for (std::int32_t kept = 0; kept < 150; ++kept, ++a) {
    while (a < 200 && members_of(network, a) != members_of(draw, kept)) ++a;
    ASSERT_LT(a, 200);
  }
}

TEST(Resampling, LeavesOutAShareOfTheMemberships) {
  const AffiliationNetwork network = made_up(40, 200, 3);
  const AffiliationNetwork draw = resampled(network, Resample::memberships, 0.2, 5);
  const auto left_out =
      static_cast<std::size_t>(0.2 * static_cast<double>(network.membership_count()) + 0.5);
  EXPECT_EQ(draw.membership_count(), network.membership_count() - left_out);
  ASSERT_EQ(draw.arrangement_count(), 200);
  int hostless = 0;
  for (std::int32_t a = 0; a < 200; ++a) {
    const auto all = members_of(network, a);
    const auto left = members_of(draw, a);
    EXPECT_TRUE(std::includes(all.begin(), all.end(), left.begin(), left.end()));
    const std::int32_t host = network.host(a);
    if (host == AffiliationNetwork::clique) {
      EXPECT_EQ(draw.host(a), AffiliationNetwork::clique);
    } else {
      const bool there = std::binary_search(left.begin(), left.end(), host);
      EXPECT_EQ(draw.host(a), there ? host : AffiliationNetwork::absent_host);
      hostless += there ? 0 : 1;
    }
  }
  EXPECT_GT(hostless, 0);
}

TEST(Resampling, DrawsWithReplacementWhatThereIs) {
  const AffiliationNetwork network = made_up(40, 500, 4);
  const AffiliationNetwork draw = resampled(network, Resample::with_replacement, 0.1, 5);
  ASSERT_EQ(draw.arrangement_count(), 500);
  // Order is kept, so the draw is the original with repetitions and gaps.
  std::int32_t a = 0;
  int distinct = 0;
  for (std::int32_t k = 0; k < 500; ++k) {
    if (k > 0 && members_of(draw, k) == members_of(draw, k - 1)) continue;
    while (a < 500 && members_of(network, a) != members_of(draw, k)) ++a;
    ASSERT_LT(a, 500);
    ++distinct;
  }
  EXPECT_NEAR(distinct, 500 * (1 - std::exp(-1)), 60);
}

TEST(Resampling, DependsOnTheSeedAlone) {
  const AffiliationNetwork network = made_up(40, 100, 5);
  const auto intensities = [&](std::uint64_t seed) {
    const AffiliationNetwork draw = resampled(network, Resample::weights, 0.1, seed);
    std::vector<double> values;
    for (std::int32_t a = 0; a < 100; ++a) values.push_back(draw.intensity(a));
    return values;
  };
  EXPECT_EQ(intensities(1), intensities(1));
  EXPECT_NE(intensities(1), intensities(2));
}

TEST(Resampling, SharesAreRounded) {
  const AffiliationNetwork network = made_up(40, 10, 6);
  for (const auto& [drop, left] : {std::pair{0.04, 10}, {0.06, 9}, {0.25, 7}, {0.5, 5}, {0.96, 0}})
    for (std::uint64_t seed = 0; seed < 20; ++seed)
      EXPECT_EQ(resampled(network, Resample::arrangements, drop, seed).arrangement_count(), left);
}

TEST(Resampling, EveryArrangementIsAsLikelyToBeLeftOut) {
  std::vector<std::int32_t> node;
  std::vector<std::int32_t> arrangement;
  for (std::int32_t a = 0; a < 5; ++a) {
    node.insert(node.end(), {a, 5});
    arrangement.insert(arrangement.end(), 2, a);
  }
  const AffiliationNetwork network(6, 5, node, arrangement);
  std::vector<int> missing(5, 0);
  constexpr int draws = 10'000;
  for (std::uint64_t d = 0; d < draws; ++d) {
    const AffiliationNetwork draw = resampled_draw(network, Resample::arrangements, 0.4, 3, d);
    for (std::int32_t i = 0; i < 5; ++i)
      missing[static_cast<std::size_t>(i)] += draw.arrangements(i).empty() ? 1 : 0;
  }
  // Two of five each time: binomial with p = .4, five standard deviations.
  for (const int m : missing) EXPECT_NEAR(m, 0.4 * draws, 5 * std::sqrt(draws * 0.4 * 0.6));
}

TEST(Resampling, EmptyNetworksStayEmpty) {
  const AffiliationNetwork network(3, 0, {}, {});
  for (const Resample scheme : {Resample::weights, Resample::arrangements, Resample::memberships,
                                Resample::with_replacement}) {
    const AffiliationNetwork draw = resampled(network, scheme, 0.5, 1);
    EXPECT_EQ(draw.node_count(), 3);
    EXPECT_EQ(draw.arrangement_count(), 0);
  }
}

TEST(Resampling, RefusesWhatMakesNoSense) {
  const AffiliationNetwork network = made_up(10, 10, 1);
  for (const double drop : {0.0, 1.0, -0.1, std::nan("")})
    EXPECT_THROW((void)resampled(network, Resample::arrangements, drop, 1), std::invalid_argument);
  EXPECT_NO_THROW((void)resampled(network, Resample::weights, 0.0, 1));
  EXPECT_EQ(parse_resample("memberships"), Resample::memberships);
  try {
    (void)parse_resample("weigths");
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_NE(std::string(error.what()).find("'weights'"), std::string::npos);
  }
}

}  // namespace
}  // namespace munigraph
