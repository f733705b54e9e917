#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/fixed_order.hpp"
#include "core/portable_math.hpp"
#include "null_models/bicm_classes.hpp"

namespace munigraph::detail {
namespace {

// Draws compare random numbers with these probabilities, so they must not depend on the platform:
// exponentials of our own, and sums and the solution of the linear system in a fixed order.

double logistic(double t) {
  if (t >= 0) return 1 / (1 + portable_exp(-t));
  const double e = portable_exp(t);
  return e / (1 + e);
}

/// log(1 + e^t) without overflow.
double soft_plus(double t) { return std::max(t, 0.0) + portable_log1p(portable_exp(-std::abs(t))); }

/// Sums of the rows, then of the columns.
Eigen::VectorXd margins(const Eigen::MatrixXd& table) {
  Eigen::VectorXd sums = Eigen::VectorXd::Zero(table.rows() + table.cols());
  for (Eigen::Index c = 0; c < table.cols(); ++c)
    for (Eigen::Index r = 0; r < table.rows(); ++r) {
      sums[r] += table(r, c);
      sums[table.rows() + c] += table(r, c);
    }
  return sums;
}

/// The part of the table that is left when rows and columns that are all 1 or all 0 are taken out,
/// over and over: their x or y is infinite or 0.
class Core {
 public:
  explicit Core(BicmClasses& classes) : classes_(classes) {
    for (const auto& group : classes.nodes) degree_.push_back(group.degree);
    for (const auto& group : classes.arrangements) size_.push_back(group.degree);
    node_out_.assign(degree_.size(), false);
    arrangement_out_.assign(size_.size(), false);
    while (peel_nodes() || peel_arrangements()) {
    }
    for (std::size_t u = 0; u < degree_.size(); ++u)
      if (!node_out_[u]) rows.push_back(u);
    for (std::size_t v = 0; v < size_.size(); ++v)
      if (!arrangement_out_[v]) columns.push_back(v);
  }

  [[nodiscard]] double degree(std::size_t u) const { return degree_[u]; }
  [[nodiscard]] double size(std::size_t v) const { return size_[v]; }

  std::vector<std::size_t> rows;     ///< Node classes left.
  std::vector<std::size_t> columns;  ///< Arrangement classes left.

 private:
  bool peel_nodes() {
    bool any = false;
    for (std::size_t u = 0; u < degree_.size(); ++u) {
      if (node_out_[u]) continue;
      double places = 0;
      for (std::size_t v = 0; v < size_.size(); ++v)
        if (!arrangement_out_[v]) places += classes_.open(u, v);
      if (degree_[u] > 0 && degree_[u] < places) continue;
      const double value = degree_[u] > 0 ? 1.0 : 0.0;
      for (std::size_t v = 0; v < size_.size(); ++v) {
        if (arrangement_out_[v]) continue;
        classes_.probability[classes_.index(u, v)] = value;
        size_[v] -= value * classes_.cells(u, v) /
                    static_cast<double>(classes_.arrangements[v].members.size());
      }
      node_out_[u] = any = true;
    }
    return any;
  }

  bool peel_arrangements() {
    bool any = false;
    for (std::size_t v = 0; v < size_.size(); ++v) {
      if (arrangement_out_[v]) continue;
      const auto count = static_cast<double>(classes_.arrangements[v].members.size());
      double places = 0;
      for (std::size_t u = 0; u < degree_.size(); ++u)
        if (!node_out_[u]) places += classes_.cells(u, v) / count;
      if (size_[v] > 0 && size_[v] < places) continue;
      const double value = size_[v] > 0 ? 1.0 : 0.0;
      for (std::size_t u = 0; u < degree_.size(); ++u) {
        if (node_out_[u]) continue;
        classes_.probability[classes_.index(u, v)] = value;
        degree_[u] -= value * classes_.open(u, v);
      }
      arrangement_out_[v] = any = true;
    }
    return any;
  }

  BicmClasses& classes_;
  std::vector<double> degree_;
  std::vector<double> size_;
  std::vector<bool> node_out_;
  std::vector<bool> arrangement_out_;
};

/// The concave log-likelihood in t = (log x, log y), its gradient and (negative) curvature.
class Likelihood {
 public:
  Likelihood(const BicmClasses& classes, const Core& core)
      : rows_(static_cast<Eigen::Index>(core.rows.size())),
        columns_(static_cast<Eigen::Index>(core.columns.size())),
        cells_(rows_, columns_),
        total_(rows_ + columns_),
        count_(rows_ + columns_) {
    for (Eigen::Index r = 0; r < rows_; ++r) {
      const std::size_t u = core.rows[static_cast<std::size_t>(r)];
      count_[r] = static_cast<double>(classes.nodes[u].members.size());
      total_[r] = count_[r] * core.degree(u);
      for (Eigen::Index c = 0; c < columns_; ++c)
        cells_(r, c) = classes.cells(u, core.columns[static_cast<std::size_t>(c)]);
    }
    for (Eigen::Index c = 0; c < columns_; ++c) {
      const std::size_t v = core.columns[static_cast<std::size_t>(c)];
      count_[rows_ + c] = static_cast<double>(classes.arrangements[v].members.size());
      total_[rows_ + c] = count_[rows_ + c] * core.size(v);
    }
  }

