// f and propensities of draws by the distances to all members, together, by stochastic
// approximation.
//
// No formula gives the expected pairs of such draws, so they are drawn: in every round f at a knot
// moves by what is missing of the observed pairs around it, as a share of them, a propensity by
// what is missing of a degree. (Not by logarithms of ratios: their mean is not 0 where that of the
// difference is, and pairs far away, which few arrangements hold, are noisy.) Expected degrees are
// means of the chances met while drawing, which have a fraction of the noise of counted ones. Few
// pairs react strongly to f at their knot, so each knot has a gain that grows while its error keeps
// its sign (Jacobs 1988, delta-bar-delta). The last part of the rounds has ever shorter steps, so
// that the noise averages out.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include "core/portable_math.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"
#include "null_models/gravity_model.hpp"
#include "null_models/gravity_score.hpp"

namespace munigraph::detail {
namespace {

/// Rounds of one stage; the next follows where pairs are not met yet.
constexpr std::array<int, 3> stage_rounds = {100, 200, 400};
/// Where a stage does not bring the misfit below this part, the next will not either.
constexpr double worthwhile = 0.9;
constexpr int rounds_from_start = 30;  ///< From a fit of the same kind.
constexpr double step_length = 1.2;
constexpr double steady = 0.6;   ///< The part of the rounds before steps shrink,
constexpr double shrunk = 0.03;  ///< in the end to this part of their length.
/// Noise of classes of 200 pairs is a few per cent in so many draws of 20,000.
constexpr double pairs_per_round = 320'000;
constexpr double most_draws = 16;
constexpr double least_draws = 4;
constexpr std::size_t pairs_per_knot = 10;
/// Beyond 92% of the pairs f falls steeply, and single knots there hold few of them.
constexpr double bulk = 0.92;
constexpr double nearest = 0.02;
constexpr std::array<double, 9> tail = {0.92, 0.94, 0.955, 0.97, 0.98, 0.987, 0.993, 0.997, 0.999};

std::vector<double> choose_knots(const std::vector<double>& distances, int number) {
  std::vector<double> quantiles;
  for (int k = 0; k < number; ++k) {
    quantiles.push_back(bulk * k / number);
    if (k == 0) quantiles.push_back(nearest);
  }
  quantiles.insert(quantiles.end(), tail.begin(), tail.end());
  std::vector<double> knots;
  std::size_t last = 0;
  for (const double quantile : quantiles) {
    const auto at = static_cast<std::size_t>(quantile * static_cast<double>(distances.size() - 1));
    if (!knots.empty() && (at < last + pairs_per_knot || distances[at] <= 1.01 * knots.back()))
      continue;
    knots.push_back(distances[at]);
    last = at;
  }
  if (distances.back() > 1.1 * knots.back()) knots.push_back(distances.back());
  return knots;
}

void measure(GravityModel& model) {
  const std::int32_t n = model.n();
  const std::size_t width = model.stride();
  double largest = 0;
  for (std::int32_t i = 0; i < n; ++i)
    for (std::int32_t j = 0; j < i; ++j) largest = std::max(largest, model.distance(i, j));
  model.cell_width = largest > 0 ? largest / static_cast<double>(cells) : 1;
  model.cell.assign(static_cast<std::size_t>(n) * width, 0);
  for (std::int32_t i = 0; i < n; ++i)
    for (std::int32_t j = 0; j < n; ++j)
      model.cell[static_cast<std::size_t>(i) * width + static_cast<std::size_t>(j)] =
          static_cast<std::uint16_t>(model.distance(i, j) / model.cell_width);
}

class Approximation {
 public:
  Approximation(GravityModel& model, const AffiliationNetwork& observed,
                const GravityOptions& options)
      : model_(model),
        options_(options),
        scorer_(model),
        goal_(scorer_(observed)),
        started_(static_cast<std::size_t>(model.n())),
        gain_(model.knots.size(), 1.0),
        trend_(model.knots.size()),
        draws_(static_cast<int>(
            std::clamp(pairs_per_round / std::max(1.0, goal_.pairs), least_draws, most_draws))) {
    double number = 0;
    for (std::size_t a = 0; a < model.size.size(); ++a)
      number += model.size[a] >= 1 && (model.kept.host.empty() || model.kept.host[a] < 0);
    for (std::size_t i = 0; i < started_.size(); ++i) started_[i] = number * model.initiation[i];
  }

  void run(int rounds) {
    const auto shrinking = static_cast<int>(steady * rounds);
    const double shrink = portable_exp(portable_log(shrunk) / std::max(1, rounds - shrinking));
    double step = step_length;
    for (int round = 0; round < rounds; ++round) {
      check(options_.monitor);
      if (round >= shrinking) step *= shrink;
      tabulate(model_);
      const Score now = mean(draws_);
      move_factors(now, step, round < shrinking);
      if (options_.degree_correction)
        move_propensities(now, 1.2 * std::min(1.0, step));
      else
        move_alpha(now, step);
    }
    tabulate(model_);
  }

