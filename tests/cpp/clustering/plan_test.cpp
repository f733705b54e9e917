#include "munigraph/clustering/plan.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <stdexcept>

#include "clustering/networks.hpp"
#include "munigraph/clustering/leiden.hpp"

namespace munigraph {
namespace {

TEST(Plan, RunsAreThoseOfLeiden) {
  for (const Representation representation : {Representation::dense, Representation::explicit_}) {
    LeidenOptions options;
    options.representation = representation;
    options.resolution = 1.2;
    const Network network(testing::random_register(120, 200, 4));
    const LeidenPlan plan(network, options);
    LeidenPlan::Workspace workspace;
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
      const LeidenPlan::Run run = plan.run(seed, workspace);
      options.seed = seed;
      const Clustering alone = leiden(network.cooperation(), options);
      EXPECT_EQ(run.partition, alone.partition);
      EXPECT_NEAR(run.quality, alone.quality, 1e-14);
      EXPECT_EQ(run.iterations, alone.iterations);
      const Clustering told = plan.clustering(run, seed);
      EXPECT_EQ(told.isolates, alone.isolates);
      EXPECT_EQ(told.components, alone.components);
      EXPECT_EQ(told.representation, representation);
      EXPECT_NEAR(plan.quality(run.partition.labels()), run.quality, 1e-14);
    }
  }
}

TEST(Plan, WorkspacesRememberNothing) {
  LeidenOptions options;
  options.representation = Representation::dense;
  const LeidenPlan small(Network(testing::random_register(60, 90, 1)), options);
  const LeidenPlan large(Network(testing::random_register(300, 700, 2)), options);
  LeidenPlan::Workspace used;
  for (std::uint64_t seed = 0; seed < 5; ++seed)
    for (const LeidenPlan* plan : {&small, &large, &small}) {
      LeidenPlan::Workspace fresh;
      EXPECT_EQ(plan->run(seed, used).partition, plan->run(seed, fresh).partition);
    }
}

TEST(Plan, OnMembershipsRunsAreThoseOfLeiden) {
  const Network network(testing::random_register(120, 200, 4));
  LeidenOptions options;
  options.representation = Representation::implicit;
  options.resolution = 0.8;
  const LeidenPlan plan(network, options);
  EXPECT_EQ(plan.representation(), Representation::implicit);
  EXPECT_EQ(plan.resolution(), 0.8);
  LeidenPlan::Workspace workspace;
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    const LeidenPlan::Run run = plan.run(seed, workspace);
    options.seed = seed;
    const Clustering alone = leiden(network, options);
    EXPECT_EQ(run.partition, alone.partition);
    EXPECT_EQ(run.quality, alone.quality);
    EXPECT_EQ(plan.clustering(run, seed).components, alone.components);
    EXPECT_NEAR(plan.quality(run.partition.labels()), run.quality, 1e-14);
  }
  EXPECT_FALSE(plan.network().is_projected());
}

TEST(Plan, RefusesWhatLeidenRefuses) {
  const Network ties(testing::ring_of_cliques(3, 4));
  LeidenOptions options;
  options.representation = Representation::implicit;
  EXPECT_THROW(LeidenPlan(ties, options), std::invalid_argument);
  options.representation = Representation::automatic;
  options.quality = Quality::cpm;
  EXPECT_THROW(LeidenPlan(ties, options), std::invalid_argument);
}

}  // namespace
}  // namespace munigraph
