#include "clustering/consensus_null.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "clustering/networks.hpp"
#include "codes.hpp"
#include "munigraph/clustering/consensus.hpp"
#include "munigraph/clustering/given.hpp"

namespace munigraph {
namespace {

/// Σ over pairs in one cluster of C_ij − P_ij, from its definition.
double naive_value(const std::vector<std::vector<std::int32_t>>& runs,
                   std::span<const std::int32_t> labels) {
  const std::size_t n = labels.size();
  const auto mates = [&](const std::vector<std::int32_t>& run, std::size_t i) {
    double count = -1;
    for (const std::int32_t label : run) count += label == run[i] ? 1 : 0;
    return count;
  };
  double value = 0;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j) {
      if (labels[i] != labels[j]) continue;
      for (const auto& run : runs) {
        value += run[i] == run[j] ? 1 : 0;
        value -= (mates(run, i) + mates(run, j)) / 2 / static_cast<double>(n - 1);
      }
    }
  return value;
}

Ensemble as_ensemble(const std::vector<std::vector<std::int32_t>>& runs) {
  Ensemble made;
  made.nodes = static_cast<std::int32_t>(runs.front().size());
  for (const auto& run : runs) {
    made.labels.insert(made.labels.end(), run.begin(), run.end());
    made.counts.push_back(0);
  }
  return made;
}

TEST(ConsensusNull, BestOfItsRunsIsTheBestPartition) {
  Random random(4);
  for (int draw = 0; draw < 30; ++draw) {
    std::vector<std::vector<std::int32_t>> runs(6, std::vector<std::int32_t>(7));
    for (auto& run : runs)
      for (std::size_t i = 0; i < run.size(); ++i)
        run[i] = random.below(3) == 0 ? static_cast<std::int32_t>(random.below(3))
                                      : static_cast<std::int32_t>(i / 3);
    double best = 0;
    testing::for_each_partition(7, [&](std::span<const std::int32_t> labels) {
      best = std::max(best, naive_value(runs, labels));
    });
    const std::vector<std::uint8_t> isolate(7);
    const Ensemble found = clustering::against_null(as_ensemble(runs), isolate,
                                                    static_cast<std::uint64_t>(draw), 1, nullptr);
    EXPECT_NEAR(naive_value(runs, found.run_labels(found.best_run)), best, 1e-9);
  }
}

TEST(ConsensusNull, IsolatesStayAlone) {
  const std::vector<std::vector<std::int32_t>> runs = {{0, 0, 1, 1, 2}, {0, 0, 1, 1, 2}};
  const std::vector<std::uint8_t> isolate = {0, 0, 0, 0, 1};
  const Ensemble found = clustering::against_null(as_ensemble(runs), isolate, 1, 1, nullptr);
  const std::vector<std::int32_t> expected = {0, 0, 1, 1, 2};
  EXPECT_TRUE(std::equal(expected.begin(), expected.end(), found.run_labels(0).begin()));
}

TEST(ConsensusNull, RunsThatAgreeAreTheirConsensus) {
  const Network network(testing::ring_of_cliques(6, 6));
  ConsensusOptions options;
  options.ensemble.runs = 20;
  options.against_null = true;
  const Clustering found = consensus(network, options);
  EXPECT_EQ(found.partition.clusters(), 6);
  EXPECT_TRUE(found.converged);
}

TEST(ConsensusNull, ThreadsChangeNothing) {
  const Network network(testing::random_register(80, 90, 2));
  ConsensusOptions options;
  options.ensemble.runs = 20;
  options.against_null = true;
  options.ensemble.threads = 1;
  const Clustering one = consensus(network, options);
  options.ensemble.threads = 3;
  const Clustering three = consensus(network, options);
  EXPECT_TRUE(std::equal(one.partition.labels().begin(), one.partition.labels().end(),
                         three.partition.labels().begin()));
}

}  // namespace
}  // namespace munigraph
