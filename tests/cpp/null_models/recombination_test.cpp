#include "null_models/recombination.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <map>
#include <set>
#include <vector>

#include "null_models/made_up.hpp"

namespace munigraph::detail {
namespace {

using Pairs = std::vector<std::array<std::int32_t, 2>>;

/// Whether each node is on one side of a cut.
using Side = std::vector<std::int32_t>;

/// Which of the edges a spanning tree took cannot be seen, but which parts its cuts give can.
std::vector<Side> sides_of(const SpanningTree& tree) {
  std::vector<Side> all;
  for (std::size_t k = 1; k < tree.size(); ++k) {
    std::vector<std::uint8_t> side;
    tree.mark(k, side);
    if (side[0] == 0)
      for (auto& in : side) in = in == 0;
    all.emplace_back(side.begin(), side.end());
  }
  std::sort(all.begin(), all.end());
  return all;
}

/// All spanning trees of a graph, each as the parts that cutting one edge gives, by trying all sets
/// of edges.
std::vector<std::vector<Side>> all_trees(std::int32_t n, const Pairs& pairs) {
  std::vector<std::vector<Side>> trees;
  const auto reach = [&](std::uint32_t edges) {
    Side in(static_cast<std::size_t>(n), 0);
    in[0] = 1;
    for (std::int32_t round = 0; round < n; ++round)
      for (std::size_t e = 0; e < pairs.size(); ++e)
        if ((edges >> e & 1U) != 0) {
          auto& a = in[static_cast<std::size_t>(pairs[e][0])];
          auto& b = in[static_cast<std::size_t>(pairs[e][1])];
          a = b = std::max(a, b);
        }
    return in;
  };
  for (std::uint32_t edges = 0; edges < 1U << pairs.size(); ++edges) {
    if (__builtin_popcount(edges) != n - 1) continue;
    const auto in = reach(edges);
    if (std::count(in.begin(), in.end(), 1) < n) continue;
    std::vector<Side> sides;
    for (std::size_t e = 0; e < pairs.size(); ++e)
      if ((edges >> e & 1U) != 0) sides.push_back(reach(edges & ~(1U << e)));
    std::sort(sides.begin(), sides.end());
    trees.push_back(sides);
  }
  return trees;
}

/// χ² of counts against chances that add up to 1, minus its mean, in standard deviations.
double chi_square_z(const std::vector<double>& counts, const std::vector<double>& chances) {
  double draws = 0;
  for (const double c : counts) draws += c;
  double sum = 0;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    const double expected = chances[k] * draws;
    sum += (counts[k] - expected) * (counts[k] - expected) / expected;
  }
  const auto freedom = static_cast<double>(counts.size() - 1);
  return (sum - freedom) / std::sqrt(2 * freedom);
}

TEST(SpanningTree, AllTreesAreAsLikely) {
  // K4 has 16 (Cayley), a ring of four 4, a 2 × 3 grid 15.
  const std::vector<std::pair<std::int32_t, Pairs>> graphs = {
      {4, {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}}},
      {4, {{0, 1}, {1, 2}, {2, 3}, {0, 3}}},
      {6, testing::grid_borders(2, 3)}};
  const std::size_t numbers[] = {16, 4, 15};
  for (std::size_t g = 0; g < graphs.size(); ++g) {
    const auto& [n, pairs] = graphs[g];
    const auto trees = all_trees(n, pairs);
    ASSERT_EQ(trees.size(), numbers[g]);
    const Borders borders(n, pairs);
    SpanningTree tree(borders);
    std::vector<std::int32_t> nodes(static_cast<std::size_t>(n));
    for (std::int32_t i = 0; i < n; ++i) nodes[static_cast<std::size_t>(i)] = i;
    tree.look_at(nodes);
    Random random(g);
    std::vector<double> counts(trees.size(), 0.0);
    for (int d = 0; d < 8000; ++d) {
      tree.draw(random);
      const auto at = std::find(trees.begin(), trees.end(), sides_of(tree));
      ASSERT_NE(at, trees.end());
      ++counts[static_cast<std::size_t>(at - trees.begin())];
    }
    EXPECT_LT(chi_square_z(counts, std::vector<double>(trees.size(),
                                                       1.0 / static_cast<double>(trees.size()))),
              4);
  }
}

std::vector<std::int32_t> labels(const Recombination& chain) {
  return {chain.labels().begin(), chain.labels().end()};
}

TEST(Recombination, OneStepByHand) {
  // A path of four in two regions of two: every tree is the path, each of its three edges leaves
  // sizes within one of two, and either part may be either region. Six outcomes, all as likely.
  const Borders path(4, Pairs{{0, 1}, {1, 2}, {2, 3}});
  Recombination chain(path, {2, 2}, 0.1);
  Random random(1);
  chain.start(random);
  std::map<std::vector<std::int32_t>, double> seen;
  for (int d = 0; d < 6000; ++d) {
    chain.step(random);
    ++seen[labels(chain)];
  }
  ASSERT_EQ(seen.size(), 6U);
  std::vector<double> counts;
  for (const auto& [key, count] : seen) counts.push_back(count);
  EXPECT_LT(chi_square_z(counts, std::vector<double>(6, 1.0 / 6)), 4);
}

