#include "munigraph/null_models/gravity.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include "munigraph/core/random.hpp"
#include "null_models/made_up.hpp"

namespace munigraph {
namespace {

/// A country of n places and arrangements made by the model itself, with α = 0.5 and
/// f(d) = exp(−d / 30 km).
struct Country {
  Country(std::int32_t n, std::int32_t count, std::uint64_t seed) {
    Random random(seed);
    for (std::int32_t i = 0; i < n; ++i) {
      lon.push_back(4 + 3 * random.uniform());
      lat.push_back(51 + 2 * random.uniform());
      population.push_back(5000 / (0.01 + random.uniform()));
    }
    std::vector<std::int32_t> node;
    std::vector<std::int32_t> arrangement;
    for (std::int32_t a = 0; a < count; ++a) {
      const auto first = static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(n)));
      std::vector<double> weight(static_cast<std::size_t>(n));
      for (std::int32_t j = 0; j < n; ++j) {
        const auto k = static_cast<std::size_t>(j);
        const auto f = static_cast<std::size_t>(first);
        weight[k] = j == first ? 0
                               : std::sqrt(population[k]) *
                                     std::exp(-great_circle(lon[f], lat[f], lon[k], lat[k]) / 30);
      }
      node.push_back(first);
      arrangement.push_back(a);
      const std::uint32_t others = 1 + random.below(a % 10 == 0 ? 25 : 4);
      for (std::uint32_t m = 0; m < others; ++m) {
        double at = random.uniform() * std::accumulate(weight.begin(), weight.end(), 0.0);
        std::size_t j = 0;
        while (j + 1 < weight.size() && (weight[j] == 0 || at >= weight[j])) at -= weight[j++];
        weight[j] = 0;
        node.push_back(static_cast<std::int32_t>(j));
        arrangement.push_back(a);
      }
    }
    network = AffiliationNetwork(n, count, node, arrangement);
  }

  std::vector<double> lon, lat, population;
  AffiliationNetwork network;
};

TEST(Gravity, DistancesAreGreatCircles) {
  EXPECT_NEAR(great_circle(0, 0, 0, 90), 6371.0088 * std::acos(-1.0) / 2, 1e-6);
  EXPECT_NEAR(great_circle(4.9, 52.37, 4.9, 52.37), 0, 1e-9);
  // One degree of longitude at 60° north is half of one at the equator (to first order).
  EXPECT_NEAR(great_circle(0, 60, 1, 60), great_circle(0, 0, 1, 0) / 2, 0.01);
}

TEST(Gravity, FindsThePlantedAttraction) {
  const Country country(150, 2500, 1);
  GravityOptions options;
  options.degree_correction = false;  // which would take part of what size does
  options.distance = GravityDistance::initiator;
  const Gravity model(Network(country.network), country.population, country.lon, country.lat,
                      options);
  EXPECT_NEAR(model.alpha(), 0.5, 0.12);
  const auto knots = model.knots();
  const auto decay = model.decay();
  ASSERT_GE(knots.size(), 6U);
  EXPECT_EQ(decay.front(), 1);
  // log f falls by (d − d0)/30 between the knots; the far end holds few ties.
  for (std::size_t k = 1; k + 2 < knots.size(); ++k) {
    const double planted = -(knots[k] - knots[0]) / 30;
    EXPECT_NEAR(std::log(decay[k]), planted, 0.15 + 0.25 * std::abs(planted)) << knots[k] << " km";
  }
}

void expect_degrees(const AffiliationNetwork& observed, const Gravity& model, double bias) {
  const int draws = 600;
  std::vector<double> sum(static_cast<std::size_t>(observed.node_count()));
  std::vector<double> squares(sum.size());
  for (int d = 0; d < draws; ++d) {
    const auto drawn = model.draw(stream_seed(2, static_cast<std::uint64_t>(d)));
    for (std::int32_t a = 0; a < observed.arrangement_count(); ++a) {
      ASSERT_EQ(drawn.size(a), observed.size(a));
      ASSERT_EQ(drawn.host(a), observed.host(a));
    }
    for (std::size_t i = 0; i < sum.size(); ++i) {
      const auto degree =
          static_cast<double>(drawn.arrangements(static_cast<std::int32_t>(i)).size());
      sum[i] += degree;
      squares[i] += degree * degree;
    }
  }
  for (std::size_t i = 0; i < sum.size(); ++i) {
    const auto goal =
        static_cast<double>(observed.arrangements(static_cast<std::int32_t>(i)).size());
    const double mean = sum[i] / draws;
    const double error = std::sqrt(std::max(0.0, squares[i] / draws - mean * mean) / draws);
    EXPECT_NEAR(mean, goal, bias * goal + 5 * error + 1e-9) << "node " << i;
  }
}

