#include "clustering/leiden/implicit/twins.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

#include "clustering/leiden/implicit/leiden.hpp"
#include "clustering/promises.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

using clustering::leiden_implicit;

TEST(ImplicitTwins, MunicipalitiesOfTheSameLargeArrangementsStayTogether) {
  // Everyone in one, each half in one more: in time n² if single nodes looked at each other.
  constexpr std::int32_t n = 30'000;
  std::vector<std::int32_t> node;
  std::vector<std::int32_t> everyone;
  std::vector<std::int32_t> halves;
  for (std::int32_t i = 0; i < n; ++i) {
    node.insert(node.end(), {i, i});
    everyone.insert(everyone.end(), {0, 0});
    halves.insert(halves.end(), {0, 1 + i % 2});
  }
  const Clustering one =
      leiden_implicit(AffiliationNetwork(n, 1, node, everyone), Weighting::newman);
  EXPECT_EQ(one.partition.clusters(), 1);
  EXPECT_NEAR(one.quality, 0, 1e-12);
  const Clustering two = leiden_implicit(AffiliationNetwork(n, 3, node, halves), Weighting::newman);
  EXPECT_EQ(two.partition.clusters(), 2);
  for (std::int32_t i = 0; i < n; ++i) ASSERT_EQ(two.partition[i], two.partition[i % 2]);
}

TEST(ImplicitTwins, NetworksOfLargeArrangementsOnlyKeepThePromises) {
  double gained = 0;  // over the explicit form
  int compared = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Random random(seed);
    const auto count = static_cast<std::int32_t>(2 + random.below(6));
    const auto nodes = static_cast<std::int32_t>(120 + random.below(80));
    std::vector<std::int32_t> node;
    std::vector<std::int32_t> arrangement;
    for (std::int32_t i = 0; i < nodes; ++i)
      for (std::int32_t a = 0; a < count; ++a)
        if (random.below(3) == 0) {
          node.push_back(i);
          arrangement.push_back(a);
        }
    const AffiliationNetwork affiliation(nodes, count, node, arrangement);
    for (const Weighting weighting : additive)
      for (const double resolution : {0.5, 1.0, 3.0}) {
        LeidenOptions options;
        options.seed = seed;
        options.resolution = resolution;
        const Clustering found = leiden_implicit(affiliation, weighting, options);
        expect_promises(affiliation, weighting, found);
        options.representation = Representation::explicit_;
        gained += found.quality - leiden(project(affiliation, {weighting}), options).quality;
        ++compared;
        options.iterations = 2;
        EXPECT_LE(leiden_implicit(affiliation, weighting, options).iterations, 2);
      }
  }
  EXPECT_GT(gained / compared, -1e-3);
}

}  // namespace
}  // namespace munigraph
