#include "munigraph/bridging/betweenness.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <chrono>
#include <cmath>
#include <stdexcept>
#include <thread>

#include "bridging/random_networks.hpp"

// GCC 12 takes the small-value union of cpp_int for uninitialised memory.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

namespace munigraph {
namespace {

using bridging_test::dense;
using bridging_test::Matrix;
using bridging_test::random_memberships;
using Rational = boost::multiprecision::cpp_rational;

/// Memberships whose Newman weights are Σ 1/(k−1), and those weights as fractions.
struct ExactNetwork {
  AffiliationNetwork affiliation;
  std::vector<std::vector<Rational>> weight;
};

ExactNetwork exact_network(std::uint64_t seed, std::int32_t n, std::int32_t count) {
  Random random(seed);
  std::vector<std::int32_t> nodes;
  std::vector<std::int32_t> groups;
  const auto size = static_cast<std::size_t>(n);
  std::vector<std::vector<Rational>> weight(size, std::vector<Rational>(size, 0));
  std::vector<std::int32_t> all(size);
  for (std::int32_t i = 0; i < n; ++i) all[static_cast<std::size_t>(i)] = i;
  for (std::int32_t a = 0; a < count; ++a) {
    random.shuffle(std::span<std::int32_t>(all));
    const std::size_t k = 2 + random.below(static_cast<std::uint32_t>(std::min(n - 2, 6)));
    for (std::size_t x = 0; x < k; ++x) {
      nodes.push_back(all[x]);
      groups.push_back(a);
      for (std::size_t y = 0; y < k; ++y)
        if (x != y)
          weight[static_cast<std::size_t>(all[x])][static_cast<std::size_t>(all[y])] +=
              Rational(1, static_cast<long>(k) - 1);
    }
  }
  return {AffiliationNetwork(n, count, nodes, groups), std::move(weight)};
}

/// From all distances and numbers of shortest paths, in fractions: no order, no tolerance.
std::vector<double> exact_betweenness(const std::vector<std::vector<Rational>>& weight) {
  const std::size_t n = weight.size();
  const Rational none = -1;
  std::vector<std::vector<Rational>> d(n, std::vector<Rational>(n, none));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      if (i == j)
        d[i][j] = 0;
      else if (weight[i][j] > 0)
        d[i][j] = 1 / weight[i][j];
    }
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) {
        if (d[i][k] < 0 || d[k][j] < 0) continue;
        const Rational way = d[i][k] + d[k][j];
        if (d[i][j] < 0 || way < d[i][j]) d[i][j] = way;
      }
  std::vector<std::vector<Rational>> paths(n, std::vector<Rational>(n, 0));
  for (std::size_t s = 0; s < n; ++s) {
    std::vector<std::size_t> order;
    for (std::size_t v = 0; v < n; ++v)
      if (d[s][v] >= 0) order.push_back(v);
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return d[s][a] < d[s][b]; });
    paths[s][s] = 1;
    for (const std::size_t v : order)
      for (std::size_t u = 0; u < n; ++u)
        if (v != s && weight[u][v] > 0 && d[s][u] >= 0 && d[s][u] + 1 / weight[u][v] == d[s][v])
          paths[s][v] += paths[s][u];
  }
  std::vector<double> result(n);
  for (std::size_t v = 0; v < n; ++v) {
    Rational sum = 0;
    for (std::size_t s = 0; s < n; ++s)
      for (std::size_t t = 0; t < s; ++t)
        if (s != v && t != v && d[s][t] >= 0 && d[s][v] >= 0 && d[v][t] >= 0 &&
            d[s][v] + d[v][t] == d[s][t])
          sum += paths[s][v] * paths[v][t] / paths[s][t];
    result[v] = sum.convert_to<double>();
  }
  return result;
}

