#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"
#include "null_models/gravity_model.hpp"

namespace munigraph::detail {
namespace {

constexpr int rounds = 12;
/// The draws' own noise is below a per cent at every knot on a country of 4,000 memberships.
constexpr std::size_t draws_per_round = 24;

/// What the likelihood's score compares: pairs that share an arrangement, by distance and by size.
struct Score {
  std::vector<double> at_knot;  ///< Pairs, shared out between the two nearest knots.
  double pairs = 0;
  double size = 0;             ///< Σ of log population_i + log population_j.
  double squares = 0;          ///< Σ of its square.
  std::vector<double> degree;  ///< Places, hosts' left out.
};

class Scorer {
 public:
  explicit Scorer(const GravityModel& model) : model_(model) {
    const auto n = static_cast<std::size_t>(model.n());
    position_.resize(n * n);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        position_[i * n + j] = static_cast<float>(
            position(model.distance(static_cast<std::int32_t>(i), static_cast<std::int32_t>(j))));
  }

  [[nodiscard]] Score operator()(const AffiliationNetwork& network) const {
    Score score;
    score.at_knot.assign(model_.knots.size() + 1, 0.0);
    score.degree.assign(static_cast<std::size_t>(model_.n()), 0.0);
    for (std::int32_t a = 0; a < network.arrangement_count(); ++a) {
      const auto members = network.members(a);
      const std::int32_t host = network.host(a);
      for (const std::int32_t i : members)
        if (i != host) score.degree[static_cast<std::size_t>(i)] += 1;
      if (host == AffiliationNetwork::absent_host) continue;
      for (std::size_t x = 0; x < members.size(); ++x)
        for (std::size_t y = x + 1; y < members.size(); ++y)
          if (host < 0 || host == members[x] || host == members[y])
            add(score, members[x], members[y]);
    }
    score.at_knot.pop_back();
    return score;
  }

 private:
  /// Between the knots: k + share.
  [[nodiscard]] double position(double distance) const {
    const auto& knots = model_.knots;
    if (distance <= knots.front()) return 0;
    if (distance >= knots.back()) return static_cast<double>(knots.size() - 1);
    const auto k = static_cast<std::size_t>(std::upper_bound(knots.begin(), knots.end(), distance) -
                                            knots.begin());
    return static_cast<double>(k - 1) + (distance - knots[k - 1]) / (knots[k] - knots[k - 1]);
  }

  void add(Score& score, std::int32_t i, std::int32_t j) const {
    const auto x = static_cast<std::size_t>(i);
    const auto y = static_cast<std::size_t>(j);
    const double at = position_[x * static_cast<std::size_t>(model_.n()) + y];
    const auto k = static_cast<std::size_t>(at);
    const double share = at - static_cast<double>(k);
    score.at_knot[k] += 1 - share;
    score.at_knot[k + 1] += share;
    const double size = model_.log_population[x] + model_.log_population[y];
    score.pairs += 1;
    score.size += size;
    score.squares += size * size;
  }

  const GravityModel& model_;
  std::vector<float> position_;
};

/// The mean over draws; threads never add up in an order of their own.
Score mean_score(const GravityModel& model, const Scorer& scorer, std::uint64_t seed,
                 const GravityOptions& options) {
  std::vector<Score> scores(draws_per_round);
  parallel_for(
      draws_per_round, options.threads,
      [&](std::size_t d, int) { scores[d] = scorer(draw_gravity(model, stream_seed(seed, d))); },
      options.monitor);
  Score mean;
  mean.at_knot.assign(model.knots.size(), 0.0);
  mean.degree.assign(static_cast<std::size_t>(model.n()), 0.0);
  for (const Score& score : scores) {
    for (std::size_t i = 0; i < mean.degree.size(); ++i) mean.degree[i] += score.degree[i];
    for (std::size_t k = 0; k < mean.at_knot.size(); ++k) mean.at_knot[k] += score.at_knot[k];
    mean.pairs += score.pairs;
    mean.size += score.size;
  }
  const auto number = static_cast<double>(draws_per_round);
  for (double& count : mean.at_knot) count /= number;
  for (double& count : mean.degree) count /= number;
  mean.pairs /= number;
  mean.size /= number;
  return mean;
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
      const double step = std::log((goal.at_knot[k] + 1) / (now.at_knot[k] + 1));
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
