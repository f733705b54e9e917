// Kernel: split clusters into their connected parts (rows of ties)
//
// Computes  a new label for every connected part of a cluster but the one with its smallest node.
// How       a search in breadth that stays within labels. O(n + ties).
// Needs     the rows and labels in [0, groups). The other forms have their own: bit rows in
//           dense/split.hpp, a forest over rows and arrangements in implicit/leiden.cpp.
//
// [1] V. A. Traag, L. Waltman and N. J. van Eck, "From Louvain to Leiden: guaranteeing
//     well-connected communities", Scientific Reports 9, 5233 (2019),
//     doi:10.1038/s41598-019-41695-z: why clusters must be checked.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/connected_parts.hpp"
#include "munigraph/core/monitor.hpp"

namespace munigraph::clustering {

/// New labels begin at `groups`, which is updated. Returns the number of parts added.
inline std::int32_t split_disconnected(std::span<const std::size_t> offsets,
                                       std::span<const std::int32_t> targets,
                                       std::span<std::int32_t> labels, std::int32_t& groups,
                                       const Monitor* monitor = nullptr) {
  const std::int32_t before = groups;
  std::vector<std::uint8_t> taken(static_cast<std::size_t>(groups));
  detail::for_each_connected_part(
      offsets, targets, monitor, [&](std::size_t i) { return labels[i]; },
      [&](std::span<const std::int32_t> part) {
        const auto old = static_cast<std::size_t>(labels[static_cast<std::size_t>(part.front())]);
        if (taken[old] == 0) {
          taken[old] = 1;
          return;
        }
        for (const std::int32_t i : part) labels[static_cast<std::size_t>(i)] = groups;
        ++groups;
      });
  return groups - before;
}

}  // namespace munigraph::clustering
