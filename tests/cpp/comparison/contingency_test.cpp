#include "munigraph/comparison/contingency.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

#include "comparison/workspace.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

using Labels = std::vector<std::int32_t>;

Labels vector(std::span<const std::int32_t> values) { return {values.begin(), values.end()}; }

Labels random_labels(Random& random, std::size_t n, std::uint32_t groups) {
  Labels labels(n);
  for (auto& label : labels) label = static_cast<std::int32_t>(random.below(groups));
  return labels;
}

TEST(PreparedLabels, ByHand) {
  const PreparedLabels prepared(Labels{7, -2, 7, 7, 3, -2});
  EXPECT_EQ(vector(prepared.labels()), (Labels{0, 1, 0, 0, 2, 1}));
  EXPECT_EQ(prepared.groups(), 3);
  EXPECT_EQ(vector(prepared.sizes()), (Labels{3, 2, 1}));
  EXPECT_EQ(vector(prepared.distinct_sizes()), (Labels{1, 2, 3}));
  EXPECT_EQ(vector(prepared.multiplicities()), (Labels{1, 1, 1}));
  EXPECT_EQ(prepared, PreparedLabels(Labels{1, 9, 1, 1, 0, 9}));
  EXPECT_FALSE(prepared == PreparedLabels(Labels{1, 9, 1, 1, 9, 9}));
  const PreparedLabels pairs(Labels{0, 0, 1, 1, 2});
  EXPECT_EQ(vector(pairs.distinct_sizes()), (Labels{1, 2}));
  EXPECT_EQ(vector(pairs.multiplicities()), (Labels{1, 2}));
  EXPECT_EQ(PreparedLabels(Labels{}).groups(), 0);
}

TEST(Contingency, ByHand) {
  using Cell = Contingency::Cell;
  const PreparedLabels a(Labels{0, 0, 0, 1, 1});
  const PreparedLabels b(Labels{5, 5, 2, 2, 2});
  EXPECT_EQ(contingency(a, b).cells, (std::vector<Cell>{{0, 0, 2}, {0, 1, 1}, {1, 1, 2}}));
  EXPECT_TRUE(contingency(PreparedLabels(), PreparedLabels()).cells.empty());
  EXPECT_THROW((void)contingency(a, PreparedLabels(Labels{0})), std::invalid_argument);
}

TEST(Contingency, EqualsCountingOneByOne) {
  Random random(9);
  Contingency table;
  detail::ContingencyScratch scratch;  // kept between calls of all sizes
  for (int round = 0; round < 200; ++round) {
    const auto n = 1 + random.below(400);
    const Labels x = random_labels(random, n, 1 + random.below(60));
    const Labels y = random_labels(random, n, 1 + random.below(60));
    const PreparedLabels a(x);
    const PreparedLabels b(y);
    std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t> counts;
    for (std::size_t i = 0; i < n; ++i) ++counts[{a.labels()[i], b.labels()[i]}];
    std::vector<Contingency::Cell> expected;
    for (const auto& [cell, count] : counts) expected.push_back({cell.first, cell.second, count});
    EXPECT_EQ(contingency(a, b).cells, expected);
    detail::count_cells(a, b, table, scratch);
    std::sort(table.cells.begin(), table.cells.end(),
              [](const Contingency::Cell& c, const Contingency::Cell& d) {
                return std::pair(c.a, c.b) < std::pair(d.a, d.b);
              });
    EXPECT_EQ(table.cells, expected);
  }
}

TEST(Contingency, CellsAreOrderedAndHoldEveryone) {
  Random random(4);
  const Labels a = random_labels(random, 3000, 900);
  const Labels b = random_labels(random, 3000, 700);
  const Contingency table = contingency(PreparedLabels(a), PreparedLabels(b));
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    sum += table.cells[i].count;
    if (i > 0) {
      EXPECT_LT(std::pair(table.cells[i - 1].a, table.cells[i - 1].b),
                std::pair(table.cells[i].a, table.cells[i].b));
    }
  }
  EXPECT_EQ(sum, 3000);
  const Labels c = random_labels(random, 3000, 5);
  EXPECT_EQ(contingency(PreparedLabels(c), PreparedLabels(c)).cells.size(), 5U);
}

}  // namespace
}  // namespace munigraph
