// f and the propensities are fitted together: draws show where they have too few or too many pairs,
// expected degrees which nodes are drawn too rarely, and both are moved a little in every round
// until neither is off. (One after the other, what the second changes undoes the first.)

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

#include "munigraph/core/random.hpp"
#include "null_models/gravity_classes.hpp"
#include "null_models/gravity_model.hpp"

namespace munigraph::detail {
namespace {

constexpr std::size_t draws_per_round = 12;
constexpr int most_rounds = 80;
/// Rounds are compared by a running mean, in which one counts so much: the noise of its draws is
/// larger than what is looked for.
constexpr double newest = 0.15;
/// Draws that say in the end how far the distances are met; with seeds of their own.
constexpr std::size_t final_draws = 200;
constexpr std::uint64_t final_stream = 1ULL << 40;

/// How far draws are from the register, class by class.
class Distances {
 public:
  explicit Distances(const PairCounts& goal)
      : goal_(goal.in_class), mean_(goal.in_class.size(), 0.0), pairs_(goal.pairs) {}

  void note(const std::vector<double>& drawn) {
    weight_ = weight_ * (1 - newest) + newest;
    for (std::size_t k = 0; k < goal_.size(); ++k)
      mean_[k] = mean_[k] * (1 - newest) + newest * drawn[k];
  }
  /// Whether classes of a hundredth of the pairs and more are met within `share` and all others
  /// together within a tenth of it of all pairs.
  [[nodiscard]] bool met(double share) const {
    std::vector<double> drawn;
    for (const double sum : mean_) drawn.push_back(sum / weight_);
    return distances_met(goal_, drawn, pairs_, share);
  }

 private:
  std::vector<double> goal_;
  std::vector<double> mean_;
  double pairs_;
  double weight_ = 0;
};

/// Steps of one parameter: longer as long as errors have one sign, shorter once they alternate.
struct Step {
  double length = 1;
  double last = 0;

  [[nodiscard]] double operator()(double error) {
    length = error * last > 0 ? std::min(2.0, 1.25 * length) : std::max(0.1, 0.6 * length);
    last = error;
    return std::clamp(length * error, -0.7, 0.7);
  }
};

void begin_at(GravityModel& model, const DistanceClasses& classes) {
  std::vector<double> knots = classes.middles();
  std::vector<double> factor;
  for (const double distance : knots) factor.push_back(model.log_decay(distance));
  model.knots = std::move(knots);
  model.log_factor = std::move(factor);
}

}  // namespace

bool distances_met(std::span<const double> goal, std::span<const double> drawn, double pairs,
                   double share) {
  double rest = 0;
  for (std::size_t k = 0; k < goal.size(); ++k) {
    const double off = std::abs(drawn[k] - goal[k]);
    if (std::max(drawn[k], goal[k]) < 0.01 * pairs)
      rest += off;
    else if (off > share * goal[k])
      return false;
  }
  return rest <= 0.1 * share * pairs;
}

void calibrate(GravityModel& model, const AffiliationNetwork& observed,
               const GravityOptions& options) {
  if (model.knots.empty()) return;
  const DistanceClasses classes(model, observed);
  const PairCounts goal = count_pairs(model, classes, observed);
  const double mean_size = goal.size / goal.pairs;
  const double spread = goal.squares / goal.pairs - mean_size * mean_size;
  begin_at(model, classes);
  std::optional<DegreeCorrection> degrees;
  if (options.degree_correction) degrees.emplace(model, options);
  Distances distances(goal);
  std::vector<Step> steps(classes.count());
  Step size_step;
  for (int round = 0; round < most_rounds; ++round) {
    tabulate(model);
    const PairCounts now =
        mean_counts(model, classes, draws_per_round,
                    stream_seed(options.seed, static_cast<std::uint64_t>(round)), options);
    distances.note(now.in_class);
    for (std::size_t k = 0; k < classes.count(); ++k)
      // Half a pair more on both sides: a class that nobody draws moves on by finite steps.
      model.log_factor[k] += steps[k](std::log((goal.in_class[k] + 0.5) / (now.in_class[k] + 0.5)));
    if (!options.degree_correction && spread > 0 && now.pairs > 0)
      model.alpha += size_step((mean_size - now.size / now.pairs) / spread);
    // f falls, and no class by more than what never is drawn: what pushes it further is not
    // distance.
    for (std::size_t k = 1; k < classes.count(); ++k)
      model.log_factor[k] =
          std::clamp(model.log_factor[k], model.log_factor[k - 1] - 5, model.log_factor[k - 1]);
    const double first = model.log_factor.front();
    for (double& x : model.log_factor) x -= first;
    const double worst = degrees ? degrees->step() : 0;
    if (round > 8 && distances.met(0.025) && worst <= 20 * options.tolerance) break;
  }
  if (degrees) degrees->run(options.iterations);
  if (options.start != nullptr) return;
  tabulate(model);
  const PairCounts last =
      mean_counts(model, classes, final_draws, stream_seed(options.seed, final_stream), options);
  model.class_low = classes.low();
  model.pairs_observed = goal.in_class;
  model.pairs_drawn = last.in_class;
  model.met = distances_met(goal.in_class, last.in_class, goal.pairs, 0.05);
}

}  // namespace munigraph::detail
