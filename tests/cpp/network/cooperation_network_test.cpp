#include "munigraph/network/cooperation_network.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <utility>
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

TEST(CooperationNetwork, RefusesWeightsThatAreTooSmallOrTooLarge) {
  for (const double w : {1e-300, 1e-101, 1e101, 1e308}) {
    try {
      (void)CooperationNetwork::from_edges(3, Ints{0, 1}, Ints{1, 2}, Reals{1, w});
      ADD_FAILURE() << w;
    } catch (const DataError& error) {
      EXPECT_EQ(error.location().row, "2");  // counted from 1
      EXPECT_EQ(error.location().expected, "0, or a number from 1e-100 to 1e100");
    }
  }
  EXPECT_THROW((void)CooperationNetwork::from_edges(2, Ints{0, 1}, Ints{1, 0}, Reals{6e99, 6e99}),
               DataError);
  const auto wide = CooperationNetwork::from_edges(4, Ints{0, 1}, Ints{1, 2}, Reals{1e-100, 1e100});
  EXPECT_EQ(wide.degree(0), 1);
  EXPECT_EQ(wide.strength(0), 1e-100);
  EXPECT_EQ(wide.degree(3), 0);
}

using Offsets = std::vector<std::size_t>;
using Units = std::vector<std::int64_t>;

TEST(CooperationNetwork, TakesFinishedRows) {
  const CooperationNetwork made(Offsets{0, 1, 3, 4}, Ints{1, 0, 2, 1}, Units{4, 4, 6, 6}, 0.5);
  EXPECT_EQ(made.weight(static_cast<std::size_t>(made.find(2, 1))), 3.0);
  EXPECT_EQ(made.edge_count(), 2U);
  EXPECT_EQ(made.strength(1), 5.0);
}

TEST(CooperationNetwork, RefusesRowsThatAreNoNetwork) {
  const auto make = [](Offsets offsets, Ints targets, Units units, double quantum = 1.0) {
    return CooperationNetwork(std::move(offsets), std::move(targets), std::move(units), quantum);
  };
  EXPECT_NO_THROW((void)make({0, 1, 2}, {1, 0}, {3, 3}));
  EXPECT_THROW((void)make({}, {}, {}), std::invalid_argument);
  EXPECT_THROW((void)make({1, 1, 2}, {1, 0}, {3, 3}), std::invalid_argument);     // from 0
  EXPECT_THROW((void)make({0, 2, 1, 2}, {1, 0}, {3, 3}), std::invalid_argument);  // ascending
  EXPECT_THROW((void)make({0, 1, 2}, {1, 2}, {3, 3}), std::invalid_argument);     // no node 2
  EXPECT_THROW((void)make({0, 1, 2}, {1, -1}, {3, 3}), std::invalid_argument);
  EXPECT_THROW((void)make({0, 1, 2}, {1, 0}, {3, 4}), std::invalid_argument);  // two weights
  EXPECT_THROW((void)make({0, 1, 2}, {1, 0}, {3}), std::invalid_argument);
  EXPECT_THROW((void)make({0, 1, 2}, {1, 0}, {0, 0}), std::invalid_argument);
  EXPECT_THROW((void)make({0, 1, 1}, {1}, {3}), std::invalid_argument);  // in one row only
  EXPECT_THROW((void)make({0, 1, 1}, {0}, {3}), std::invalid_argument);  // a loop
  EXPECT_THROW((void)make({0, 2, 3, 4}, {2, 1, 0, 0}, {1, 1, 1, 1}), std::invalid_argument);
  EXPECT_THROW((void)make({0, 1, 2}, {1, 0}, {3, 3}, 0.75), std::invalid_argument);
  EXPECT_THROW((void)make({0, 1, 2}, {1, 0}, {std::int64_t{1} << 61, std::int64_t{1} << 61}),
               std::invalid_argument);
}

TEST(CooperationNetwork, IsEmptyAfterAMove) {
  auto network = CooperationNetwork::from_edges(3, Ints{0}, Ints{1});
  const CooperationNetwork taken = std::move(network);
  EXPECT_EQ(taken.node_count(), 3);
  EXPECT_EQ(network.node_count(), 0);  // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(network.edge_count(), 0U);
  EXPECT_TRUE(component_labels(network).empty());
}

}  // namespace
}  // namespace munigraph
