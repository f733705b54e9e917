#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "bridging/random_networks.hpp"
#include "munigraph/bridging/bootstrap.hpp"
#include "munigraph/bridging/participation.hpp"
#include "munigraph/bridging/reach.hpp"

namespace munigraph {
namespace {

using bridging_test::dense;
using bridging_test::Matrix;
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
  for (const auto resampling :
       {ArrangementResampling::weights, ArrangementResampling::arrangements})
    for (const std::string_view name :
         {"strength", "outside_share", "participation", "participation_normalised", "within_z",
          "constraint", "effective_size", "betweenness"}) {
      BootstrapOptions options;
      options.measure = parse_bridge_measure(name);
      options.resampling = resampling;
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

TEST(Bootstrap, DroppingNothingAndEverything) {
  const Network network(random_memberships(4), Weighting::jaccard);
  const Partition clusters = random_clusters(network.node_count(), 4);
  BootstrapOptions options;
  options.measure = BridgeMeasure::strength;
  options.resampling = ArrangementResampling::arrangements;
  options.draws = 2;
  options.drop = 0;
  const ClusterTies ties = cluster_ties(network, clusters);
  const BootstrapValues all = bootstrap_values(network, clusters, options);
  for (std::size_t i = 0; i < ties.strength.size(); ++i)
    EXPECT_DOUBLE_EQ(all.value[i], ties.strength[i]);
  options.drop = 1;
  for (const double value : bootstrap_values(network, clusters, options).value)
    EXPECT_EQ(value, 0.0);
}

TEST(Bootstrap, Misuse) {
  const Network ties{CooperationNetwork()};
  EXPECT_THROW((void)bootstrap_values(ties, Partition()), std::invalid_argument);
  const Network jaccard(random_memberships(4), Weighting::jaccard);
  const Partition clusters = random_clusters(jaccard.node_count(), 4);
  EXPECT_THROW((void)bootstrap_values(jaccard, clusters), std::invalid_argument)
      << "intensities do not matter to it";
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

struct NaiveDistances {
  std::vector<std::vector<double>> hops;
  std::vector<std::vector<double>> length;
};

NaiveDistances naive_distances(Matrix w, const std::vector<std::uint8_t>& gone) {
  const std::size_t n = w.size();
  const double none = std::numeric_limits<double>::infinity();
  NaiveDistances d{std::vector<std::vector<double>>(n, std::vector<double>(n, none)), {}};
  d.length = d.hops;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      if (w[i][j] > 0 && gone[i] == 0 && gone[j] == 0) {
        d.hops[i][j] = 1;
        d.length[i][j] = 1 / w[i][j];
      }
  for (auto* table : {&d.hops, &d.length})
    for (std::size_t k = 0; k < n; ++k)
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
          (*table)[i][j] = std::min((*table)[i][j], (*table)[i][k] + (*table)[k][j]);
  return d;
}

TEST(Reach, EqualsTheDefinitionForAnyNumberOfThreads) {
  for (std::uint64_t seed = 0; seed < 240; ++seed) {
    const Network network(random_memberships(seed));
    const Partition clusters = random_clusters(network.node_count(), seed);
    const auto n = static_cast<std::size_t>(network.node_count());
    std::vector<std::uint8_t> gone(n, 0);
    if (seed % 2 == 1) gone[seed % n] = 1;
    ReachOptions options;
    options.gone = gone;
    options.threads = 1 + static_cast<int>(seed % 3);
    const Reach found = reach(network.cooperation(), clusters, options);
    const NaiveDistances d = naive_distances(dense(network.cooperation()), gone);
    const auto groups = static_cast<std::size_t>(clusters.clusters()) + 1;
    std::vector<double> connected(groups * groups, 0);
    std::vector<double> pairs(connected);
    std::vector<double> hops(connected);
    std::vector<double> distance(connected);
    std::vector<double> inverse(connected);
    for (std::size_t i = 0; i < n; ++i) {
      std::vector<std::uint8_t> one(n, 0);
      std::vector<std::uint8_t> two(n, 0);
      for (std::size_t j = 0; j < n; ++j) {
        if (i == j || gone[i] != 0 || gone[j] != 0) continue;
        const auto a =
            static_cast<std::size_t>(std::min(clusters.labels()[i], clusters.clusters()));
        const auto b =
            static_cast<std::size_t>(std::min(clusters.labels()[j], clusters.clusters()));
        pairs[a * groups + b] += 1;
        if (std::isinf(d.hops[i][j])) continue;
        connected[a * groups + b] += 1;
        hops[a * groups + b] += d.hops[i][j];
        distance[a * groups + b] += d.length[i][j];
        inverse[a * groups + b] += 1 / d.length[i][j];
        if (clusters.labels()[i] == clusters.labels()[j]) continue;
        if (d.hops[i][j] <= 1) one[static_cast<std::size_t>(clusters.labels()[j])] = 1;
        if (d.hops[i][j] <= 2) two[static_cast<std::size_t>(clusters.labels()[j])] = 1;
      }
      if (gone[i] != 0) {
        EXPECT_EQ(found.one_step[i], -1);
        continue;
      }
      EXPECT_EQ(found.one_step[i], std::count(one.begin(), one.end(), 1));
      EXPECT_EQ(found.two_steps[i], std::count(two.begin(), two.end(), 1));
    }
    for (std::size_t cell = 0; cell < groups * groups; ++cell) {
      EXPECT_EQ(static_cast<double>(found.pairs[cell]), pairs[cell]) << seed;
      EXPECT_EQ(static_cast<double>(found.connected[cell]), connected[cell]) << seed;
      EXPECT_EQ(static_cast<double>(found.hops[cell]), hops[cell]);
      EXPECT_NEAR(found.distance[cell], distance[cell], 1e-9 * (1 + distance[cell]));
      EXPECT_NEAR(found.inverse_distance[cell], inverse[cell], 1e-9 * (1 + inverse[cell]));
    }
  }
}

}  // namespace
}  // namespace munigraph
