#include "munigraph/bridging/cartography.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace munigraph {
namespace {

CartographicRole role(double participation, double z, const CartographicCuts& cuts = {}) {
  const std::vector<double> p{participation};
  const std::vector<double> s{z};
  return cartographic_roles(p, s, cuts).front();
}

TEST(CartographicRoles, TheSevenRegionsAndTheirBorders) {
  using enum CartographicRole;
  EXPECT_EQ(role(0.0, 0), ultra_peripheral);
  EXPECT_EQ(role(0.05, 2.49), ultra_peripheral);
  EXPECT_EQ(role(0.051, 0), peripheral);
  EXPECT_EQ(role(0.62, 0), peripheral);
  EXPECT_EQ(role(0.621, 0), connector);
  EXPECT_EQ(role(0.80, -1), connector);
  EXPECT_EQ(role(0.81, 0), kinless);
  EXPECT_EQ(role(0.30, 2.5), provincial_hub);
  EXPECT_EQ(role(0.31, 2.5), connector_hub);
  EXPECT_EQ(role(0.75, 9), connector_hub);
  EXPECT_EQ(role(0.76, 9), kinless_hub);
}

TEST(CartographicRoles, UndefinedValues) {
  EXPECT_EQ(role(0.5, NAN), CartographicRole::peripheral) << "NaN z is no hub";
  EXPECT_EQ(role(NAN, 3), CartographicRole::isolate);
  EXPECT_EQ(role(NAN, NAN), CartographicRole::isolate);
}

TEST(CartographicRoles, CutsAreParameters) {
  CartographicCuts cuts;
  cuts.hub = 1.0;
  EXPECT_EQ(role(0.5, 1.2, cuts), CartographicRole::connector_hub);
  cuts.kinless = 0.1;
  EXPECT_THROW((void)role(0.5, 1.2, cuts), std::invalid_argument);
  cuts = {};
  cuts.peripheral = NAN;
  EXPECT_THROW((void)role(0.5, 1.2, cuts), std::invalid_argument);
  const std::vector<double> two{0, 0};
  EXPECT_THROW((void)cartographic_roles(two, {}), std::invalid_argument);
  EXPECT_EQ(to_string(CartographicRole::connector_hub), "connector hub");
}

}  // namespace
}  // namespace munigraph
