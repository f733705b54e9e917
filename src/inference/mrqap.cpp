#include "munigraph/inference/mrqap.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "core/grouped_permutation.hpp"
#include "core/growing.hpp"
#include "inference/regression.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"

// A permuted fit differs from the observed one in a single column. Least squares therefore need
// only its products with the other columns and the ties; these are taken in blocks of cells for all
// predictors at once. Other families start from the fit without that column.

namespace munigraph {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// The cells that are used and their columns, centred and scaled.
struct Cells {
  std::vector<std::uint32_t> row;
  std::vector<std::uint32_t> column;
  std::size_t missing = 0;
  MatrixXd x;  // (cells, 1 + predictors): ones, then predictors of mean 0 and mean square 1.
  VectorXd y;
  VectorXd mean;
  VectorXd scale;
};

std::string which(Index k) { return "predictor " + std::to_string(k); }

void require(const TieTable& table) {
  const std::size_t size = table.rows * table.columns;
  if (table.rows < 2 || table.columns < 2 || table.ties.size() != size ||
      (table.symmetric && table.rows != table.columns))
    throw std::invalid_argument("mrqap: expected a matrix of ties with at least two rows");
  if (table.predictors.empty() || table.predictors.size() % size != 0)
    throw std::invalid_argument("mrqap: expected predictors of the size of the ties");
  if ((!table.row_groups.empty() && table.row_groups.size() != table.rows) ||
      (!table.column_groups.empty() && table.column_groups.size() != table.columns))
    throw std::invalid_argument("mrqap: one group per row and column");
}

Cells cells_of(const TieTable& table) {
  const std::size_t size = table.rows * table.columns;
  const std::size_t count = table.predictors.size() / size;
  Cells cells;
  for (std::size_t i = 0; i < table.rows; ++i) {
    const std::size_t end = table.symmetric ? i : table.columns;
    for (std::size_t j = 0; j < end; ++j) {
      const std::size_t place = i * table.columns + j;
      bool there = std::isfinite(table.ties[place]);
      for (std::size_t k = 0; k < count; ++k)
        there = there && std::isfinite(table.predictors[k * size + place]);
      if (!there) {
        ++cells.missing;
        continue;
      }
      cells.row.push_back(static_cast<std::uint32_t>(i));
      cells.column.push_back(static_cast<std::uint32_t>(j));
    }
  }
  const auto used = static_cast<Index>(cells.row.size());
  const auto predictors = static_cast<Index>(count);
  if (used < predictors + 2)
    throw std::invalid_argument("mrqap: " + std::to_string(used) + " pairs for " +
                                std::to_string(count) + " predictors");
  cells.x = MatrixXd::Ones(used, predictors + 1);
  cells.y.resize(used);
  for (Index c = 0; c < used; ++c) {
    const auto s = static_cast<std::size_t>(c);
    const std::size_t place = cells.row[s] * table.columns + cells.column[s];
    cells.y[c] = table.ties[place];
    for (Index k = 0; k < predictors; ++k)
      cells.x(c, k + 1) = table.predictors[static_cast<std::size_t>(k) * size + place];
  }
  return cells;
}

void standardise(Cells& cells) {
  const Index predictors = cells.x.cols() - 1;
  cells.mean.resize(predictors);
  cells.scale.resize(predictors);
  for (Index k = 0; k < predictors; ++k) {
    auto column = cells.x.col(k + 1);
    const double size = column.cwiseAbs().maxCoeff();
    cells.mean[k] = column.mean();
    column.array() -= cells.mean[k];
    cells.scale[k] = std::sqrt(column.squaredNorm() / static_cast<double>(column.size()));
    if (!(cells.scale[k] > 1e-12 * size))
      throw std::invalid_argument(which(k) + " is the same for all pairs");
    column /= cells.scale[k];
  }
}

void require_ties(const VectorXd& y, TieFamily family) {
  if (family == TieFamily::gaussian) return;
  const double most = family == TieFamily::binomial ? 1.0 : std::numeric_limits<double>::infinity();
  for (const double value : y)
    if (value < 0 || value > most || (family == TieFamily::poisson && value != std::floor(value)))
      throw std::invalid_argument(family == TieFamily::binomial
                                      ? "binomial ties must lie between 0 and 1"
                                      : "poisson ties must be counts: whole numbers from 0");
  if (y.minCoeff() == y.maxCoeff())
    throw std::invalid_argument("the ties are the same for all pairs");
}

/// Without column k + 1.
MatrixXd others(const MatrixXd& x, Index k) {
  MatrixXd rest(x.rows(), x.cols() - 1);
  rest << x.leftCols(k + 1), x.rightCols(x.cols() - k - 2);
  return rest;
}

/// What the other predictors leave of each, as matrices (rows, columns) with NaN where missing.
struct Residuals {
  std::size_t columns;
  std::vector<std::vector<double>> of;

