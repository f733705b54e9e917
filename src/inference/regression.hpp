#pragma once

#include <cmath>

#include "core/eigen.hpp"
#include "munigraph/inference/mrqap.hpp"

namespace munigraph::detail {

/// A fitted regression. The covariance is that of the coefficients, scaled by the residual variance
/// where the family has one.
struct Fit {
  Eigen::VectorXd coefficients;
  Eigen::MatrixXd covariance;
  bool converged = true;

  [[nodiscard]] double t(Eigen::Index k) const {
    return coefficients[k] / std::sqrt(covariance(k, k));
  }
};

/// Least squares by the normal equations; columns should be of one scale.
[[nodiscard]] Fit least_squares(const Eigen::MatrixXd& design, const Eigen::VectorXd& y);

/// Poisson (log) or binomial (logit) regression by reweighted least squares with the start, the
/// stopping rule and the covariance (that of the last step) of R's glm, whose digits it gives.
[[nodiscard]] Fit reweighted(TieFamily family, const Eigen::MatrixXd& design,
                             const Eigen::VectorXd& y);

/// The same by Newton's method from `start`, until what another step would gain is below
/// `tolerance` per row.
[[nodiscard]] Fit newton(TieFamily family, const Eigen::MatrixXd& design, const Eigen::VectorXd& y,
                         Eigen::VectorXd start, double tolerance);

/// Whatever the family asks for; with a `start` by Newton's method.
[[nodiscard]] Fit fitted(TieFamily family, const Eigen::MatrixXd& design, const Eigen::VectorXd& y,
                         const Eigen::VectorXd& start = {}, double tolerance = 1e-12);

/// The deviance at given coefficients; the residual sum of squares if gaussian.
[[nodiscard]] double deviance_at(TieFamily family, const Eigen::MatrixXd& design,
                                 const Eigen::VectorXd& y, const Eigen::VectorXd& beta);
/// The deviance of the mean alone.
[[nodiscard]] double null_deviance(TieFamily family, const Eigen::VectorXd& y);

}  // namespace munigraph::detail
