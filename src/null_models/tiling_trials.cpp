// Draws made beforehand: how long chains must be, and what of the register they keep.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <map>

#include "munigraph/core/parallel.hpp"
#include "null_models/tiling_plan.hpp"

namespace munigraph::detail {
namespace {

constexpr std::size_t points = 21;
/// Chains are looked at until they are so many times as long as the shortest.
constexpr double longest = 16;

using Members = std::vector<std::vector<std::int32_t>>;

/// Share of regions that have the members of a region of another scheme.
double equal_share(const TilingPlan& plan, const Members& members) {
  std::map<std::vector<std::int32_t>, std::vector<std::size_t>> schemes;
  for (std::size_t s = 0; s < plan.schemes.size(); ++s)
    for (const std::int32_t a : plan.schemes[s].regions)
      schemes[members[static_cast<std::size_t>(a)]].push_back(s);
  std::size_t all = 0;
  std::size_t equal = 0;
  for (const auto& one : schemes) {
    const auto& of = one.second;  // a structured binding is captured by no Clang before 16
    all += of.size();
    const bool several =
        std::any_of(of.begin(), of.end(), [&](std::size_t s) { return s != of.front(); });
    if (several) equal += of.size();
  }
  return static_cast<double>(equal) / static_cast<double>(all);
}

double connected_share(const TilingPlan& plan, const Members& members) {
  std::size_t all = 0;
  std::size_t whole = 0;
  for (const Scheme& scheme : plan.schemes)
    for (const std::int32_t a : scheme.regions) {
      std::int32_t parts = 0;
      (void)components_of(plan.borders, members[static_cast<std::size_t>(a)], &parts);
      ++all;
      whole += parts == 1;
    }
  return static_cast<double>(whole) / static_cast<double>(all);
}

double outside_share(const TilingPlan& plan, const Scheme& scheme, const Members& members) {
  std::size_t outside = 0;
  for (const std::int32_t a : scheme.regions) {
    const auto size = static_cast<std::int32_t>(plan.members[static_cast<std::size_t>(a)].size());
    const auto now = static_cast<std::int32_t>(members[static_cast<std::size_t>(a)].size());
    outside += std::abs(now - size) > allowance(size, plan.tolerance);
  }
  return static_cast<double>(outside) / static_cast<double>(scheme.regions.size());
}

struct Trial {
  std::vector<ChainWatch> watches;  ///< Per scheme.
  std::vector<double> outside;      ///< Per scheme.
  double equal = 0;
  double connected = 0;
};

Trial one_trial(const TilingPlan& plan, std::uint64_t seed, double step, const Monitor* monitor) {
  Trial trial;
  trial.watches.assign(plan.schemes.size(), ChainWatch(step, points));
  Drawn drawn{plan.members, plan.kept.host};
  Random random(seed);
  for (const std::size_t scheme : plan.order) {
    check(monitor);
    draw_scheme(plan, scheme, drawn, random, &trial.watches[scheme]);
  }
  for (const Scheme& scheme : plan.schemes)
    trial.outside.push_back(outside_share(plan, scheme, drawn.members));
  trial.equal = equal_share(plan, drawn.members);
  trial.connected = connected_share(plan, drawn.members);
  return trial;
}

/// Mean agreement of a scheme at every point; empty where no trial recombined anything.
std::vector<double> mean_agreement(const std::vector<Trial>& trials, std::size_t scheme) {
  std::vector<double> mean(points, 0.0);
  double looked = 0;
  for (const Trial& trial : trials) {
    const ChainWatch& watch = trial.watches[scheme];
    if (!watch.looked()) continue;
    looked += 1;
    for (std::size_t k = 0; k < points; ++k) mean[k] += watch.agreement()[k];
  }
  if (looked == 0) return {};
  for (double& x : mean) x /= looked;
  return mean;
}

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double x : values) sum += x;
  return sum / static_cast<double>(values.size());
}

/// Where agreement has come within a fiftieth of its way down to the mean of the curve's second
/// half; beyond the half it has not levelled off.
std::size_t levels_off(const std::vector<double>& agreement) {
  const double plateau = mean_of(std::span(agreement).subspan(points / 2));
  const double near = plateau + 0.02 * (agreement.front() - plateau);
  std::size_t k = 0;
  while (k + 1 < points && agreement[k] > near) ++k;
  return k;
}

}  // namespace

TilingTrials try_out(TilingPlan& plan, const TilingOptions& options) {
  TilingTrials result;
  const std::size_t number = plan.schemes.size();
  const auto count = static_cast<std::size_t>(options.trials);
  for (double length = 2 * options.steps_per_region;; length *= 2) {
    const double step = length / static_cast<double>(points - 1);
    std::vector<Trial> trials(count);
    if (options.monitor != nullptr) options.monitor->expect(count);
    parallel_for(
        count, options.threads,
        [&](std::size_t t, int) {
          trials[t] = one_trial(plan, stream_seed(options.seed, t), step, options.monitor);
          advance(options.monitor);
        },
        options.monitor);
    result = {};
    result.outside.assign(number, 0.0);
    for (std::size_t k = 0; k < points; ++k)
      result.steps_per_region.push_back(step * static_cast<double>(k));
    result.agreement.assign(points * number, std::numeric_limits<double>::quiet_NaN());
    bool all = true;
    for (std::size_t s = 0; s < number; ++s) {
      const std::vector<double> agreement = mean_agreement(trials, s);
      for (std::size_t k = 0; k < agreement.size(); ++k)
        result.agreement[k * number + s] = agreement[k];
      const std::size_t reached = agreement.empty() ? 0 : levels_off(agreement);
      result.levelled.push_back(reached <= points / 2);
      all &= reached <= points / 2;
      result.steps.push_back(std::max(options.steps_per_region, result.steps_per_region[reached]));
      for (const Trial& trial : trials)
        result.outside[s] += trial.outside[s] / static_cast<double>(count);
    }
    for (const Trial& trial : trials) {
      result.equal_drawn += trial.equal / static_cast<double>(count);
      result.connected_drawn += trial.connected / static_cast<double>(count);
    }
    if (all || length >= longest * options.steps_per_region) break;
  }
  result.equal_observed = equal_share(plan, plan.members);
  result.connected_observed = connected_share(plan, plan.members);
  for (std::size_t s = 0; s < number; ++s) plan.schemes[s].steps = result.steps[s];
  return result;
}

}  // namespace munigraph::detail