  Residuals(const TieTable& table, const Cells& cells) : columns(table.columns) {
    for (Index k = 0; k + 1 < cells.x.cols(); ++k) {
      const MatrixXd rest = others(cells.x, k);
      const Eigen::ColPivHouseholderQR<MatrixXd> solver(rest);
      const VectorXd left = cells.x.col(k + 1) - rest * solver.solve(cells.x.col(k + 1));
      if (!(left.squaredNorm() > 1e-10 * static_cast<double>(left.size())))
        throw std::invalid_argument(which(k) + " is a combination of the others");
      std::vector<double> matrix(table.rows * columns, nan);
      for (std::size_t c = 0; c < cells.row.size(); ++c) {
        matrix[cells.row[c] * columns + cells.column[c]] = left[static_cast<Index>(c)];
        if (table.symmetric)
          matrix[cells.column[c] * columns + cells.row[c]] = left[static_cast<Index>(c)];
      }
      of.push_back(std::move(matrix));
    }
  }
};

/// Where rows and columns go.
struct Places {
  std::vector<std::uint32_t> row;
  std::vector<std::uint32_t> column;
};

class Permutations {
 public:
  explicit Permutations(const TieTable& table)
      : rows_(table.rows, table.row_groups),
        columns_(table.columns, table.column_groups),
        symmetric_(table.symmetric) {}
  [[nodiscard]] Places draw(std::uint64_t seed) const {
    Random random(seed);
    Places places;
    places.row = rows_.draw(random);
    places.column = symmetric_ ? places.row : columns_.draw(random);
    return places;
  }

 private:
  detail::GroupedPermutation rows_;
  detail::GroupedPermutation columns_;
  bool symmetric_;
};

/// Least squares for permuted columns, from products with the other columns alone.
class FastLeastSquares {
 public:
  explicit FastLeastSquares(const Cells& cells, const Residuals& residuals)
      : cells_(cells), residuals_(residuals), all_(cells.x.rows(), cells.x.cols() + 1) {
    all_ << cells.x, cells.y;
    for (Index k = 0; k + 1 < cells.x.cols(); ++k) {
      const MatrixXd rest = others(cells.x, k);
      Part part;
      part.solver.compute(rest.transpose() * rest);
      part.ties = rest.transpose() * cells.y;
      part.fit = part.solver.solve(part.ties);
      part.left = (cells.y - rest * part.fit).squaredNorm();
      parts_.push_back(std::move(part));
    }
  }

  /// t of every predictor.
  void operator()(const Places& places, double* t) const {
    const Index predictors = cells_.x.cols() - 1;
    const MatrixXd products = products_of(places);
    for (Index k = 0; k < predictors; ++k) {
      const Part& part = parts_[static_cast<std::size_t>(k)];
      VectorXd with(predictors);
      for (Index j = 0, at = 0; j <= predictors; ++j)
        if (j != k + 1) with[at++] = products(k, j);
      const double square = products(k, predictors + 2) - with.dot(part.solver.solve(with));
      const double slope = (products(k, predictors + 1) - with.dot(part.fit)) / square;
      const double left = part.left - slope * slope * square;
      const auto freedom = static_cast<double>(cells_.x.rows() - predictors - 1);
      t[k] = slope * std::sqrt(square) / std::sqrt(left / freedom);
    }
  }

 private:
  struct Part {
    Eigen::LDLT<MatrixXd> solver;
    VectorXd ties;
    VectorXd fit;
    double left = 0;  // Residual sum of squares without the predictor.
  };

  /// Of every permuted residual with the columns, the ties and itself.
  [[nodiscard]] MatrixXd products_of(const Places& places) const {
    constexpr Index block = 256;
    const Index predictors = cells_.x.cols() - 1;
    MatrixXd products = MatrixXd::Zero(predictors, predictors + 3);
    std::array<std::uint32_t, block> from{};
    MatrixXd moved(block, predictors);
    for (Index start = 0; start < all_.rows(); start += block) {
      const Index size = std::min(block, all_.rows() - start);
      for (Index c = 0; c < size; ++c) {
        const auto s = static_cast<std::size_t>(start + c);
        from[static_cast<std::size_t>(c)] =
            static_cast<std::uint32_t>(places.row[cells_.row[s]] * residuals_.columns) +
            places.column[cells_.column[s]];
      }
      for (Index k = 0; k < predictors; ++k) {
        const double* matrix = residuals_.of[static_cast<std::size_t>(k)].data();
        double* column = moved.col(k).data();
        for (Index c = 0; c < size; ++c) column[c] = matrix[from[static_cast<std::size_t>(c)]];
        for (Index j = 0; j < all_.cols(); ++j)
          products(k, j) += moved.col(k).head(size).dot(all_.col(j).segment(start, size));
        products(k, predictors + 2) += moved.col(k).head(size).squaredNorm();
      }
    }
    return products;
  }

