#include "munigraph/inference/significance.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <stdexcept>
#include <vector>

#include "munigraph/core/random.hpp"
#include "munigraph/inference/coherence.hpp"
#include "munigraph/null_models/curveball.hpp"
#include "network/memberships.hpp"
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

using Themes = std::vector<std::vector<std::int32_t>>;

TEST(MeanPartnerOverlap, WorkedByHand) {
  // Theme A: everyone of {0, 1, 2}; theme B: the pairs 0–1 and 1–3.
  const std::vector<std::int32_t> node{0, 1, 2, 0, 1, 1, 3};
  const std::vector<std::int32_t> arrangement{0, 0, 0, 1, 1, 2, 2};
  const Network network(AffiliationNetwork(5, 3, node, arrangement));
  // 0: {1, 2} and {1}; 1: {0, 2} and {0, 3}; the others have partners in one theme alone.
  const Themes themes{{0}, {1, 2}};
  EXPECT_DOUBLE_EQ(mean_partner_overlap(network, themes), (0.5 + 1.0 / 3) / 2);
  FigureOptions options;
  options.themes = themes;
  options.runs = 3;
  EXPECT_EQ(at(measure(network, 1, options), Figure::coherence),
            mean_partner_overlap(network, themes));
  EXPECT_TRUE(std::isnan(at(measure(network, 1), Figure::coherence)));
  EXPECT_DOUBLE_EQ(mean_partner_overlap(network, Themes{{0, 2}, {0, 2}}), 1);
  EXPECT_DOUBLE_EQ(mean_partner_overlap(network, Themes{{1}, {2}}), 0);
  EXPECT_TRUE(std::isnan(mean_partner_overlap(network, Themes{{0}, {}})));
  EXPECT_THROW((void)mean_partner_overlap(network, Themes{{0}}), std::invalid_argument);
  EXPECT_THROW((void)mean_partner_overlap(network, Themes{{0}, {3}}), std::invalid_argument);
  EXPECT_THROW((void)mean_partner_overlap(Network(network.cooperation()), themes),
               std::invalid_argument);
}

/// Straight from the definition: sets of partners by asking every arrangement.
double naive_overlap(const AffiliationNetwork& affiliation, const Themes& themes) {
  double sum = 0;
  double defined = 0;
  for (std::int32_t i = 0; i < affiliation.node_count(); ++i) {
    std::vector<std::set<std::int32_t>> partners(themes.size());
    for (std::size_t t = 0; t < themes.size(); ++t)
      for (const std::int32_t a : themes[t])
        for (std::int32_t j = 0; j < affiliation.node_count(); ++j)
          if (affiliation.intensity(a) > 0 && testing::ties(affiliation, a, i, j))
            partners[t].insert(j);
    for (std::size_t t = 0; t < themes.size(); ++t)
      for (std::size_t s = 0; s < t; ++s) {
        if (partners[s].empty() || partners[t].empty()) continue;
        std::set<std::int32_t> all = partners[s];
        all.insert(partners[t].begin(), partners[t].end());
        const std::size_t both = partners[s].size() + partners[t].size() - all.size();
        sum += static_cast<double>(both) / static_cast<double>(all.size());
        ++defined;
      }
  }
  return defined > 0 ? sum / defined : NAN;
}

TEST(MeanPartnerOverlap, EqualsTheDefinitionOnRandomMemberships) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const AffiliationNetwork affiliation = testing::small_memberships(seed, true);
    Random random(stream_seed(seed, 1));
    Themes themes(2 + random.below(3));
    for (auto& theme : themes)
      for (std::int32_t a = 0; a < affiliation.arrangement_count(); ++a)
        if (random.below(2) == 0) theme.push_back(a);
    const double found = mean_partner_overlap(Network(affiliation), themes);
    const double expected = naive_overlap(affiliation, themes);
    if (std::isnan(expected))
      EXPECT_TRUE(std::isnan(found)) << seed;
    else
      EXPECT_NEAR(found, expected, 1e-12) << seed;
  }
}

TEST(Coherence, OfAThemeWithItself) {
  const std::vector<Network> themes(2, Network(testing::random_memberships(5, false)));
  const Curveball model(themes[0].affiliation());
  const std::vector<const NullModel*> models(2, &model);
  CoherenceOptions options;
  options.draws = 30;
  const Coherence found = coherence(themes, models, options);
  ASSERT_EQ(found.mean.size(), 1U);
  EXPECT_DOUBLE_EQ(found.mean[0], 1);
  ASSERT_EQ(found.null_means.size(), 30U);
  for (const double mean : found.null_means) EXPECT_LT(mean, 1);
  EXPECT_THROW((void)coherence(std::vector<Network>{themes[0]}, models), std::invalid_argument);
}

TEST(Coherence, DoesNotDependOnThreads) {
  const std::vector<Network> themes{Network(testing::random_memberships(5, false)),
                                    Network(testing::random_memberships(6, false))};
  const Curveball one(themes[0].affiliation());
  const Curveball other(themes[1].affiliation());
  const std::vector<const NullModel*> models{&one, &other};
  CoherenceOptions options;
  options.draws = 12;
  const Coherence alone = coherence(themes, models, options);
  options.threads = 3;
  EXPECT_EQ(alone.null_means, coherence(themes, models, options).null_means);
}

}  // namespace
}  // namespace munigraph
