#pragma once

#include <cstdint>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/network/cooperation_network.hpp"

namespace munigraph {

/// Nodes and ties without which a component falls apart.
struct Cuts {
  std::vector<std::uint8_t> node;  ///< Per node 1 if taking it away separates others.
  /// Ties whose removal separates their ends ("bridges" in graph theory), source < target,
  /// ascending.
  std::vector<std::int32_t> source;
  std::vector<std::int32_t> target;
};

/// Articulation points and bridges; weights do not matter. O(n + m log d), by Boost.Graph's
/// biconnected components (Tarjan 1972).
[[nodiscard]] MUNIGRAPH_EXPORT Cuts find_cuts(const CooperationNetwork& network,
                                              const Monitor* monitor = nullptr);

}  // namespace munigraph
