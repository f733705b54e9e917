#include "clustering/prepared.hpp"

namespace munigraph::clustering {

Representation choose_dense_or_sparse(std::int32_t nodes_with_ties, std::size_t edges) noexcept {
  const auto n = static_cast<double>(nodes_with_ties);
  if (nodes_with_ties > dense_limit || nodes_with_ties == 0) return Representation::sparse;
  // Measured: a run on the matrix costs about as much as one on rows with n²/100 ties while the
  // matrix stays in cache, and more beyond.
  const double break_even = n <= 600 ? n * n / 100 : n * n / 30;
  return static_cast<double>(edges) >= break_even ? Representation::dense : Representation::sparse;
}

}  // namespace munigraph::clustering
