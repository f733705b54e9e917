#include "munigraph/inference/coherence.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <set>
#include <stdexcept>
#include <vector>

#include "munigraph/core/random.hpp"
#include "munigraph/null_models/curveball.hpp"
#include "network/memberships.hpp"
#include "null_models/made_up.hpp"

namespace munigraph {
namespace {

using Themes = std::vector<std::vector<std::int32_t>>;

TEST(PartnerOverlap, WorkedByHand) {
  const auto a = CooperationNetwork::from_edges(4, std::vector<std::int32_t>{0, 0, 1},
                                                std::vector<std::int32_t>{1, 2, 2});
  const auto b = CooperationNetwork::from_edges(4, std::vector<std::int32_t>{0, 0},
                                                std::vector<std::int32_t>{1, 3});
  const auto overlap = partner_overlap(a, b);
  EXPECT_DOUBLE_EQ(overlap[0], 1.0 / 3);
  EXPECT_DOUBLE_EQ(overlap[1], 0.5);
  EXPECT_TRUE(std::isnan(overlap[2]));
  EXPECT_TRUE(std::isnan(overlap[3]));
  EXPECT_THROW((void)partner_overlap(a, CooperationNetwork()), std::invalid_argument);
}

TEST(MeanPartnerOverlap, WorkedByHand) {
  // Theme A: everyone of {0, 1, 2}; theme B: the pairs 0–1 and 1–3.
  const std::vector<std::int32_t> node{0, 1, 2, 0, 1, 1, 3};
  const std::vector<std::int32_t> arrangement{0, 0, 0, 1, 1, 2, 2};
  const Network network(AffiliationNetwork(5, 3, node, arrangement));
  // 0: {1, 2} and {1}; 1: {0, 2} and {0, 3}; the others have partners in one theme alone.
  const Themes themes{{0}, {1, 2}};
  EXPECT_DOUBLE_EQ(mean_partner_overlap(network, themes), (0.5 + 1.0 / 3) / 2);
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

TEST(CoherenceThreads, TheSameForEveryNumber) {
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
