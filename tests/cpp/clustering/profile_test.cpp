#include "munigraph/clustering/profile.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "clustering/networks.hpp"
#include "munigraph/clustering/quality.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

TEST(Domains, AreTheUpperEnvelope) {
  Random random(8);
  for (int round = 0; round < 200; ++round) {
    std::vector<double> inside;
    std::vector<double> penalty;
    const std::uint32_t count = 1 + random.below(30);
    for (std::uint32_t p = 0; p < count; ++p) {
      penalty.push_back(random.below(40) / 40.0);
      inside.push_back(std::sqrt(penalty.back()) + 0.1 * random.uniform());
    }
    const auto domains = resolution_domains(inside, penalty, 0.1, 5.0);
    ASSERT_FALSE(domains.empty());
    EXPECT_EQ(domains.front().low, 0.1);
    EXPECT_EQ(domains.back().high, 5.0);
    for (std::size_t d = 0; d < domains.size(); ++d) {
      EXPECT_EQ(domains[d].low, d > 0 ? domains[d - 1].high : 0.1);
      EXPECT_LT(domains[d].low, domains[d].high);
      const auto p = static_cast<std::size_t>(domains[d].partition);
      for (const double part : {0.0, 0.3, 1.0}) {
        const double gamma = domains[d].low + part * (domains[d].high - domains[d].low);
        double best = -1e9;
        for (std::size_t q = 0; q < inside.size(); ++q)
          best = std::max(best, inside[q] - gamma * penalty[q]);
        EXPECT_NEAR(inside[p] - gamma * penalty[p], best, 1e-12);
      }
    }
  }
}

/// From each best line to the one that overtakes first, over all lines: O(lines · domains).
std::vector<std::pair<std::int32_t, double>> wrapped(const std::vector<double>& inside,
                                                     const std::vector<double>& penalty, double low,
                                                     double high) {
  const auto value = [&](std::size_t p) { return inside[p] - low * penalty[p]; };
  std::size_t at = 0;
  for (std::size_t p = 1; p < inside.size(); ++p)
    if (value(p) > value(at) || (value(p) == value(at) && penalty[p] < penalty[at])) at = p;
  std::vector<std::pair<std::int32_t, double>> ends;
  for (double from = low;;) {
    double meet = high;
    std::size_t next = at;
    for (std::size_t p = 0; p < inside.size(); ++p) {
      if (penalty[p] >= penalty[at]) continue;
      const double gamma = (inside[at] - inside[p]) / (penalty[at] - penalty[p]);
      if (gamma < meet || (gamma == meet && next != at && penalty[p] < penalty[next])) {
        meet = gamma;
        next = p;
      }
    }
    meet = std::max(meet, from);
    if (meet > from || (next == at && ends.empty())) ends.emplace_back(at, meet);
    if (next == at) return ends;
    from = meet;
    at = next;
  }
}

/// Small whole numbers: lines that are equal, parallel, and meet three in a point.
TEST(Domains, AreThoseOfAllLinesWhereManyMeet) {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    Random random(seed);
    std::vector<double> inside(1 + random.below(40)), penalty(inside.size());
    for (double& a : inside) a = random.below(9);
    for (double& b : penalty) b = random.below(7);
    const double low = 0.25 * (1 + random.below(4));
    const double high = low + random.below(4);
    const auto found = resolution_domains(inside, penalty, low, high);
    const auto expected = wrapped(inside, penalty, low, high);
    ASSERT_EQ(found.size(), expected.size()) << seed;
    for (std::size_t d = 0; d < found.size(); ++d) {
      EXPECT_EQ(found[d].partition, expected[d].first) << seed;
      EXPECT_EQ(found[d].high, expected[d].second) << seed;
    }
  }
}

/// The tangents of a parabola are all best somewhere.
TEST(Domains, OfManyLinesThatAllCount) {
  constexpr std::int32_t lines = 200'000;
  std::vector<double> inside, penalty;
  for (std::int32_t k = 1; k <= lines; ++k) {  // −k² + 2kγ, but for a line that all have in common
    inside.push_back(-static_cast<double>(k) * k);
    penalty.push_back(2.0 * (lines - k));
  }
  const auto found = resolution_domains(inside, penalty, 0.25, lines + 1.0);
  ASSERT_EQ(found.size(), static_cast<std::size_t>(lines));
  for (std::int32_t k = 1; k < lines; k += 997) {
    EXPECT_EQ(found[static_cast<std::size_t>(k)].partition, k);
    EXPECT_EQ(found[static_cast<std::size_t>(k)].low, k + 0.5);
  }
}

TEST(Domains, ByHand) {
  // 1 − γ/2 meets 0.8 − γ/4 at γ = 0.8, and that meets 0.3 at γ = 2; the fourth is never best.
  const auto domains = resolution_domains(std::vector<double>{0.3, 1.0, 0.8, 0.5},
                                          std::vector<double>{0.0, 0.5, 0.25, 0.25}, 0.1, 9.0);
  ASSERT_EQ(domains.size(), 3U);
  EXPECT_EQ(domains[0].partition, 1);
  EXPECT_NEAR(domains[0].high, 0.8, 1e-12);
  EXPECT_EQ(domains[1].partition, 2);
  EXPECT_NEAR(domains[1].high, 2.0, 1e-12);
  EXPECT_EQ(domains[2].partition, 0);
}

