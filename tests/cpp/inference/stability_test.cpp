#include "munigraph/inference/stability.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <thread>
#include <vector>

#include "munigraph/clustering/ensemble.hpp"
#include "munigraph/core/error.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

/// Groups of four, each with several arrangements; groups in a row share one arrangement of two if
/// `chained`; two nodes are in nothing.
Network groups_of_four(std::int32_t groups, bool chained, Weighting weighting) {
  std::vector<std::int32_t> node;
  std::vector<std::int32_t> arrangement;
  std::int32_t a = 0;
  const auto add = [&](std::initializer_list<std::int32_t> members) {
    for (const std::int32_t m : members) {
      node.push_back(m);
      arrangement.push_back(a);
    }
    ++a;
  };
  for (std::int32_t g = 0; g < groups; ++g) {
    const std::int32_t f = 4 * g;
    for (int times = 0; times < 5; ++times) add({f, f + 1, f + 2, f + 3});
    if (chained && g + 1 < groups) add({f + 3, f + 4});
  }
  return Network(AffiliationNetwork(4 * groups + 2, a, node, arrangement), weighting);
}

TEST(Stability, SeparateGroupsAreAlwaysFound) {
  StabilityOptions options;
  options.draws = 30;
  options.threads = 2;
  const Stability found = stability(groups_of_four(5, false, Weighting::newman), options);
  EXPECT_EQ(found.clustering.partition.clusters(), 5);
  EXPECT_EQ(found.nodes, 22);
  for (std::size_t d = 0; d < 30; ++d) {
    EXPECT_EQ(found.counts[d], 5);
    EXPECT_EQ(found.singletons[d], 2);
    EXPECT_EQ(found.isolates[d], 2);
    EXPECT_EQ(found.components[d], 5);
    EXPECT_EQ(found.agreement[d], 1.0);
  }
  const auto nodes = node_stability(found.labels, found.clustering.partition.labels());
  for (std::size_t i = 0; i < 20; ++i) EXPECT_EQ(nodes[i], 1.0);
  EXPECT_TRUE(std::isnan(nodes[20]) && std::isnan(nodes[21]));
}

TEST(Stability, DoesNotDependOnThreads) {
  const Network network = groups_of_four(12, true, Weighting::count);
  for (const Resample scheme : {Resample::weights, Resample::arrangements, Resample::memberships,
                                Resample::with_replacement}) {
    StabilityOptions options;
    options.resample = scheme;
    options.drop = 0.4;
    options.draws = 40;
    options.runs = 2;
    options.leiden.seed = 11;
    options.threads = 1;
    const Stability one = stability(network, options);
    for (const int threads : {2, 3, 8}) {
      options.threads = threads;
      const Stability more = stability(network, options);
      EXPECT_EQ(one.labels, more.labels);
      EXPECT_EQ(one.counts, more.counts);
      EXPECT_EQ(one.agreement, more.agreement);
      EXPECT_EQ(one.clustering.partition, more.clustering.partition);
    }
  }
}

TEST(Stability, DrawsCanBeMadeAgainOneByOne) {
  const Network network = groups_of_four(8, true, Weighting::newman);
  StabilityOptions options;
  options.resample = Resample::memberships;
  options.drop = 0.3;
  options.draws = 6;
  options.runs = 3;
  options.leiden.seed = 5;
  const Stability found = stability(network, options);
  for (std::uint64_t d = 0; d < 6; ++d) {
    const std::uint64_t seed = stream_seed(5, d);
    const Network drawn(
        resampled(network.affiliation(), Resample::memberships, 0.3, stream_seed(seed, 0)));
    EnsembleOptions runs;
    runs.runs = 3;
    runs.leiden.seed = stream_seed(seed, 1);
    const Ensemble again = ensemble(drawn, runs);
    EXPECT_EQ(found.counts[d], again.best.partition.clusters());
    EXPECT_EQ(found.isolates[d], again.best.isolates);
    EXPECT_EQ(found.quality[d], again.best.quality);
  }
}

TEST(Stability, TiesAloneAreDrawnAsPairs) {
  const std::vector<std::int32_t> source = {0, 1, 0, 3, 4, 3};
  const std::vector<std::int32_t> target = {1, 2, 2, 4, 5, 5};
  const Network network(CooperationNetwork::from_edges(6, source, target));
  StabilityOptions options;
  options.draws = 20;
  for (const std::int32_t count : stability(network, options).counts) EXPECT_EQ(count, 2);
  options.resample = Resample::arrangements;
  options.drop = 0.5;  // three of six ties
  for (const std::int32_t components : stability(network, options).components) {
    EXPECT_GE(components, 1);
    EXPECT_LE(components, 3);
  }
}

TEST(Stability, NodeStabilityEqualsCountingPairs) {
  Random random(3);
  const std::size_t n = 25;
  const std::size_t rows = 9;
  std::vector<std::int32_t> labels;
  for (std::size_t k = 0; k < n * rows; ++k)
    labels.push_back(static_cast<std::int32_t>(random.below(4)));
  std::vector<std::int32_t> reference;
  for (std::size_t i = 0; i < n; ++i)
    reference.push_back(i == 0 ? 99 : static_cast<std::int32_t>(random.below(3)));
  const auto found = node_stability(labels, reference);
  for (std::size_t i = 0; i < n; ++i) {
    double together = 0;
    double pairs = 0;
    for (std::size_t j = 0; j < n; ++j) {
      if (i == j || reference[i] != reference[j]) continue;
      for (std::size_t r = 0; r < rows; ++r) {
        together += labels[r * n + i] == labels[r * n + j] ? 1 : 0;
        pairs += 1;
      }
    }
    if (pairs == 0)
      EXPECT_TRUE(std::isnan(found[i]));
    else
      EXPECT_NEAR(found[i], together / pairs, 1e-12);
  }
}

TEST(Stability, NetworksWithoutTies) {
  StabilityOptions options;
  options.draws = 3;
  const Network network{AffiliationNetwork(4, 0, {}, {})};
  const Stability found = stability(network, options);
  EXPECT_EQ(found.counts, (std::vector<std::int32_t>{0, 0, 0}));
  EXPECT_EQ(found.isolates, (std::vector<std::int32_t>{4, 4, 4}));
  for (const double value : found.agreement) EXPECT_TRUE(std::isnan(value));
}

TEST(Stability, RefusesWhatMakesNoSense) {
  const Network network = groups_of_four(2, true, Weighting::newman);
  StabilityOptions options;
  options.draws = 0;
  EXPECT_THROW((void)stability(network, options), std::invalid_argument);
  options.draws = 2;
  options.runs = 0;
  EXPECT_THROW((void)stability(network, options), std::invalid_argument);
  options.runs = 1;
  const Network binary = groups_of_four(2, true, Weighting::binary);
  EXPECT_THROW((void)stability(binary, options), std::invalid_argument);
  options.resample = Resample::arrangements;
  EXPECT_NO_THROW((void)stability(binary, options));
}

TEST(Stability, HearsAnInterrupt) {
  const Network network = groups_of_four(50, true, Weighting::newman);
  StabilityOptions options;
  options.draws = 50'000;
  options.threads = 2;
  Monitor monitor;
  options.monitor = &monitor;
  std::thread stopper([&] {
    while (monitor.done() < 3) std::this_thread::yield();
    monitor.stop();
  });
  EXPECT_THROW((void)stability(network, options), Interrupted);
  stopper.join();
}

}  // namespace
}  // namespace munigraph
