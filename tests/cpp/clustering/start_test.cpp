#include "munigraph/clustering/start.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "clustering/networks.hpp"
#include "convergence.hpp"
#include "munigraph/clustering/quality.hpp"

namespace munigraph {
namespace {

using Labels = std::vector<std::int32_t>;
using Mask = std::vector<std::uint8_t>;

/// Every allowed move and merge, the slow way. Empty if none gains.
std::string violation(const CooperationNetwork& network, std::span<const std::int32_t> labels,
                      const Mask& fixed, const QualityFunction& function) {
  const auto value = reference::pair_values(network, function);
  const std::size_t n = labels.size();
  std::map<std::int32_t, std::vector<std::size_t>> clusters;
  std::set<std::int32_t> held;
  for (std::size_t i = 0; i < n; ++i) {
    clusters[labels[i]].push_back(i);
    if (fixed[i] != 0) held.insert(labels[i]);
  }
  const auto score = [&](std::size_t i, std::int32_t label) {
    long double sum = 0;
    for (const std::size_t j : clusters[label])
      if (j != i) sum += value[i][j];
    return sum;
  };
  constexpr long double tolerance = 1.001e-12L;
  for (std::size_t i = 0; i < n; ++i) {
    if (fixed[i] != 0 || network.neighbours(static_cast<std::int32_t>(i)).empty()) continue;
    const long double stay = score(i, labels[i]);
    if (-stay > tolerance) return "node " + std::to_string(i) + " gains by leaving alone";
    for (const std::int32_t j : network.neighbours(static_cast<std::int32_t>(i)))
      if (score(i, labels[static_cast<std::size_t>(j)]) - stay > tolerance)
        return "node " + std::to_string(i) + " gains by a move";
  }
  for (const auto& [a, members] : clusters)
    for (const auto& [b, others] : clusters) {
      if (a >= b || (held.count(a) != 0 && held.count(b) != 0)) continue;
      long double gain = 0;
      for (const std::size_t i : members)
        for (const std::size_t j : others) gain += value[i][j];
      if (gain > tolerance) return "two clusters gain by merging";
    }
  return {};
}

TEST(LeidenFrom, WorkedByHand) {
  // Two triangles with one tie between them; nodes 2 and 3 hold the tie.
  testing::Edges edges;
  edges.add_clique(0, 3);
  edges.add_clique(3, 3);
  edges.add(2, 3);
  const Network network(edges.network(7));
  const Labels alone(7, -1);
  EXPECT_EQ(leiden_from(network, {alone, {}}).partition, leiden(network).partition);
  // 5 is held with 0: one of the triangles comes along, of the other two nodes are left by
  // themselves. Four ties inside of seven, strengths 9 and 5.
  const Labels labels{0, -1, -1, -1, -1, 0, -1};
  const Mask fixed{1, 0, 0, 0, 0, 1, 0};
  const Clustering found = leiden_from(network, {labels, fixed});
  EXPECT_EQ(found.partition[0], found.partition[5]);
  EXPECT_NE(found.partition[1] == found.partition[0], found.partition[4] == found.partition[0]);
  EXPECT_EQ(found.partition.clusters(), 2);
  EXPECT_NEAR(found.quality, 4.0 / 7 - (81.0 + 25.0) / 196, 1e-15);
  EXPECT_EQ(found.isolates, 1);
  EXPECT_TRUE(found.converged);
  // 0 and 1 are held apart, though they are of one triangle.
  const Labels two{0, 1, -1, -1, -1, -1, -1};
  const Clustering apart = leiden_from(network, {two, Mask{1, 1, 0, 0, 0, 0, 0}});
  EXPECT_NE(apart.partition[0], apart.partition[1]);
}

TEST(LeidenFrom, ConvergesAndKeepsWhatIsFixed) {
  std::size_t bound = 0;
  for (std::uint64_t seed = 0; seed < 80; ++seed)
    for (const Quality quality : {Quality::modularity, Quality::cpm}) {
      const auto n = 20 + static_cast<std::int32_t>(seed);
      const auto weights = seed % 2 == 0 ? testing::Weights::fractions : testing::Weights::wide;
      const auto ties = testing::random_network(n, 0.06, seed, weights);
      Random random(seed);
      Labels labels;
      Mask fixed;
      for (std::int32_t i = 0; i < n; ++i) {
        labels.push_back(static_cast<std::int32_t>(random.below(6)) - 1);
        fixed.push_back(labels.back() >= 0 && random.below(3) == 0 ? 1 : 0);
      }
      LeidenOptions options;
      options.quality = quality;
      options.resolution = quality == Quality::cpm ? 0.05 : 1.0;
      options.seed = seed;
      const Network network(ties);
      const Clustering found = leiden_from(network, {labels, fixed}, options);
      SCOPED_TRACE(seed);
      EXPECT_TRUE(found.converged);
      EXPECT_EQ(found.representation, Representation::explicit_);
      const QualityFunction function{quality, *options.resolution};
      EXPECT_EQ(violation(ties, found.partition.labels(), fixed, function), "");
      EXPECT_NEAR(found.quality, reference::quality(ties, found.partition.labels(), function),
                  1e-9);
      for (std::int32_t i = 0; i < n; ++i)
        for (std::int32_t j = 0; j < i; ++j) {
          const auto a = static_cast<std::size_t>(i);
          const auto b = static_cast<std::size_t>(j);
          if (fixed[a] == 0 || fixed[b] == 0 || ties.neighbours(i).empty() ||
              ties.neighbours(j).empty())
            continue;
          EXPECT_EQ(found.partition[i] == found.partition[j], labels[a] == labels[b]);
          ++bound;
        }
      EXPECT_EQ(found.partition, leiden_from(network, {labels, fixed}, options).partition);
    }
  EXPECT_GT(bound, 1000U) << "nothing was held: this test could not fail";
}

TEST(LeidenFrom, WithoutFixedNodesKeepsThePromisesOfLeiden) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const auto ties = testing::random_network(60, 0.05, seed);
    Random random(seed);
    Labels labels;
    for (int i = 0; i < 60; ++i) labels.push_back(static_cast<std::int32_t>(random.below(8)));
    const double before = quality_value(ties, labels, {});
    const Clustering found = leiden_from(Network(ties), {labels, {}});
    EXPECT_EQ(reference::violation(ties, found.partition.labels(), {}), "");
    EXPECT_EQ(found.disconnected, 0);
    EXPECT_GE(found.quality, before);
    // What nothing improves is left as it is.
    const Clustering again = leiden_from(Network(ties), {found.partition.labels(), {}});
    EXPECT_GE(again.quality, found.quality - 1e-12);
  }
}