TEST(Gravity, KeepsSizesAndOnAverageDegrees) {
  const Country country(120, 500, 3);
  GravityOptions options;
  options.distance = GravityDistance::initiator;
  const Gravity model(Network(country.network), country.population, country.lon, country.lat,
                      options);
  for (const double error : model.degree_errors()) EXPECT_LE(std::abs(error), 1e-3);
  expect_degrees(country.network, model, 0.03);
}

/// The places of a country, and regions that tile it: every place is in the region of the nearest
/// of `seats` places, once for each of `schemes` sets of seats.
AffiliationNetwork regions(const Country& country, int schemes, int seats, std::uint64_t seed) {
  Random random(seed);
  const auto n = static_cast<std::uint32_t>(country.lon.size());
  std::vector<std::int32_t> node;
  std::vector<std::int32_t> arrangement;
  for (int scheme = 0; scheme < schemes; ++scheme) {
    std::vector<std::size_t> seat;
    for (int s = 0; s < seats; ++s) seat.push_back(random.below(n));
    for (std::size_t i = 0; i < n; ++i) {
      std::size_t nearest = 0;
      const auto away = [&](std::size_t s) {
        return great_circle(country.lon[i], country.lat[i], country.lon[seat[s]],
                            country.lat[seat[s]]);
      };
      for (std::size_t s = 1; s < seat.size(); ++s)
        if (away(s) < away(nearest)) nearest = s;
      node.push_back(static_cast<std::int32_t>(i));
      arrangement.push_back(scheme * seats + static_cast<std::int32_t>(nearest));
    }
  }
  return {static_cast<std::int32_t>(n), schemes * seats, node, arrangement};
}

TEST(Gravity, CompactRegionsNeedTheDistancesToAllMembers) {
  const Country country(200, 1, 8);
  const AffiliationNetwork observed = regions(country, 12, 14, 9);
  GravityOptions options;
  const auto fit = [&] {
    return Gravity(Network(observed), country.population, country.lon, country.lat, options);
  };
  options.distance = GravityDistance::initiator;
  EXPECT_FALSE(fit().pairs().reproduced());
  options.distance = GravityDistance::automatic;
  const Gravity model = fit();
  EXPECT_EQ(model.distance(), GravityDistance::members);
  EXPECT_TRUE(model.pairs().reproduced()) << model.pairs().largest_error();
  for (const double error : model.degree_errors()) EXPECT_LE(std::abs(error), 0.15);
  expect_degrees(observed, model, 0.05);
  // From there to a draw of it, at a fraction of the draws.
  options.start = &model;
  options.distance = GravityDistance::automatic;
  const AffiliationNetwork drawn = model.draw(3);
  const Gravity again(Network(drawn), country.population, country.lon, country.lat, options);
  EXPECT_EQ(again.distance(), GravityDistance::members);
  EXPECT_TRUE(std::equal(again.knots().begin(), again.knots().end(), model.knots().begin(),
                         model.knots().end()));
  EXPECT_LE(again.pairs().largest_error(), 0.1);
}

TEST(Gravity, WhatWasDrawnByTheInitiatorIsFittedSo) {
  const Country country(150, 1500, 1);
  const Gravity model(Network(country.network), country.population, country.lon, country.lat);
  EXPECT_EQ(model.distance(), GravityDistance::initiator);
  EXPECT_TRUE(model.pairs().reproduced()) << model.pairs().largest_error();
}