TEST(Betweenness, EqualsExactFractionsOnRandomSums) {
  std::size_t apart = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    // From sparse and disconnected to dense: both kernels.
    const ExactNetwork network = exact_network(seed, 8 + static_cast<std::int32_t>(seed % 7),
                                               3 + static_cast<std::int32_t>(seed % 13));
    const CooperationNetwork ties = project(network.affiliation);
    BetweennessOptions options;
    options.normalised = false;
    const std::vector<double> expected = exact_betweenness(network.weight);
    const std::vector<double> found = betweenness(ties, options);
    options.tolerance = 0;
    const std::vector<double> plain = betweenness(ties, options);
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_NEAR(found[i], expected[i], 1e-11) << "seed " << seed << " node " << i;
      apart += std::abs(plain[i] - expected[i]) > 1e-6 ? 1U : 0U;
    }
  }
  EXPECT_GT(apart, 0U) << "no tie was at stake: this test could not fail";
}

TEST(Betweenness, WorkedByHand) {
  // A path 0-1-2 beside a tie 0-2 of the same length (1/4 + 1/4 = 1/2), and 3 behind 2.
  const std::vector<std::int32_t> from{0, 1, 0, 2};
  const std::vector<std::int32_t> to{1, 2, 2, 3};
  const std::vector<double> weight{4, 4, 2, 1};
  const auto network = CooperationNetwork::from_edges(5, from, to, weight);
  BetweennessOptions options;
  options.normalised = false;
  EXPECT_EQ(betweenness(network, options), (std::vector<double>{0, 1, 2, 0, 0}));
  options.length = PathLength::hops;
  EXPECT_EQ(betweenness(network, options), (std::vector<double>{0, 0, 2, 0, 0}));
  options.normalised = true;
  EXPECT_DOUBLE_EQ(betweenness(network, options)[2], 2.0 / 6);
}

TEST(Betweenness, EdgeCases) {
  EXPECT_TRUE(betweenness(CooperationNetwork()).empty());
  EXPECT_EQ(betweenness(CooperationNetwork::from_edges(3, {}, {})), std::vector<double>(3, 0.0));
  const std::vector<std::int32_t> one{0};
  const std::vector<std::int32_t> two{1};
  EXPECT_EQ(betweenness(CooperationNetwork::from_edges(2, one, two)), std::vector<double>(2, 0.0));
  BetweennessOptions options;
  options.tolerance = -1;
  EXPECT_THROW((void)betweenness(CooperationNetwork(), options), std::invalid_argument);
}

CooperationNetwork large_ring_with_chords(std::int32_t n) {
  Random random(3);
  std::vector<std::int32_t> from;
  std::vector<std::int32_t> to;
  std::vector<double> weight;
  for (std::int32_t i = 0; i < n; ++i)
    for (int chord = 0; chord < 5; ++chord) {
      from.push_back(i);
      to.push_back(chord == 0
                       ? (i + 1) % n
                       : static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(n))));
      weight.push_back(1.0 / (1 + random.below(9)));
    }
  return CooperationNetwork::from_edges(n, from, to, weight);
}

TEST(BetweennessThreads, TheSameBitsForEveryNumber) {
  const CooperationNetwork sparse = large_ring_with_chords(500);
  const ExactNetwork small = exact_network(7, 60, 400);
  for (const CooperationNetwork& network : {sparse, project(small.affiliation)})
    for (const PathLength length : {PathLength::distance, PathLength::hops}) {
      BetweennessOptions options;
      options.length = length;
      const auto one = betweenness(network, options);
      for (const int threads : {2, 3, 7}) {
        options.threads = threads;
        EXPECT_EQ(betweenness(network, options), one) << threads;
      }
    }
}

TEST(BetweennessInterrupt, TenThousandNodesReportAndStop) {
  const CooperationNetwork network = large_ring_with_chords(10'000);
  Monitor monitor;
  BetweennessOptions options;
  options.threads = 2;
  options.monitor = &monitor;
  std::thread stopper([&] {
    while (monitor.done() < 3) std::this_thread::yield();
    monitor.stop();
  });
  EXPECT_THROW((void)betweenness(network, options), Interrupted);
  stopper.join();
  EXPECT_EQ(monitor.total(), 10'000U);
  EXPECT_GE(monitor.done(), 3U);
  EXPECT_LT(monitor.done(), 10'000U) << "stopped on the way";
}

}  // namespace
}  // namespace munigraph
