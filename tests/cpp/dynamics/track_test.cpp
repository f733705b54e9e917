#include "munigraph/dynamics/track.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <numeric>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

using Labels = std::vector<std::int32_t>;
using Pairs = std::vector<std::pair<std::int32_t, std::int32_t>>;

/// Clusters as lists of nodes of 0 … n − 1; who is in none gets −1.
Labels labels_of(std::int32_t nodes, const std::vector<Labels>& clusters) {
  Labels labels(static_cast<std::size_t>(nodes), -1);
  for (std::size_t k = 0; k < clusters.size(); ++k)
    for (const std::int32_t node : clusters[k])
      labels[static_cast<std::size_t>(node)] = static_cast<std::int32_t>(k);
  return labels;
}

Passage between(std::int32_t nodes, const std::vector<Labels>& from,
                const std::vector<Labels>& to) {
  return passage(labels_of(nodes, from), labels_of(nodes, to),
                 static_cast<std::int32_t>(from.size()), static_cast<std::int32_t>(to.size()));
}

/// 0 … n − 1 doubled, so that no cluster is of one.
std::vector<Labels> doubled(const std::vector<Labels>& clusters) {
  std::vector<Labels> made;
  for (const Labels& cluster : clusters) {
    made.emplace_back();
    for (const std::int32_t node : cluster) {
      made.back().push_back(2 * node);
      made.back().push_back(2 * node + 1);
    }
  }
  return made;
}

std::string told(const Passage& found) {
  std::string text;
  for (const Flow& flow : found.flows)
    text += std::to_string(flow.source) + ">" + std::to_string(flow.target) + " " +
            std::to_string(flow.nodes) + "/" + std::to_string(flow.either) + " " +
            std::string(word(flow.fate)) + "; ";
  return text;
}

TEST(Track, TheLargestSumOfOverlaps) {
  const Passage found =
      between(12, doubled({{3}, {0}, {1, 2, 4, 5}}), doubled({{0, 2}, {1, 3, 4}, {5}}));
  EXPECT_EQ(found.successor, (Labels{-1, 0, 1}));
  EXPECT_EQ(found.predecessor, (Labels{1, 2, -1}));
  EXPECT_EQ(found.figures.continued, 0);
  EXPECT_EQ(found.figures.reshuffled, 2);
  EXPECT_EQ(told(found),
            "0>1 2/6 merged; 1>0 2/4 reshuffled; 2>0 2/10 merged; 2>1 4/10 reshuffled; 2>2 2/8 "
            "none; ");
  // {0} and {2} make up half of {0, 2} each, {3} and {1, 4} of {1, 3, 4} a third and two.
  EXPECT_EQ(found.merged, (std::vector<std::uint8_t>{1, 1, 0}));
  EXPECT_EQ(found.figures.split, 0);
  EXPECT_EQ(found.figures.gone, 0);  // {3} goes up in a merged one
  EXPECT_EQ(found.born, (std::vector<std::uint8_t>{0, 0, 1}));
  EXPECT_EQ(found.figures.municipalities, 12);
  EXPECT_EQ(found.figures.moved, 6);
}

TEST(Track, NothingChanges) {
  const std::vector<Labels> clusters = {{0, 1, 2}, {3, 4}, {5, 6}};
  const Passage found = between(8, clusters, clusters);
  EXPECT_EQ(found.successor, (Labels{0, 1, 2}));
  const PassageFigures expected{3, 3, 3, 0, 0, 0, 0, 0, 7, 0};
  EXPECT_EQ(found.figures, expected);
}

TEST(Track, NamesOfClustersDoNotMatter) {
  const Passage found = between(7, {{0, 1, 2}, {3, 4}, {5, 6}}, {{5, 6}, {0, 1, 2}, {3, 4}});
  EXPECT_EQ(found.successor, (Labels{1, 2, 0}));
  EXPECT_EQ(found.figures.moved, 0);
}

