#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "core/fixed_order.hpp"
#include "core/portable_math.hpp"
#include "munigraph/core/random.hpp"
#include "munigraph/network/projection.hpp"
#include "null_models/gravity_model.hpp"

namespace munigraph::detail {
namespace {

/// A pair of nodes as the likelihood sees it: two neighbouring knots share it.
struct Observation {
  double size = 0;      ///< log population_i + log population_j
  double distance = 0;  ///< km
  double count = 0;     ///< Shared arrangements.
  double weight = 1;    ///< Pairs it stands for.
  int knot = 0;         ///< The nearer end of its interval.
  double share = 0;     ///< Of the next knot.
};

/// In large networks so many pairs without a tie are looked at.
constexpr std::size_t sampled_pairs = 1'000'000;

std::vector<Observation> observe(const GravityModel& model, const AffiliationNetwork& affiliation,
                                 const GravityOptions& options) {
  ProjectionOptions projection;
  projection.weighting = Weighting::binary;
  projection.monitor = options.monitor;
  const CooperationNetwork ties = project(affiliation, projection);
  const std::vector<std::int32_t> shared = shared_counts(affiliation, ties);
  std::vector<Observation> pairs;
  const auto add = [&](std::int32_t i, std::int32_t j, double count, double weight) {
    pairs.push_back({model.log_population[static_cast<std::size_t>(i)] +
                         model.log_population[static_cast<std::size_t>(j)],
                     model.distance(i, j), count, weight});
  };
  const std::int32_t n = model.n();
  const bool all = n <= largest_matrix;
  for (std::int32_t i = 0; i < n; ++i) {
    check(options.monitor);
    std::size_t slot = ties.offsets()[static_cast<std::size_t>(i)];
    const std::size_t end = ties.offsets()[static_cast<std::size_t>(i) + 1];
    if (!all) {
      for (; slot < end; ++slot)
        if (ties.targets()[slot] > i) add(i, ties.targets()[slot], shared[slot], 1);
      continue;
    }
    while (slot < end && ties.targets()[slot] <= i) ++slot;
    for (std::int32_t j = i + 1; j < n; ++j) {
      const bool tied = slot < end && ties.targets()[slot] == j;
      add(i, j, tied ? shared[slot] : 0, 1);
      slot += tied;
    }
  }
  if (all) return pairs;
  const double number = static_cast<double>(n) * (n - 1) / 2 - static_cast<double>(pairs.size());
  Random random(options.seed);
  const double weight = number / static_cast<double>(sampled_pairs);
  for (std::size_t s = 0; s < sampled_pairs && number > 0;) {
    const auto i = static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(n)));
    const auto j = static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(n)));
    if (i == j || ties.find(i, j) >= 0) continue;
    add(i, j, 0, weight);
    ++s;
  }
  return pairs;
}

/// Distances that split the shared arrangements evenly; every knot then has data to stand on.
std::vector<double> choose_knots(const std::vector<Observation>& pairs, int number) {
  std::vector<std::pair<double, double>> ties;
  double total = 0;
  for (const Observation& pair : pairs)
    if (pair.count > 0) {
      ties.emplace_back(pair.distance, pair.count);
      total += pair.count;
    }
  std::sort(ties.begin(), ties.end());
  number = std::min(number, static_cast<int>(1 + ties.size() / 10));
  std::vector<double> knots;
  double running = 0;
  std::size_t at = 0;
  for (int k = 0; k < number && !ties.empty(); ++k) {
    const double quantile = number == 1 ? 0.5 : 0.01 + 0.98 * static_cast<double>(k) / (number - 1);
    while (at + 1 < ties.size() && running + ties[at].second < quantile * total)
      running += ties[at++].second;
    const double distance = ties[at].first;
    if (knots.empty() || distance > knots.back() + 0.5) knots.push_back(distance);
  }
  return knots;
}

void place(std::vector<Observation>& pairs, const std::vector<double>& knots) {
  for (Observation& pair : pairs) {
    const auto above = std::upper_bound(knots.begin(), knots.end(), pair.distance);
    if (above == knots.begin()) continue;
    pair.knot = static_cast<int>(above - knots.begin()) - 1;
    if (above == knots.end()) continue;
    pair.share = (pair.distance - *(above - 1)) / (*above - *(above - 1));
  }
}

