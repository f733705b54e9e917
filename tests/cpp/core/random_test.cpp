#include "munigraph/core/random.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <vector>

namespace munigraph {
namespace {

using Labels = std::vector<std::int32_t>;

TEST(Random, FirstNumbersAreTheSameOnEveryPlatform) {
  // From an implementation in Python. They may never change: published labels depend on them.
  Random random(42);
  EXPECT_EQ(random(), 14364114511653964483ULL);
  EXPECT_EQ(random(), 5454468825661541484ULL);
  EXPECT_EQ(random(), 330174794094209790ULL);
  EXPECT_EQ(stream_seed(1, 0), stream_seed(1, 0));
  std::set<std::uint64_t> seeds;
  for (std::uint64_t s = 0; s < 30; ++s)
    for (std::uint64_t r = 0; r < 30; ++r) seeds.insert(stream_seed(s, r));
  EXPECT_EQ(seeds.size(), 900U);
}

TEST(Random, BoundedIntegersAreUniform) {
  Random random(3);
  constexpr int draws = 70000;
  for (const std::uint64_t bound : {std::uint64_t{7}, (std::uint64_t{1} << 63) / 3 * 2}) {
    std::vector<int> counts(7, 0);
    for (int i = 0; i < draws; ++i)
      ++counts[static_cast<std::size_t>(static_cast<double>(random.below64(bound)) /
                                        static_cast<double>(bound) * 7.0)];
    double chi_square = 0;
    for (const int c : counts) chi_square += (c - draws / 7.0) * (c - draws / 7.0) / (draws / 7.0);
    EXPECT_LT(chi_square, 22.5);  // 0.999 quantile of χ² with 6 degrees of freedom
  }
}

TEST(Random, ShuffleVisitsAllOrders) {
  Random random(5);
  std::set<Labels> seen;
  for (int i = 0; i < 500; ++i) {
    Labels values = {0, 1, 2, 3};
    random.shuffle(std::span<std::int32_t>(values));
    seen.insert(values);
  }
  EXPECT_EQ(seen.size(), 24U);
}

}  // namespace
}  // namespace munigraph
