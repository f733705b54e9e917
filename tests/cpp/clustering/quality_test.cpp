#include "munigraph/clustering/quality.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "clustering/networks.hpp"
#include "convergence.hpp"
#include "munigraph/clustering/leiden.hpp"

namespace munigraph {
namespace {

constexpr double resolutions[] = {0.0, 0.4, 1.0, 2.5};

std::vector<std::int32_t> random_labels(std::int32_t n, std::uint32_t groups, Random& random) {
  std::vector<std::int32_t> labels(static_cast<std::size_t>(n));
  for (auto& label : labels) label = static_cast<std::int32_t>(random.below(groups));
  return labels;
}

TEST(Quality, TwoTrianglesByHand) {
  testing::Edges edges;
  edges.add_clique(0, 3);
  edges.add_clique(3, 3);
  edges.add(2, 3);
  const auto network = edges.network(6);
  const std::vector<std::int32_t> labels{0, 0, 0, 1, 1, 1};
  EXPECT_NEAR(quality_value(network, labels, {}), 6.0 / 7 - 2 * 0.25, 1e-15);
  EXPECT_NEAR(quality_value(network, labels, {Quality::modularity, 2.0}), 6.0 / 7 - 1.0, 1e-15);
  EXPECT_NEAR(quality_value(network, labels, {Quality::cpm, 0.5}), (6 - 0.5 * 6) / 7, 1e-15);
}

TEST(Quality, EqualsTheSumOverPairs) {
  Random random(3);
  for (std::uint64_t seed = 0; seed < 30; ++seed)
    for (const Quality quality : {Quality::modularity, Quality::cpm})
      for (const double resolution : resolutions) {
        const auto network = testing::random_network(40, 0.1, seed);
        const auto labels = random_labels(40, 6, random);
        EXPECT_NEAR(quality_value(network, labels, {quality, resolution}),
                    reference::quality(network, labels, {quality, resolution}), 1e-12);
      }
}

TEST(Quality, GainsAreDifferencesOfValues) {
  Random random(4);
  for (std::uint64_t seed = 0; seed < 30; ++seed)
    for (const Quality quality : {Quality::modularity, Quality::cpm})
      for (const double resolution : resolutions)
        for (const auto weights : {testing::Weights::fractions, testing::Weights::wide}) {
          const QualityFunction function{quality, resolution};
          const auto network = testing::random_network(40, 0.1, seed, weights);
          const auto labels = random_labels(40, 6, random);
          const double before = quality_value(network, labels, function);
          const auto node = static_cast<std::int32_t>(random.below(40));
          const auto target = static_cast<std::int32_t>(random.below(7));  // 6: a new cluster
          auto moved = labels;
          moved[static_cast<std::size_t>(node)] = target;
          const double scale = 1 + std::abs(before);
          EXPECT_NEAR(move_gain(network, labels, node, target, function),
                      quality_value(network, moved, function) - before, 1e-12 * scale);
          auto merged = labels;
          for (auto& label : merged) label = label == 2 ? 5 : label;
          EXPECT_NEAR(merge_gain(network, labels, 2, 5, function),
                      quality_value(network, merged, function) - before, 1e-12 * scale);
        }
}

TEST(Quality, DisconnectedClusters) {
  testing::Edges edges;
  edges.add(0, 1);
  edges.add(1, 2);
  edges.add(2, 3);
  const auto network = edges.network(5);
  EXPECT_EQ(disconnected_clusters(network, std::vector<std::int32_t>{0, 0, 0, 0, 4}), 0);
  EXPECT_EQ(disconnected_clusters(network, std::vector<std::int32_t>{0, 1, 0, 1, 1}), 2);
  EXPECT_THROW((void)quality_value(network, std::vector<std::int32_t>{0}, {}),
               std::invalid_argument);
}

TEST(Quality, ExtremeWeightsGiveTheExactValue) {
  // Two pairs of weight w tied by u, apart: Q = inside − Σ strength² / (2m)², for any scale.
  const std::vector<std::int32_t> source{0, 2, 1};
  const std::vector<std::int32_t> target{1, 3, 2};
  const std::vector<std::int32_t> labels{0, 0, 1, 1};
  for (const double scale : {1e-100, 1e-60, 1.0, 1e60, 1e99}) {
    const std::vector<double> weight{3 * scale, 3 * scale, scale};
    const auto network = CooperationNetwork::from_edges(4, source, target, weight);
    EXPECT_NEAR(quality_value(network, labels, {Quality::modularity, 1.0}), 6.0 / 7 - 0.5, 1e-12);
    for (const auto form : {Representation::dense, Representation::explicit_}) {
      LeidenOptions options;
      options.representation = form;
      EXPECT_NEAR(leiden(network, options).quality, 6.0 / 7 - 0.5, 1e-12);
    }
    EXPECT_NEAR(quality_value(network, labels, {Quality::cpm, scale}), 6.0 / 7 - 2.0 / 7, 1e-12);
  }
  const std::vector<double> wide{1e-100, 1e100, 1e-100};
  const auto network = CooperationNetwork::from_edges(4, source, target, wide);
  LeidenOptions options;
  for (const auto form : {Representation::dense, Representation::explicit_}) {
    options.representation = form;
    // All weight but 10^-200 of it lies in the pair 2–3, so that Q is 0 within rounding.
    EXPECT_NEAR(leiden(network, options).quality, 0.0, 1e-12);
  }
}

TEST(Quality, RefusesResolutionsThatAreNoUsableNumber) {
  const std::vector<std::int32_t> ends{0, 1};
  const std::vector<std::int32_t> others{1, 2};
  const auto network = CooperationNetwork::from_edges(3, ends, others);
  const std::vector<std::int32_t> labels{0, 0, 1};
  for (const double resolution : {-1.0, 1e101, 1e300, 1e308 * 10, std::nan("")})
    for (const auto quality : {Quality::modularity, Quality::cpm}) {
      EXPECT_THROW((void)quality_value(network, labels, {quality, resolution}),
                   std::invalid_argument);
      LeidenOptions options;
      options.quality = quality;
      options.resolution = resolution;
      EXPECT_THROW((void)leiden(network, options), std::invalid_argument);
    }
  EXPECT_TRUE(std::isfinite(quality_value(network, labels, {Quality::cpm, 1e100})));
}

}  // namespace
}  // namespace munigraph