TEST(Gravity, PairsAreCountedByDistance) {
  // On the equator, at 0, 0.02, 0.5 and 4 degrees: 2.2, 55.6 and 444.8 km from the first.
  const std::vector<double> lon{0, 0.02, 0.5, 4};
  const std::vector<double> zeros(4, 0.0);
  const std::vector<double> ones(4, 1.0);
  // All four; a star of the first two and the last with the second as host: two pairs.
  const std::vector<std::int32_t> node{0, 1, 2, 3, 0, 1, 3};
  const std::vector<std::int32_t> arrangement{0, 0, 0, 0, 1, 1, 1};
  const std::vector<std::int32_t> host{AffiliationNetwork::clique, 1};
  const AffiliationNetwork observed(4, 2, node, arrangement, {}, host);
  const GravityPairs pairs = Gravity(Network(observed), ones, lon, zeros).pairs(1);
  const auto in_class = [&](double km) {
    std::size_t k = 0;
    while (k + 1 < pairs.from_km.size() && pairs.from_km[k + 1] <= km) ++k;
    return pairs.observed[k];
  };
  EXPECT_EQ(in_class(2), 2);
  EXPECT_EQ(in_class(54), 2);   // 0–2 and 1–2
  EXPECT_EQ(in_class(388), 1);  // 2–3
  EXPECT_EQ(in_class(444), 3);  // 0–3, 1–3 and again as host and member
  EXPECT_EQ(std::accumulate(pairs.observed.begin(), pairs.observed.end(), 0.0), 8);
  EXPECT_EQ(std::accumulate(pairs.drawn.begin(), pairs.drawn.end(), 0.0), 8);
}

TEST(Gravity, JudgesPairsByTheirShare) {
  GravityPairs pairs;
  pairs.from_km = {0, 4, 7};
  pairs.observed = {900, 95, 5};
  pairs.drawn = {909, 89, 2};
  EXPECT_NEAR(pairs.largest_error(), 6.0 / 95, 1e-12);
  EXPECT_NEAR(pairs.rest_error(), 0.003, 1e-12);
  EXPECT_FALSE(pairs.reproduced());
  pairs.drawn = {903, 95, 2};
  EXPECT_TRUE(pairs.reproduced());
  pairs.observed = {1000, 0, 0};
  pairs.drawn = {980, 20, 0};
  EXPECT_TRUE(std::isinf(pairs.largest_error()));
  pairs.observed = pairs.drawn = {0, 0, 0};
  EXPECT_EQ(pairs.misfit(), 0);
}

TEST(Gravity, FallsBeyondTheLastKnot) {
  // Pairs near each other alone, on a long line: nothing is drawn from far away.
  std::vector<double> lon;
  for (int i = 0; i < 300; ++i) lon.push_back(0.05 * i);
  const std::vector<double> zeros(300, 0.0);
  const std::vector<double> ones(300, 1.0);
  std::vector<std::int32_t> node;
  std::vector<std::int32_t> arrangement;
  for (std::int32_t a = 0; a < 299; ++a)
    for (const std::int32_t i : {a, a + 1}) {
      node.push_back(i);
      arrangement.push_back(a);
    }
  const GravityPairs pairs =
      Gravity(Network(AffiliationNetwork(300, 299, node, arrangement)), ones, lon, zeros).pairs();
  double far = 0;
  for (std::size_t k = 0; k < pairs.from_km.size(); ++k)
    if (pairs.from_km[k] >= 100) far += pairs.drawn[k];
  EXPECT_LE(far, 0.02 * 299);
}

TEST(Gravity, RefusesAStartOfAnotherKind) {
  const Country country(60, 100, 6);
  const Country other(50, 100, 6);
  GravityOptions options;
  options.distance = GravityDistance::initiator;
  const Gravity start(Network(other.network), other.population, other.lon, other.lat, options);
  options.start = &start;
  const auto fit = [&] {
    return Gravity(Network(country.network), country.population, country.lon, country.lat, options);
  };
  EXPECT_THROW(fit(), std::invalid_argument);
  options.start = nullptr;
  options.distance = GravityDistance::members;
  options.calibration = false;
  EXPECT_THROW(fit(), std::invalid_argument);
}