  [[nodiscard]] Eigen::VectorXd start() const {
    double places = 0;
    for (Eigen::Index r = 0; r < rows_; ++r) places += total_[r];
    const double root = std::sqrt(std::max(1.0, places));
    return (total_.array() / count_.array() / root).unaryExpr(&portable_log);
  }

  [[nodiscard]] Eigen::MatrixXd probabilities(const Eigen::VectorXd& t) const {
    Eigen::MatrixXd p(rows_, columns_);
    for (Eigen::Index c = 0; c < columns_; ++c)
      for (Eigen::Index r = 0; r < rows_; ++r) p(r, c) = logistic(t[r] + t[rows_ + c]);
    return p;
  }

  [[nodiscard]] double value(const Eigen::VectorXd& t) const {
    double sum = ordered_dot(total_, t);
    for (Eigen::Index c = 0; c < columns_; ++c)
      for (Eigen::Index r = 0; r < rows_; ++r) sum -= cells_(r, c) * soft_plus(t[r] + t[rows_ + c]);
    return sum;
  }

  [[nodiscard]] Eigen::VectorXd gradient(const Eigen::MatrixXd& p) const {
    return total_ - margins(cells_.cwiseProduct(p));
  }

  /// Largest difference of one node's or one arrangement's expected degree from its own.
  [[nodiscard]] double residual(const Eigen::VectorXd& g) const {
    return (g.array() / count_.array()).abs().maxCoeff();
  }

  /// Newton's step. x and y are determined up to a factor between them: y's last one stands still.
  [[nodiscard]] Eigen::VectorXd step(const Eigen::MatrixXd& p, const Eigen::VectorXd& g) const {
    const Eigen::MatrixXd w = (cells_.array() * p.array() * (1 - p.array())).matrix();
    const Eigen::Index n = rows_ + columns_ - 1;
    Eigen::MatrixXd curvature = Eigen::MatrixXd::Zero(n + 1, n + 1);
    curvature.diagonal() = margins(w);
    curvature.bottomLeftCorner(columns_, rows_) = w.transpose();
    curvature.diagonal().array() *= 1 + 1e-14;
    curvature.diagonal().array() += 1e-300;
    Eigen::VectorXd delta = Eigen::VectorXd::Zero(n + 1);
    delta.head(n) = ordered_solution(curvature.topLeftCorner(n, n), g.head(n));
    return delta;
  }

 private:
  Eigen::Index rows_;
  Eigen::Index columns_;
  Eigen::MatrixXd cells_;
  Eigen::VectorXd total_;
  Eigen::VectorXd count_;
};

/// The longest of 1, ½, ¼ … of the step that does not make the likelihood smaller.
Eigen::VectorXd damped(const Likelihood& likelihood, const Eigen::VectorXd& t,
                       const Eigen::VectorXd& delta, const Eigen::VectorXd& g) {
  const double before = likelihood.value(t);
  const double slope = ordered_dot(g, delta);
  const double noise = 1e-13 * std::abs(before);
  double length = std::min(1.0, 10.0 / std::max(1e-300, delta.cwiseAbs().maxCoeff()));
  for (int halving = 0; halving < 40; ++halving, length /= 2) {
    const Eigen::VectorXd next = t + length * delta;
    if (likelihood.value(next) >= before + 1e-4 * length * slope - noise) return next;
  }
  return t;
}

}  // namespace

void solve(BicmClasses& classes, const BicmOptions& options) {
  const Core core(classes);
  if (core.rows.empty() || core.columns.empty()) return;
  const Likelihood likelihood(classes, core);
  Eigen::VectorXd t = likelihood.start();
  Eigen::MatrixXd p = likelihood.probabilities(t);
  Eigen::VectorXd g = likelihood.gradient(p);
  double residual = likelihood.residual(g);
  int polish = 0;  // one more step once it is solved: Newton's error squares
  while (classes.iterations < options.iterations &&
         (residual > options.tolerance || polish++ < 1)) {
    check(options.monitor);
    const Eigen::VectorXd next = damped(likelihood, t, likelihood.step(p, g), g);
    const Eigen::MatrixXd next_p = likelihood.probabilities(next);
    const Eigen::VectorXd next_g = likelihood.gradient(next_p);
    ++classes.iterations;
    if (residual <= options.tolerance && likelihood.residual(next_g) >= residual) break;
    t = next;
    p = next_p;
    g = next_g;
    residual = likelihood.residual(g);
  }
  if (!(residual <= options.tolerance))
    throw std::runtime_error("BiCM: not solved after " + std::to_string(classes.iterations) +
                             " steps; a degree is off by " + std::to_string(residual));
  for (std::size_t r = 0; r < core.rows.size(); ++r)
    for (std::size_t c = 0; c < core.columns.size(); ++c)
      classes.probability[classes.index(core.rows[r], core.columns[c])] =
          p(static_cast<Eigen::Index>(r), static_cast<Eigen::Index>(c));
}

}  // namespace munigraph::detail
