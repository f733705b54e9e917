#include "munigraph/null_models/poisson_binomial.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

TEST(PoissonBinomial, TwoCoinsByHand) {
  PoissonBinomial distribution(2);
  distribution.add(0.5);
  distribution.add(0.25);
  EXPECT_DOUBLE_EQ(distribution.mass(0), 3.0 / 8);
  EXPECT_DOUBLE_EQ(distribution.mass(1), 4.0 / 8);
  EXPECT_DOUBLE_EQ(distribution.mass(2), 1.0 / 8);
  EXPECT_DOUBLE_EQ(distribution.tail(1), 5.0 / 8);
  EXPECT_EQ(distribution.mass(3), 0);
  distribution.add(1);  // asked before, added to after
  EXPECT_DOUBLE_EQ(distribution.mass(0), 0);
  EXPECT_DOUBLE_EQ(distribution.mass(3), 1.0 / 8);
}

TEST(PoissonBinomial, EqualsBruteForce) {
  Random random(1);
  for (int round = 0; round < 30; ++round) {
    std::vector<double> p;
    PoissonBinomial distribution(3);
    while (p.size() < 12) {
      const double next = random.below(8) == 0 ? 1.0 : random.uniform();
      const std::uint32_t count = 1 + random.below(3);
      distribution.add(next, count);
      p.insert(p.end(), count, next);
    }
    std::vector<double> mass(p.size() + 1, 0.0);
    for (std::uint32_t set = 0; set < (1U << p.size()); ++set) {
      double chance = 1;
      std::size_t successes = 0;
      for (std::size_t k = 0; k < p.size(); ++k) {
        const bool success = (set >> k) & 1U;
        chance *= success ? p[k] : 1 - p[k];
        successes += success;
      }
      mass[successes] += chance;
    }
    double tail = 0;
    for (std::size_t k = mass.size(); k-- > 0;) {
      tail += mass[k];
      EXPECT_NEAR(distribution.mass(static_cast<std::int64_t>(k)), mass[k], 1e-14);
      EXPECT_NEAR(distribution.tail(static_cast<std::int64_t>(k)), tail, 1e-13);
    }
    EXPECT_EQ(distribution.tail(static_cast<std::int64_t>(mass.size())), 0);
  }
}

TEST(PoissonBinomial, SmallTailsKeepTheirDigits) {
  PoissonBinomial distribution(60);
  distribution.add(1e-3, 1000);
  // P(X ≥ 60) is its first term C(1000,60) p^60 q^940 times a sum that differs from 1 by 1.6%.
  double log_term = 60 * std::log(1e-3) + 940 * std::log1p(-1e-3);
  for (int k = 1; k <= 60; ++k) log_term += std::log((1000.0 - 60 + k) / k);
  EXPECT_NEAR(distribution.mass(60) / std::exp(log_term), 1, 1e-11);
  EXPECT_NEAR(distribution.tail(60) / std::exp(log_term), 1.0157, 1e-3);
  PoissonBinomial many(0);  // (1 − p)^n underflows
  many.add(0.5, 100'000);
  EXPECT_NEAR(many.tail(50'000), 0.5, 0.002);
  EXPECT_THROW(many.add(1.5), std::invalid_argument);
  EXPECT_EQ(PoissonBinomial().tail(0), 1);
  EXPECT_EQ(PoissonBinomial().tail(1), 0);
}

}  // namespace
}  // namespace munigraph
