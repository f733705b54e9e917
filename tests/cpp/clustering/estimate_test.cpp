#include "munigraph/clustering/estimate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "clustering/networks.hpp"
#include "core/rows.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

EstimateOptions with(Method method, int runs, std::uint64_t seed) {
  EstimateOptions options;
  options.method = method;
  options.runs = runs;
  options.leiden.seed = seed;
  return options;
}

TEST(Estimate, TheMethodFollowsFromTheSize) {
  EXPECT_EQ(method_for(Method::automatic, 5'000), Method::consensus);
  EXPECT_EQ(method_for(Method::automatic, 5'001), Method::leiden);
  EXPECT_EQ(method_for(Method::louvain, 10), Method::louvain);
  EXPECT_EQ(standard_runs(Method::consensus), 100);
  EXPECT_EQ(standard_runs(Method::leiden), 20);
}

TEST(Estimate, SeparateCliquesHaveOneCountAndNoRange) {
  testing::Edges edges;
  for (std::int32_t c = 0; c < 6; ++c) edges.add_clique(5 * c, 5);
  const Network network(edges.network(32));
  for (const Method method : {Method::consensus, Method::leiden, Method::louvain}) {
    const Estimate found = estimate(network, with(method, 10, 1));
    EXPECT_EQ(found.method, method);
    EXPECT_EQ(found.clustering.partition.clusters(), 6);
    EXPECT_EQ(found.least(), 6);
    EXPECT_EQ(found.greatest(), 6);
    EXPECT_EQ(found.counts.size(), 10U);
    EXPECT_EQ(found.run_counts.size(), 10U);
    EXPECT_DOUBLE_EQ(found.agreement, 1);
  }
}

TEST(Estimate, AConsensusIsTheOneOfTheSeedAndTheRangeIsOfConsensus) {
  const Network network(testing::random_network(150, 0.02, 3));
  const Estimate found = estimate(network, with(Method::consensus, 12, 5));
  ConsensusOptions options;
  options.ensemble.runs = 12;
  options.ensemble.leiden.seed = 5;
  const Clustering one = consensus(network, options);
  EXPECT_TRUE(detail::equal_rows(one.partition.labels(), found.clustering.partition.labels()));
  EXPECT_EQ(found.counts.front(), one.partition.clusters());
  EXPECT_EQ(found.run_counts, ensemble(network, options.ensemble).counts);
  EXPECT_LE(found.least(), one.partition.clusters());
  EXPECT_GE(found.greatest(), one.partition.clusters());
  // The repetitions are consensus of other seeds, not the same one ten times.
  EXPECT_GT(found.greatest(), found.least());
}

TEST(Estimate, TheBestRunHasTheRangeOfAllRuns) {
  const Network network(testing::random_network(80, 0.06, 3));
  for (const Method method : {Method::leiden, Method::louvain}) {
    const Estimate found = estimate(network, with(method, 15, 9));
    EXPECT_EQ(found.counts, found.run_counts);
    for (std::size_t run = 0; run < 15; ++run) {
      LeidenOptions options;
      options.seed = stream_seed(9, run);
      const Clustering one = method == Method::leiden ? leiden(network, options)
                                                      : louvain(network.cooperation(), options);
      EXPECT_EQ(found.counts[run], one.partition.clusters());
      EXPECT_LE(one.quality, found.clustering.quality + 1e-12);
    }
  }
}

TEST(Estimate, ThreadsDoNotMatter) {
  const Network network(testing::random_network(60, 0.08, 4));
  for (const Method method : {Method::consensus, Method::leiden, Method::louvain}) {
    EstimateOptions options = with(method, 8, 2);
    options.threads = 1;
    const Estimate one = estimate(network, options);
    options.threads = 3;
    const Estimate three = estimate(network, options);
    EXPECT_EQ(one.counts, three.counts);
    EXPECT_EQ(one.agreement, three.agreement);
    EXPECT_TRUE(
        detail::equal_rows(one.clustering.partition.labels(), three.clustering.partition.labels()));
  }
}

TEST(Estimate, NoRunIsAnError) {
  const Network network(testing::random_network(10, 0.5, 1));
  for (const Method method : {Method::consensus, Method::leiden, Method::louvain})
    EXPECT_THROW((void)estimate(network, with(method, 0, 1)), std::invalid_argument);
}

}  // namespace
}  // namespace munigraph
