#include "munigraph/inference/domains.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

using Ids = std::vector<std::int32_t>;

CooperationNetwork random_ties(std::int32_t n, std::uint64_t seed, std::uint32_t percent) {
  Random random(seed);
  Ids source;
  Ids target;
  std::vector<double> weight;
  for (std::int32_t i = 0; i < n; ++i)
    for (std::int32_t j = i + 1; j < n; ++j)
      if (random.below(100) < percent) {
        source.push_back(i);
        target.push_back(j);
        weight.push_back(0.25 * (1 + random.below(8)));
      }
  return CooperationNetwork::from_edges(n, source, target, weight);
}

TEST(EdgeOverlap, WorkedByHand) {
  const auto a =
      CooperationNetwork::from_edges(4, Ids{0, 1, 2}, Ids{1, 2, 3}, std::vector<double>{2, 1, 1});
  const auto b = CooperationNetwork::from_edges(4, Ids{0, 0}, Ids{1, 3}, std::vector<double>{1, 3});
  const EdgeOverlap found = edge_overlap(a, b);
  EXPECT_DOUBLE_EQ(found.jaccard, 0.25);
  EXPECT_DOUBLE_EQ(found.of_first, 1.0 / 3);
  EXPECT_DOUBLE_EQ(found.of_second, 0.5);
  EXPECT_DOUBLE_EQ(found.weighted, 0.25);  // min(2/4, 1/4)
  EXPECT_DOUBLE_EQ(edge_overlap(a, a).weighted, 1);
  const auto none = CooperationNetwork::from_edges(4, {}, {});
  EXPECT_TRUE(std::isnan(edge_overlap(none, none).jaccard));
  EXPECT_TRUE(std::isnan(edge_overlap(a, none).weighted));
  EXPECT_EQ(edge_overlap(a, none).jaccard, 0);
  EXPECT_THROW((void)edge_overlap(a, CooperationNetwork()), std::invalid_argument);
}

double naive_correlation(const CooperationNetwork& a, const CooperationNetwork& b, bool weighted) {
  const auto value = [&](const CooperationNetwork& g, std::int32_t i, std::int32_t j) {
    const auto slot = g.find(i, j);
    return slot < 0 ? 0.0 : (weighted ? g.weight(static_cast<std::size_t>(slot)) : 1.0);
  };
  double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
  for (std::int32_t i = 0; i < a.node_count(); ++i)
    for (std::int32_t j = i + 1; j < a.node_count(); ++j) {
      const double p = value(a, i, j);
      const double q = value(b, i, j);
      ++n, x += p, y += q, xx += p * p, yy += q * q, xy += p * q;
    }
  return (xy - x * y / n) / std::sqrt((xx - x * x / n) * (yy - y * y / n));
}

TEST(Qap, EqualsTheDefinition) {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const auto a = random_ties(25, seed, 20);
    const auto b = random_ties(25, seed + 100, 30);
    for (const bool weighted : {true, false}) {
      QapOptions options;
      options.weighted = weighted;
      options.permutations = 3;
      EXPECT_NEAR(qap_correlation(a, b, options).correlation, naive_correlation(a, b, weighted),
                  1e-12);
    }
  }
}

TEST(Qap, PermutationsAreChance) {
  const auto a = random_ties(40, 1, 20);
  QapOptions options;
  options.permutations = 500;
  const Qap same = qap_correlation(a, a, options);
  EXPECT_NEAR(same.correlation, 1, 1e-12);
  double mean = 0;
  for (const double r : same.permuted) {
    EXPECT_LT(r, 1);
    mean += r / 500;
  }
  EXPECT_NEAR(mean, 0, 0.02);
  const auto none = CooperationNetwork::from_edges(40, {}, {});
  EXPECT_TRUE(std::isnan(qap_correlation(a, none, options).correlation));
}

TEST(Qap, DependsOnTheSeedNotOnThreads) {
  const auto a = random_ties(40, 1, 20);
  const auto b = random_ties(40, 2, 20);
  QapOptions options;
  options.permutations = 50;
  const Qap alone = qap_correlation(a, b, options);
  options.threads = 3;
  EXPECT_EQ(alone.permuted, qap_correlation(a, b, options).permuted);
}

}  // namespace
}  // namespace munigraph
