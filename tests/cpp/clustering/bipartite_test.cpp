#include "munigraph/clustering/bipartite.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "clustering/networks.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

/// By its definition over all pairs of a municipality and an arrangement.
double naive(const AffiliationNetwork& network, const std::vector<std::int32_t>& labels,
             const std::vector<std::int32_t>& arrangement_labels, double resolution) {
  const auto m = static_cast<double>(network.membership_count());
  double sum = 0;
  for (std::int32_t i = 0; i < network.node_count(); ++i)
    for (std::int32_t a = 0; a < network.arrangement_count(); ++a) {
      if (labels[static_cast<std::size_t>(i)] != arrangement_labels[static_cast<std::size_t>(a)])
        continue;
      const auto members = network.members(a);
      const bool is_in = std::find(members.begin(), members.end(), i) != members.end();
      sum += (is_in ? 1 : 0) - resolution * static_cast<double>(network.arrangements(i).size()) *
                                   static_cast<double>(members.size()) / m;
    }
  return sum / m;
}

TEST(Bipartite, TwoSeparateArrangementsByHand) {
  const std::vector<std::int32_t> node{0, 1, 2, 3};
  const std::vector<std::int32_t> arrangement{0, 0, 1, 1};
  const BipartiteClustering found = bipartite_leiden({6, 3, node, arrangement});
  EXPECT_EQ(found.modules, 2);
  EXPECT_NEAR(found.quality, 0.5, 1e-15);
  EXPECT_EQ(found.labels, (std::vector<std::int32_t>{0, 0, 1, 1, 2, 3}));
  EXPECT_EQ(found.arrangement_labels, (std::vector<std::int32_t>{0, 1, 4}));
}

TEST(Bipartite, ValueIsItsDefinitionAndNoSingleMoveGains) {
  for (std::uint64_t seed = 0; seed < 20; ++seed)
    for (const double resolution : {0.5, 1.0, 2.0}) {
      const AffiliationNetwork network = testing::random_register(40, 50, seed);
      BipartiteOptions options;
      options.seed = seed;
      options.resolution = resolution;
      const BipartiteClustering found = bipartite_leiden(network, options);
      EXPECT_TRUE(found.converged);
      const double value = naive(network, found.labels, found.arrangement_labels, resolution);
      EXPECT_NEAR(found.quality, value, 1e-12);
      for (std::int32_t label = 0; label <= found.modules; ++label) {
        const std::int32_t target = label == found.modules ? 1000 : label;
        for (std::size_t i = 0; i < found.labels.size(); ++i) {
          auto moved = found.labels;
          moved[i] = target;
          EXPECT_LE(bipartite_modularity(network, moved, found.arrangement_labels, resolution),
                    value + 1e-12);
        }
        for (std::size_t a = 0; a < found.arrangement_labels.size(); ++a) {
          auto moved = found.arrangement_labels;
          moved[a] = target;
          EXPECT_LE(bipartite_modularity(network, found.labels, moved, resolution), value + 1e-12);
        }
      }
    }
}

TEST(Bipartite, WithoutMembershipsAndMisuse) {
  const BipartiteClustering empty = bipartite_leiden(AffiliationNetwork());
  EXPECT_EQ(empty.modules, 0);
  EXPECT_TRUE(std::isnan(empty.quality));
  BipartiteOptions options;
  options.resolution = -1;
  EXPECT_THROW((void)bipartite_leiden(AffiliationNetwork(), options), std::invalid_argument);
  options.resolution = 1;
  options.iterations = 0;
  EXPECT_THROW((void)bipartite_leiden(AffiliationNetwork(), options), std::invalid_argument);
  EXPECT_THROW((void)bipartite_modularity(AffiliationNetwork(), std::vector<std::int32_t>{1}, {}),
               std::invalid_argument);
}

}  // namespace
}  // namespace munigraph
