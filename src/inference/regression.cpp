#include "inference/regression.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/portable_math.hpp"

namespace munigraph::detail {
namespace {

using Eigen::ArrayXd;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Rows that are worked on at once, so that they stay in the fastest cache.
constexpr Index block = 256;
constexpr int most_steps = 50;

/// Gradient and information of the log-likelihood at `beta`.
struct Slope {
  VectorXd gradient;
  MatrixXd information;
};

// Eigen's exponential and logarithm differ between processors, and a permuted t that is as large as
// the observed one counts.
ArrayXd exponential(const ArrayXd& values) { return values.unaryExpr(&portable_exp_in_range); }
ArrayXd logarithm(const ArrayXd& values) { return values.unaryExpr(&portable_log); }

ArrayXd mean_of(TieFamily family, const ArrayXd& eta) {
  if (family == TieFamily::poisson) return exponential(eta.max(-700.0).min(300.0));
  return 1.0 / (1.0 + exponential(-eta.max(-30.0).min(30.0)));
}

Slope slope_at(TieFamily family, const MatrixXd& design, const VectorXd& y, const VectorXd& beta) {
  const Index q = design.cols();
  Slope slope{VectorXd::Zero(q), MatrixXd::Zero(q, q)};
  MatrixXd weighted(block, q);
  for (Index start = 0; start < design.rows(); start += block) {
    const Index size = std::min(block, design.rows() - start);
    const auto rows = design.middleRows(start, size);
    const ArrayXd eta = (rows.lazyProduct(beta)).array();
    const ArrayXd mean = mean_of(family, eta);
    const ArrayXd weight = family == TieFamily::poisson ? mean : ArrayXd(mean * (1.0 - mean));
    const VectorXd rest = y.segment(start, size) - mean.matrix();
    auto part = weighted.topRows(size);
    part = rows.array().colwise() * weight;
    slope.gradient += rows.transpose().lazyProduct(rest);
    for (Index a = 0; a < q; ++a)
      for (Index b = 0; b <= a; ++b) slope.information(a, b) += part.col(a).dot(rows.col(b));
  }
  slope.information = slope.information.selfadjointView<Eigen::Lower>();
  return slope;
}

double deviance_of(TieFamily family, const VectorXd& y, const ArrayXd& mean) {
  double sum = 0;
  const auto term = [](double a, double b) { return a > 0 ? a * portable_log(a / b) : 0.0; };
  for (Index i = 0; i < y.size(); ++i) {
    const double m = mean[i];
    if (family == TieFamily::gaussian)
      sum += (y[i] - m) * (y[i] - m);
    else if (family == TieFamily::poisson)
      sum += 2.0 * (term(y[i], m) - (y[i] - m));
    else
      sum += 2.0 * (term(y[i], m) + term(1.0 - y[i], 1.0 - m));
  }
  return sum;
}

}  // namespace

Fit least_squares(const MatrixXd& design, const VectorXd& y) {
  const Index q = design.cols();
  MatrixXd gram = MatrixXd::Zero(q, q);
  gram.selfadjointView<Eigen::Lower>().rankUpdate(design.transpose());
  const MatrixXd whole = gram.selfadjointView<Eigen::Lower>();
  const Eigen::LDLT<MatrixXd> solver(whole);
  Fit fit;
  fit.coefficients = solver.solve(design.transpose() * y);
  const double left = (y - design * fit.coefficients).squaredNorm();
  const auto rest = static_cast<double>(design.rows() - q);
  fit.covariance = solver.solve(MatrixXd::Identity(q, q)) * (left / rest);
  return fit;
}

Fit newton(TieFamily family, const MatrixXd& design, const VectorXd& y, VectorXd start,
           double tolerance) {
  const Index q = design.cols();
  Fit fit;
  fit.converged = false;
  fit.coefficients = std::move(start);
  VectorXd step = VectorXd::Zero(q);
  double before = std::numeric_limits<double>::infinity();
  for (int round = 0; round < most_steps; ++round) {
    const Slope slope = slope_at(family, design, y, fit.coefficients);
    const Eigen::LDLT<MatrixXd> solver(slope.information);
    const VectorXd next = solver.solve(slope.gradient);
    const double gain = slope.gradient.dot(next);
    // A step that leads uphill of the next one was too long: back by half of it.
    if (!(gain <= 4.0 * before) && step.norm() > 1e-12) {
      step *= 0.5;
      fit.coefficients -= step;
      continue;
    }
    before = gain;
    step = next;
    fit.coefficients += step;
    fit.covariance = solver.solve(MatrixXd::Identity(q, q));
    if (gain <= tolerance * static_cast<double>(design.rows())) {
      fit.converged = true;
      break;
    }
  }
  return fit;
}

Fit reweighted(TieFamily family, const MatrixXd& design, const VectorXd& y) {
  const bool counts = family == TieFamily::poisson;
  ArrayXd mean = counts ? ArrayXd(y.array() + 0.1) : ArrayXd((y.array() + 0.5) / 2.0);
  ArrayXd eta = logarithm(counts ? mean : ArrayXd(mean / (1.0 - mean)));
  double before = deviance_of(family, y, mean);
  const Index q = design.cols();
  Fit fit;
  fit.converged = false;
  for (int round = 0; round < 25 && !fit.converged; ++round) {
    const ArrayXd weight = counts ? mean : ArrayXd(mean * (1.0 - mean));
    const MatrixXd weighted = design.array().colwise() * weight;
    const Eigen::LDLT<MatrixXd> solver(weighted.transpose() * design);
    const VectorXd target = (eta + (y.array() - mean) / weight.max(1e-300)).matrix();
    fit.coefficients = solver.solve(weighted.transpose() * target);
    fit.covariance = solver.solve(MatrixXd::Identity(q, q));
    eta = (design * fit.coefficients).array();
    mean = mean_of(family, eta);
    const double deviance = deviance_of(family, y, mean);
    fit.converged = std::abs(deviance - before) < 1e-8 * (std::abs(deviance) + 0.1);
    before = deviance;
  }
  return fit;
}

Fit fitted(TieFamily family, const MatrixXd& design, const VectorXd& y, const VectorXd& start,
           double tolerance) {
  if (family == TieFamily::gaussian) return least_squares(design, y);
  if (start.size() == 0) return reweighted(family, design, y);
  return newton(family, design, y, start, tolerance);
}

double null_deviance(TieFamily family, const VectorXd& y) {
  return deviance_of(family, y, ArrayXd::Constant(y.size(), y.mean()));
}

double deviance_at(TieFamily family, const MatrixXd& design, const VectorXd& y,
                   const VectorXd& beta) {
  const ArrayXd eta = (design * beta).array();
  return deviance_of(family, y, family == TieFamily::gaussian ? eta : mean_of(family, eta));
}

}  // namespace munigraph::detail
