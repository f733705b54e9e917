#pragma once

#include "core/eigen.hpp"

// Sums and the solution of linear systems in a fixed order: Eigen's follow the width of the
// processor's registers. For what must be the same everywhere; Eigen only holds the numbers.

namespace munigraph::detail {

template <class Values>
[[nodiscard]] double ordered_sum(const Eigen::ArrayBase<Values>& values) {
  double sum = 0;
  for (Eigen::Index i = 0; i < values.size(); ++i) sum += values.coeff(i);
  return sum;
}

[[nodiscard]] inline double ordered_dot(const Eigen::VectorXd& a, const Eigen::VectorXd& b) {
  double sum = 0;
  for (Eigen::Index i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

/// Solves a x = b for a symmetric positive definite matrix (its lower half is read) by L D Lᵀ.
[[nodiscard]] inline Eigen::VectorXd ordered_solution(Eigen::MatrixXd a, Eigen::VectorXd b) {
  const Eigen::Index n = b.size();
  for (Eigen::Index k = 0; k < n; ++k) {
    for (Eigen::Index j = k + 1; j < n; ++j) {
      const double factor = a(j, k) / a(k, k);
      for (Eigen::Index i = j; i < n; ++i) a(i, j) -= factor * a(i, k);
      b[j] -= factor * b[k];
    }
  }
  for (Eigen::Index k = n; k-- > 0;) {
    b[k] /= a(k, k);
    for (Eigen::Index j = 0; j < k; ++j) b[j] -= a(k, j) * b[k];
  }
  return b;
}

}  // namespace munigraph::detail