  void note_errors() {
    const Score now = mean(draws_to_measure(model_));
    for (std::size_t j = 0; j < now.degree.size(); ++j) {
      const double goal = model_.degree[j];
      model_.degree_error[j] = goal > 0 ? (started_[j] + now.degree[j] - goal) / goal : 0;
    }
  }

 private:
  /// Of fresh draws; their degrees are chances to be drawn, without what nodes start.
  [[nodiscard]] Score mean(int draws) {
    std::vector<Score> scores(static_cast<std::size_t>(draws));
    parallel_for(
        scores.size(), options_.threads,
        [&](std::size_t d, int) {
          std::vector<double> chances(started_.size());
          scores[d] = scorer_(draw_gravity(model_, stream_seed(options_.seed, next_ + d),
                                           options_.monitor, chances));
          scores[d].degree = std::move(chances);
        },
        options_.monitor);
    next_ += scores.size();
    return mean_of(scores);
  }

  void move_factors(const Score& now, double step, bool learning) {
    for (std::size_t k = 0; k < gain_.size(); ++k) {
      // Half a pair more: where none is observed, too.
      const double error =
          std::max(-5.0, (goal_.at_knot[k] - now.at_knot[k]) / (goal_.at_knot[k] + 0.5));
      if (learning)
        gain_[k] =
            error * trend_[k] > 0 ? std::min(10.0, 1.15 * gain_[k]) : std::max(0.5, 0.7 * gain_[k]);
      trend_[k] = 0.6 * trend_[k] + 0.4 * error;
      model_.log_factor[k] += step * gain_[k] * error;
    }
    const double first = model_.log_factor.front();
    for (double& x : model_.log_factor) x -= first;
  }

  void move_propensities(const Score& now, double step) {
    double sum = 0;
    double count = 0;
    for (std::size_t j = 0; j < model_.propensity.size(); ++j) {
      double& b = model_.propensity[j];
      if (b <= 0) continue;
      const double goal = model_.degree[j] - started_[j];
      const double error = goal > 0 ? std::max(-1.5, (goal - now.degree[j]) / goal) : -1.5;
      b = std::max(1e-12, b * portable_exp(step * error));
      sum += b;
      ++count;
    }
    if (sum > 0)
      for (double& b : model_.propensity) b *= count / sum;
  }

  void move_alpha(const Score& now, double step) {
    const double size = goal_.size / goal_.pairs;
    const double spread = goal_.squares / goal_.pairs - size * size;
    if (spread > 0 && now.pairs > 0)
      model_.alpha +=
          std::min(1.0, step) * std::clamp((size - now.size / now.pairs) / spread, -0.3, 0.3);
  }

  GravityModel& model_;
  const GravityOptions& options_;
  Scorer scorer_;
  Score goal_;
  std::vector<double> started_;  ///< Expected number of arrangements that each node starts.
  std::vector<double> gain_;
  std::vector<double> trend_;  ///< Of each knot's error.
  int draws_;
  std::uint64_t next_ = 0;  ///< Stream of the next draw.
};

}  // namespace

double fit_members(GravityModel& model, const AffiliationNetwork& observed,
                   const GravityOptions& options) {
  model.rule = GravityDistance::members;
  model.matrix = {};
  measure(model);
  const std::vector<double> distances = pair_distances(model, observed);
  if (distances.empty()) {
    tabulate(model);
    return 0;
  }
  if (options.start == nullptr) {
    const std::vector<double> knots = choose_knots(distances, options.knots + options.knots / 2);
    std::vector<double> log_factor;
    for (const double knot : knots)
      log_factor.push_back(model.log_decay(knot) - model.log_decay(knots.front()));
    model.knots = knots;
    model.log_factor = log_factor;
  }
  Approximation approximation(model, observed, options);
  double least = std::numeric_limits<double>::infinity();
  if (options.start != nullptr) {
    approximation.run(rounds_from_start);
  } else {
    std::vector<double> best_factor;
    std::vector<double> best_propensity;
    double best_alpha = model.alpha;
    for (const int rounds : stage_rounds) {
      approximation.run(rounds);
      const double misfit = compare_pairs(model, options.seed, options.threads, options.monitor,
                                          draws_to_measure(model))
                                .misfit();
      const bool helps = misfit < worthwhile * least;
      if (misfit < least) {
        least = misfit;
        best_factor = model.log_factor;
        best_propensity = model.propensity;
        best_alpha = model.alpha;
      }
      // With room for what the draws of another seed give.
      if (misfit <= 0.9 || !helps) break;
    }
    if (!best_factor.empty()) {
      model.log_factor = best_factor;
      model.propensity = best_propensity;
      model.alpha = best_alpha;
      tabulate(model);
    }
  }
  if (options.degree_correction) approximation.note_errors();
  return least;
}

}  // namespace munigraph::detail
