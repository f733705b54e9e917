#include "munigraph/bridging/cartography.hpp"

#include <cmath>
#include <cstddef>
#include <stdexcept>

namespace munigraph {
namespace {

CartographicRole role_of(double participation, double z, const CartographicCuts& cuts) noexcept {
  if (std::isnan(participation)) return CartographicRole::isolate;
  if (z >= cuts.hub) {  // false for NaN
    if (participation <= cuts.connector_hub) return CartographicRole::provincial_hub;
    return participation <= cuts.kinless_hub ? CartographicRole::connector_hub
                                             : CartographicRole::kinless_hub;
  }
  if (participation <= cuts.peripheral) return CartographicRole::ultra_peripheral;
  if (participation <= cuts.connector) return CartographicRole::peripheral;
  return participation <= cuts.kinless ? CartographicRole::connector : CartographicRole::kinless;
}

}  // namespace

std::string_view to_string(CartographicRole role) noexcept {
  switch (role) {
    case CartographicRole::ultra_peripheral:
      return "ultra-peripheral";
    case CartographicRole::peripheral:
      return "peripheral";
    case CartographicRole::connector:
      return "connector";
    case CartographicRole::kinless:
      return "kinless";
    case CartographicRole::provincial_hub:
      return "provincial hub";
    case CartographicRole::connector_hub:
      return "connector hub";
    case CartographicRole::kinless_hub:
      return "kinless hub";
    case CartographicRole::isolate:
      return "isolate";
  }
  return {};
}

std::vector<CartographicRole> cartographic_roles(std::span<const double> participation,
                                                 std::span<const double> within_z,
                                                 const CartographicCuts& cuts) {
  if (participation.size() != within_z.size())
    throw std::invalid_argument("cartographic_roles: participation and z differ in length");
  // Written so that a NaN among the cuts fails too.
  if (!(cuts.peripheral <= cuts.connector && cuts.connector <= cuts.kinless &&
        cuts.connector_hub <= cuts.kinless_hub && !std::isnan(cuts.hub)))
    throw std::invalid_argument("cartographic_roles: the cuts must ascend");
  std::vector<CartographicRole> roles(participation.size());
  for (std::size_t i = 0; i < roles.size(); ++i)
    roles[i] = role_of(participation[i], within_z[i], cuts);
  return roles;
}

}  // namespace munigraph
