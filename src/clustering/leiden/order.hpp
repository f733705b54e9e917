#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "munigraph/core/random.hpp"

namespace munigraph::clustering {

/// 0..n-1 in random order.
inline void random_order(std::size_t n, Random& random, std::vector<std::int32_t>& order) {
  order.resize(n);
  for (std::size_t i = 0; i < n; ++i) order[i] = static_cast<std::int32_t>(i);
  random.shuffle(std::span<std::int32_t>(order));
}

}  // namespace munigraph::clustering