TEST(Track, ASplitBesideContinued) {
  const Passage found =
      between(10, {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}}, {{0, 1, 2, 3, 4, 5, 6}, {7, 8, 9}});
  EXPECT_EQ(told(found), "0>0 7/10 continued; 0>1 3/10 split; ");
  const PassageFigures expected{1, 2, 1, 0, 1, 0, 0, 0, 10, 3};
  EXPECT_EQ(found.figures, expected);
}

TEST(Track, AMergeBesideContinued) {
  const Passage found =
      between(10, {{0, 1, 2, 3, 4, 5, 6}, {7, 8, 9}}, {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}});
  EXPECT_EQ(told(found), "0>0 7/10 continued; 1>0 3/10 merged; ");
  const PassageFigures expected{2, 1, 1, 0, 0, 1, 0, 0, 10, 3};
  EXPECT_EQ(found.figures, expected);
}

TEST(Track, BornOfNobodyAndGoneToNobody) {
  const Passage found = between(6, {{0, 1}, {2, 3}}, {{0, 1}, {4, 5}});
  const PassageFigures expected{2, 2, 1, 0, 0, 0, 1, 1, 2, 0};
  EXPECT_EQ(found.figures, expected);
  EXPECT_EQ(found.from_size, (Labels{2, 0}));
}

TEST(Track, HalfIsNotMostAndTiesTakeTheSmallerNumber) {
  // A square of four pairs with J = 1/3 each.
  const Passage found = between(4, {{0, 1}, {2, 3}}, {{0, 2}, {1, 3}});
  EXPECT_EQ(found.successor, (Labels{0, 1}));
  EXPECT_EQ(found.figures.reshuffled, 2);
  const Passage half = between(4, {{0, 1, 2, 3}}, {{0, 1}, {2, 3}});
  EXPECT_EQ(half.figures.continued, 0);
  EXPECT_EQ(half.successor, (Labels{0}));
  EXPECT_EQ(half.figures.split, 1);
}

TEST(Track, SumsThatTieTakeMoreNodes) {
  // {0 … 5} shares 2/6 with {0, 1} and 4/12 with the other: a third both.
  const Passage found = between(12, {{0, 1, 2, 3, 4, 5}, {6, 7}, {8, 9}, {10, 11}},
                                {{0, 1}, {2, 3, 4, 5, 6, 7, 8, 9, 10, 11}});
  EXPECT_EQ(found.flows[0].either, 6);
  EXPECT_EQ(found.flows[1].either, 12);
  EXPECT_EQ(found.successor, (Labels{1, -1, -1, -1}));
  EXPECT_EQ(found.figures.split, 1);
}

TEST(Track, Nothing) {
  EXPECT_EQ(passage({}, {}, 0, 0).figures, PassageFigures{});
  const Passage apart = between(4, {{0, 1}}, {{2, 3}});
  EXPECT_EQ(apart.figures.gone + apart.figures.born, 2);
  EXPECT_EQ(apart.figures.municipalities, 0);
}

TEST(Track, Misuse) {
  EXPECT_THROW((void)passage(Labels{0}, Labels{}, 1, 1), std::invalid_argument);
  EXPECT_THROW((void)passage(Labels{1}, Labels{0}, 1, 1), std::invalid_argument);
  EXPECT_THROW((void)passage(Labels{0}, Labels{-2}, 1, 1), std::invalid_argument);
  EXPECT_THROW((void)passage({}, {}, -1, 1), std::invalid_argument);
}

// --- against all matchings ---------------------------------------------------------------------

using Rational = boost::multiprecision::cpp_rational;

struct Naive {
  std::vector<std::vector<Rational>> overlap;
  std::vector<std::vector<std::int64_t>> nodes;
  Labels current;
  Labels best;
  Rational best_sum = -1;
  std::int64_t best_nodes = -1;

