#include "munigraph/clustering/given.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "clustering/networks.hpp"
#include "munigraph/clustering/consensus.hpp"
#include "munigraph/clustering/profile.hpp"
#include "munigraph/clustering/quality.hpp"

namespace munigraph {
namespace {

TEST(Given, TheRunsOfAnEnsembleAreThatEnsemble) {
  const Network network(testing::random_network(80, 0.05, 4));
  EnsembleOptions options;
  options.runs = 12;
  options.leiden.seed = 9;
  const Ensemble runs = ensemble(network, options);
  // Any numbers for the clusters say the same.
  std::vector<std::int32_t> renamed;
  for (const std::int32_t label : runs.labels) renamed.push_back(1000 - 3 * label);
  const Ensemble given = given_ensemble(network, renamed, 12, options);
  EXPECT_EQ(given.labels, runs.labels);
  EXPECT_EQ(given.counts, runs.counts);
  EXPECT_EQ(given.singletons, runs.singletons);
  EXPECT_EQ(given.agreement, runs.agreement);
  EXPECT_EQ(given.best.partition, runs.best.partition);
  for (std::size_t r = 0; r < 12; ++r) EXPECT_NEAR(given.quality[r], runs.quality[r], 1e-14);
  const ConsensusOptions consensus_options{options, 0.5, 50};
  EXPECT_EQ(consensus(network, given, consensus_options).partition,
            consensus(network, runs, consensus_options).partition);
}

TEST(Given, AProfileTakesTheBestAtEveryResolution) {
  const Network network(testing::ring_of_cliques(12, 4));
  std::vector<std::int32_t> labels;
  for (const std::int32_t size : {4, 8, 16, 48})
    for (std::int32_t i = 0; i < 48; ++i) labels.push_back(i / size);
  const Ensemble given = given_ensemble(network, labels, 4);
  const auto scan = log_spaced(0.05, 20, 40);
  const Profile found = profile(network, given, scan);
  ASSERT_EQ(found.points.size(), 40U);
  for (const ProfilePoint& point : found.points) {
    double best = -1e9;
    for (std::int32_t r = 0; r < 4; ++r)
      best = std::max(best, quality_value(network.cooperation(), given.run_labels(r),
                                          {Quality::modularity, point.resolution}));
    EXPECT_NEAR(point.quality, best, 1e-12);
    EXPECT_EQ(point.clusters_min, 1);
    EXPECT_EQ(point.clusters_max, 12);
  }
  EXPECT_EQ(found.domains.front().clusters, 1);
  EXPECT_EQ(found.domains.back().clusters, 12);
  EXPECT_EQ(found.partitions.size(), found.domains.size() * 48);
}

TEST(Given, EdgeCasesAndMisuse) {
  const Network none(testing::Edges().network(3));
  const std::vector<std::int32_t> labels{0, 0, 0};
  const Ensemble given = given_ensemble(none, labels, 1);
  EXPECT_EQ(given.singletons, std::vector<std::int32_t>{3});
  EXPECT_TRUE(std::isnan(given.best.quality));
  EXPECT_EQ(consensus(none, given).partition.singletons(), 3);
  EXPECT_TRUE(profile(none, given, log_spaced(0.1, 1, 3)).domains.empty());
  EXPECT_THROW((void)given_ensemble(none, {}, 0), std::invalid_argument);
  EXPECT_THROW((void)given_ensemble(none, labels, 2), std::invalid_argument);
  EXPECT_THROW((void)profile(none, Ensemble{}, log_spaced(0.1, 1, 3)), std::invalid_argument);
}

}  // namespace
}  // namespace munigraph
