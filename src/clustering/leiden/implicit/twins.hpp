#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "clustering/leiden/implicit/level.hpp"
#include "munigraph/core/monitor.hpp"

namespace munigraph::clustering {

/// Label per node, in [0, kinds): twins share one, everyone else has their own. Twins are nodes
/// without rows that the same large arrangements tie, as strongly to each other as is expected, or
/// more. Of two twins in different clusters one can join the other without loss: what the one loses
/// the other would have gained, and the tie between them comes on top. So some best clustering has
/// them together.
///
/// O(n) where fewer than half the nodes are without rows (nobody is taken for a twin then); else
/// they are sorted by their arrangements.
[[nodiscard]] std::vector<std::int32_t> twin_kinds(const ImplicitLevel& level,
                                                   const Objective& objective,
                                                   const Monitor* monitor, std::int32_t& kinds);

}  // namespace munigraph::clustering
