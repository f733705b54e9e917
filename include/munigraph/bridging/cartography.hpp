#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "munigraph/core/export.hpp"

namespace munigraph {

/// Place of a node in the plane of participation and within-cluster z.
enum class CartographicRole : std::uint8_t {
  ultra_peripheral,  ///< R1: all or nearly all ties in its own cluster.
  peripheral,        ///< R2
  connector,         ///< R3: many ties to other clusters.
  kinless,           ///< R4: ties spread evenly over clusters.
  provincial_hub,    ///< R5: a hub within its cluster.
  connector_hub,     ///< R6: a hub with many ties to other clusters.
  kinless_hub,       ///< R7
  isolate,           ///< No ties, so no participation.
};

[[nodiscard]] MUNIGRAPH_EXPORT std::string_view to_string(CartographicRole role) noexcept;

/// Where the plane is cut. The defaults are those of Guimerà & Amaral (2005), drawn by eye on other
/// networks, so they are parameters and not truths. A value at a cut belongs below it, except that
/// z = hub is a hub.
struct CartographicCuts {
  double hub = 2.5;             ///< A hub has z ≥ hub; NaN z is no hub.
  double peripheral = 0.05;     ///< Non-hubs: peripheral above,
  double connector = 0.62;      ///< connector above,
  double kinless = 0.80;        ///< kinless above.
  double connector_hub = 0.30;  ///< Hubs: connector above,
  double kinless_hub = 0.75;    ///< kinless above.
};

/// The role of every node from its participation coefficient (raw) and within-cluster z.
/// Throws std::invalid_argument if the lengths differ or the cuts do not ascend.
/// Guimerà & Amaral (2005), Nature 433, 895–900, doi:10.1038/nature03288.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<CartographicRole> cartographic_roles(
    std::span<const double> participation, std::span<const double> within_z,
    const CartographicCuts& cuts = {});

}  // namespace munigraph
