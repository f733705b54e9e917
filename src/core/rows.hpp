#pragma once

#include <algorithm>

namespace munigraph::detail {

/// Whether two rows hold the same. (Algorithms on ranges as a whole are not in libc++ 14.)
template <class A, class B>
[[nodiscard]] bool equal_rows(const A& a, const B& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

/// Whether row a comes before row b, element by element.
template <class A, class B>
[[nodiscard]] bool row_before(const A& a, const B& b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace munigraph::detail
