#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/words.hpp"

namespace munigraph {

/// Which places count as neighbours where their borders are not known.
enum class Adjacency : std::uint8_t {
  /// Edges of the Delaunay triangulation, without those that only flat triangles along the outer
  /// edge give: places on two sides of a bay, or of another country, are no neighbours.
  delaunay,
  /// Pairs with no third place within the circle that has them as its diameter (Gabriel & Sokal
  /// 1969): fewer, all of them among the Delaunay edges.
  gabriel,
};
template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<Adjacency>() noexcept;

/// Neighbours among places given in degrees: pairs i < j, ascending. The pairs are connected.
///
/// Places are projected around their middle and rounded to metres; from there all is exact, so that
/// every platform finds the same pairs. Places at one spot are neighbours of each other, and the
/// first of them stands for all. Meant for a country: poles and the date line are not looked at.
/// Cost O(n²). Throws std::invalid_argument if lengths differ or a coordinate is not finite, at
/// most 180 (90) degrees from 0.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<std::array<std::int32_t, 2>> neighbours_of_places(
    std::span<const double> lon, std::span<const double> lat,
    Adjacency adjacency = Adjacency::delaunay, const Monitor* monitor = nullptr);

}  // namespace munigraph
