#include "munigraph/bridging/structural_holes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "bridging/random_networks.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

using bridging_test::dense;
using bridging_test::Matrix;
using bridging_test::random_memberships;

TEST(StructuralHoles, TwoPartnersByHand) {
  // 0 and 2 are tied to 1 alone: each is half of it, and no partner is redundant.
  const std::vector<std::int32_t> from{0, 1};
  const std::vector<std::int32_t> to{1, 2};
  const StructuralHoles path = structural_holes(CooperationNetwork::from_edges(4, from, to));
  EXPECT_DOUBLE_EQ(path.constraint[1], 0.5);
  EXPECT_DOUBLE_EQ(path.effective_size[1], 2);
  EXPECT_DOUBLE_EQ(path.constraint[0], 1);
  EXPECT_DOUBLE_EQ(path.effective_size[0], 1);
  EXPECT_TRUE(std::isnan(path.constraint[3]));
  // A triangle: each partner is (1/2 + 1/2 · 1/2)² = 9/16, and half redundant.
  const std::vector<std::int32_t> start{0, 1, 2};
  const std::vector<std::int32_t> end{1, 2, 0};
  const StructuralHoles triangle = structural_holes(CooperationNetwork::from_edges(3, start, end));
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_DOUBLE_EQ(triangle.constraint[i], 9.0 / 8);
    EXPECT_DOUBLE_EQ(triangle.effective_size[i], 1);
  }
}

TEST(StructuralHoles, UnweightedForgetsWeights) {
  const Network network(random_memberships(17), Weighting::count);
  const CooperationNetwork& ties = network.cooperation();
  std::vector<std::int32_t> from;
  std::vector<std::int32_t> to;
  for (std::int32_t i = 0; i < ties.node_count(); ++i)
    for (const std::int32_t j : ties.neighbours(i))
      if (j > i) {
        from.push_back(i);
        to.push_back(j);
      }
  StructuralHolesOptions options;
  options.weighted = false;
  const StructuralHoles found = structural_holes(ties, options);
  const StructuralHoles ones =
      structural_holes(CooperationNetwork::from_edges(ties.node_count(), from, to));
  for (std::size_t i = 0; i < ones.constraint.size(); ++i) {
    if (std::isnan(ones.constraint[i])) {
      EXPECT_TRUE(std::isnan(found.constraint[i]));
      continue;
    }
    EXPECT_NEAR(found.constraint[i], ones.constraint[i], 1e-13);
    EXPECT_NEAR(found.effective_size[i], ones.effective_size[i], 1e-12);
  }
}

/// Straight from the definitions, O(n³).
TEST(StructuralHoles, EqualTheDefinitionsOnBothWays) {
  for (std::uint64_t seed = 0; seed < 240; ++seed) {
    const Network network(random_memberships(seed));
    const CooperationNetwork& ties = network.cooperation();
    const Matrix w = dense(ties);
    const std::size_t n = w.size();
    std::vector<double> strength(n, 0);
    std::vector<double> largest(n, 0);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) {
        strength[i] += w[i][j];
        largest[i] = std::max(largest[i], w[i][j]);
      }
    const StructuralHoles found = structural_holes(ties);
    for (std::size_t i = 0; i < n; ++i) {
      double constraint = strength[i] > 0 ? 0 : NAN;
      double size = constraint;
      for (std::size_t j = 0; j < n; ++j) {
        if (w[i][j] == 0) continue;
        double direct = w[i][j] / strength[i];
        double redundant = 0;
        for (std::size_t q = 0; q < n; ++q) {
          if (q == i || q == j || w[i][q] == 0) continue;
          direct += w[i][q] / strength[i] * w[q][j] / strength[q];
          redundant += w[i][q] / strength[i] * w[j][q] / largest[j];
        }
        constraint += direct * direct;
        size += 1 - redundant;
      }
      if (std::isnan(constraint)) {
        EXPECT_TRUE(std::isnan(found.constraint[i]));
        EXPECT_TRUE(std::isnan(found.effective_size[i]));
        continue;
      }
      EXPECT_NEAR(found.constraint[i], constraint, 1e-12);
      EXPECT_NEAR(found.effective_size[i], size, 1e-11);
    }
  }
}

TEST(StructuralHolesThreads, ProductsAndRowsAgreeOnAnyNumber) {
  // A dense block alone takes the products; 1,000 isolates beside it make it take the rows.
  Random random(11);
  std::vector<std::int32_t> from;
  std::vector<std::int32_t> to;
  std::vector<double> weight;
  for (std::int32_t i = 0; i < 90; ++i)
    for (std::int32_t j = i + 1; j < 90; ++j)
      if (random.below(10) < 9) {
        from.push_back(i);
        to.push_back(j);
        weight.push_back(1.0 / (1 + random.below(9)));
      }
  const auto ties = CooperationNetwork::from_edges(90, from, to, weight);
  const auto padded = CooperationNetwork::from_edges(1'090, from, to, weight);
  StructuralHolesOptions options;
  options.threads = 3;
  const StructuralHoles products = structural_holes(ties, options);
  const StructuralHoles rows = structural_holes(padded, options);
  for (std::size_t i = 0; i < 90; ++i) {
    EXPECT_NEAR(products.constraint[i], rows.constraint[i], 1e-13);
    EXPECT_NEAR(products.effective_size[i], rows.effective_size[i], 1e-10);
  }
  options.constraint = false;
  EXPECT_TRUE(structural_holes(ties, options).constraint.empty());
}

}  // namespace
}  // namespace munigraph
