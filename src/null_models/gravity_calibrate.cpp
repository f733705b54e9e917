#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "core/portable_math.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"
#include "null_models/gravity_model.hpp"
#include "null_models/gravity_score.hpp"

namespace munigraph::detail {
namespace {

constexpr int rounds = 12;
/// The draws' own noise is below a per cent at every knot on a country of 4,000 memberships.
constexpr std::size_t draws_per_round = 24;

Score mean_score(const GravityModel& model, const Scorer& scorer, std::uint64_t seed,
                 const GravityOptions& options) {
  std::vector<Score> scores(draws_per_round);
  parallel_for(
      draws_per_round, options.threads,
      [&](std::size_t d, int) { scores[d] = scorer(draw_gravity(model, stream_seed(seed, d))); },
      options.monitor);
  return mean_of(scores);
}

}  // namespace

void calibrate(GravityModel& model, const AffiliationNetwork& observed,
               const GravityOptions& options) {
  if (model.knots.empty()) return;
  const Scorer scorer(model);
  const Score goal = scorer(observed);
  const double mean_size = goal.size / goal.pairs;
  const double spread = goal.squares / goal.pairs - mean_size * mean_size;
  // The same draws in every round: what is left of their noise does not move f about.
  for (int round = 0; round < rounds; ++round) {
    tabulate(model);
    const Score now = mean_score(model, scorer, options.seed, options);
    double worst = 0;
    for (std::size_t k = 0; k < model.knots.size(); ++k) {
      // One more pair on both sides: a knot that nobody draws moves on by finite steps.
      const double step = portable_log((goal.at_knot[k] + 1) / (now.at_knot[k] + 1));
      model.log_factor[k] += step;
      worst = std::max(worst, std::abs(step));
    }
    if (!options.degree_correction && spread > 0 && now.pairs > 0) {
      const double step = (mean_size - now.size / now.pairs) / spread;
      model.alpha += std::clamp(step, -0.3, 0.3);
      worst = std::max(worst, std::abs(step));
    }
    // Roughly, for now: correct_degrees() does it properly in the end.
    if (options.degree_correction)
      for (std::size_t i = 0; i < now.degree.size(); ++i)
        model.propensity[i] *= (goal.degree[i] + 0.5) / (now.degree[i] + 0.5);
    const double first = model.log_factor.front();
    for (double& x : model.log_factor) x -= first;
    if (worst < 0.01) break;
  }
}

}  // namespace munigraph::detail
