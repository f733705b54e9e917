#include "clustering/together.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "munigraph/clustering/ensemble.hpp"
#include "munigraph/core/partition.hpp"
#include "munigraph/core/random.hpp"
#include "munigraph/network/network.hpp"

namespace munigraph::clustering {
namespace {

Ensemble from_rows(const std::vector<std::vector<std::int32_t>>& rows,
                   const std::vector<std::uint8_t>& isolate) {
  Ensemble runs;
  runs.nodes = static_cast<std::int32_t>(isolate.size());
  for (const auto& row : rows) {
    const Partition partition(row, isolate);
    runs.labels.insert(runs.labels.end(), partition.labels().begin(), partition.labels().end());
    runs.counts.push_back(partition.clusters());
  }
  return runs;
}

/// Labels in few groups, so that many nodes have the same in all runs.
Ensemble random_runs(std::int32_t nodes, int runs, std::uint32_t groups, std::uint64_t seed,
                     const std::vector<std::uint8_t>& isolate) {
  Random random(seed);
  std::vector<std::vector<std::int32_t>> rows;
  std::vector<std::int32_t> kind(static_cast<std::size_t>(nodes));
  for (auto& k : kind) k = static_cast<std::int32_t>(random.below(3 * groups));
  for (int r = 0; r < runs; ++r) {
    std::vector<std::int32_t> of_kind(3 * groups);
    for (auto& label : of_kind) label = static_cast<std::int32_t>(random.below(groups));
    rows.emplace_back();
    for (const std::int32_t k : kind) rows.back().push_back(of_kind[static_cast<std::size_t>(k)]);
  }
  return from_rows(rows, isolate);
}

int together_in(const Ensemble& runs, std::int32_t i, std::int32_t j) {
  int count = 0;
  for (std::int32_t r = 0; r < runs.runs(); ++r)
    count += runs.run_labels(r)[static_cast<std::size_t>(i)] ==
             runs.run_labels(r)[static_cast<std::size_t>(j)];
  return count;
}

TEST(Together, UnitsOfACaseByHand) {
  // 0 and 1 never part; 2 is with them once of two; 3 is an isolate; 4 is alone.
  const std::vector<std::uint8_t> isolate = {0, 0, 0, 1, 0};
  const Ensemble runs = from_rows({{0, 0, 0, 1, 2}, {0, 0, 1, 2, 3}}, isolate);
  Together together(runs, isolate);
  ASSERT_EQ(together.units(), 3);
  EXPECT_EQ(together.unit_of(0), 0);
  EXPECT_EQ(together.unit_of(1), 0);
  EXPECT_EQ(together.unit_of(2), 1);
  EXPECT_EQ(together.unit_of(3), -1);
  EXPECT_EQ(together.unit_of(4), 2);
  EXPECT_EQ(together.of(0)[1], 1);
  EXPECT_EQ(together.of(1)[0], 1);
  EXPECT_TRUE(together.of(2).touched().empty());
  EXPECT_TRUE(together.has_company(0, 2));
  EXPECT_TRUE(together.has_company(2, 1));
  EXPECT_FALSE(together.has_company(2, 2));
  EXPECT_FALSE(together.has_company(3, 1));
  const PairCounts pairs = count_pairs(together, 1);
  EXPECT_EQ(pairs.of_nodes, 3);
  EXPECT_EQ(pairs.of_units, 1);
}

TEST(Together, CountsAsPairsOfNodesDo) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const std::int32_t n = 40;
    std::vector<std::uint8_t> isolate(static_cast<std::size_t>(n));
    isolate[seed % 40] = isolate[(seed * 7 + 3) % 40] = 1;
    const Ensemble runs = random_runs(n, 6, 4, seed, isolate);
    Together together(runs, isolate);
    for (const double enough : {1.0, 3.0, 6.0}) {
      std::int64_t pairs = 0;
      const CooperationNetwork ties = tied_nodes(together, n, enough);
      for (std::int32_t i = 0; i < n; ++i) {
        bool company = false;
        for (std::int32_t j = 0; j < n; ++j) {
          if (i == j) continue;
          const bool apart = isolate[static_cast<std::size_t>(i)] != 0 ||
                             isolate[static_cast<std::size_t>(j)] != 0;
          const int count = apart ? 0 : together_in(runs, i, j);
          EXPECT_EQ(together.unit_of(i) == together.unit_of(j) && !apart, count == runs.runs());
          company |= count >= enough;
          pairs += i < j && count >= enough ? 1 : 0;
          const std::ptrdiff_t slot = ties.find(i, j);
          ASSERT_EQ(slot >= 0, count >= enough) << i << " " << j;
          if (slot >= 0) {
            EXPECT_EQ(ties.weight(static_cast<std::size_t>(slot)), count);
          }
        }
        EXPECT_EQ(together.has_company(i, enough), company);
      }
      EXPECT_EQ(count_pairs(together, enough).of_nodes, pairs);
    }
  }
}

