#include "munigraph/bridging/core_periphery.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <vector>

#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

/// The core number by its definition: taking away whoever has too few, again and again.
std::vector<std::int32_t> naive_core_numbers(const CooperationNetwork& network) {
  const auto n = static_cast<std::size_t>(network.node_count());
  std::vector<std::int32_t> number(n, 0);
  for (std::int32_t k = 1; k <= network.node_count(); ++k) {
    std::vector<bool> there(n, true);
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t i = 0; i < n; ++i) {
        if (!there[i]) continue;
        std::int32_t ties = 0;
        for (const std::int32_t j : network.neighbours(static_cast<std::int32_t>(i)))
          ties += there[static_cast<std::size_t>(j)] ? 1 : 0;
        if (ties < k) {
          there[i] = false;
          changed = true;
        }
      }
    }
    for (std::size_t i = 0; i < n; ++i)
      if (there[i]) number[i] = k;
  }
  return number;
}

TEST(CoreNumbers, AreThoseOfTheDefinition) {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    Random random(seed);
    std::vector<std::int32_t> source;
    std::vector<std::int32_t> target;
    for (std::int32_t i = 0; i < 25; ++i)
      for (std::int32_t j = 0; j < i; ++j)
        if (random.uniform() < 0.05 + 0.03 * static_cast<double>(seed)) {
          source.push_back(i);
          target.push_back(j);
        }
    const auto network = CooperationNetwork::from_edges(25, source, target);
    EXPECT_EQ(core_numbers(network), naive_core_numbers(network));
  }
  EXPECT_TRUE(core_numbers(CooperationNetwork()).empty());
}

TEST(CorePeriphery, FindsAStar) {
  const std::vector<std::int32_t> source{0, 0, 0, 0};
  const std::vector<std::int32_t> target{1, 2, 3, 4};
  const auto found = core_periphery(CooperationNetwork::from_edges(5, source, target));
  EXPECT_EQ(found.core, (std::vector<std::uint8_t>{1, 0, 0, 0, 0}));
  EXPECT_NEAR(found.correlation, 1, 1e-12);
}

TEST(CorePeriphery, HasNoneWithoutTies) {
  const auto found = core_periphery(CooperationNetwork::from_edges(3, {}, {}));
  EXPECT_EQ(found.core, (std::vector<std::uint8_t>{0, 0, 0}));
  EXPECT_TRUE(std::isnan(found.correlation));
  EXPECT_TRUE(core_periphery(CooperationNetwork()).core.empty());
}

}  // namespace
}  // namespace munigraph
