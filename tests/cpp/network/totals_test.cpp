#include "munigraph/network/totals.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "munigraph/network/network.hpp"
#include "munigraph/network/projection.hpp"
#include "network/memberships.hpp"

namespace munigraph {
namespace {

using Ids = std::vector<std::int32_t>;

/// Every figure of the projection, had from the memberships.
void expect_projected(const AffiliationNetwork& affiliation, Weighting weighting) {
  ProjectionOptions options;
  options.weighting = weighting;
  const CooperationNetwork ties = project(affiliation, options);
  EXPECT_EQ(tied_pairs(affiliation, weighting), static_cast<std::int64_t>(ties.edge_count()));
  EXPECT_EQ(total_weight(affiliation, weighting), ties.total_weight());
  EXPECT_EQ(component_labels(affiliation, weighting), component_labels(ties));
  const std::vector<double> strength = strengths(affiliation, weighting);
  ASSERT_EQ(strength.size(), static_cast<std::size_t>(ties.node_count()));
  for (std::int32_t i = 0; i < ties.node_count(); ++i)
    EXPECT_EQ(strength[static_cast<std::size_t>(i)], ties.strength(i)) << i;

  const Network network(affiliation, weighting);
  std::int32_t counted = -1;
  std::int32_t components = -1;
  EXPECT_EQ(network.component_labels(&counted), component_labels(ties, &components));
  EXPECT_EQ(counted, components);
  EXPECT_EQ(network.edge_count(), static_cast<std::int64_t>(ties.edge_count()));
  EXPECT_EQ(network.total_weight(), ties.total_weight());
  EXPECT_EQ(network.strengths(), strength);
  for (std::int32_t i = 0; i < ties.node_count(); ++i)
    EXPECT_EQ(network.isolates()[static_cast<std::size_t>(i)] != 0, ties.degree(i) == 0) << i;
  EXPECT_FALSE(network.is_projected());
}

TEST(Totals, WorkedByHand) {
  // A triangle that shares the pair 1–2 with another arrangement, a star of 5 and a loner.
  const Ids node{0, 1, 2, 1, 2, 3, 4, 5, 6};
  const Ids arrangement{0, 0, 0, 1, 1, 2, 2, 2, 3};
  const Ids host{-1, -1, 5, -1};
  const AffiliationNetwork affiliation(8, 4, node, arrangement, {}, host);
  EXPECT_EQ(tied_pairs(affiliation, Weighting::newman), 5);
  EXPECT_EQ(total_weight(affiliation, Weighting::newman), 3 * 0.5 + 1 + 2 * 0.5);
  EXPECT_EQ(strengths(affiliation, Weighting::newman),
            (std::vector<double>{1, 2, 2, 0.5, 0.5, 1, 0, 0}));
  EXPECT_EQ(component_labels(affiliation, Weighting::newman), (Ids{0, 0, 0, 1, 1, 1, 2, 3}));
  // Within groups: 0 is cut off from 1–2, the host from one of its members.
  EXPECT_EQ(component_labels(affiliation, Weighting::newman, Ids{0, 1, 1, 2, 3, 2, 4, 4}),
            (Ids{0, 1, 1, 2, 3, 2, 4, 5}));
}

TEST(Totals, AreThoseOfTheProjection) {
  for (std::uint64_t seed = 0; seed < 300; ++seed)
    for (const Weighting weighting : {Weighting::newman, Weighting::count, Weighting::pair_share})
      expect_projected(testing::small_memberships(seed, seed % 2 == 1), weighting);
}

TEST(Totals, ManyNodesInTheSameLargeArrangements) {
  // Overlapping arrangements of hundreds, one without intensity, one a star, and small ones across.
  constexpr std::int32_t n = 2'000;
  Random random(7);
  Ids node;
  Ids arrangement;
  const auto add = [&](std::int32_t a, std::int32_t first, std::int32_t last) {
    for (std::int32_t i = first; i < last; ++i) {
      node.push_back(i);
      arrangement.push_back(a);
    }
  };
  add(0, 0, 1'200);
  add(1, 900, 1'500);
  add(2, 0, 1'200);    // again
  add(3, 600, 1'950);  // intensity 0
  add(4, 300, 1'800);  // a star
  for (std::int32_t a = 5; a < 300; ++a)
    for (int k = 0; k < 4; ++k) {
      node.push_back(static_cast<std::int32_t>(random.below(n)));
      arrangement.push_back(a);
    }
  std::vector<double> intensity(300, 1.0);
  intensity[3] = 0;
  Ids host(300, -1);
  host[4] = 1'000;
  expect_projected({n, 300, node, arrangement, intensity, host}, Weighting::newman);
}

TEST(Totals, OneArrangementOfEveryone) {
  // Its pairs are counted, not gone through.
  constexpr std::int32_t n = 3'000'000;
  Ids node(n);
  std::iota(node.begin(), node.end(), 0);
  const AffiliationNetwork affiliation(n, 1, node, Ids(n, 0));
  EXPECT_EQ(tied_pairs(affiliation, Weighting::count), std::int64_t{n} * (n - 1) / 2);
  EXPECT_EQ(total_weight(affiliation, Weighting::count), 0.5 * n * (n - 1.0));
}

TEST(Totals, Edges) {
  expect_projected(AffiliationNetwork(), Weighting::newman);
  expect_projected(AffiliationNetwork(3, 0, {}, {}), Weighting::count);
  const AffiliationNetwork pair(2, 1, Ids{0, 1}, Ids{0, 0});
  EXPECT_THROW((void)tied_pairs(pair, Weighting::jaccard), std::invalid_argument);
  EXPECT_THROW((void)total_weight(pair, Weighting::binary), std::invalid_argument);
  EXPECT_THROW((void)strengths(pair, Weighting::cosine), std::invalid_argument);
  EXPECT_THROW((void)component_labels(pair, Weighting::newman, Ids{0}), std::invalid_argument);
  Monitor monitor;
  monitor.stop();
  EXPECT_THROW((void)tied_pairs(pair, Weighting::newman, &monitor), Interrupted);
  // Where weights are no sums, or ties are dropped, the projection is asked.
  const Network jaccard(pair, Weighting::jaccard);
  EXPECT_EQ(jaccard.edge_count(), 1);
  EXPECT_TRUE(jaccard.is_projected());
  const Network filtered(pair, Weighting::newman, 2);
  EXPECT_EQ(filtered.edge_count(), 0);
  EXPECT_EQ(filtered.total_weight(), 0);
  EXPECT_TRUE(filtered.is_projected());
}

TEST(Totals, RefusesWhatIntegersDoNotHoldAndLabelsBelowZero) {
  const std::vector<std::int32_t> node{0, 1, 1, 2};
  const std::vector<std::int32_t> arrangement{0, 0, 1, 1};
  const AffiliationNetwork far(3, 2, node, arrangement, std::vector<double>{1e20, 1});
  EXPECT_THROW((void)total_weight(far, Weighting::newman), std::invalid_argument);
  EXPECT_THROW((void)strengths(far, Weighting::newman), std::invalid_argument);
  const AffiliationNetwork near(3, 2, node, arrangement);
  const std::vector<std::int32_t> below{0, -1, 0};
  EXPECT_THROW((void)component_labels(near, Weighting::newman, below), std::invalid_argument);
  const std::vector<std::int32_t> large{0, 2147483647, 2147483647};
  EXPECT_EQ(component_labels(near, Weighting::newman, large), (std::vector<std::int32_t>{0, 1, 1}));
}

}  // namespace
}  // namespace munigraph
