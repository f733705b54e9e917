// The qualities that are lengths of codes: map and planted_partition.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "clustering/networks.hpp"
#include "codes.hpp"
#include "munigraph/clustering/consensus.hpp"
#include "munigraph/clustering/leiden.hpp"
#include "munigraph/clustering/multilayer.hpp"
#include "munigraph/clustering/plan.hpp"
#include "munigraph/clustering/profile.hpp"
#include "munigraph/clustering/quality.hpp"
#include "munigraph/clustering/start.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

using testing::Edges;
using testing::Weights;

QualityFunction code(Quality quality) { return {quality, std::nan("")}; }

LeidenOptions options_for(Quality quality, std::uint64_t seed = 0) {
  LeidenOptions options;
  options.quality = quality;
  options.seed = seed;
  return options;
}

double naive(Quality quality, const CooperationNetwork& network,
             std::span<const std::int32_t> labels) {
  return quality == Quality::map ? testing::naive_map(network, labels)
                                 : testing::naive_planted_partition(network, labels);
}

/// Weights that are small whole numbers.
CooperationNetwork multigraph(std::int32_t n, double density, std::uint64_t seed) {
  Random random(seed);
  Edges edges;
  for (std::int32_t i = 0; i < n; ++i)
    for (std::int32_t j = 0; j < i; ++j)
      if (random.uniform() < (i % 3 == j % 3 ? 4 : 1) * density)
        edges.add(i, j, 1.0 + random.below(3));
  return edges.network(n);
}

std::vector<std::int32_t> random_labels(std::size_t n, std::uint32_t groups, Random& random) {
  std::vector<std::int32_t> labels(n);
  for (std::int32_t& label : labels) label = static_cast<std::int32_t>(random.below(groups));
  return labels;
}

TEST(Coded, MapOfTwoTiedTrianglesByHand) {
  Edges edges;
  edges.add_clique(0, 3);
  edges.add_clique(3, 3);
  edges.add(2, 3);
  const CooperationNetwork network = edges.network(6);
  const std::vector<std::int32_t> labels = {0, 0, 0, 1, 1, 1};
  // Of 14 half-ties each cluster sends one out: q = 1/14 each, a book of 1, 2, 2, 3 of 8.
  const auto h = [](double x) { return -x * std::log2(x); };
  const double book = h(1.0 / 8) + 2 * h(2.0 / 8) + h(3.0 / 8);
  const double expected = 2.0 / 14 * 1.0 + 2 * (8.0 / 14) * book;
  EXPECT_NEAR(-quality_value(network, labels, code(Quality::map)), expected, 1e-14);
}

TEST(Coded, PlantedPartitionOfOneTieByHand) {
  Edges edges;
  edges.add(0, 1);
  const CooperationNetwork network = edges.network(3);  // the third has no tie: left out
  // One cluster: e_in = 1 at B/2 = ½, three ways to share two degrees among two nodes, e_r! = 2,
  // and ln N for the number of clusters. Two: e_out = 1, ln(E + 1) = ln 2, ln N! = ln 2, ln N.
  const std::vector<std::int32_t> one = {0, 0, 1};
  const std::vector<std::int32_t> two = {0, 1, 2};
  EXPECT_NEAR(-quality_value(network, one, code(Quality::planted_partition)),
              std::log(0.5) + std::log(2.0) + std::log(3.0) + std::log(2.0), 1e-14);
  EXPECT_NEAR(-quality_value(network, two, code(Quality::planted_partition)),
              std::log(2.0) + std::log(2.0) + std::log(2.0), 1e-14);
}

TEST(Coded, ValuesAreThoseOfTheFormulas) {
  Random random(5);
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const CooperationNetwork whole = multigraph(25, 0.08, seed);
    const CooperationNetwork fractions = testing::random_network(25, 0.1, seed);
    const CooperationNetwork wide = testing::random_network(25, 0.1, seed, Weights::wide);
    for (const std::uint32_t groups : {1U, 3U, 8U, 25U}) {
      const auto labels = random_labels(25, groups, random);
      for (const auto* network : {&whole, &fractions, &wide})
        EXPECT_NEAR(-quality_value(*network, labels, code(Quality::map)),
                    testing::naive_map(*network, labels), 1e-11);
      const double length = testing::naive_planted_partition(whole, labels);
      EXPECT_NEAR(-quality_value(whole, labels, code(Quality::planted_partition)), length,
                  1e-12 * length);
    }
  }
}

