#include "munigraph/bridging/bootstrap.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "bridging/random_networks.hpp"
#include "munigraph/bridging/participation.hpp"

namespace munigraph {
namespace {

using bridging_test::random_clusters;
using bridging_test::random_memberships;

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

TEST(Bootstrap, NothingVanishesAndMeansAreRight) {
  const Network network(random_memberships(4));
  const Partition clusters = random_clusters(network.node_count(), 4);
  const auto n = static_cast<std::size_t>(network.node_count());
  BootstrapOptions options;
  options.measure = BridgeMeasure::strength;
  options.draws = 4000;
  const BootstrapValues drawn = bootstrap_values(network, clusters, options);
  const ClusterTies ties = cluster_ties(network, clusters);
  for (std::size_t i = 0; i < n; ++i) {
    double mean = 0;
    double square = 0;
    for (std::size_t d = 0; d < 4000; ++d) {
      const double value = drawn.value[d * n + i];
      EXPECT_EQ(value > 0, ties.strength[i] > 0);
      mean += value / 4000;
      square += value * value / 4000;
    }
    // Exp(1) has mean 1: draws scatter around what was observed.
    const double error = std::sqrt(std::max(0.0, square - mean * mean) / 4000);
    EXPECT_NEAR(mean, ties.strength[i], 5 * error + 1e-12);
  }
}

TEST(BootstrapThreads, TheSameBitsForEveryNumber) {
  const Network network(random_memberships(9));
  const Partition clusters = random_clusters(network.node_count(), 9);
  for (const auto resample : {Resample::weights, Resample::arrangements})
    for (const std::string_view name :
         {"strength", "outside_share", "participation", "participation_normalised", "within_z",
          "constraint", "effective_size", "betweenness"}) {
      BootstrapOptions options;
      options.measure = parse_bridge_measure(name);
      options.resample = resample;
      options.draws = 20;
      const BootstrapValues one = bootstrap_values(network, clusters, options);
      options.threads = 3;
      const BootstrapValues three = bootstrap_values(network, clusters, options);
      EXPECT_TRUE(std::equal(one.value.begin(), one.value.end(), three.value.begin(), same))
          << name;
      options.seed = 1;
      EXPECT_EQ(one.value.size(), bootstrap_values(network, clusters, options).value.size());
    }
}

/// `count` arrangements {0, 1}, {2, 3}, … of two municipalities each.
Network pairs(std::int32_t count, Weighting weighting = Weighting::newman) {
  std::vector<std::int32_t> node;
  std::vector<std::int32_t> arrangement;
  for (std::int32_t a = 0; a < count; ++a) {
    node.insert(node.end(), {2 * a, 2 * a + 1});
    arrangement.insert(arrangement.end(), 2, a);
  }
  return Network(AffiliationNetwork(2 * count, count, node, arrangement), weighting);
}

TEST(Bootstrap, WeightsAreScaledToTheNumberOfArrangements) {
  BootstrapOptions options;
  options.measure = BridgeMeasure::strength;
  options.draws = 50;
  for (const std::int32_t count : {1, 2, 10}) {
    const Network network = pairs(count);
    const auto n = static_cast<std::size_t>(network.node_count());
    const BootstrapValues drawn =
        bootstrap_values(network, random_clusters(network.node_count(), 1), options);
    for (std::size_t d = 0; d < 50; ++d) {
      double sum = 0;
      for (std::size_t i = 0; i < n; i += 2) sum += drawn.strength[d * n + i];
      EXPECT_NEAR(sum, count, 1e-9);  // one arrangement alone weighs what it weighed
    }
  }
}

TEST(Bootstrap, LeavesOutAnExactShareRounded) {
  BootstrapOptions options;
  options.measure = BridgeMeasure::strength;
  options.resample = Resample::arrangements;
  options.draws = 40;
  for (const Weighting weighting : {Weighting::newman, Weighting::jaccard}) {
    const Network network = pairs(10, weighting);
    const Partition clusters = random_clusters(20, 3);
    for (const auto& [drop, left_out] :
         {std::pair{0.1, 1}, {0.25, 3}, {0.5, 5}, {0.04, 0}, {0.96, 10}}) {
      options.drop = drop;
      const BootstrapValues drawn = bootstrap_values(network, clusters, options);
      for (std::size_t d = 0; d < 40; ++d) {
        const auto row = drawn.value.begin() + static_cast<std::ptrdiff_t>(20 * d);
        EXPECT_EQ(std::count(row, row + 20, 0.0), 2 * left_out) << drop;
      }
    }
  }
}

TEST(Bootstrap, EveryDrawIsTheOneThatNetworksAreResampledBy) {
  const Network network(random_memberships(11));
  const Partition clusters = random_clusters(network.node_count(), 11);
  const auto n = static_cast<std::size_t>(network.node_count());
  BootstrapOptions options;
  options.measure = BridgeMeasure::strength;
  options.seed = 5;
  options.draws = 6;
  options.drop = 0.3;
  for (const auto resample : {Resample::weights, Resample::arrangements, Resample::memberships,
                              Resample::with_replacement}) {
    options.resample = resample;
    const BootstrapValues drawn = bootstrap_values(network, clusters, options);
    for (std::size_t d = 0; d < 6; ++d) {
      const Network redrawn(
          resampled_draw(network.affiliation(), resample, options.drop, options.seed, d));
      const std::vector<double> expected = redrawn.strengths();
      for (std::size_t i = 0; i < n; ++i) EXPECT_EQ(drawn.strength[d * n + i], expected[i]);
    }
  }
}

TEST(Bootstrap, Misuse) {
  const Network ties{CooperationNetwork()};
  EXPECT_THROW((void)bootstrap_values(ties, Partition()), std::invalid_argument);
  const Network jaccard(random_memberships(4), Weighting::jaccard);
  const Partition clusters = random_clusters(jaccard.node_count(), 4);
  EXPECT_THROW((void)bootstrap_values(jaccard, clusters), std::invalid_argument)
      << "intensities do not matter to it";
  BootstrapOptions options;
  options.resample = Resample::arrangements;
  for (const double drop : {0.0, 1.0, -0.5, std::nan("")}) {
    options.drop = drop;
    EXPECT_THROW((void)bootstrap_values(jaccard, clusters, options), std::invalid_argument) << drop;
  }
  EXPECT_THROW((void)parse_bridge_measure("particpation"), std::invalid_argument);
}

TEST(PermutedProducts, EveryPermutationIsAsLikely) {
  // Three values: Σ x_i y_π(i) takes each of the six values a sixth of the time.
  const std::vector<double> x{1, 10, 100};
  const std::vector<double> y{1, 2, 3};
  const std::vector<double> products = permuted_products(x, y, 60'000, 5);
  for (const double value : {321.0, 231.0, 312.0, 132.0, 213.0, 123.0}) {
    const auto count = std::count(products.begin(), products.end(), value);
    EXPECT_NEAR(static_cast<double>(count), 10'000.0, 450.0) << value;
  }
  EXPECT_EQ(products, permuted_products(x, y, 60'000, 5, 4));
}

}  // namespace
}  // namespace munigraph