TEST(LeidenFrom, EverythingFixedIsWhatWasGiven) {
  const auto ties = testing::random_network(40, 0.2, 3);
  Labels labels;
  for (std::int32_t i = 0; i < 40; ++i) labels.push_back(i % 5);
  const Clustering found = leiden_from(Network(ties), {labels, Mask(40, 1)});
  EXPECT_EQ(found.partition, describe_labels(ties, labels).partition);
}

TEST(LeidenFrom, EdgeCasesAndMisuse) {
  const Clustering empty = leiden_from(Network(CooperationNetwork()), {});
  EXPECT_EQ(empty.partition.clusters(), 0);
  EXPECT_TRUE(std::isnan(empty.quality));
  const Network none(testing::Edges().network(3));
  const Clustering apart = leiden_from(none, {Labels{0, 0, 0}, Mask{1, 1, 1}});
  EXPECT_EQ(apart.partition.singletons(), 3);
  const Network ring(testing::ring_of_cliques(3, 3));
  EXPECT_THROW((void)leiden_from(ring, {Labels{1}, {}}), std::invalid_argument);
  EXPECT_THROW((void)leiden_from(ring, {Labels(9, 0), Mask{1}}), std::invalid_argument);
  EXPECT_THROW((void)leiden_from(ring, {Labels(9, -1), Mask(9, 1)}), std::invalid_argument);
  LeidenOptions options;
  options.representation = Representation::dense;
  EXPECT_THROW((void)leiden_from(ring, {Labels(9, 0), {}}, options), std::invalid_argument);
  options = {};
  Monitor monitor;
  monitor.stop();
  options.monitor = &monitor;
  EXPECT_THROW((void)leiden_from(ring, {Labels(9, 0), {}}, options), Interrupted);
}

}  // namespace
}  // namespace munigraph
