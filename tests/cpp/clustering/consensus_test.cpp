#include "munigraph/clustering/consensus.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "clustering/networks.hpp"
#include "munigraph/clustering/quality.hpp"
#include "munigraph/comparison/agreement.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/random.hpp"
#include "network/memberships.hpp"

namespace munigraph {
namespace {

TEST(Consensus, KeepsWhatAllRunsAgreeOn) {
  testing::Edges edges;
  for (std::int32_t c = 0; c < 6; ++c) edges.add_clique(5 * c, 5);
  const Network network(edges.network(32));
  const Clustering found = consensus(network);
  EXPECT_EQ(found.partition.clusters(), 6);
  EXPECT_EQ(found.isolates, 2);
  EXPECT_EQ(found.partition.singletons(), 2);
  EXPECT_TRUE(found.converged);
  EXPECT_EQ(found.iterations, 1);
}

TEST(Consensus, IsConnectedStableAndHasTheQualityOfTheNetwork) {
  for (std::uint64_t seed = 0; seed < 12; ++seed)
    for (const double resolution : {0.5, 1.0, 4.0}) {
      const Network network(testing::random_network(120, 0.04, seed));
      ConsensusOptions options;
      options.ensemble.runs = 40;
      options.ensemble.leiden.seed = seed;
      options.ensemble.leiden.resolution = resolution;
      const Ensemble runs = ensemble(network, options.ensemble);
      const Clustering found = consensus(network, runs, options);
      EXPECT_TRUE(found.converged);
      EXPECT_EQ(found.disconnected, 0);
      EXPECT_NEAR(found.quality,
                  quality_value(network.cooperation(), found.partition.labels(),
                                {Quality::modularity, resolution}),
                  1e-14);
      // It is like the runs: about as many clusters, and closer to them than they are to another.
      double agreement = 0;
      for (std::int32_t r = 0; r < runs.runs(); ++r)
        agreement += adjusted_mutual_information(found.partition.labels(), runs.run_labels(r));
      EXPECT_GE(agreement / runs.runs(), runs.agreement - 0.02) << seed << " " << resolution;
    }
}

TEST(Consensus, ANodeWithoutCompanyJoinsTheNeighbourItIsMostOftenWith) {
  // Node 4 is tied to both pairs; in the runs at hand it is with neither often enough.
  testing::Edges edges;
  edges.add(0, 1, 4);
  edges.add(2, 3, 4);
  edges.add(4, 0);
  edges.add(4, 2);
  const Network network(edges.network(6));
  Ensemble runs;
  runs.nodes = 6;
  runs.labels = {0, 0, 1, 1, 0, 3,  //
                 0, 0, 1, 1, 2, 3,  //
                 1, 1, 0, 0, 0, 3,  //
                 1, 1, 0, 0, 0, 3,  //
                 0, 0, 1, 1, 2, 3};
  runs.quality = {0, 0, 0, 0, 0};
  runs.counts = {2, 2, 2, 2, 2};
  const Clustering found = consensus(network, runs);
  EXPECT_EQ(found.partition[4], found.partition[2]);
  EXPECT_EQ(found.partition[2], found.partition[3]);
  EXPECT_NE(found.partition[0], found.partition[2]);
  EXPECT_EQ(found.isolates, 1);
}

TEST(Consensus, OnMembershipsIsThatOnTies) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const AffiliationNetwork affiliation = seed % 2 == 0 ? testing::random_register(90, 60, seed)
                                                         : testing::small_memberships(seed, true);
    const Network unprojected(affiliation);
    const Network projected(affiliation);
    (void)projected.cooperation();
    ConsensusOptions options;
    options.ensemble.runs = 9;
    options.ensemble.leiden.seed = seed;
    options.ensemble.leiden.resolution = 1.5;
    options.ensemble.leiden.representation = Representation::implicit;
    options.threshold = seed % 3 == 0 ? 0.95 : 0.5;  // high: nodes that join a companion
    const Ensemble runs = ensemble(unprojected, options.ensemble);
    const Clustering found = consensus(unprojected, runs, options);
    EXPECT_FALSE(unprojected.is_projected());
    const Clustering explicitly = consensus(projected, runs, options);
    EXPECT_EQ(found.partition, explicitly.partition) << seed;
    EXPECT_EQ(found.isolates, explicitly.isolates);
    EXPECT_EQ(found.components, explicitly.components);
    EXPECT_EQ(found.disconnected, 0);
    EXPECT_EQ(found.iterations, explicitly.iterations);
    EXPECT_EQ(found.converged, explicitly.converged);
    if (std::isnan(explicitly.quality))
      EXPECT_TRUE(std::isnan(found.quality));
    else
      EXPECT_NEAR(found.quality, explicitly.quality, 1e-12);
  }
}

TEST(Consensus, FindsWhatIsPlantedBesideOneGiant) {
  // 2,000 in one arrangement, most of them in nothing else: pairs of them are not worked with one
  // by one. Beside it and overlapping it, six cliques of arrangements.
  const std::int32_t n = 2300;
  const std::int32_t giant = 2000;
  std::vector<std::int32_t> node;
  std::vector<std::int32_t> arrangement;
  for (std::int32_t i = 0; i < giant; ++i) {
    node.push_back(i);
    arrangement.push_back(0);
  }
  std::int32_t next = 1;
  Random random(3);
  for (std::int32_t group = 0; group < 6; ++group)
    for (int k = 0; k < 200; ++k, ++next)
      for (int member = 0; member < 4; ++member) {
        node.push_back(giant - 60 + 60 * group + static_cast<std::int32_t>(random.below(60)));
        arrangement.push_back(next);
      }
  const Network network(AffiliationNetwork(n, next, node, arrangement));
  ConsensusOptions options;
  options.ensemble.runs = 10;
  const Clustering found = consensus(network, options);
  EXPECT_TRUE(found.converged);
  EXPECT_EQ(found.partition.clusters(), 7);
  std::vector<std::int32_t> planted(static_cast<std::size_t>(n));
  for (std::int32_t i = 0; i < n; ++i)
    planted[static_cast<std::size_t>(i)] = i < giant - 60 ? 0 : 1 + (i - (giant - 60)) / 60;
  EXPECT_EQ(found.partition, Partition(planted, network.isolates()));
}

TEST(Consensus, RejectsMisuse) {
  ConsensusOptions options;
  options.threshold = 0;
  EXPECT_THROW((void)consensus(Network(testing::random_register(90, 140, 1)), options),
               std::invalid_argument);
  options.threshold = 1.5;
  EXPECT_THROW((void)consensus(Network(testing::random_register(90, 140, 1)), options),
               std::invalid_argument);
}

TEST(ConsensusThreads, TheSameForEveryNumber) {
  const Network network(testing::random_network(150, 0.04, 8));
  ConsensusOptions options;
  options.ensemble.runs = 20;
  options.ensemble.threads = 1;
  const Clustering one = consensus(network, options);
  for (const int threads : {2, 5}) {
    options.ensemble.threads = threads;
    const Clustering several = consensus(network, options);
    EXPECT_EQ(several.partition, one.partition);
    EXPECT_EQ(several.iterations, one.iterations);
  }
}

TEST(Consensus, HearsStop) {
  Monitor monitor;
  monitor.stop();
  ConsensusOptions options;
  options.ensemble.monitor = &monitor;
  EXPECT_THROW((void)consensus(Network(testing::ring_of_cliques(5, 4)), options), Interrupted);
}

}  // namespace
}  // namespace munigraph
