#include "munigraph/null_models/backbone.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

#include "munigraph/core/random.hpp"
#include "munigraph/network/projection.hpp"
#include "munigraph/null_models/poisson_binomial.hpp"
#include "null_models/made_up.hpp"

namespace munigraph {
namespace {

/// Whether arrangement a ties i and j, given who is in it.
bool can_tie(const AffiliationNetwork& network, std::int32_t a, std::int32_t i, std::int32_t j) {
  const std::int32_t host = network.host(a);
  return host == AffiliationNetwork::clique || host == i || host == j;
}

TEST(CoOccurrence, EqualsOneTrialPerArrangement) {
  for (const bool stars : {false, true}) {
    const auto network = testing::random_memberships(21, stars);
    const auto ties = project(network);
    const Bicm model(network);
    const auto p = co_occurrence_p_values(network, ties, model);
    ASSERT_EQ(p.size(), ties.edge_count());
    std::size_t edge = 0;
    for (std::int32_t i = 0; i < 42; ++i)
      for (const std::int32_t j : ties.neighbours(i)) {
        if (j < i) continue;
        PoissonBinomial trials(60);
        for (std::int32_t a = 0; a < 60; ++a)
          if (can_tie(network, a, i, j))
            trials.add(model.probability(i, a) * model.probability(j, a));
        const auto shared = static_cast<std::int64_t>(arrangements_between(network, i, j).size());
        EXPECT_NEAR(p[edge], trials.tail(shared), 1e-11);
        ++edge;
      }
  }
}

TEST(CoOccurrence, DoesNotDependOnThreads) {
  const auto network = testing::random_memberships(23, true);
  const CooperationNetwork ties = project(network);
  const Bicm model(network);
  BackboneOptions options;
  options.threads = 3;
  EXPECT_EQ(co_occurrence_p_values(network, ties, model),
            co_occurrence_p_values(network, ties, model, options));
}

TEST(CoOccurrence, RefusesAnotherModel) {
  const auto network = testing::random_memberships(21, false);
  const Bicm other(AffiliationNetwork(3, 2, {}, {}));
  EXPECT_THROW((void)co_occurrence_p_values(network, project(network), other),
               std::invalid_argument);
}

TEST(SignificanceThreshold, BenjaminiHochbergByHand) {
  const std::vector<double> p{0.041, 0.001, 0.008, 0.039, 0.042, 0.06, 0.074, 0.205};
  // Levels .05·k/8 = .00625, .0125, .01875 …: the two smallest pass.
  EXPECT_EQ(significance_threshold(p, 0.05, 8), 0.008);
  EXPECT_EQ(significance_threshold(p, 0.05, 8, Correction::bonferroni), 0.001);
  EXPECT_EQ(significance_threshold(p, 0.05, 8, Correction::none), 0.042);
  EXPECT_EQ(significance_threshold(p, 0.05, 1000), -1);
  // A later p-value that passes takes all before it along.
  const std::vector<double> late{0.03, 0.03, 0.03};
  EXPECT_EQ(significance_threshold(late, 0.05, 3), 0.03);
  EXPECT_EQ(significance_threshold({}, 0.05, 0), -1);
  EXPECT_THROW((void)significance_threshold(p, 0, 8), std::invalid_argument);
  EXPECT_THROW((void)significance_threshold(p, NAN, 8), std::invalid_argument);
  EXPECT_THROW((void)parse_correction("bonferoni"), std::invalid_argument);
}

TEST(Disparity, WorkedByHand) {
  // Node 0 has ties 6, 3, 1 to 1, 2, 3, which have no other.
  const std::vector<std::int32_t> source{0, 0, 0};
  const std::vector<std::int32_t> target{1, 2, 3};
  const std::vector<double> weight{6, 3, 1};
  const auto ties = CooperationNetwork::from_edges(4, source, target, weight);
  const auto p = disparity_p_values(ties);
  ASSERT_EQ(p.size(), 3U);
  EXPECT_NEAR(p[0], 0.16, 1e-12);  // (1 − .6)²
  EXPECT_NEAR(p[1], 0.49, 1e-12);
  EXPECT_NEAR(p[2], 0.81, 1e-12);
  const auto kept = keep_edges(ties, p, 0.5);
  EXPECT_EQ(kept.edge_count(), 2U);
  EXPECT_EQ(kept.node_count(), 4);
  EXPECT_EQ(kept.strength(0), 9);
  EXPECT_EQ(kept.degree(3), 0);
  EXPECT_THROW((void)keep_edges(ties, std::vector<double>{1}, 0.5), std::invalid_argument);
}

TEST(Backbone, KeepsWeightsAndNodes) {
  const Network network(testing::random_memberships(22, true));
  const auto& ties = network.cooperation();
  BackboneOptions options;
  options.alpha = 0.3;
  options.correction = Correction::none;
  for (const auto& kept : {bicm_backbone(network, options), disparity_backbone(network, options)}) {
    EXPECT_EQ(kept.node_count(), ties.node_count());
    EXPECT_GT(kept.edge_count(), 0U);
    EXPECT_LT(kept.edge_count(), ties.edge_count());
    for (std::int32_t i = 0; i < kept.node_count(); ++i)
      for (std::size_t s = kept.offsets()[static_cast<std::size_t>(i)];
           s < kept.offsets()[static_cast<std::size_t>(i) + 1]; ++s) {
        const auto slot = ties.find(i, kept.targets()[s]);
        ASSERT_GE(slot, 0);
        EXPECT_EQ(kept.weight(s), ties.weight(static_cast<std::size_t>(slot)));
        EXPECT_GE(kept.find(kept.targets()[s], i), 0);
      }
  }
  EXPECT_THROW((void)bicm_backbone(Network(ties), options), std::invalid_argument);
}

}  // namespace
}  // namespace munigraph
