#include "munigraph/bridging/edge_betweenness.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "bridging/random_networks.hpp"

namespace munigraph {
namespace {

/// From all distances and numbers of shortest paths. Lengths are whole numbers, so sums are exact.
std::vector<double> naive(const std::vector<std::vector<double>>& length) {
  const std::size_t n = length.size();
  constexpr double far = std::numeric_limits<double>::infinity();
  auto d = length;
  for (std::size_t i = 0; i < n; ++i) d[i][i] = 0;
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) d[i][j] = std::min(d[i][j], d[i][k] + d[k][j]);
  // Paths by growing distance: as many rounds as a path has ties.
  std::vector<std::vector<double>> paths(n, std::vector<double>(n));
  for (std::size_t s = 0; s < n; ++s) {
    paths[s][s] = 1;
    std::vector<std::size_t> order;
    for (std::size_t v = 0; v < n; ++v)
      if (d[s][v] < far) order.push_back(v);
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return d[s][a] < d[s][b]; });
    for (const std::size_t v : order)
      for (std::size_t u = 0; u < n; ++u)
        if (u != v && length[u][v] < far && d[s][u] + length[u][v] == d[s][v])
          paths[s][v] += paths[s][u];
  }
  std::vector<double> result;
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = a + 1; b < n; ++b) {
      if (length[a][b] == far) continue;
      double sum = 0;
      for (std::size_t s = 0; s < n; ++s)
        for (std::size_t t = 0; t < n; ++t)
          if (s != t && d[s][t] < far && d[s][a] + length[a][b] + d[b][t] == d[s][t])
            sum += paths[s][a] * paths[b][t] / paths[s][t];
      result.push_back(
          sum);  // every pair {s, t} in the one direction in which it passes a before b
    }
  return result;
}

struct Made {
  CooperationNetwork network;
  std::vector<std::vector<double>> length;
};

/// Ties of length 1, 2 or 4: weights 1, 1/2, 1/4, which doubles hold exactly.
Made made(std::uint64_t seed, std::int32_t n, std::uint32_t of_ten) {
  Random random(seed);
  std::vector<std::int32_t> from;
  std::vector<std::int32_t> to;
  std::vector<double> weight;
  const auto size = static_cast<std::size_t>(n);
  std::vector<std::vector<double>> length(
      size, std::vector<double>(size, std::numeric_limits<double>::infinity()));
  for (std::int32_t i = 0; i < n; ++i)
    for (std::int32_t j = 0; j < i; ++j) {
      if (random.below(10) >= of_ten) continue;
      const double l = 1 << random.below(3);
      from.push_back(i);
      to.push_back(j);
      weight.push_back(1.0 / l);
      length[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] = l;
      length[static_cast<std::size_t>(j)][static_cast<std::size_t>(i)] = l;
    }
  return {CooperationNetwork::from_edges(n, from, to, weight), std::move(length)};
}

TEST(EdgeBetweenness, EqualsTheDefinition) {
  for (std::uint64_t seed = 0; seed < 120; ++seed) {
    const Made one = made(seed, 4 + static_cast<std::int32_t>(seed % 11),
                          1 + static_cast<std::uint32_t>(seed % 9));
    BetweennessOptions options;
    options.normalised = false;
    const std::vector<double> expected = naive(one.length);
    const std::vector<double> found = edge_betweenness(one.network, options);
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t e = 0; e < found.size(); ++e)
      EXPECT_NEAR(found[e], expected[e], 1e-11) << seed;
  }
}

TEST(EdgeBetweenness, WorkedByHand) {
  // A path 0-1-2-3: the middle tie lies on four of the six pairs' paths, the others on three.
  const std::vector<std::int32_t> from{0, 1, 2};
  const std::vector<std::int32_t> to{1, 2, 3};
  const auto path = CooperationNetwork::from_edges(5, from, to);
  BetweennessOptions options;
  options.normalised = false;
  EXPECT_EQ(edge_betweenness(path, options), (std::vector<double>{3, 4, 3}));
  options.normalised = true;
  EXPECT_DOUBLE_EQ(edge_betweenness(path, options)[1], 4.0 / 10);
}

TEST(EdgeBetweenness, SumsToTheDistancesAndToNodes) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const Made one = made(seed, 16, 3);
    BetweennessOptions options;
    options.normalised = false;
    options.length = PathLength::hops;
    const std::vector<double> ties = edge_betweenness(one.network, options);
    const std::vector<double> nodes = betweenness(one.network, options);
    // A path of k ties passes k − 1 nodes: the sums differ by one for each pair with a path.
    double sum = 0;
    for (const double value : ties) sum += value;
    for (const double value : nodes) sum -= value;
    double pairs = 0;
    for (std::int32_t i = 0; i < 16; ++i) {
      std::vector<std::uint8_t> seen(16);
      std::vector<std::int32_t> queue{i};
      seen[static_cast<std::size_t>(i)] = 1;
      for (std::size_t k = 0; k < queue.size(); ++k)
        for (const std::int32_t j : one.network.neighbours(queue[k]))
          if (seen[static_cast<std::size_t>(j)]++ == 0) queue.push_back(j);
      pairs += static_cast<double>(queue.size() - 1) / 2;
    }
    EXPECT_NEAR(sum, pairs, 1e-9);
  }
}

TEST(EdgeBetweenness, TheSameBitsForEveryNumberOfThreads) {
  const Made one = made(5, 120, 1);
  BetweennessOptions options;
  const std::vector<double> alone = edge_betweenness(one.network, options);
  for (const int threads : {2, 5}) {
    options.threads = threads;
    EXPECT_EQ(edge_betweenness(one.network, options), alone);
  }
}

TEST(EdgeBetweenness, EdgeCases) {
  EXPECT_TRUE(edge_betweenness(CooperationNetwork()).empty());
  EXPECT_TRUE(edge_betweenness(CooperationNetwork::from_edges(3, {}, {})).empty());
  BetweennessOptions options;
  options.tolerance = 1;
  EXPECT_THROW((void)edge_betweenness(CooperationNetwork(), options), std::invalid_argument);
  options = {};
  Monitor monitor;
  monitor.stop();
  options.monitor = &monitor;
  EXPECT_THROW((void)edge_betweenness(made(1, 9, 5).network, options), Interrupted);
}

}  // namespace
}  // namespace munigraph
