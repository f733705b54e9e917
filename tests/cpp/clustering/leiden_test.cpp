#include "munigraph/clustering/leiden.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <thread>

#include "clustering/networks.hpp"
#include "convergence.hpp"
#include "munigraph/clustering/quality.hpp"

namespace munigraph {
namespace {

using testing::Edges;
using testing::Weights;

void expect_promises(const CooperationNetwork& network, const Clustering& found) {
  const QualityFunction function{found.quality_function, found.resolution};
  EXPECT_EQ(reference::violation(network, found.partition.labels(), function), "");
  EXPECT_EQ(found.disconnected, 0);
  EXPECT_TRUE(found.converged);
  EXPECT_NEAR(found.quality, reference::quality(network, found.partition.labels(), function), 1e-9);
}

TEST(Leiden, ConvergesOnRandomNetworksAtEveryResolution) {
  for (std::uint64_t seed = 0; seed < 60; ++seed)
    for (const Weights weights : {Weights::ones, Weights::fractions, Weights::wide})
      for (const double resolution : {0.0, 0.3, 1.0, 2.0, 7.5}) {
        const auto network =
            testing::random_network(10 + static_cast<std::int32_t>(seed),
                                    0.02 + 0.003 * static_cast<double>(seed), seed, weights);
        LeidenOptions options;
        options.resolution = resolution;
        options.seed = seed;
        SCOPED_TRACE(::testing::Message() << seed << " γ=" << resolution);
        expect_promises(network, leiden(network, options));
      }
}

TEST(Leiden, ConvergesUnderCpm) {
  for (std::uint64_t seed = 0; seed < 60; ++seed)
    for (const double resolution : {0.0, 0.01, 0.1, 0.5, 3.0}) {
      const auto network = testing::random_network(60, 0.08, seed);
      LeidenOptions options;
      options.quality = Quality::cpm;
      options.resolution = resolution;
      options.seed = seed;
      SCOPED_TRACE(::testing::Message() << seed << " γ=" << resolution);
      expect_promises(network, leiden(network, options));
    }
}

TEST(Leiden, ConvergesOnRegisters) {
  for (std::uint64_t seed = 0; seed < 10; ++seed)
    for (const Weighting weighting : {Weighting::newman, Weighting::count, Weighting::binary}) {
      const auto network = project(testing::random_register(150, 200, seed), {weighting});
      LeidenOptions options;
      options.seed = seed;
      expect_promises(network, leiden(network, options));
    }
}

TEST(Leiden, FixedIterationsStayConnectedAndSayWhetherTheyConverged) {
  const auto network = testing::random_network(300, 0.02, 5);
  LeidenOptions options;
  options.iterations = 1;
  const Clustering once = leiden(network, options);
  EXPECT_EQ(once.iterations, 1);
  EXPECT_FALSE(once.converged);
  EXPECT_EQ(once.disconnected, 0);
  options.iterations.reset();
  EXPECT_GE(leiden(network, options).quality, once.quality);
}

TEST(Leiden, SameSeedSameLabels) {
  const auto network = testing::random_network(200, 0.05, 9);
  LeidenOptions options;
  options.seed = 42;
  EXPECT_EQ(leiden(network, options).partition, leiden(network, options).partition);
}

TEST(Leiden, RingOfCliques) {
  const auto network = testing::ring_of_cliques(30, 5);
  std::vector<std::int32_t> pairs(150);
  for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = static_cast<std::int32_t>(i / 10);
  const double limit = quality_value(network, pairs, {});
  EXPECT_NEAR(limit, 0.8879, 5e-5);  // pairs of cliques: the resolution limit
  double best = 0;
  LeidenOptions options;
  for (options.seed = 0; options.seed < 2000; ++options.seed)
    best = std::max(best, leiden(network, options).quality);
  EXPECT_NEAR(best, limit, 1e-12);
  options.quality = Quality::cpm;
  options.resolution = 0.5;
  const Clustering cliques = leiden(network, options);
  EXPECT_EQ(cliques.partition.clusters(), 30);
  EXPECT_NEAR(quality_value(network, cliques.partition.labels(), {}), 0.8758, 5e-5);
}

TEST(Leiden, DisjointCliquesAndAStar) {
  Edges edges;
  for (std::int32_t c = 0; c < 7; ++c) edges.add_clique(4 * c, 4);
  const Clustering cliques = leiden(edges.network(30));
  EXPECT_EQ(cliques.partition.clusters(), 7);
  EXPECT_EQ(cliques.isolates, 2);
  EXPECT_EQ(cliques.partition.singletons(), 2);
  EXPECT_EQ(cliques.components, 7);
  EXPECT_NEAR(cliques.quality, 6.0 / 7.0, 1e-12);

  Edges star;
  for (std::int32_t i = 1; i < 9; ++i) star.add(0, i);
  const Clustering one = leiden(star.network(9));
  EXPECT_EQ(one.partition.clusters(), 1);
  EXPECT_NEAR(one.quality, 0.0, 1e-12);
}

TEST(Leiden, OneGiantArrangementAndDuplicates) {
  std::vector<std::int32_t> node;
  std::vector<std::int32_t> arrangement;
  for (std::int32_t copy = 0; copy < 3; ++copy)
    for (std::int32_t i = 0; i < 40; ++i) {
      node.push_back(i);
      arrangement.push_back(copy);
    }
  const auto network = project(AffiliationNetwork(41, 3, node, arrangement));
  const Clustering found = leiden(network);
  EXPECT_EQ(found.partition.clusters(), 1);
  EXPECT_EQ(found.isolates, 1);
  expect_promises(network, found);
}

TEST(Leiden, NetworksWithoutTies) {
  const Clustering empty = leiden(CooperationNetwork());
  EXPECT_EQ(empty.partition.clusters(), 0);
  EXPECT_TRUE(std::isnan(empty.quality));
  const Clustering one = leiden(Edges().network(1));
  EXPECT_EQ(one.partition.singletons(), 1);
  EXPECT_EQ(one.isolates, 1);
  EXPECT_TRUE(std::isnan(one.quality));
  const Clustering apart = leiden(Edges().network(5));
  EXPECT_EQ(apart.partition.singletons(), 5);
  EXPECT_EQ(apart.components, 0);
  Edges zero;
  zero.add(0, 1, 0.0);
  EXPECT_TRUE(std::isnan(leiden(zero.network(2)).quality));
}

TEST(Leiden, RejectsMisuse) {
  const auto network = testing::ring_of_cliques(3, 3);
  LeidenOptions options;
  options.quality = Quality::cpm;
  EXPECT_THROW((void)leiden(network, options), std::invalid_argument);
  options.resolution = -1.0;
  EXPECT_THROW((void)leiden(network, options), std::invalid_argument);
  options.resolution = std::numeric_limits<double>::infinity();
  EXPECT_THROW((void)leiden(network, options), std::invalid_argument);
  options.resolution = 1.0;
  options.iterations = 0;
  EXPECT_THROW((void)leiden(network, options), std::invalid_argument);
  EXPECT_THROW((void)parse_quality("modularty"), std::invalid_argument);
  EXPECT_THROW((void)parse_representation("dens"), std::invalid_argument);
}

TEST(Leiden, HearsStop) {
  Monitor monitor;
  monitor.stop();
  LeidenOptions options;
  options.monitor = &monitor;
  EXPECT_THROW((void)leiden(testing::ring_of_cliques(30, 5), options), Interrupted);
}

TEST(Louvain, CountsItsDisconnectedClusters) {
  std::int32_t disconnected = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const auto network = testing::random_network(300, 5.0 / 300, seed, Weights::wide);
    LeidenOptions options;
    options.seed = seed;
    const Clustering found = louvain(network, options);
    EXPECT_EQ(found.disconnected, disconnected_clusters(network, found.partition.labels()));
    EXPECT_NEAR(found.quality, reference::quality(network, found.partition.labels(), {}), 1e-9);
    disconnected += found.disconnected;
  }
  EXPECT_GT(disconnected, 0);
}

}  // namespace
}  // namespace munigraph
