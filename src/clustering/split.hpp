#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "munigraph/core/monitor.hpp"

namespace munigraph::clustering {

/// Gives every connected part of a group but the one with its smallest node a new label, from
/// `groups` on; updates `groups`. Labels lie in [0, groups). Returns the number of parts added.
inline std::int32_t split_disconnected(std::span<const std::size_t> offsets,
                                       std::span<const std::int32_t> targets,
                                       std::span<std::int32_t> labels, std::int32_t& groups,
                                       const Monitor* monitor = nullptr) {
  const std::size_t n = labels.size();
  const std::int32_t before = groups;
  std::vector<std::uint8_t> seen(n);
  std::vector<std::uint8_t> taken(static_cast<std::size_t>(groups));
  std::vector<std::int32_t> queue;
  for (std::size_t start = 0; start < n; ++start) {
    if (seen[start] != 0) continue;
    const std::int32_t old = labels[start];
    const bool first = taken[static_cast<std::size_t>(old)] == 0;
    taken[static_cast<std::size_t>(old)] = 1;
    const std::int32_t label = first ? old : groups++;
    queue.assign(1, static_cast<std::int32_t>(start));
    seen[start] = 1;
    for (std::size_t head = 0; head < queue.size(); ++head) {
      check(monitor);
      const auto i = static_cast<std::size_t>(queue[head]);
      for (std::size_t s = offsets[i]; s < offsets[i + 1]; ++s) {
        const auto j = static_cast<std::size_t>(targets[s]);
        if (seen[j] != 0 || labels[j] != old) continue;
        seen[j] = 1;
        queue.push_back(targets[s]);
      }
    }
    if (!first)
      for (const std::int32_t i : queue) labels[static_cast<std::size_t>(i)] = label;
  }
  return groups - before;
}

}  // namespace munigraph::clustering