TEST(Recombination, OneStepAgreesWithAllTrees) {
  // Two regions of 3 and 6 on a 3 × 3 grid. A step: a tree, each as likely; of its cuts that leave
  // 2 to 4 and 5 to 7, each as likely; trees without one are drawn again.
  const Pairs pairs = testing::grid_borders(3, 3);
  std::map<std::vector<std::int32_t>, double> chance;
  double all = 0;
  for (const auto& tree : all_trees(9, pairs)) {
    std::vector<std::vector<std::int32_t>> outcomes;
    for (const auto& side : tree)
      for (const std::int32_t with_first : {0, 1}) {
        std::vector<std::int32_t> label;
        for (const std::int32_t in : side) label.push_back(in != 0 ? with_first : 1 - with_first);
        const auto zeros = std::count(label.begin(), label.end(), 0);
        if (zeros >= 2 && zeros <= 4) outcomes.push_back(label);
      }
    for (const auto& label : outcomes) chance[label] += 1.0 / static_cast<double>(outcomes.size());
    all += outcomes.empty() ? 0 : 1;
  }
  const Borders grid(9, pairs);
  Recombination chain(grid, {3, 6}, 0.1);
  Random random(2);
  chain.start(random);
  std::map<std::vector<std::int32_t>, double> seen;
  for (int d = 0; d < 40000; ++d) {
    chain.step(random);
    ++seen[labels(chain)];
  }
  std::vector<double> counts;
  std::vector<double> chances;
  for (const auto& [label, weight] : chance) {
    counts.push_back(seen[label]);
    chances.push_back(weight / all);
  }
  ASSERT_EQ(seen.size(), chance.size());  // nothing else came out
  EXPECT_LT(chi_square_z(counts, chances), 4);
}

TEST(Recombination, FindsAllPartitionsOfTheGridOfFour) {
  // A 4 × 4 grid has 117 partitions into four connected parts of four cells (MGGG, "Districting by
  // the numbers"; OEIS A172477).
  const Borders grid(16, testing::grid_borders(4, 4));
  Recombination chain(grid, {4, 4, 4, 4}, 0.0);
  Random random(3);
  chain.start(random);
  std::set<std::vector<std::int32_t>> seen;
  for (int d = 0; d < 250000; ++d) {
    chain.step(random);
    const auto label = chain.labels();
    std::vector<std::int32_t> sizes(4, 0);
    std::vector<std::int32_t> name(4, -1);
    std::vector<std::int32_t> canonical;
    std::int32_t next = 0;
    for (const std::int32_t r : label) {
      ++sizes[static_cast<std::size_t>(r)];
      if (name[static_cast<std::size_t>(r)] < 0) name[static_cast<std::size_t>(r)] = next++;
      canonical.push_back(name[static_cast<std::size_t>(r)]);
    }
    if (sizes == std::vector<std::int32_t>(4, 4)) seen.insert(canonical);
  }
  EXPECT_EQ(seen.size(), 117U);
}

TEST(Recombination, KeepsSizesAndConnection) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Borders grid(60, testing::grid_borders(6, 10));
    const std::vector<std::int32_t> sizes = {1, 2, 3, 4, 5, 6, 8, 9, 10, 12};
    Recombination chain(grid, sizes, 0.1);
    Random random(seed);
    chain.start(random);
    for (int round = 0; round < 30; ++round) {
      for (int step = 0; step < 10; ++step) chain.step(random);
      const auto label = chain.labels();
      for (std::size_t r = 0; r < sizes.size(); ++r) {
        const auto region = static_cast<std::int32_t>(r);
        const auto count =
            static_cast<std::int32_t>(std::count(label.begin(), label.end(), region));
        EXPECT_GE(count, 1);
        if (round > 20) {
          EXPECT_LE(std::abs(count - sizes[r]), allowance(sizes[r], 0.1)) << seed;
        }
        // A flood from its first node reaches all of it.
        std::vector<std::int32_t> flood;
        for (std::int32_t i = 0; i < 60 && flood.empty(); ++i)
          if (label[static_cast<std::size_t>(i)] == region) flood.push_back(i);
        for (std::size_t k = 0; k < flood.size(); ++k)
          for (const std::int32_t j : grid.of(flood[k]))
            if (label[static_cast<std::size_t>(j)] == region &&
                std::find(flood.begin(), flood.end(), j) == flood.end())
              flood.push_back(j);
        EXPECT_EQ(static_cast<std::int32_t>(flood.size()), count);
      }
    }
  }
}

TEST(Recombination, AllowsATenthOrOne) {
  EXPECT_EQ(allowance(1, 0.1), 1);
  EXPECT_EQ(allowance(19, 0.1), 1);
  EXPECT_EQ(allowance(20, 0.1), 2);
  EXPECT_EQ(allowance(30, 0.1), 3);  // 0.1 · 30 is not 3 in doubles
  EXPECT_EQ(allowance(30, 0.0), 1);
}

}  // namespace
}  // namespace munigraph::detail
