#include "munigraph/null_models/bicm.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

#include "munigraph/core/random.hpp"
#include "null_models/made_up.hpp"

namespace munigraph {
namespace {

using testing::random_memberships;

void expect_margins(const AffiliationNetwork& observed, const Bicm& model) {
  EXPECT_LE(model.largest_residual(), 1e-8);
  std::vector<double> size(static_cast<std::size_t>(observed.arrangement_count()));
  for (std::int32_t i = 0; i < observed.node_count(); ++i) {
    double degree = 0;
    for (std::int32_t a = 0; a < observed.arrangement_count(); ++a) {
      const double p = model.probability(i, a);
      EXPECT_GE(p, 0);
      EXPECT_LE(p, 1);
      degree += p;
      size[static_cast<std::size_t>(a)] += p;
      if (observed.host(a) == i) {
        EXPECT_EQ(p, 1);
      }
    }
    EXPECT_NEAR(degree, static_cast<double>(observed.arrangements(i).size()), 1e-8);
  }
  for (std::int32_t a = 0; a < observed.arrangement_count(); ++a)
    EXPECT_NEAR(size[static_cast<std::size_t>(a)], observed.size(a), 1e-8);
}

TEST(Bicm, KeepsDegreesOnAverage) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto observed = random_memberships(seed, seed % 2 == 1);
    expect_margins(observed, Bicm(observed));
  }
}

TEST(Bicm, RegularTablesHaveOneProbability) {
  // Four nodes in two of four arrangements each, which have two members each.
  const std::vector<std::int32_t> node{0, 1, 1, 2, 2, 3, 3, 0};
  const std::vector<std::int32_t> arrangement{0, 0, 1, 1, 2, 2, 3, 3};
  const Bicm model(AffiliationNetwork(4, 4, node, arrangement));
  for (const double p : model.probabilities()) EXPECT_NEAR(p, 0.5, 1e-12);
}

TEST(Bicm, HasTheFormOfTheModel) {
  // p/(1−p) = x_i·y_a: every 2×2 block of odds has equal products along its diagonals.
  const auto observed = random_memberships(4, false);
  const Bicm model(observed);
  Random random(1);
  const auto odds = [&](std::int32_t i, std::int32_t a) {
    const double p = model.probability(i, a);
    return p / (1 - p);
  };
  for (int round = 0; round < 500; ++round) {
    const auto i = static_cast<std::int32_t>(random.below(40));
    const auto j = static_cast<std::int32_t>(random.below(40));
    const auto a = static_cast<std::int32_t>(random.below(60));
    const auto b = static_cast<std::int32_t>(random.below(60));
    const double left = odds(i, a) * odds(j, b);
    EXPECT_NEAR(left / (odds(i, b) * odds(j, a)), 1, 1e-6);
  }
}

TEST(Bicm, FullAndEmptyRowsAreCertain) {
  // Node 0 is in everything, node 3 in nothing, and arrangement 2 then has nobody left to draw.
  const std::vector<std::int32_t> node{0, 1, 2, 0, 1, 0};
  const std::vector<std::int32_t> arrangement{0, 0, 0, 1, 1, 2};
  const AffiliationNetwork observed(4, 3, node, arrangement);
  const Bicm model(observed);
  expect_margins(observed, model);
  for (std::int32_t a = 0; a < 3; ++a) {
    EXPECT_EQ(model.probability(0, a), 1);
    EXPECT_EQ(model.probability(3, a), 0);
  }
  EXPECT_EQ(model.probability(1, 2), 0);
  // A staircase is the only table with its degrees: nothing is left to chance.
  const auto drawn = model.draw(9);
  for (std::int32_t a = 0; a < 3; ++a) EXPECT_EQ(drawn.size(a), observed.size(a));
}