TEST(Coded, GainsAreDifferencesOfTheFormulas) {
  Random random(6);
  for (const Quality quality : {Quality::map, Quality::planted_partition}) {
    const CooperationNetwork network = multigraph(20, 0.1, 3);
    for (int draw = 0; draw < 200; ++draw) {
      auto labels = random_labels(20, 5, random);
      const double before = naive(quality, network, labels);
      const auto node = static_cast<std::int32_t>(random.below(20));
      const auto target = static_cast<std::int32_t>(random.below(6));
      const double gain = move_gain(network, labels, node, target, code(quality));
      auto moved = labels;
      moved[static_cast<std::size_t>(node)] = target;
      EXPECT_NEAR(gain, before - naive(quality, network, moved), 1e-10);
      const double merged_gain = merge_gain(network, labels, 1, 3, code(quality));
      std::replace(labels.begin(), labels.end(), 3, 1);
      EXPECT_NEAR(merged_gain, before - naive(quality, network, labels), 1e-10);
    }
  }
}

/// All that "converged" promises, with the naive formulas.
void expect_converged(const CooperationNetwork& network, const Clustering& found, Quality quality) {
  const auto labels = found.partition.labels();
  const double length = naive(quality, network, labels);
  EXPECT_NEAR(-found.quality, length, 1e-11 * length);
  EXPECT_EQ(found.disconnected, 0);
  EXPECT_TRUE(found.converged);
  const double slack = 1e-9;
  const auto n = static_cast<std::int32_t>(labels.size());
  for (std::int32_t i = 0; i < n; ++i) {
    std::vector<std::int32_t> targets = {n};  // a new cluster
    const auto at = static_cast<std::size_t>(i);
    if (network.offsets()[at] == network.offsets()[at + 1]) continue;
    for (const std::int32_t j : network.neighbours(i))
      targets.push_back(labels[static_cast<std::size_t>(j)]);
    for (const std::int32_t target : targets) {
      std::vector<std::int32_t> moved(labels.begin(), labels.end());
      if (moved[at] == target) continue;
      const std::int32_t own = moved[at];
      moved[at] = target;
      if (quality == Quality::planted_partition) {
        // A move that leaves its cluster in parts is none.
        auto rest = moved;
        for (auto& label : rest) label = label == own ? 1 : -1;
        std::int32_t next = 2;
        for (std::size_t k = 0; k < rest.size(); ++k)
          if (rest[k] == -1) rest[k] = next++;
        if (disconnected_clusters(network, rest) > 0) continue;
      }
      EXPECT_GE(naive(quality, network, moved), length - slack) << "node " << i;
    }
  }
  for (std::int32_t i = 0; i < n; ++i)
    for (const std::int32_t j : network.neighbours(i)) {
      std::vector<std::int32_t> merged(labels.begin(), labels.end());
      std::replace(merged.begin(), merged.end(), labels[static_cast<std::size_t>(j)],
                   labels[static_cast<std::size_t>(i)]);
      EXPECT_GE(naive(quality, network, merged), length - slack);
    }
}

TEST(Coded, RunsConverge) {
  for (std::uint64_t seed = 0; seed < 25; ++seed) {
    const CooperationNetwork whole = multigraph(24, 0.08, seed);
    expect_converged(whole, leiden(whole, options_for(Quality::map, seed)), Quality::map);
    expect_converged(whole, leiden(whole, options_for(Quality::planted_partition, seed)),
                     Quality::planted_partition);
    const CooperationNetwork fractions = testing::random_network(24, 0.1, seed);
    expect_converged(fractions, leiden(fractions, options_for(Quality::map, seed)), Quality::map);
    const CooperationNetwork wide = testing::random_network(24, 0.1, seed, Weights::wide);
    expect_converged(wide, leiden(wide, options_for(Quality::map, seed)), Quality::map);
  }
}

