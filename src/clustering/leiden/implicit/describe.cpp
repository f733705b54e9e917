// Kernel: what labels are worth, from the memberships alone
//
// Computes  quality, isolates, components and clusters in parts, equal to those of the projection.
// How       members are counted by label, arrangement by arrangement; sums of units are exact.
// Needs     an additive weighting. O(memberships).

#include "clustering/leiden/implicit/describe.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include "clustering/leiden/implicit/level.hpp"
#include "clustering/leiden/implicit/options.hpp"
#include "clustering/leiden/objective.hpp"
#include "munigraph/network/totals.hpp"
#include "network/unit_totals.hpp"

namespace munigraph::clustering {
namespace {

void require_labels(const AffiliationNetwork& affiliation, std::span<const std::int32_t> labels) {
  if (labels.size() != at(affiliation.node_count()))
    throw std::invalid_argument("labels: " + std::to_string(labels.size()) + " for " +
                                std::to_string(affiliation.node_count()) + " nodes");
}

/// Twice the weight inside groups; labels in [0, groups).
Units inside_units(const AffiliationNetwork& affiliation, const QuantisedWeights& weights,
                   std::span<const std::int32_t> labels, std::int32_t groups,
                   const Monitor* monitor) {
  std::vector<std::int64_t> members(at(groups), 0);
  Units inside = 0;
  for (std::int32_t a = 0; a < affiliation.arrangement_count(); ++a) {
    check(monitor);
    const Units unit = weights.units[at(a)];
    if (unit == 0) continue;
    const std::int32_t host = affiliation.host(a);
    std::int64_t pairs = 0;  // ordered
    for (const std::int32_t i : affiliation.members(a)) {
      if (host < 0)
        pairs += 2 * members[at(labels[at(i)])]++;
      else if (i != host && labels[at(i)] == labels[at(host)])
        pairs += 2;
    }
    if (host < 0)
      for (const std::int32_t i : affiliation.members(a)) members[at(labels[at(i)])] = 0;
    inside += unit * pairs;
  }
  return inside;
}

double value(const AffiliationNetwork& affiliation, const QuantisedWeights& weights,
             std::span<const std::int32_t> labels, std::int32_t groups,
             const QualityFunction& function, const Monitor* monitor) {
  const std::vector<Units> strength = detail::unit_strengths(affiliation, weights, monitor);
  const Units twice = std::accumulate(strength.begin(), strength.end(), Units{0});
  if (twice == 0) return std::numeric_limits<double>::quiet_NaN();
  const Objective objective = objective_for(function, static_cast<double>(twice), weights.quantum);
  std::vector<Units> mass(at(groups), 0);
  for (std::size_t i = 0; i < labels.size(); ++i)
    mass[at(labels[i])] += function.quality == Quality::modularity ? strength[i] : 1;
  PenaltySum penalty(objective);
  for (const Units m : mass) penalty.add_group(static_cast<double>(m));
  if (!objective.counts_self_pairs) penalty.add_self_pairs(static_cast<double>(labels.size()));
  return penalty.value(
      static_cast<double>(inside_units(affiliation, weights, labels, groups, monitor)));
}

}  // namespace

bool implicit_is_cheaper(const AffiliationNetwork& affiliation, bool projected) {
  constexpr std::int32_t small_network = 2000;
  constexpr std::int64_t slots_per_seat = 8;  // what a seat in a counted arrangement costs to visit
  const std::int64_t n = affiliation.node_count();
  if (n <= small_network) return false;
  const std::int32_t explicit_size = ImplicitOptions{}.explicit_size;
  std::int64_t all = 0;
  std::int64_t implicit = 0;
  for (std::int32_t a = 0; a < affiliation.arrangement_count(); ++a) {
    const std::int64_t slots = 2 * tie_count(affiliation, a);
    all += slots;
    const bool counted =
        affiliation.host(a) == AffiliationNetwork::clique && affiliation.size(a) > explicit_size;
    implicit += counted ? slots_per_seat * affiliation.size(a) : slots;
  }
  // Ties of one pair are merged; building a tie costs about as much as clustering it.
  return std::min(all, n * (n - 1)) > (projected ? 4 : 2) * implicit;
}

double implicit_quality(const AffiliationNetwork& affiliation, Weighting weighting,
                        std::span<const std::int32_t> labels, const QualityFunction& function,
                        const Monitor* monitor) {
  require_labels(affiliation, labels);
  const QuantisedWeights weights = detail::held_tie_weights(affiliation, weighting, monitor);
  std::int32_t groups = 0;
  const std::vector<std::int32_t> compact = compact_labels(labels, groups);
  return value(affiliation, weights, compact, groups, function, monitor);
}

Clustering describe_labels(const AffiliationNetwork& affiliation, Weighting weighting,
                           std::span<const std::int32_t> labels, const LeidenOptions& options) {
  require_labels(affiliation, labels);
  Clustering result = describe_connected(affiliation, weighting, labels, options);
  const auto canonical = result.partition.labels();
  const std::vector<std::int32_t> part =
      component_labels(affiliation, weighting, canonical, options.monitor);
  std::vector<std::int32_t> first(at(result.partition.group_count()), -1);
  std::vector<std::uint8_t> broken(first.size(), 0);
  for (std::size_t i = 0; i < part.size(); ++i) {
    std::int32_t& one = first[at(canonical[i])];
    if (one < 0) one = part[i];
    if (one != part[i]) broken[at(canonical[i])] = 1;
  }
  result.disconnected = static_cast<std::int32_t>(std::count(broken.begin(), broken.end(), 1));
  return result;
}

Clustering describe_connected(const AffiliationNetwork& affiliation, Weighting weighting,
                              std::span<const std::int32_t> labels, const LeidenOptions& options) {
  const QuantisedWeights weights =
      detail::held_tie_weights(affiliation, weighting, options.monitor);
  const std::vector<std::uint8_t> isolate = detail::isolates(affiliation, weights, options.monitor);
  Clustering result;
  result.resolution = checked_resolution(options);
  result.partition = Partition(labels, isolate);
  result.quality =
      value(affiliation, weights, result.partition.labels(), result.partition.group_count(),
            {options.quality, result.resolution}, options.monitor);
  result.isolates = static_cast<std::int32_t>(std::count(isolate.begin(), isolate.end(), 1));
  const std::vector<std::int32_t> component =
      component_labels(affiliation, weighting, {}, options.monitor);
  const std::int32_t parts =
      component.empty() ? 0 : 1 + *std::max_element(component.begin(), component.end());
  result.components = parts - result.isolates;  // an isolate is a part of its own
  result.quality_function = options.quality;
  result.seed = options.seed;
  result.representation = Representation::implicit;
  return result;
}

}  // namespace munigraph::clustering