TEST(Bicm, CanBeInterrupted) {
  const auto observed = random_memberships(1, false);
  Monitor monitor;
  BicmOptions options;
  options.monitor = &monitor;
  const Bicm model(observed, options);
  EXPECT_EQ(model.draw(1, &monitor).membership_count(), model.draw(1).membership_count());
  monitor.stop();
  EXPECT_THROW(Bicm(observed, options), Interrupted);
  EXPECT_THROW((void)model.draw(1, &monitor), Interrupted);
}

TEST(Bicm, EmptyNetworks) {
  EXPECT_EQ(Bicm(AffiliationNetwork()).draw(1).membership_count(), 0U);
  const Bicm model(AffiliationNetwork(3, 2, {}, {}));
  EXPECT_EQ(model.draw(1).membership_count(), 0U);
  EXPECT_EQ(model.probability(2, 1), 0);
}

TEST(Bicm, DrawsEveryPlaceWithItsProbability) {
  for (const bool stars : {false, true}) {
    const auto observed = random_memberships(11, stars);
    const Bicm model(observed);
    const int draws = 4000;
    std::vector<int> seen(42 * 60);
    for (int d = 0; d < draws; ++d) {
      const auto drawn = model.draw(stream_seed(3, static_cast<std::uint64_t>(d)));
      for (std::int32_t a = 0; a < 60; ++a) {
        ASSERT_EQ(drawn.host(a), observed.host(a));
        for (const std::int32_t i : drawn.members(a)) ++seen[static_cast<std::size_t>(i * 60 + a)];
      }
    }
    double worst = 0;
    double squares = 0;
    int uncertain = 0;
    for (std::int32_t i = 0; i < 42; ++i)
      for (std::int32_t a = 0; a < 60; ++a) {
        const double p = model.probability(i, a);
        const double count = seen[static_cast<std::size_t>(i * 60 + a)];
        if (p == 0 || p == 1) {
          EXPECT_EQ(count, p * draws);
          continue;
        }
        const double z = (count - p * draws) / std::sqrt(draws * p * (1 - p));
        worst = std::max(worst, std::abs(z));
        squares += z * z;
        ++uncertain;
      }
    EXPECT_LT(worst, 5.5);
    EXPECT_NEAR(squares / uncertain, 1, 0.15);
  }
}

TEST(Bicm, PlacesAreIndependent) {
  // Within a class of like arrangements, too: the covariance of two places vanishes.
  const auto observed = random_memberships(12, false);
  const Bicm model(observed);
  const int draws = 4000;
  double sum = 0;
  double squares = 0;
  double expected_mean = 0;
  double expected_variance = 0;
  for (std::int32_t a = 0; a < 60; ++a) {
    const double p = model.probability(5, a);
    expected_mean += p;
    expected_variance += p * (1 - p);
  }
  for (int d = 0; d < draws; ++d) {
    const AffiliationNetwork drawn = model.draw(stream_seed(5, static_cast<std::uint64_t>(d)));
    const auto count = static_cast<double>(drawn.arrangements(5).size());
    sum += count;
    squares += count * count;
  }
  const double mean = sum / draws;
  EXPECT_NEAR(mean, expected_mean, 6 * std::sqrt(expected_variance / draws));
  EXPECT_NEAR((squares / draws - mean * mean) / expected_variance, 1, 6 * std::sqrt(2.0 / draws));
}

TEST(Bicm, SameSeedSameDraw) {
  const auto observed = random_memberships(13, true);
  const auto a = Bicm(observed).draw(8);
  const auto b = Bicm(observed).draw(8);
  ASSERT_EQ(a.membership_count(), b.membership_count());
  EXPECT_TRUE(std::equal(a.all_members().begin(), a.all_members().end(), b.all_members().begin()));
}

TEST(Bicm, SaysWhenItIsNotSolved) {
  BicmOptions options;
  options.iterations = 1;
  EXPECT_THROW(Bicm(random_memberships(1, false), options), std::runtime_error);
}

}  // namespace
}  // namespace munigraph
