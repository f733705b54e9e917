#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "munigraph/core/monitor.hpp"

namespace munigraph::detail {

/// Search in breadth over compressed rows: calls visit(part) with the nodes of every connected
/// part, in the order of their smallest nodes, which stand first. Only ties between nodes for which
/// label_of() is the same join; visit() may change the labels of the part it is given. O(n + ties);
/// ends when every node was seen.
template <class LabelOf, class Visit>
void for_each_connected_part(std::span<const std::size_t> offsets,
                             std::span<const std::int32_t> targets, const Monitor* monitor,
                             const LabelOf& label_of, const Visit& visit) {
  const std::size_t n = offsets.empty() ? 0 : offsets.size() - 1;
  std::vector<std::uint8_t> seen(n);
  std::vector<std::int32_t> part;
  std::size_t left = n;  // not seen yet
  for (std::size_t start = 0; start < n; ++start) {
    if (seen[start] != 0) continue;
    const std::int32_t own = label_of(start);
    seen[start] = 1;
    --left;
    part.assign(1, static_cast<std::int32_t>(start));
    for (std::size_t head = 0; head < part.size() && left > 0; ++head) {
      check(monitor);
      const auto i = static_cast<std::size_t>(part[head]);
      for (std::size_t s = offsets[i]; s < offsets[i + 1]; ++s) {
        const auto j = static_cast<std::size_t>(targets[s]);
        if (seen[j] != 0 || label_of(j) != own) continue;
        seen[j] = 1;
        --left;
        part.push_back(targets[s]);
      }
    }
    visit(std::span<const std::int32_t>(part));
  }
}

}  // namespace munigraph::detail
