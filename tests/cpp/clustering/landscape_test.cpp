#include "munigraph/clustering/landscape.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <stdexcept>

#include "clustering/networks.hpp"

namespace munigraph {
namespace {

TEST(Landscape, OneSolutionIsSoonEnough) {
  testing::Edges edges;
  for (std::int32_t c = 0; c < 6; ++c) edges.add_clique(5 * c, 5);
  const Landscape found = landscape(Network(edges.network(30)));
  ASSERT_EQ(found.groups.size(), 1U);
  EXPECT_EQ(found.groups[0].runs, 50);
  EXPECT_EQ(found.groups[0].labellings, 1);
  EXPECT_EQ(found.unseen, 0);
  EXPECT_EQ(found.runs_needed, 1);
  EXPECT_TRUE(found.enough);
}

TEST(Landscape, GroupsAreApartAndTheirRunsAreAlike) {
  const Network network(testing::random_network(80, 0.05, 4, testing::Weights::ones));
  LandscapeOptions options;
  options.runs = 120;
  options.tolerance = 0.05;
  const Landscape found = landscape(network, options);
  EXPECT_GT(found.groups.size(), 1U);
  std::int32_t total = 0;
  for (std::size_t g = 0; g < found.groups.size(); ++g) {
    total += found.groups[g].runs;
    EXPECT_GE(found.groups[g > 0 ? g - 1 : 0].runs, found.groups[g].runs);
    EXPECT_EQ(std::count(found.group.begin(), found.group.end(), static_cast<std::int32_t>(g)),
              found.groups[g].runs);
    EXPECT_GE(found.groups[g].similarity, 0.9);
    EXPECT_GE(found.groups[g].quality, 0.95 * found.ensemble.best.quality);
  }
  EXPECT_EQ(total, found.near_optimal);
  // The same runs, whether asked for at once or in steps.
  options.runs.reset();
  options.least_runs = 30;
  options.most_runs = 120;
  options.coverage = 0.9999;
  const Landscape stepwise = landscape(network, options);
  EXPECT_EQ(stepwise.ensemble.labels, found.ensemble.labels);
  EXPECT_EQ(stepwise.ensemble.best.quality, found.ensemble.best.quality);
}

TEST(Landscape, RejectsMisuse) {
  LandscapeOptions options;
  options.coverage = 1;
  EXPECT_THROW((void)landscape(Network(CooperationNetwork()), options), std::invalid_argument);
  options.coverage = 0.9;
  options.similarity = 2;
  EXPECT_THROW((void)landscape(Network(CooperationNetwork()), options), std::invalid_argument);
}

TEST(Landscape, WithoutTies) {
  const Landscape found = landscape(Network(testing::Edges().network(4)));
  EXPECT_TRUE(found.groups.empty());
  EXPECT_TRUE(found.enough);
}

TEST(LandscapeThreads, TheSameForEveryNumber) {
  const Network network(testing::random_network(80, 0.05, 6, testing::Weights::ones));
  LandscapeOptions options;
  options.runs = 40;
  options.tolerance = 0.05;
  options.ensemble.threads = 1;
  const Landscape one = landscape(network, options);
  options.ensemble.threads = 3;
  const Landscape three = landscape(network, options);
  EXPECT_EQ(three.group, one.group);
  EXPECT_EQ(three.unseen, one.unseen);
  EXPECT_EQ(three.ensemble.labels, one.ensemble.labels);
}

}  // namespace
}  // namespace munigraph
