#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "munigraph/network/affiliation_network.hpp"

namespace munigraph::detail {

/// Hosts and intensities of an observed network, ready to be given to its random counterparts.
struct Kept {
  explicit Kept(const AffiliationNetwork& observed);

  [[nodiscard]] AffiliationNetwork with_members(std::span<const std::int32_t> nodes,
                                                std::span<const std::int32_t> arrangements,
                                                const Monitor* monitor = nullptr) const {
    return {node_count, arrangement_count, nodes, arrangements, intensity, host, monitor};
  }

  std::int32_t node_count = 0;
  std::int32_t arrangement_count = 0;
  std::vector<double> intensity;   ///< Empty where all are 1.
  std::vector<std::int32_t> host;  ///< Empty where all are cliques.
};

}  // namespace munigraph::detail
