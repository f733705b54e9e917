#pragma once

#include <cstdint>
#include <vector>

namespace munigraph::dynamics {

/// Two clusters that may be matched: they share `nodes` of the `either` nodes in one of the two.
struct Match {
  std::int32_t from = 0;
  std::int32_t to = 0;
  std::int32_t nodes = 0;
  std::int32_t either = 1;
};

/// The candidates (by `from`, then `to`) of the matching with the largest sum of nodes / either;
/// ties by the larger sum of nodes; then each `from` in ascending order takes the smallest `to`
/// that still allows the best, and only else none. Exact: fractions are compared as such.
[[nodiscard]] std::vector<Match> best_assignment(const std::vector<Match>& candidates);

}  // namespace munigraph::dynamics
