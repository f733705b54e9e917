#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include "munigraph/core/random.hpp"

namespace munigraph::detail {

/// Uniform permutations of 0 … n − 1 that keep every place within its group. Without groups: all.
class GroupedPermutation {
 public:
  GroupedPermutation(std::size_t n, std::span<const std::int32_t> groups) : places_(n), ends_{n} {
    std::iota(places_.begin(), places_.end(), 0U);
    if (groups.empty()) return;
    std::stable_sort(places_.begin(), places_.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return groups[a] < groups[b]; });
    ends_.clear();
    for (std::size_t i = 1; i <= n; ++i)
      if (i == n || groups[places_[i]] != groups[places_[i - 1]]) ends_.push_back(i);
  }

  /// The image of every place.
  [[nodiscard]] std::vector<std::uint32_t> draw(Random& random) const {
    std::vector<std::uint32_t> order(places_);
    std::size_t start = 0;
    for (const std::size_t end : ends_) {
      random.shuffle(std::span(order).subspan(start, end - start));
      start = end;
    }
    std::vector<std::uint32_t> image(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) image[places_[i]] = order[i];
    return image;
  }

 private:
  std::vector<std::uint32_t> places_;  // Ordered by group: each stretch is shuffled.
  std::vector<std::size_t> ends_;
};

}  // namespace munigraph::detail