  Naive(const Labels& from, const Labels& to, std::size_t a, std::size_t b)
      : overlap(a, std::vector<Rational>(b)), nodes(a, std::vector<std::int64_t>(b)) {
    std::vector<std::int64_t> sizes_a(a);
    std::vector<std::int64_t> sizes_b(b);
    for (std::size_t i = 0; i < from.size(); ++i) {
      if (from[i] < 0 || to[i] < 0) continue;
      const auto x = static_cast<std::size_t>(from[i]);
      const auto y = static_cast<std::size_t>(to[i]);
      ++sizes_a[x];
      ++sizes_b[y];
      ++nodes[x][y];
    }
    for (std::size_t x = 0; x < a; ++x)
      for (std::size_t y = 0; y < b; ++y)
        if (nodes[x][y] > 0)
          overlap[x][y] = Rational(nodes[x][y], sizes_a[x] + sizes_b[y] - nodes[x][y]);
  }

  /// Every matching: the first found among equals has the smallest numbers.
  void search(std::size_t x, std::set<std::size_t> used, const Rational& sum, std::int64_t count) {
    if (x == overlap.size()) {
      if (sum > best_sum || (sum == best_sum && count > best_nodes)) {
        best = current;
        best_sum = sum;
        best_nodes = count;
      }
      return;
    }
    const auto& row = overlap[x];
    for (std::size_t y = 0; y < row.size(); ++y) {
      if (row[y] * 10 < 3 || used.count(y) != 0) continue;
      current.push_back(static_cast<std::int32_t>(y));
      auto with = used;
      with.insert(y);
      search(x + 1, with, sum + row[y], count + nodes[x][y]);
      current.pop_back();
    }
    current.push_back(-1);
    search(x + 1, used, sum, count);
    current.pop_back();
  }

  /// Pairs above a half first, then the best of the rest.
  Labels matching() {
    Labels sure(overlap.size(), -1);
    for (std::size_t x = 0; x < overlap.size(); ++x)
      for (std::size_t y = 0; y < overlap[x].size(); ++y)
        if (overlap[x][y] * 2 > 1) sure[x] = static_cast<std::int32_t>(y);
    for (std::size_t x = 0; x < overlap.size(); ++x) {
      if (sure[x] < 0) continue;
      for (auto& row : overlap) row[static_cast<std::size_t>(sure[x])] = 0;
      std::fill(overlap[x].begin(), overlap[x].end(), Rational(0));
    }
    search(0, {}, 0, 0);
    for (std::size_t x = 0; x < sure.size(); ++x)
      if (sure[x] < 0) sure[x] = best[x];
    return sure;
  }
};

TEST(Track, AgreesWithAllMatchings) {
  Random random(7);
  int reshuffled = 0;
  for (int round = 0; round < 3000; ++round) {
    const auto a = 1 + random.below(5);
    const auto b = 1 + random.below(5);
    const auto n = 1 + random.below(18);
    Labels from;
    Labels to;
    for (std::uint32_t i = 0; i < n; ++i) {
      from.push_back(static_cast<std::int32_t>(random.below(a + 1)) - 1);
      to.push_back(random.below(2) == 0 && from.back() >= 0
                       ? std::min(from.back(), static_cast<std::int32_t>(b) - 1)
                       : static_cast<std::int32_t>(random.below(b + 1)) - 1);
    }
    const Passage found =
        passage(from, to, static_cast<std::int32_t>(a), static_cast<std::int32_t>(b));
    Naive naive(from, to, a, b);
    EXPECT_EQ(found.successor, naive.matching()) << "round " << round;
    reshuffled += found.figures.reshuffled;
  }
  EXPECT_GT(reshuffled, 1000);
}

TEST(Track, ALongChainOfHalves) {
  // Clusters of four whose halves go to neighbours in a ring: J = 1/3 for all pairs, two best
  // matchings; the first cluster takes the smaller number.
  const std::int32_t k = 40;
  Labels from;
  Labels to;
  for (std::int32_t c = 0; c < k; ++c) {
    for (int i = 0; i < 4; ++i) from.push_back(c);
    for (const std::int32_t t : {c, c, (c + 1) % k, (c + 1) % k}) to.push_back(t);
  }
  const Passage found = passage(from, to, k, k);
  EXPECT_EQ(found.figures.reshuffled, k);
  for (std::int32_t c = 0; c < k; ++c) EXPECT_EQ(found.successor[static_cast<std::size_t>(c)], c);
}

}  // namespace
}  // namespace munigraph
