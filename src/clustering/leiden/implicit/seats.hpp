#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "clustering/leiden/implicit/level.hpp"

namespace munigraph::clustering {

/// A member of an arrangement, and the group it is in.
struct Seat {
  std::int32_t group;
  std::int32_t node;
  std::int32_t multiplicity;

  friend bool operator<(const Seat& a, const Seat& b) noexcept {
    return a.group != b.group ? a.group < b.group : a.node < b.node;
  }
};

/// The seats of an arrangement, by group, then node.
inline void seats_of(const HyperEdges& hyper, std::int32_t e, std::span<const std::int32_t> group,
                     std::vector<Seat>& seats) {
  seats.clear();
  for (std::size_t k = hyper.begin(e); k < hyper.end(e); ++k)
    seats.push_back({group[at(hyper.members[k])], hyper.members[k], hyper.multiplicity[k]});
  std::sort(seats.begin(), seats.end());
}

}  // namespace munigraph::clustering
