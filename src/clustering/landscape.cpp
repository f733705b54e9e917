#include "munigraph/clustering/landscape.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <stdexcept>

#include "clustering/monitors.hpp"
#include "comparison/workspace.hpp"
#include "munigraph/comparison/agreement.hpp"

namespace munigraph {
namespace {

void require_options(const LandscapeOptions& options) {
  const auto share = [](double x) { return x >= 0 && x <= 1; };
  if (!share(options.tolerance) || !share(options.similarity))
    throw std::invalid_argument("landscape: tolerance and similarity must lie in [0, 1]");
  if (!(options.coverage > 0 && options.coverage < 1))
    throw std::invalid_argument("landscape: coverage must lie in (0, 1)");
  if (options.least_runs < 1 || options.most_runs < options.least_runs)
    throw std::invalid_argument("landscape: needs 1 ≤ least_runs ≤ most_runs");
}

/// Different labellings, each with its runs.
struct Distinct {
  PreparedLabels labels;
  std::vector<std::int32_t> runs;
};

/// Near-optimal labellings by quality, best first; ties by the first run.
std::vector<Distinct> near_optimal(const Ensemble& runs, double tolerance) {
  std::vector<std::int32_t> order(static_cast<std::size_t>(runs.runs()));
  std::iota(order.begin(), order.end(), 0);
  const auto quality = [&](std::int32_t r) { return runs.quality[static_cast<std::size_t>(r)]; };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::int32_t a, std::int32_t b) { return quality(a) > quality(b); });
  const double best = runs.best.quality;
  std::map<std::vector<std::int32_t>, std::size_t> known;
  std::vector<Distinct> result;
  for (const std::int32_t r : order) {
    if (quality(r) < best - tolerance * std::abs(best)) continue;
    const auto row = runs.run_labels(r);
    const auto [at, fresh] = known.emplace(std::vector(row.begin(), row.end()), result.size());
    if (fresh) result.push_back({PreparedLabels(row), {}});
    result[at->second].runs.push_back(r);
  }
  return result;
}

void group_solutions(Landscape& landscape, const LandscapeOptions& options) {
  const Ensemble& runs = landscape.ensemble;
  const std::vector<Distinct> solutions = near_optimal(runs, options.tolerance);
  std::vector<std::size_t> centres;
  detail::AgreementWorkspace workspace;
  landscape.groups.clear();
  std::vector<std::vector<std::int32_t>> members;
  landscape.near_optimal = 0;
  for (std::size_t s = 0; s < solutions.size(); ++s) {
    check(options.ensemble.monitor);
    std::size_t g = 0;
    double similarity = 1;
    for (; g < centres.size(); ++g) {
      similarity =
          adjusted_mutual_information(solutions[centres[g]].labels, solutions[s].labels, workspace);
      if (similarity >= options.similarity) break;
    }
    if (g == centres.size()) {
      centres.push_back(s);
      similarity = 1;
      landscape.groups.push_back({});
      landscape.groups.back().similarity = 0;
      landscape.groups.back().representative = solutions[s].runs.front();
      members.emplace_back();
    }
    SolutionGroup& group = landscape.groups[g];
    ++group.labellings;
    group.runs += static_cast<std::int32_t>(solutions[s].runs.size());
    group.similarity += similarity * static_cast<double>(solutions[s].runs.size());
    members[g].insert(members[g].end(), solutions[s].runs.begin(), solutions[s].runs.end());
    landscape.near_optimal += static_cast<std::int32_t>(solutions[s].runs.size());
  }
  std::vector<std::size_t> order(landscape.groups.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return landscape.groups[a].runs > landscape.groups[b].runs;
  });
  std::vector<SolutionGroup> sorted;
  landscape.group.assign(static_cast<std::size_t>(runs.runs()), -1);
  for (const std::size_t g : order) {
    SolutionGroup group = landscape.groups[g];
    group.similarity /= group.runs;
    group.quality = -std::numeric_limits<double>::infinity();
    group.quality_min = std::numeric_limits<double>::infinity();
    group.clusters_min = std::numeric_limits<std::int32_t>::max();
    for (const std::int32_t r : members[g]) {
      const auto k = static_cast<std::size_t>(r);
      group.quality = std::max(group.quality, runs.quality[k]);
      group.quality_min = std::min(group.quality_min, runs.quality[k]);
      group.clusters_min = std::min(group.clusters_min, runs.counts[k]);
      group.clusters_max = std::max(group.clusters_max, runs.counts[k]);
      landscape.group[k] = static_cast<std::int32_t>(sorted.size());
    }
    sorted.push_back(group);
  }
  landscape.groups = std::move(sorted);
}

/// Fills in what is said about further runs.
void judge(Landscape& landscape, double coverage) {
  const std::int32_t total = landscape.near_optimal;
  const auto single = std::count_if(landscape.groups.begin(), landscape.groups.end(),
                                    [](const SolutionGroup& g) { return g.runs == 1; });
  landscape.unseen = total > 0 ? static_cast<double>(single) / total : 0;
  // One run alone says nothing about a second.
  landscape.enough = landscape.unseen <= 1 - coverage && (total > 1 || landscape.groups.empty());
  std::vector<double> missing;  // chance that a group has not been seen, times its share
  std::vector<double> share;
  for (const SolutionGroup& g : landscape.groups) {
    share.push_back(static_cast<double>(g.runs) / total);
    missing.push_back(share.back());
  }
  landscape.runs_needed = 0;
  for (double seen = 0; seen < coverage && !share.empty();) {
    ++landscape.runs_needed;
    double sum = 0;
    for (std::size_t g = 0; g < share.size(); ++g) sum += missing[g] *= 1 - share[g];
    seen = 1 - sum;
  }
}

}  // namespace

Landscape landscape(const Network& network, const LandscapeOptions& options) {
  require_options(options);
  const LeidenPlan plan(network,
                        clustering::with_heard(options.ensemble.leiden, options.ensemble.monitor));
  Landscape result;
  EnsembleOptions runs = options.ensemble;
  runs.runs = options.runs.value_or(options.least_runs);
  while (true) {
    result.ensemble = extended(plan, std::move(result.ensemble), runs);
    if (std::isnan(result.ensemble.best.quality)) {  // no ties
      result.group.assign(static_cast<std::size_t>(runs.runs), -1);
      result.enough = true;
      return result;
    }
    group_solutions(result, options);
    judge(result, options.coverage);
    if (options.runs || result.enough || runs.runs >= options.most_runs) return result;
    runs.runs = std::min(2 * runs.runs, options.most_runs);
  }
}

}  // namespace munigraph
