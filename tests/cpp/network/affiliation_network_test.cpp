#include "munigraph/network/affiliation_network.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>
#include <vector>

#include "munigraph/core/error.hpp"

namespace munigraph {
namespace {

using Ints = std::vector<std::int32_t>;

Ints list(std::span<const std::int32_t> values) { return {values.begin(), values.end()}; }

TEST(AffiliationNetwork, HoldsBothDirectionsSortedAndEachPairOnce) {
  const Ints nodes = {3, 1, 1, 0, 3};
  const Ints arrangements = {1, 1, 0, 0, 1};
  const AffiliationNetwork network(5, 3, nodes, arrangements);
  EXPECT_EQ(list(network.members(0)), (Ints{0, 1}));
  EXPECT_EQ(list(network.members(1)), (Ints{1, 3}));
  EXPECT_EQ(list(network.members(2)), Ints{});
  EXPECT_EQ(list(network.arrangements(1)), (Ints{0, 1}));
  EXPECT_EQ(list(network.arrangements(4)), Ints{});
  EXPECT_EQ(network.membership_count(), 4U);
}

TEST(AffiliationNetwork, RefusesWhatCannotBe) {
  const Ints zero = {0};
  const Ints one = {1};
  const Ints three = {3};
  EXPECT_THROW(AffiliationNetwork(1, 1, one, zero), DataError);
  EXPECT_THROW(AffiliationNetwork(1, 1, zero, one), DataError);
  EXPECT_THROW(AffiliationNetwork(1, 1, zero, Ints{}), std::invalid_argument);
  EXPECT_THROW(AffiliationNetwork(-1, 1, Ints{}, Ints{}), std::invalid_argument);
  for (const double bad : {-1.0, std::nan(""), HUGE_VAL})
    EXPECT_THROW(AffiliationNetwork(1, 1, zero, zero, std::vector<double>{bad}), DataError);
  EXPECT_THROW(AffiliationNetwork(4, 1, zero, zero, {}, three), DataError);
}

TEST(AffiliationNetwork, CanBeInterrupted) {
  const std::vector<std::int32_t> zero = {0};
  Monitor monitor;
  EXPECT_EQ(AffiliationNetwork(1, 1, zero, zero, {}, {}, &monitor).membership_count(), 1U);
  monitor.stop();
  EXPECT_THROW(AffiliationNetwork(1, 1, zero, zero, {}, {}, &monitor), Interrupted);
}

TEST(AffiliationNetwork, EmptyIsFine) {
  const AffiliationNetwork network(0, 0, Ints{}, Ints{});
  EXPECT_EQ(network.node_count(), 0);
  EXPECT_EQ(network.membership_count(), 0U);
}

TEST(AffiliationNetwork, RefusesIntensitiesBeyondItsRange) {
  const std::vector<std::int32_t> node{0, 1};
  const std::vector<std::int32_t> arrangement{0, 0};
  for (const double s : {1e308, 1e81, 1e-81, 5e-324, -1.0}) {
    try {
      const AffiliationNetwork made(2, 1, node, arrangement, std::vector<double>{s});
      ADD_FAILURE() << s << " " << made.node_count();
    } catch (const DataError& error) {
      EXPECT_EQ(error.location().row, "1");
      EXPECT_EQ(error.location().expected, "0, or a number from 1e-80 to 1e80");
    }
  }
}

TEST(AffiliationNetwork, IsEmptyAfterAMove) {
  const std::vector<std::int32_t> node{0, 1};
  const std::vector<std::int32_t> arrangement{0, 0};
  AffiliationNetwork network(3, 2, node, arrangement);
  const AffiliationNetwork taken = std::move(network);
  EXPECT_EQ(taken.node_count(), 3);
  EXPECT_EQ(taken.arrangement_count(), 2);
  EXPECT_EQ(network.node_count(), 0);  // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(network.arrangement_count(), 0);
}

}  // namespace
}  // namespace munigraph
