#include "munigraph/inference/significance.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

#include "munigraph/inference/coherence.hpp"
#include "munigraph/null_models/curveball.hpp"
#include "null_models/made_up.hpp"

namespace munigraph {
namespace {

double at(const Figures& figures, Figure figure) {
  return figures[static_cast<std::size_t>(figure)];
}

/// Two cliques of three and a pair between them, and a node without ties.
Network two_triangles() {
  const std::vector<std::int32_t> node{0, 1, 2, 3, 4, 5, 2, 3};
  const std::vector<std::int32_t> arrangement{0, 0, 0, 1, 1, 1, 2, 2};
  return Network(AffiliationNetwork(7, 3, node, arrangement), Weighting::count);
}

TEST(Measure, WorkedByHand) {
  FigureOptions options;
  const std::vector<std::int32_t> groups{0, 0, 0, 1, 1, -1, 1};
  options.groups = groups;
  options.node = 2;
  const Figures found = measure(two_triangles(), 1, options);
  EXPECT_EQ(at(found, Figure::clusters), 2);
  EXPECT_EQ(at(found, Figure::isolates), 1);
  EXPECT_EQ(at(found, Figure::singletons), 1);
  EXPECT_EQ(at(found, Figure::components), 1);
  EXPECT_DOUBLE_EQ(at(found, Figure::cross_share), 1.0 / 7);
  EXPECT_DOUBLE_EQ(at(found, Figure::quality), 6.0 / 7 - 0.5);
  EXPECT_DOUBLE_EQ(at(found, Figure::alignment), 1);      // of nodes with a tie and a group
  EXPECT_DOUBLE_EQ(at(found, Figure::group_share), 0.8);  // 4 of the 5 ties with known ends
  EXPECT_NEAR(at(found, Figure::participation), 1 - (4.0 / 9 + 1.0 / 9), 1e-12);
  const Figures bare = measure(two_triangles(), 1);
  EXPECT_TRUE(std::isnan(at(bare, Figure::alignment)));
  EXPECT_TRUE(std::isnan(at(bare, Figure::participation)));
}

TEST(NullFigures, DependOnTheSeedNotOnThreads) {
  const Network network(testing::random_memberships(3, true));
  const Curveball model(network.affiliation());
  NullFigureOptions options;
  options.draws = 12;
  options.threads = 1;
  const auto one = null_figures(network, model, options);
  options.threads = 3;
  const auto three = null_figures(network, model, options);
  for (std::size_t d = 0; d < 12; ++d)
    for (const Figure figure : {Figure::quality, Figure::clusters, Figure::cross_share})
      EXPECT_EQ(at(one[d], figure), at(three[d], figure));
  EXPECT_NE(at(one[0], Figure::quality), at(one[1], Figure::quality));
}

TEST(Measure, Misuse) {
  FigureOptions options;
  options.node = 7;
  EXPECT_THROW((void)measure(two_triangles(), 1, options), std::invalid_argument);
  options.node = -1;
  options.runs = 0;
  EXPECT_THROW((void)measure(two_triangles(), 1, options), std::invalid_argument);
  const std::vector<std::int32_t> few{1, 2};
  options.runs = 1;
  options.groups = few;
  EXPECT_THROW((void)measure(two_triangles(), 1, options), std::invalid_argument);
  EXPECT_THROW((void)parse_figure("modularty"), std::invalid_argument);
  Monitor monitor;
  monitor.stop();
  NullFigureOptions stopped;
  stopped.monitor = &monitor;
  const Network network = two_triangles();
  const Curveball model(network.affiliation());
  EXPECT_THROW((void)null_figures(network, model, stopped), Interrupted);
}

TEST(Measure, CoherenceIsTheMeanPartnerOverlap) {
  const std::vector<std::int32_t> node{0, 1, 2, 0, 1, 1, 3};
  const std::vector<std::int32_t> arrangement{0, 0, 0, 1, 1, 2, 2};
  const Network network(AffiliationNetwork(5, 3, node, arrangement));
  const std::vector<std::vector<std::int32_t>> themes{{0}, {1, 2}};
  FigureOptions options;
  options.themes = themes;
  options.runs = 3;
  EXPECT_EQ(at(measure(network, 1, options), Figure::coherence),
            mean_partner_overlap(network, themes));
  EXPECT_TRUE(std::isnan(at(measure(network, 1), Figure::coherence)));
}

}  // namespace
}  // namespace munigraph