TEST(Gravity, KeepsHostsOfStars) {
  const auto observed = testing::random_memberships(5, true);
  const Country country(42, 1, 4);
  GravityOptions options;
  options.distance = GravityDistance::initiator;
  options.threads = 2;
  const Gravity model(Network(observed), country.population, country.lon, country.lat, options);
  expect_degrees(observed, model, 0.05);
}

TEST(Gravity, WithoutCorrectionSizeAndDistanceAloneCount) {
  const Country country(120, 500, 3);
  GravityOptions options;
  options.distance = GravityDistance::initiator;
  options.degree_correction = false;
  const Gravity model(Network(country.network), country.population, country.lon, country.lat,
                      options);
  for (const double b : model.propensities()) EXPECT_EQ(b, 1);
  EXPECT_TRUE(std::isnan(model.degree_errors()[0]));
  // Draws lie near: the mean distance between members is of the observed order.
  const auto mean_distance = [&](const AffiliationNetwork& network) {
    double sum = 0;
    double pairs = 0;
    for (std::int32_t a = 0; a < network.arrangement_count(); ++a)
      for (const std::int32_t x : network.members(a))
        for (const std::int32_t y : network.members(a)) {
          if (x >= y) continue;
          const auto i = static_cast<std::size_t>(x);
          const auto j = static_cast<std::size_t>(y);
          sum += great_circle(country.lon[i], country.lat[i], country.lon[j], country.lat[j]);
          ++pairs;
        }
    return sum / pairs;
  };
  EXPECT_NEAR(mean_distance(model.draw(1)) / mean_distance(country.network), 1, 0.1);
}

TEST(Gravity, DrawsDependOnTheSeedNotOnThreads) {
  const Country country(30, 40, 6);
  GravityOptions options;
  options.distance = GravityDistance::members;
  const auto draw = [&](int threads, std::uint64_t seed) {
    options.threads = threads;
    const auto drawn =
        Gravity(Network(country.network), country.population, country.lon, country.lat, options)
            .draw(seed);
    return std::vector<std::int32_t>(drawn.all_members().begin(), drawn.all_members().end());
  };
  EXPECT_EQ(draw(1, 7), draw(3, 7));
  EXPECT_NE(draw(1, 7), draw(1, 8));
}

TEST(Gravity, ListsWhatIsMissing) {
  Country country(60, 100, 6);
  country.population[7] = 0;
  country.population[9] = NAN;
  try {
    const Gravity model(Network(country.network), country.population, country.lon, country.lat);
    FAIL();
  } catch (const DataError& error) {
    EXPECT_EQ(error.location().column, "population");
    EXPECT_EQ(error.location().value, "7, 9");
  }
  const std::vector<double> short_one(3, 1.0);
  EXPECT_THROW(Gravity(Network(country.network), short_one, country.lon, country.lat),
               std::invalid_argument);
}

TEST(Gravity, DegenerateNetworks) {
  const std::vector<double> none;
  EXPECT_EQ(Gravity(Network(AffiliationNetwork()), none, none, none).draw(1).membership_count(),
            0U);
  // No ties: nothing to fit, sizes kept.
  const std::vector<double> ones(3, 1.0);
  const std::vector<std::int32_t> node{2, 0};
  const std::vector<std::int32_t> arrangement{0, 1};
  const Gravity alone(Network(AffiliationNetwork(3, 2, node, arrangement)), ones, ones, ones);
  EXPECT_EQ(alone.alpha(), 0);
  EXPECT_TRUE(alone.knots().empty());
  EXPECT_EQ(alone.draw(4).size(0), 1);
  // Everyone is in everything, and all live in one place.
  const std::vector<std::int32_t> full_node{0, 1, 2, 0, 1, 2};
  const std::vector<std::int32_t> full_arrangement{0, 0, 0, 1, 1, 1};
  const Gravity full(Network(AffiliationNetwork(3, 2, full_node, full_arrangement)), ones, ones,
                     ones);
  EXPECT_EQ(full.draw(4).membership_count(), 6U);
}

}  // namespace
}  // namespace munigraph
