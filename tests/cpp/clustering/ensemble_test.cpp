#include "munigraph/clustering/ensemble.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "clustering/networks.hpp"
#include "munigraph/clustering/consensus.hpp"
#include "munigraph/clustering/estimate.hpp"
#include "munigraph/clustering/given.hpp"
#include "munigraph/clustering/landscape.hpp"
#include "munigraph/clustering/plan.hpp"
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

TEST(Ensemble, NoMonitorIsReplacedInSilence) {
  const Network network = a_network();
  Monitor work;
  Monitor of_runs;
  EnsembleOptions options;
  options.runs = 3;
  options.leiden.monitor = &of_runs;  // heard, not counted
  EXPECT_EQ(ensemble(network, options).runs(), 3);
  EXPECT_EQ(of_runs.done(), 0U);
  of_runs.stop();
  EXPECT_THROW((void)ensemble(network, options), Interrupted);
  EXPECT_THROW((void)ensemble(LeidenPlan(network), options), Interrupted);
  EXPECT_THROW((void)consensus(network, {.ensemble = options}), Interrupted);
  EXPECT_THROW((void)estimate(network, {.leiden = options.leiden}), Interrupted);
  options.monitor = &of_runs;  // the same one
  EXPECT_THROW((void)ensemble(network, options), Interrupted);
  options.monitor = &work;  // which of the two?
  EXPECT_THROW((void)ensemble(network, options), std::invalid_argument);
  EXPECT_THROW((void)consensus(network, {.ensemble = options}), std::invalid_argument);
  EXPECT_THROW((void)estimate(network, {.leiden = options.leiden, .monitor = &work}),
               std::invalid_argument);
  EXPECT_THROW((void)landscape(network, {.ensemble = options}), std::invalid_argument);
  const std::vector<std::int32_t> labels(static_cast<std::size_t>(network.node_count()));
  EXPECT_THROW((void)given_ensemble(network, labels, 1, options), std::invalid_argument);
}

}  // namespace
}  // namespace munigraph
