#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/words.hpp"

namespace munigraph {

/// How ties depend on predictors: the mean itself, its logarithm, or the logit of its chance.
enum class TieFamily : std::uint8_t { gaussian, poisson, binomial };

template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<TieFamily>() noexcept;

/// Ties and predictors as matrices (rows, columns), row-major; NaN is missing. One-mode ties are
/// symmetric, and each unordered pair counts once, without the diagonal; two-mode tables are not,
/// and every cell counts.
struct TieTable {
  std::size_t rows = 0;
  std::size_t columns = 0;
  bool symmetric = true;
  std::span<const double> ties;
  std::span<const double> predictors;           ///< (predictors, rows, columns).
  std::span<const std::int32_t> row_groups;     ///< Rows change places within these; empty: all.
  std::span<const std::int32_t> column_groups;  ///< The same of columns, of two-mode tables.
};

struct MrqapOptions {
  TieFamily family = TieFamily::gaussian;
  std::size_t permutations = 1000;
  std::uint64_t seed = 0;
  int threads = 1;             ///< 0: all cores. The result does not depend on it.
  Monitor* monitor = nullptr;  ///< Advances once per permutation.
};

struct Mrqap {
  std::vector<double> coefficients;  ///< The intercept, then one per predictor.
  std::vector<double> t;             ///< Coefficient / standard error, in the same order.
  std::vector<double> permuted;  ///< t of every predictor, row-major (permutations, predictors).
  std::size_t cells = 0;         ///< Pairs (or cells) that were used.
  std::size_t missing = 0;       ///< Left out, since the tie or a predictor is missing.
  double deviance = 0;           ///< Of the fit; the residual sum of squares if gaussian.
  double null_deviance = 0;      ///< With the intercept alone.
  bool converged = true;
  std::size_t not_converged = 0;  ///< Permuted fits that did not converge.
};

/// Regression of ties on predictors with permutation tests by double semi-partialling: what the
/// other predictors leave of a predictor (by least squares) changes places as rows and columns
/// together, and its t is computed anew beside the others. Where cells are missing, a permuted
/// fit uses those that are there before and after. Permutation d uses the d-th stream of the seed.
/// Cost of gaussian ties O(permutations · cells · predictors²), of others a few times that per
/// predictor. Throws std::invalid_argument for lengths that do not fit, fewer than two rows, no
/// predictor, a predictor that is constant or a combination of the others (its number from 0 is in
/// the message), or ties that the family does not allow.
/// Dekker, Krackhardt & Snijders (2007), Psychometrika 72, 563–581, doi:10.1007/s11336-007-9016-1.
[[nodiscard]] MUNIGRAPH_EXPORT Mrqap mrqap(const TieTable& table, const MrqapOptions& options = {});

}  // namespace munigraph
