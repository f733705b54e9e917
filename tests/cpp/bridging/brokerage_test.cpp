#include "munigraph/bridging/brokerage.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "bridging/random_networks.hpp"

namespace munigraph {
namespace {

using bridging_test::dense;
using bridging_test::Matrix;
using bridging_test::random_clusters;
using bridging_test::random_memberships;

/// Straight from the definition: every unordered pair of neighbours that is not tied.
std::vector<std::uint64_t> naive(const Matrix& w, std::span<const std::int32_t> label,
                                 double min_weight = 0) {
  const std::size_t n = w.size();
  std::vector<std::uint64_t> counts(n * 4, 0);
  for (std::size_t b = 0; b < n; ++b)
    for (std::size_t a = 0; a < n; ++a)
      for (std::size_t c = a + 1; c < n; ++c) {
        if (a == b || c == b || w[a][b] <= min_weight || w[b][c] <= min_weight) continue;
        if (w[a][c] > min_weight) continue;
        const bool ab = label[a] == label[b];
        const bool bc = label[b] == label[c];
        const bool ac = label[a] == label[c];
        const std::size_t role = ab && bc ? 0 : (ac ? 1 : (ab || bc ? 2 : 3));
        ++counts[b * 4 + role];
      }
  return counts;
}

TEST(Brokerage, WorkedByHand) {
  // A star around 0: 1, 2 in its group, 3, 4 in a second, 5 in a third; 1 and 2 are tied.
  const std::vector<std::int32_t> from{0, 0, 0, 0, 0, 1};
  const std::vector<std::int32_t> to{1, 2, 3, 4, 5, 2};
  const auto network = CooperationNetwork::from_edges(6, from, to);
  const std::vector<std::int32_t> labels{0, 0, 0, 1, 1, 2};
  const Brokerage found = brokerage(network, Partition(labels));
  // Pairs: {1,2} tied; {3,4} consultant; {1,3} {1,4} {1,5} {2,3} {2,4} {2,5} gatekeeper;
  // {3,5} {4,5} liaison.
  EXPECT_EQ(std::vector<std::uint64_t>(found.counts.begin(), found.counts.begin() + 4),
            (std::vector<std::uint64_t>{0, 1, 6, 2}));
  EXPECT_EQ(std::accumulate(found.counts.begin() + 4, found.counts.end(), std::uint64_t{0}), 0U);
}

TEST(Brokerage, EqualsTheDefinitionOnRandomNetworks) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Network network(random_memberships(seed));
    const Partition groups = random_clusters(network.node_count(), seed);
    const Matrix w = dense(network.cooperation());
    EXPECT_EQ(brokerage(network.cooperation(), groups).counts, naive(w, groups.labels())) << seed;
    BrokerageOptions options;
    options.min_weight = 0.5;
    EXPECT_EQ(brokerage(network.cooperation(), groups, options).counts,
              naive(w, groups.labels(), 0.5))
        << seed;
  }
}

TEST(Brokerage, DoesNotDependOnThreads) {
  std::vector<std::int32_t> from;
  std::vector<std::int32_t> to;
  for (std::int32_t i = 0; i < 100; ++i)
    for (const std::int32_t step : {1, 7, 30}) {
      from.push_back(i);
      to.push_back((i + step) % 100);
    }
  const auto network = CooperationNetwork::from_edges(100, from, to);
  const Partition groups = random_clusters(100, 4);
  BrokerageOptions options;
  options.threads = 3;
  EXPECT_EQ(brokerage(network, groups, options).counts, brokerage(network, groups).counts);
}

/// Mean and standard deviation over every way to deal the labels.
void expect_enumerated(const CooperationNetwork& network, const Partition& groups, bool keep_own) {
  const Matrix w = dense(network);
  const auto n = w.size();
  std::vector<double> sum(n * 4, 0);
  std::vector<double> squares(n * 4, 0);
  std::vector<double> deals(n, 0);
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<std::int32_t> labels(n);
  do {
    for (std::size_t i = 0; i < n; ++i) labels[i] = groups.labels()[order[i]];
    const auto counts = naive(w, labels);
    for (std::size_t b = 0; b < n; ++b) {
      if (keep_own && labels[b] != groups.labels()[b]) continue;
      ++deals[b];
      for (std::size_t r = 0; r < 4; ++r) {
        const auto count = static_cast<double>(counts[b * 4 + r]);
        sum[b * 4 + r] += count;
        squares[b * 4 + r] += count * count;
      }
    }
  } while (std::next_permutation(order.begin(), order.end()));
  const ExpectedBrokerage expected = expected_brokerage(
      brokerage(network, groups), groups, keep_own ? BrokerLabel::kept : BrokerLabel::dealt);
  for (std::size_t b = 0; b < n; ++b)
    for (std::size_t r = 0; r < 4; ++r) {
      const double mean = sum[b * 4 + r] / deals[b];
      const double variance = squares[b * 4 + r] / deals[b] - mean * mean;
      EXPECT_NEAR(expected.expectation[b * 4 + r], mean, 1e-9);
      EXPECT_NEAR(expected.deviation[b * 4 + r], std::sqrt(std::max(0.0, variance)), 1e-6);
    }
}

TEST(ExpectedBrokerage, EqualsEveryDealOfTheLabels) {
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    Random random(seed);
    std::vector<std::int32_t> from;
    std::vector<std::int32_t> to;
    for (std::int32_t i = 0; i < 7; ++i)
      for (std::int32_t j = 0; j < i; ++j)
        if (random.below(5) < 3) {
          from.push_back(i);
          to.push_back(j);
        }
    std::vector<std::int32_t> labels(7);
    for (auto& label : labels)
      label = static_cast<std::int32_t>(random.below(2 + static_cast<std::uint32_t>(seed % 3)));
    const auto network = CooperationNetwork::from_edges(7, from, to);
    expect_enumerated(network, Partition(labels), false);
    expect_enumerated(network, Partition(labels), true);
  }
}

TEST(ExpectedBrokerage, WhereNothingCanVary) {
  const std::vector<std::int32_t> from{0, 0, 0};
  const std::vector<std::int32_t> to{1, 2, 3};
  const auto network = CooperationNetwork::from_edges(4, from, to);
  const std::vector<std::int32_t> one{0, 0, 0, 0};
  const Partition groups(one);
  const ExpectedBrokerage expected = expected_brokerage(brokerage(network, groups), groups);
  EXPECT_EQ(expected.expectation[0], 3.0);
  for (const double sd : expected.deviation) EXPECT_EQ(sd, 0.0);
}

TEST(Brokerage, Misuse) {
  const std::vector<std::int32_t> labels{0};
  EXPECT_THROW((void)brokerage(CooperationNetwork(), Partition(labels)), std::invalid_argument);
  BrokerageOptions options;
  options.min_weight = -1;
  EXPECT_THROW((void)brokerage(CooperationNetwork(), Partition(), options), std::invalid_argument);
  options.min_weight = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW((void)brokerage(CooperationNetwork(), Partition(), options), std::invalid_argument);
  EXPECT_TRUE(brokerage(CooperationNetwork(), Partition()).counts.empty());
}

}  // namespace
}  // namespace munigraph
