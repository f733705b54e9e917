#include "munigraph/clustering/multilayer.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <numeric>
#include <stdexcept>
#include <utility>
#include <vector>

#include "clustering/leiden/layered/graph.hpp"
#include "clustering/leiden/layered/leiden.hpp"
#include "clustering/leiden/layered/mass.hpp"
#include "munigraph/clustering/leiden.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

using clustering::LayerMass;
using Ties = std::vector<std::pair<std::int32_t, std::int32_t>>;

Layer layer_of(const Ties& ties, std::int32_t n) {
  std::vector<std::int32_t> source;
  std::vector<std::int32_t> target;
  for (const auto& [a, b] : ties) {
    source.push_back(a);
    target.push_back(b);
  }
  std::vector<std::int32_t> nodes(static_cast<std::size_t>(n));
  std::iota(nodes.begin(), nodes.end(), 0);
  return {Network(CooperationNetwork::from_edges(n, source, target)), nodes};
}

std::vector<Layer> slices() {
  return {layer_of({{0, 1}, {0, 2}, {1, 2}, {2, 3}, {3, 4}}, 5),
          layer_of({{0, 1}, {1, 2}, {2, 3}, {2, 4}, {3, 4}}, 5)};
}

Layer random_layer(std::int32_t n, std::uint64_t seed) {
  Random random(seed);
  Ties ties;
  for (std::int32_t i = 0; i < n; ++i)
    for (std::int32_t j = 0; j < i; ++j)
      if (random.uniform() < (i % 3 == j % 3 ? 0.6 : 0.1)) ties.emplace_back(j, i);
  return layer_of(ties, n);
}

TEST(LayerMass, CostsWithinALayerOnly) {
  const LayerMass first(0, 2.0);
  const LayerMass third(2, 3.0);
  EXPECT_EQ(first.dot(third), 0.0);
  EXPECT_EQ(first.dot(first), 4.0);
  LayerMass sum;
  EXPECT_EQ(sum.dot(first), 0.0);
  sum += third;
  sum += first;
  EXPECT_EQ(sum.dot(first), 4.0);
  EXPECT_EQ(first.dot(sum), 4.0);
  EXPECT_EQ(sum.dot(sum), 13.0);
  sum -= third;
  EXPECT_EQ(sum.dot(sum), 4.0);
  EXPECT_EQ((sum - first).dot(sum), 0.0);
  EXPECT_EQ(cost(scaled(0.5, sum), first), 2.0);
}

TEST(Multilayer, SlicesHaveOneLabellingFromSevenTenths) {
  MultilayerOptions options;
  options.normalise = LayerScale::none;
  for (const double coupling : {0.2, 0.69, 0.7, 3.0}) {
    options.coupling = coupling;
    const MultilayerClustering found = multilayer(slices(), 5, options);
    EXPECT_EQ(found.pairs, 5);
    EXPECT_EQ(found.coupled, coupling < 0.7 ? 4 : 5) << coupling;
    const double layers = coupling < 0.7 ? 22.0 / 5 : 3.0;
    EXPECT_NEAR(found.quality, layers + 2 * coupling * static_cast<double>(found.coupled), 1e-9);
  }
}

TEST(Multilayer, WithoutCouplingEveryLayerIsAlone) {
  const std::vector<Layer> layers = {random_layer(20, 1), random_layer(20, 2)};
  MultilayerOptions options;
  options.coupling = 0;
  options.seed = 9;
  const MultilayerClustering found = multilayer(layers, 20, options);
  LeidenOptions leiden_options;
  leiden_options.seed = 9;
  double sum = 0;
  for (std::size_t t = 0; t < 2; ++t) {
    const Clustering alone = leiden(layers[t].network, leiden_options);
    EXPECT_DOUBLE_EQ(found.layer_quality[t], alone.quality);
    sum += alone.quality;
  }
  EXPECT_DOUBLE_EQ(found.quality, sum);
  EXPECT_EQ(found.coupled, 0);
}

TEST(Multilayer, TheValueIsThatOfTheGraphOfCopies) {
  const std::vector<Layer> layers = {random_layer(12, 3), random_layer(12, 4), random_layer(12, 5)};
  for (const LayerOrder order : {LayerOrder::ordered, LayerOrder::categorical})
    for (const LayerScale scale : {LayerScale::layer, LayerScale::none}) {
      MultilayerOptions options;
      options.coupling = 0.05;
      options.layers = order;
      options.normalise = scale;
      const MultilayerClustering found = multilayer(layers, 12, options);
      const auto layered = clustering::layered_graph(layers, 12, options);
      EXPECT_NEAR(clustering::layered_value(layered, found.labels), found.quality,
                  1e-9 * std::abs(found.quality));
      EXPECT_EQ(found.pairs, order == LayerOrder::ordered ? 24 : 36);
    }
}

TEST(Multilayer, DoesNotDependOnThreads) {
  const std::vector<Layer> layers = {random_layer(40, 6), random_layer(40, 7)};
  MultilayerOptions options;
  options.coupling = 0.001;
  options.threads = 1;
  const MultilayerClustering one = multilayer(layers, 40, options);
  options.threads = 4;
  const MultilayerClustering four = multilayer(layers, 40, options);
  EXPECT_EQ(one.labels, four.labels);
  EXPECT_EQ(one.best_start, four.best_start);
}

TEST(Multilayer, AMissingNodeHasNoCopy) {
  std::vector<Layer> layers = {random_layer(6, 1), random_layer(4, 2), random_layer(6, 3)};
  layers[1].nodes = {5, 1, 2, 0};
  MultilayerOptions options;
  options.coupling = 100;
  const MultilayerClustering found = multilayer(layers, 6, options);
  EXPECT_EQ(found.labels[6 + 3], -1);
  EXPECT_EQ(found.labels[6 + 4], -1);
  EXPECT_EQ(found.pairs, 10);
  EXPECT_EQ(found.coupled, 10);
  EXPECT_EQ(found.labels[3], found.labels[12 + 3]);
}

TEST(Multilayer, RefusesWhatCannotBe) {
  const std::vector<Layer> layers = slices();
  MultilayerOptions options;
  EXPECT_THROW((void)multilayer({}, 5, options), std::invalid_argument);
  EXPECT_THROW((void)multilayer(layers, 4, options), std::invalid_argument);
  for (const double coupling : {-1.0, 1e101, std::nan("")}) {
    options.coupling = coupling;
    EXPECT_THROW((void)multilayer(layers, 5, options), std::invalid_argument) << coupling;
  }
  options.coupling = 1;
  options.starts = 0;
  EXPECT_THROW((void)multilayer(layers, 5, options), std::invalid_argument);
  options.starts = 1;
  options.quality = Quality::cpm;
  EXPECT_THROW((void)multilayer(layers, 5, options), std::invalid_argument);
}

}  // namespace
}  // namespace munigraph
