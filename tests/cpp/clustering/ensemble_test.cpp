#include "munigraph/clustering/ensemble.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "clustering/networks.hpp"
#include "munigraph/clustering/consensus.hpp"
#include "munigraph/clustering/quality.hpp"
#include "munigraph/comparison/agreement.hpp"
#include "munigraph/core/random.hpp"
#include "network/memberships.hpp"

namespace munigraph {
namespace {

Network a_network(std::uint64_t seed = 1) {
  return Network(testing::random_register(90, 140, seed));
}

TEST(Ensemble, RunsAreThoseOfLeiden) {
  EnsembleOptions options;
  options.runs = 12;
  options.leiden.seed = 77;
  options.leiden.resolution = 1.4;
  const Ensemble found = ensemble(a_network(), options);
  ASSERT_EQ(found.runs(), 12);
  for (std::int32_t r = 0; r < found.runs(); ++r) {
    LeidenOptions one = options.leiden;
    one.seed = stream_seed(77, static_cast<std::uint64_t>(r));
    const Clustering alone = leiden(a_network(), one);
    const auto row = found.run_labels(r);
    EXPECT_EQ(std::vector(row.begin(), row.end()),
              std::vector(alone.partition.labels().begin(), alone.partition.labels().end()));
    EXPECT_NEAR(found.quality[static_cast<std::size_t>(r)], alone.quality, 1e-14);
    EXPECT_EQ(found.counts[static_cast<std::size_t>(r)], alone.partition.clusters());
    EXPECT_LE(alone.quality, found.best.quality + 1e-14);
  }
  EXPECT_EQ(found.best.seed, stream_seed(77, static_cast<std::uint64_t>(found.best_run)));
}

TEST(Ensemble, TheNumberOfThreadsChangesNothing) {
  for (const Representation representation : {Representation::dense, Representation::explicit_}) {
    EnsembleOptions options;
    options.runs = 30;
    options.leiden.representation = representation;
    options.threads = 1;
    const Ensemble one = ensemble(a_network(), options);
    for (const int threads : {2, 3, 8}) {
      options.threads = threads;
      const Ensemble more = ensemble(a_network(), options);
      EXPECT_EQ(more.labels, one.labels);
      EXPECT_EQ(more.quality, one.quality);
      EXPECT_EQ(more.agreement, one.agreement);
      EXPECT_EQ(more.best_run, one.best_run);
    }
  }
}

TEST(Ensemble, RunsOnMembershipsWithoutProjecting) {
  const Network network = a_network();
  EnsembleOptions options;
  options.runs = 5;
  options.leiden.representation = Representation::implicit;
  const Ensemble found = ensemble(network, options);
  EXPECT_FALSE(network.is_projected());
  EXPECT_EQ(found.best.representation, Representation::implicit);
  for (std::int32_t r = 0; r < 5; ++r) {
    LeidenOptions one = options.leiden;
    one.seed = stream_seed(0, static_cast<std::uint64_t>(r));
    const Clustering alone = leiden(network, one);
    const auto row = found.run_labels(r);
    EXPECT_EQ(std::vector(row.begin(), row.end()),
              std::vector(alone.partition.labels().begin(), alone.partition.labels().end()));
    EXPECT_NEAR(found.quality[static_cast<std::size_t>(r)],
                quality_value(network.cooperation(), row, {}), 1e-9);
  }
}

TEST(Ensemble, AgreementIsTheMeanOverPairs) {
  EnsembleOptions options;
  options.runs = 10;
  const Ensemble found = ensemble(a_network(3), options);
  double sum = 0;
  for (std::int32_t a = 0; a < 10; ++a)
    for (std::int32_t b = 0; b < a; ++b)
      sum += adjusted_mutual_information(found.run_labels(a), found.run_labels(b));
  EXPECT_NEAR(found.agreement, sum / 45, 1e-12);
  options.agreement_pairs = 7;
  const double sampled = ensemble(a_network(3), options).agreement;
  EXPECT_EQ(sampled, ensemble(a_network(3), options).agreement);
  EXPECT_NEAR(sampled, found.agreement, 0.2);
  options.runs = 1;
  EXPECT_TRUE(std::isnan(ensemble(a_network(3), options).agreement));
}

TEST(Ensemble, CoAssignmentByHand) {
  const std::vector<std::int32_t> labels{0, 0, 1, 0, 1, 1};
  EXPECT_EQ(co_assignment(labels, 3), (std::vector<double>{1, 0.5, 0, 0.5, 1, 0.5, 0, 0.5, 1}));
}

TEST(Ensemble, WithoutTies) {
  EnsembleOptions options;
  options.runs = 3;
  const Ensemble empty = ensemble(Network(CooperationNetwork()), options);
  EXPECT_EQ(empty.counts, (std::vector<std::int32_t>{0, 0, 0}));
  EXPECT_TRUE(std::isnan(empty.best.quality));
  options.runs = 0;
  EXPECT_THROW((void)ensemble(a_network(), options), std::invalid_argument);
}

TEST(Ensemble, ReportsProgressAndHearsStop) {
  Monitor monitor;
  EnsembleOptions options;
  options.runs = 5;
  options.monitor = &monitor;
  (void)ensemble(a_network(), options);
  EXPECT_EQ(monitor.done(), 5U);
  monitor.stop();
  EXPECT_THROW((void)ensemble(a_network(), options), Interrupted);
}

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

TEST(Consensus, RejectsMisuse) {
  ConsensusOptions options;
  options.threshold = 0;
  EXPECT_THROW((void)consensus(a_network(), options), std::invalid_argument);
  options.threshold = 1.5;
  EXPECT_THROW((void)consensus(a_network(), options), std::invalid_argument);
}

}  // namespace
}  // namespace munigraph