TEST(Profile, FindsTheScalesOfARingOfCliques) {
  const Network network(testing::ring_of_cliques(30, 5));
  EnsembleOptions options;
  options.runs = 40;
  const auto scan = log_spaced(0.2, 20, 15);
  const Profile found = profile(network, scan, options);
  ASSERT_EQ(found.points.size(), 15U);
  ASSERT_EQ(found.partitions.size(), found.domains.size() * 150);
  // Single cliques are the best over the longest range: from where pairs stop to where they break.
  EXPECT_EQ(found.plateaus.front().clusters, 30);
  EXPECT_NEAR(found.plateaus.front().agreement, 1.0, 1e-3);
  for (const ProfilePoint& point : found.points) {
    const Plateau& plateau = found.plateaus[static_cast<std::size_t>(point.plateau)];
    EXPECT_GE(point.resolution, plateau.low);
    EXPECT_LE(point.resolution, plateau.high);
  }
}

TEST(Profile, DomainsBeatEveryRunAtEveryResolution) {
  for (const Quality quality : {Quality::modularity, Quality::cpm}) {
    const Network network(testing::random_register(80, 120, 2));
    EnsembleOptions options;
    options.runs = 15;
    options.leiden.quality = quality;
    const double unit = quality == Quality::modularity ? 1.0 : 0.05;
    const auto scan = log_spaced(0.3 * unit, 4 * unit, 8);
    const Profile found = profile(network, scan, options);
    const auto n = static_cast<std::size_t>(found.nodes);
    for (const ProfilePoint& point : found.points) {
      double best = -1;
      for (std::size_t d = 0; d < found.domains.size(); ++d) {
        const ResolutionDomain& domain = found.domains[d];
        const std::span<const std::int32_t> labels(found.partitions.data() + d * n, n);
        const double value =
            quality_value(network.cooperation(), labels, {quality, point.resolution});
        EXPECT_NEAR(value, domain.inside - point.resolution * domain.penalty, 1e-9);
        if (point.resolution >= domain.low && point.resolution <= domain.high)
          best = std::max(best, value);
      }
      EXPECT_GE(best, point.quality - 1e-9);
    }
    double from = scan.front();
    for (const ResolutionDomain& domain : found.domains) {
      EXPECT_EQ(domain.low, from);
      from = domain.high;
    }
    EXPECT_EQ(from, scan.back());
  }
}

TEST(Profile, OfGivenPartitionsHearsItsMonitor) {
  const Network network(testing::ring_of_cliques(5, 4));
  EnsembleOptions options;
  options.runs = 3;
  const Ensemble runs = ensemble(network, options);
  const std::vector<double> scan{0.5, 1.0};
  Monitor own, other;
  options.monitor = &own;
  options.leiden.monitor = &other;
  EXPECT_THROW((void)profile(network, runs, scan, options), std::invalid_argument);
  options.leiden.monitor = nullptr;
  EXPECT_EQ(profile(network, runs, scan, options).points.size(), 2U);
  own.stop();
  EXPECT_THROW((void)profile(network, runs, scan, options), Interrupted);
}

TEST(LogSpaced, IsEvenAndExactWhereItCanBe) {
  EXPECT_EQ(log_spaced(0.01, 100, 5), (std::vector<double>{0.01, 0.1, 1, 10, 100}));
  EXPECT_EQ(log_spaced(3, 3, 3), (std::vector<double>{3, 3, 3}));
  EXPECT_EQ(log_spaced(0.5, 7, 1), (std::vector<double>{0.5}));
  EXPECT_EQ(log_spaced(0.5, 7, 2), (std::vector<double>{0.5, 7}));
  EXPECT_EQ(log_spaced(0.1, 10, 25)[12], 1.0);
  for (const double high : {0.2000001, 7.0, 1e90}) {
    const auto values = log_spaced(0.2, high, 1001);
    for (std::size_t k = 0; k < values.size(); ++k) {
      const long double share = static_cast<long double>(k) / 1000;
      const long double factor = std::pow(static_cast<long double>(high / 0.2), share);
      const auto exact = static_cast<double>(0.2 * factor);
      EXPECT_NEAR(values[k] / exact, 1.0, 4e-16) << k;
    }
  }
  EXPECT_THROW((void)log_spaced(1e-300, 1e300, 3), std::invalid_argument);
}

TEST(Profile, WithoutTiesAndMisuse) {
  const Network empty(testing::Edges().network(3));
  const Profile found = profile(empty, std::vector<double>{0.5, 1.0});
  EXPECT_EQ(found.points.size(), 2U);
  EXPECT_TRUE(found.domains.empty());
  EXPECT_TRUE(found.plateaus.empty());
  EXPECT_THROW((void)profile(empty, std::vector<double>{}), std::invalid_argument);
  EXPECT_THROW((void)profile(empty, std::vector<double>{0.0, 1.0}), std::invalid_argument);
  EXPECT_THROW((void)log_spaced(0, 1, 3), std::invalid_argument);
  EXPECT_THROW((void)log_spaced(2, 1, 3), std::invalid_argument);
}

}  // namespace
}  // namespace munigraph
