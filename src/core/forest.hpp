#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace munigraph::detail {

/// Sets of nodes that grow together; the smallest stands for all.
class Forest {
 public:
  explicit Forest(std::size_t nodes) : parent_(nodes) {
    std::iota(parent_.begin(), parent_.end(), 0);
  }
  std::int32_t root(std::int32_t i) noexcept {
    while (parent(i) != i) {
      parent(i) = parent(parent(i));
      i = parent(i);
    }
    return i;
  }
  /// Whether the two were apart.
  bool join(std::int32_t a, std::int32_t b) noexcept {
    a = root(a);
    b = root(b);
    if (a == b) return false;
    parent(std::max(a, b)) = std::min(a, b);
    return true;
  }

 private:
  std::int32_t& parent(std::int32_t i) noexcept { return parent_[static_cast<std::size_t>(i)]; }

  std::vector<std::int32_t> parent_;
};

}  // namespace munigraph::detail