TEST(Coded, TheBestOfTenRunsIsTheShortestOfAllPartitions) {
  int missed = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const CooperationNetwork network = multigraph(8, 0.14, seed);
    if (network.edge_count() == 0) continue;
    for (const Quality quality : {Quality::map, Quality::planted_partition}) {
      double shortest = std::numeric_limits<double>::infinity();
      testing::for_each_partition(8, [&](std::span<const std::int32_t> labels) {
        // Among those whose clusters are connected, as all of leiden's are.
        if (disconnected_clusters(network, labels) > 0) return;
        shortest = std::min(shortest, naive(quality, network, labels));
      });
      double found = std::numeric_limits<double>::infinity();
      for (std::uint64_t run = 0; run < 10; ++run)
        found = std::min(found, -leiden(network, options_for(quality, run)).quality);
      EXPECT_GE(found, shortest - 1e-9);
      if (found > shortest + 1e-9) ++missed;
    }
  }
  // Ten greedy runs may all end beside the shortest: once in these 80 cases.
  EXPECT_LE(missed, 1);
}

TEST(Coded, PlantedCliquesAreFound) {
  Edges edges;
  for (std::int32_t c = 0; c < 6; ++c) {
    edges.add_clique(8 * c, 8);
    edges.add(8 * c, (8 * c + 8) % 48);
  }
  const CooperationNetwork network = edges.network(50);  // and two isolates
  for (const Quality quality : {Quality::map, Quality::planted_partition}) {
    const Clustering found = leiden(network, options_for(quality));
    EXPECT_EQ(found.partition.clusters(), 6);
    EXPECT_EQ(found.isolates, 2);
    EXPECT_TRUE(std::isnan(found.resolution));
    if (quality == Quality::map)
      EXPECT_EQ(louvain(network, options_for(quality)).partition.clusters(), 6);
    else
      EXPECT_THROW((void)louvain(network, options_for(quality)), std::invalid_argument);
  }
}

TEST(Coded, NothingNothingToDo) {
  const CooperationNetwork none = Edges{}.network(0);
  const CooperationNetwork alone = Edges{}.network(3);
  for (const Quality quality : {Quality::map, Quality::planted_partition}) {
    EXPECT_EQ(leiden(none, options_for(quality)).partition.clusters(), 0);
    const Clustering found = leiden(alone, options_for(quality));
    EXPECT_EQ(found.isolates, 3);
    EXPECT_TRUE(std::isnan(found.quality));
  }
}

TEST(Coded, APlanGivesTheRunsOfLeiden) {
  const CooperationNetwork network = multigraph(40, 0.05, 9);
  for (const Quality quality : {Quality::map, Quality::planted_partition}) {
    const LeidenPlan plan(Network(network), options_for(quality));
    LeidenPlan::Workspace memory;
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      const auto run = plan.run(seed, memory);
      const Clustering found = leiden(network, options_for(quality, seed));
      EXPECT_TRUE(std::equal(run.partition.labels().begin(), run.partition.labels().end(),
                             found.partition.labels().begin()));
      EXPECT_EQ(run.quality, found.quality);
    }
  }
}

TEST(Coded, WhatTheyDoNotTakeIsRefused) {
  const CooperationNetwork fractions = testing::random_network(10, 0.3, 1);
  EXPECT_THROW((void)leiden(fractions, options_for(Quality::planted_partition)),
               std::invalid_argument);
  LeidenOptions with = options_for(Quality::map);
  with.resolution = 1.0;
  EXPECT_THROW((void)leiden(fractions, with), std::invalid_argument);
  with = options_for(Quality::map);
  with.representation = Representation::dense;
  EXPECT_THROW((void)leiden(fractions, with), std::invalid_argument);
  const Network network(fractions);
  EXPECT_THROW((void)leiden_from(network, {}, options_for(Quality::map)), std::invalid_argument);
  EnsembleOptions scan;
  scan.leiden.quality = Quality::map;
  EXPECT_THROW((void)profile(network, std::vector<double>{1.0}, scan), std::invalid_argument);
  const Network shares(testing::random_register(12, 20, 1), Weighting::newman);
  EXPECT_THROW((void)leiden(shares, options_for(Quality::planted_partition)),
               std::invalid_argument);
  const Network counts(testing::random_register(12, 20, 1), Weighting::count);
  EXPECT_NO_THROW((void)leiden(counts, options_for(Quality::planted_partition)));
}

}  // namespace
}  // namespace munigraph