  const Cells& cells_;
  const Residuals& residuals_;
  MatrixXd all_;  // Columns and ties side by side.
  std::vector<Part> parts_;
};

/// Fits with one permuted column in full: any family, any cells.
class WholeFits {
 public:
  WholeFits(const Cells& cells, const Residuals& residuals, TieFamily family)
      : cells_(cells), residuals_(residuals), family_(family) {
    for (Index k = 0; family != TieFamily::gaussian && k + 1 < cells.x.cols(); ++k) {
      const VectorXd rest = detail::fitted(family, others(cells.x, k), cells.y).coefficients;
      VectorXd start(cells.x.cols());
      start << rest.head(k + 1), 0.0, rest.tail(rest.size() - k - 1);
      starts_.push_back(std::move(start));
    }
  }

  /// t of every predictor; the number of fits that did not converge.
  std::size_t operator()(const Places& places, double* t) const {
    std::size_t failed = 0;
    MatrixXd design = cells_.x;
    for (Index k = 0; k + 1 < cells_.x.cols(); ++k) {
      const bool whole = move(places, k, design);
      const VectorXd start = starts_.empty() ? VectorXd() : starts_[static_cast<std::size_t>(k)];
      detail::Fit fit;
      if (whole)
        fit = detail::fitted(family_, design, cells_.y, start);
      else
        fit = fit_of_present(design, k + 1, start);
      failed += fit.converged ? 0U : 1U;
      t[k] = fit.coefficients.size() > 0 ? fit.t(k + 1) : nan;
      design.col(k + 1) = cells_.x.col(k + 1);
    }
    return failed;
  }

 private:
  bool move(const Places& places, Index k, MatrixXd& design) const {
    const std::vector<double>& matrix = residuals_.of[static_cast<std::size_t>(k)];
    bool whole = true;
    for (std::size_t c = 0; c < cells_.row.size(); ++c) {
      const double value =
          matrix[places.row[cells_.row[c]] * residuals_.columns + places.column[cells_.column[c]]];
      whole = whole && !std::isnan(value);
      design(static_cast<Index>(c), k + 1) = value;
    }
    return whole;
  }

  [[nodiscard]] detail::Fit fit_of_present(const MatrixXd& design, Index k,
                                           const VectorXd& start) const {
    std::vector<Index> there;
    for (Index c = 0; c < design.rows(); ++c)
      if (!std::isnan(design(c, k))) there.push_back(c);
    if (static_cast<Index>(there.size()) <= design.cols()) return {};
    return detail::fitted(family_, design(there, Eigen::all), cells_.y(there), start);
  }

  const Cells& cells_;
  const Residuals& residuals_;
  TieFamily family_;
  std::vector<VectorXd> starts_;
};

/// Coefficients and t in the units that predictors were given in.
void tell(const Cells& cells, const detail::Fit& fit, Mrqap& result) {
  const Index q = cells.x.cols();
  MatrixXd back = MatrixXd::Identity(q, q);
  for (Index k = 1; k < q; ++k) {
    back(k, k) = 1.0 / cells.scale[k - 1];
    back(0, k) = -cells.mean[k - 1] / cells.scale[k - 1];
  }
  const VectorXd coefficients = back * fit.coefficients;
  const MatrixXd covariance = back * fit.covariance * back.transpose();
  for (Index k = 0; k < q; ++k) {
    result.coefficients.push_back(coefficients[k]);
    result.t.push_back(coefficients[k] / std::sqrt(covariance(k, k)));
  }
}

}  // namespace

template <>
std::span<const std::string_view> words<TieFamily>() noexcept {
  static constexpr std::array<std::string_view, 3> all = {"gaussian", "poisson", "binomial"};
  return all;
}

Mrqap mrqap(const TieTable& table, const MrqapOptions& options) {
  require(table);
  Cells cells = cells_of(table);
  require_ties(cells.y, options.family);
  standardise(cells);
  const Residuals residuals(table, cells);
  const detail::Fit observed = detail::fitted(options.family, cells.x, cells.y);
  Mrqap result;
  result.cells = cells.row.size();
  result.missing = cells.missing;
  result.converged = observed.converged;
  result.deviance = detail::deviance_at(options.family, cells.x, cells.y, observed.coefficients);
  result.null_deviance = detail::null_deviance(options.family, cells.y);
  tell(cells, observed, result);

  const auto predictors = static_cast<std::size_t>(cells.x.cols() - 1);
  std::vector<std::size_t> failed;
  const Permutations permutations(table);
  if (options.monitor != nullptr) options.monitor->expect(options.permutations);
  const auto each = [&](const auto& fits) {
    detail::parallel_growing(
        0, options.permutations, options.threads,
        [&](std::size_t d, int) {
          failed[d] = fits(permutations.draw(stream_seed(options.seed, d)),
                           result.permuted.data() + d * predictors);
          advance(options.monitor);
        },
        options.monitor, detail::growing_bytes, detail::Places{result.permuted, predictors},
        detail::Places{failed});
  };
  if (options.family == TieFamily::gaussian && cells.missing == 0) {
    const FastLeastSquares fast(cells, residuals);
    each([&](const Places& places, double* t) {
      fast(places, t);
      return std::size_t{0};
    });
  } else {
    each(WholeFits(cells, residuals, options.family));
  }
  for (const std::size_t one : failed) result.not_converged += one;
  return result;
}

}  // namespace munigraph