TEST(Together, UnitsHaveTheQualityOfTheirNodes) {
  const std::int32_t n = 60;
  const std::vector<std::uint8_t> isolate(static_cast<std::size_t>(n));
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const Ensemble runs = random_runs(n, 8, 5, seed, isolate);
    Together together(runs, isolate);
    const OwnedGraph<std::int64_t> graph = tied_units(together, 4);
    const CooperationNetwork ties = tied_nodes(together, n, 4);
    std::int64_t between = 0;  // units; within them every pair weighs as much as there are runs
    for (const std::int64_t weight : graph.weights) between += weight;
    std::int64_t within = 0;
    for (const std::int64_t mass : graph.mass) within += mass * (mass - 1) * runs.runs();
    EXPECT_EQ(static_cast<double>(between + within), 2 * ties.total_weight());
  }
}

TEST(Together, ClustersOfUnitsAreThoseOfNodes) {
  // Kinds of nodes that are together more often than not: CPM has one best division.
  const std::int32_t n = 90;
  std::vector<std::uint8_t> isolate(static_cast<std::size_t>(n));
  isolate[11] = 1;
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    Random random(seed);
    std::vector<std::vector<std::int32_t>> rows;
    for (int r = 0; r < 10; ++r) {
      rows.emplace_back();
      for (std::int32_t i = 0; i < n; ++i)  // a twelfth of the pieces of five strays
        rows.back().push_back(i / 15);
      for (std::int32_t piece = 0; piece < n / 5; ++piece)
        if (random.below(12) == 0)
          for (std::int32_t k = 0; k < 5; ++k)
            rows.back()[static_cast<std::size_t>(5 * piece + k)] =
                static_cast<std::int32_t>(random.below(6));
    }
    const Ensemble runs = from_rows(rows, isolate);
    Together together(runs, isolate);
    EnsembleOptions options;
    options.runs = 4;
    options.leiden.quality = Quality::cpm;
    options.leiden.resolution = 5;
    options.leiden.seed = seed;
    const Ensemble nodes = ensemble(Network(tied_nodes(together, n, 5)), options);
    const Ensemble units = cluster_units(together, tied_units(together, 5), isolate, 5, options);
    ASSERT_EQ(units.runs(), nodes.runs());
    const auto labels = [](const Ensemble& of) {
      return std::vector<std::int32_t>(of.run_labels(of.best_run).begin(),
                                       of.run_labels(of.best_run).end());
    };
    EXPECT_EQ(labels(units), labels(nodes)) << seed;
    EXPECT_EQ(units.counts, nodes.counts);
  }
}

TEST(Together, ClustersOfUnitsDoNotDependOnThreads) {
  const std::vector<std::uint8_t> isolate(80);
  const Ensemble runs = random_runs(80, 9, 4, 5, isolate);
  Together together(runs, isolate);
  EnsembleOptions options;
  options.runs = 7;
  options.threads = 1;
  const OwnedGraph<std::int64_t> graph = tied_units(together, 4.5);
  const Ensemble one = cluster_units(together, graph, isolate, 4.5, options);
  options.threads = 3;
  EXPECT_EQ(cluster_units(together, graph, isolate, 4.5, options).labels, one.labels);
}

}  // namespace
}  // namespace munigraph::clustering