/// Parameters: log f at the knots, then α.
class PoissonLikelihood {
 public:
  PoissonLikelihood(const std::vector<Observation>& pairs, std::size_t knots)
      : pairs_(pairs), knots_(static_cast<Eigen::Index>(knots)) {}

  [[nodiscard]] double value(const Eigen::VectorXd& p) const {
    double sum = 0;
    for (const Observation& pair : pairs_) {
      const double eta = predictor(pair, p);
      sum += pair.weight * (pair.count * eta - portable_exp(eta));
    }
    return sum;
  }

  void derivatives(const Eigen::VectorXd& p, Eigen::VectorXd& gradient,
                   Eigen::MatrixXd& curvature) const {
    gradient.setZero(p.size());
    curvature.setZero(p.size(), p.size());
    for (const Observation& pair : pairs_) {
      const double mean = portable_exp(predictor(pair, p));
      const Eigen::Index index[3] = {pair.knot, std::min<Eigen::Index>(pair.knot + 1, knots_ - 1),
                                     knots_};
      const double feature[3] = {1 - pair.share, pair.share, pair.size};
      for (int x = 0; x < 3; ++x) {
        gradient[index[x]] += pair.weight * (pair.count - mean) * feature[x];
        for (int y = 0; y < 3; ++y)
          curvature(index[x], index[y]) += pair.weight * mean * feature[x] * feature[y];
      }
    }
  }

  [[nodiscard]] Eigen::VectorXd start() const {
    double count = 0;
    double weight = 0;
    for (const Observation& pair : pairs_) {
      count += pair.weight * pair.count;
      weight += pair.weight;
    }
    Eigen::VectorXd p = Eigen::VectorXd::Constant(knots_ + 1, portable_log(count / weight));
    p[knots_] = 0;
    return p;
  }

 private:
  [[nodiscard]] double predictor(const Observation& pair, const Eigen::VectorXd& p) const {
    const Eigen::Index next = std::min<Eigen::Index>(pair.knot + 1, knots_ - 1);
    const double eta =
        p[pair.knot] * (1 - pair.share) + p[next] * pair.share + p[knots_] * pair.size;
    return std::min(eta, 50.0);
  }

  const std::vector<Observation>& pairs_;
  Eigen::Index knots_;
};

Eigen::VectorXd maximise(const PoissonLikelihood& likelihood, const Monitor* monitor) {
  Eigen::VectorXd p = likelihood.start();
  Eigen::VectorXd gradient;
  Eigen::MatrixXd curvature;
  double value = likelihood.value(p);
  for (int step = 0; step < 100; ++step) {
    check(monitor);
    likelihood.derivatives(p, gradient, curvature);
    curvature.diagonal().array() *= 1 + 1e-12;
    curvature.diagonal().array() += 1e-12;
    const Eigen::VectorXd delta = ordered_solution(curvature, gradient);
    double length = std::min(1.0, 5.0 / std::max(1e-300, delta.cwiseAbs().maxCoeff()));
    double next = value;
    for (int halving = 0; halving < 40; ++halving, length /= 2) {
      next = likelihood.value(p + length * delta);
      if (next >= value) break;
    }
    if (!(next > value)) break;
    p += length * delta;
    const bool settled = next - value <= 1e-13 * std::abs(value);
    value = next;
    if (settled) break;
  }
  return p;
}

}  // namespace

void fit_gravity(GravityModel& model, const AffiliationNetwork& affiliation,
                 const GravityOptions& options) {
  std::vector<Observation> pairs = observe(model, affiliation, options);
  model.knots = choose_knots(pairs, options.knots);
  if (model.knots.empty()) return;  // no ties: nothing to fit, everyone alike
  place(pairs, model.knots);
  const Eigen::VectorXd p = maximise(PoissonLikelihood(pairs, model.knots.size()), options.monitor);
  const auto number = static_cast<Eigen::Index>(model.knots.size());
  for (Eigen::Index k = 0; k < number; ++k) model.log_factor.push_back(p[k] - p[0]);
  model.alpha = p[number];
}

}  // namespace munigraph::detail
