#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "munigraph/core/monitor.hpp"
#include "munigraph/network/cooperation_network.hpp"

namespace munigraph::detail {

/// Makes networks of rows that are right by the way they were made, so that nobody looks again.
struct TrustedRows {
  /// Of weights in units. `rounding`: what largest_rounding() shall tell.
  static CooperationNetwork of_units(std::vector<std::size_t> offsets,
                                     std::vector<std::int32_t> targets,
                                     std::vector<std::int64_t> units, double quantum,
                                     double rounding, const Monitor* monitor);
  /// Of doubles as they are.
  static CooperationNetwork of_reals(std::vector<std::size_t> offsets,
                                     std::vector<std::int32_t> targets, std::vector<double> reals,
                                     const Monitor* monitor);
};

/// An edge's weight is kept as an integer only if rounding changes it by less than this share of
/// itself.
constexpr double largest_relative_rounding = 1e-9;

}  // namespace munigraph::detail
