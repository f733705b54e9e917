#include "munigraph/core/partition.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

using Labels = std::vector<std::int32_t>;

TEST(Partition, NumbersClustersBySizeThenSingletonsThenIsolates) {
  const Labels labels = {9, 4, 4, -3, -3, -3, 8, 4, 1};
  const std::vector<std::uint8_t> isolate = {1, 0, 0, 0, 0, 0, 0, 0, 0};
  const Partition partition(labels, isolate);
  const Labels expected = {4, 0, 0, 1, 1, 1, 2, 0, 3};
  EXPECT_TRUE(std::equal(expected.begin(), expected.end(), partition.labels().begin()));
  EXPECT_EQ(partition.clusters(), 2);
  EXPECT_EQ(partition.singletons(), 3);
  EXPECT_EQ(partition.group_count(), 5);
  EXPECT_THROW(Partition(labels, std::vector<std::uint8_t>{1}), std::invalid_argument);
}

TEST(Partition, DoesNotDependOnNamesOfLabels) {
  Random random(11);
  for (int repeat = 0; repeat < 200; ++repeat) {
    const std::uint32_t n = 1 + random.below(30);
    Labels labels(n);
    for (auto& label : labels) label = static_cast<std::int32_t>(random.below(6));
    Labels renamed = labels;
    for (auto& label : renamed) label = 1000000007 - 13 * label;
    const Partition a(labels);
    EXPECT_EQ(a, Partition(renamed));
    EXPECT_EQ(a, Partition(a.labels()));
    const auto sizes = a.sizes();
    EXPECT_EQ(std::accumulate(sizes.begin(), sizes.end(), 0), static_cast<std::int32_t>(n));
    EXPECT_TRUE(std::is_sorted(sizes.begin(), sizes.end(), std::greater<>()));
  }
  EXPECT_EQ(Partition(Labels{}).group_count(), 0);
}

}  // namespace
}  // namespace munigraph
