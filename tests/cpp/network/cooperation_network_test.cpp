#include "munigraph/network/cooperation_network.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "munigraph/core/error.hpp"

namespace munigraph {
namespace {

using Ints = std::vector<std::int32_t>;
using Reals = std::vector<double>;

TEST(CooperationNetwork, AddsRepeatedEdgesAndLeavesLoopsOut) {
  const auto network = CooperationNetwork::from_edges(4, Ints{0, 1, 2, 3, 0}, Ints{1, 0, 2, 1, 2},
                                                      Reals{1, 2, 5, 0.5, 0});
  EXPECT_EQ(network.edge_count(), 2U);
  EXPECT_DOUBLE_EQ(network.weight(static_cast<std::size_t>(network.find(1, 0))), 3.0);
  EXPECT_DOUBLE_EQ(network.strength(1), 3.5);
  EXPECT_DOUBLE_EQ(network.total_weight(), 3.5);
  EXPECT_EQ(network.degree(2), 0);
  EXPECT_EQ(network.find(0, 2), -1);
}

TEST(CooperationNetwork, OrderOfEdgesDoesNotMatter) {
  const auto one =
      CooperationNetwork::from_edges(3, Ints{0, 1, 0}, Ints{1, 2, 1}, Reals{0.1, 0.2, 0.3});
  const auto other =
      CooperationNetwork::from_edges(3, Ints{1, 2, 0}, Ints{0, 1, 1}, Reals{0.3, 0.2, 0.1});
  EXPECT_EQ(one, other);
}

TEST(CooperationNetwork, RefusesBadEdges) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW((void)CooperationNetwork::from_edges(2, Ints{0}, Ints{2}), DataError);
  EXPECT_THROW((void)CooperationNetwork::from_edges(2, Ints{-1}, Ints{1}), DataError);
  EXPECT_THROW((void)CooperationNetwork::from_edges(2, Ints{0}, Ints{1}, Reals{nan}), DataError);
  EXPECT_THROW((void)CooperationNetwork::from_edges(2, Ints{0}, Ints{1}, Reals{-1}), DataError);
  EXPECT_THROW((void)CooperationNetwork::from_edges(2, Ints{0}, Ints{}), std::invalid_argument);
}

TEST(CooperationNetwork, FallsBackToDoublesOverTooManyOrdersOfMagnitude) {
  const auto twelve = CooperationNetwork::from_edges(3, Ints{0, 1}, Ints{1, 2}, Reals{1e-6, 1e3});
  EXPECT_TRUE(twelve.exact());
  EXPECT_LE(twelve.largest_rounding(), 1e-15);
  const auto forty = CooperationNetwork::from_edges(3, Ints{0, 1}, Ints{1, 2}, Reals{1e-20, 1e20});
  EXPECT_FALSE(forty.exact());
  EXPECT_EQ(forty.weight(static_cast<std::size_t>(forty.find(0, 1))), 1e-20);
  EXPECT_EQ(forty.total_weight(), 1e20);
}

TEST(CooperationNetwork, ComponentsOfTwoOrMore) {
  const auto network = CooperationNetwork::from_edges(6, Ints{5, 1}, Ints{0, 2});
  std::int32_t components = 0;
  EXPECT_EQ(component_labels(network, &components), (Ints{0, 1, 1, 2, 3, 0}));
  EXPECT_EQ(components, 2);
}

}  // namespace
}  // namespace munigraph
