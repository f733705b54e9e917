#include "clustering/together.hpp"

#include <algorithm>
#include <utility>

#include "clustering/leiden/explicit/leiden.hpp"
#include "clustering/leiden/objective.hpp"
#include "clustering/leiden/representation.hpp"
#include "core/growing.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/core/partition.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph::clustering {
namespace {

/// Parts what is one unit but has several labels. O(n).
void part_by(std::span<const std::int32_t> labels, std::vector<std::int32_t>& unit,
             Buckets& by_label) {
  std::int32_t groups = 0;
  const std::vector<std::int32_t> compact = compact_labels(labels, groups);
  by_label.fill(compact, groups);
  std::vector<std::int32_t> seen(unit.size(), -1);  // per unit the last label it was found in
  std::vector<std::int32_t> part(unit.size());
  std::vector<std::int32_t> parted(unit.size(), -1);
  std::int32_t parts = 0;
  for (std::int32_t l = 0; l < groups; ++l)
    for (const std::int32_t i : by_label.of(l)) {
      const auto u = static_cast<std::size_t>(unit[static_cast<std::size_t>(i)]);
      if (seen[u] != l) {
        seen[u] = l;
        part[u] = parts++;
      }
      parted[static_cast<std::size_t>(i)] = part[u];
    }
  unit = std::move(parted);
}

}  // namespace

Together::Together(const Ensemble& runs, std::span<const std::uint8_t> isolate,
                   const Monitor* monitor)
    : runs_(runs) {
  const auto n = static_cast<std::size_t>(runs.nodes);
  std::vector<std::int32_t> unit(n, 0);
  Buckets scratch;
  for (std::int32_t r = 0; r < runs.runs(); ++r) {
    check(monitor);
    part_by(runs.run_labels(r), unit, scratch);
  }
  // Numbered by smallest node, without the isolates.
  std::vector<std::int32_t> number(n, -1);
  std::vector<std::int32_t> nodes;
  std::vector<std::int32_t> units_of_nodes;
  std::int32_t count = 0;
  unit_.assign(n, -1);
  for (std::size_t i = 0; i < n; ++i) {
    if (isolate[i] != 0) continue;
    std::int32_t& named = number[static_cast<std::size_t>(unit[i])];
    if (named < 0) named = count++;
    unit_[i] = named;
    nodes.push_back(static_cast<std::int32_t>(i));
    units_of_nodes.push_back(named);
  }
  members_.fill(units_of_nodes, count);
  for (std::int32_t& item : members_.items) item = nodes[static_cast<std::size_t>(item)];

  groups_.resize(static_cast<std::size_t>(runs.runs()));
  std::vector<std::int32_t> label(static_cast<std::size_t>(count));
  for (std::int32_t r = 0; r < runs.runs(); ++r) {
    check(monitor);
    std::int32_t most = -1;
    for (std::int32_t u = 0; u < count; ++u) {
      const auto first = static_cast<std::size_t>(members(u).front());
      label[static_cast<std::size_t>(u)] = runs.run_labels(r)[first];
      most = std::max(most, label[static_cast<std::size_t>(u)]);
    }
    groups_[static_cast<std::size_t>(r)].fill(label, most + 1);
  }
  count_.resize(static_cast<std::size_t>(count));
}

detail::SparseSums<std::int32_t>& Together::of(std::int32_t unit) {
  count_.clear();
  const auto first = static_cast<std::size_t>(members(unit).front());
  for (std::int32_t r = 0; r < runs_.runs(); ++r)
    for (const std::int32_t other :
         groups_[static_cast<std::size_t>(r)].of(runs_.run_labels(r)[first]))
      if (other != unit) count_.add(other, 1);
  return count_;
}

bool Together::has_company(std::int32_t node, double enough) {
  const std::int32_t unit = unit_of(node);
  if (unit < 0) return false;
  if (members(unit).size() > 1 && runs_.runs() >= enough) return true;
  const auto& counts = of(unit);
  const auto& others = counts.touched();
  return std::any_of(others.begin(), others.end(),
                     [&](auto other) { return counts[other] >= enough; });
}

namespace {

/// Calls visit(unit, other, runs) for pairs of units that are together in at least `enough` runs,
/// from both sides.
template <class Visit>
void for_each_pair(Together& together, double enough, const Monitor* monitor, const Visit& visit) {
  for (std::int32_t u = 0; u < together.units(); ++u) {
    check(monitor);
    auto& counts = together.of(u);
    for (const std::int32_t v : counts.sorted())
      if (counts[v] >= enough) visit(u, v, counts[v]);
  }
}

}  // namespace

PairCounts count_pairs(Together& together, double enough, const Monitor* monitor) {
  PairCounts pairs;
  const auto size = [&](std::int32_t u) {
    return static_cast<std::int64_t>(together.members(u).size());
  };
  for (std::int32_t u = 0; u < together.units(); ++u) pairs.of_nodes += size(u) * (size(u) - 1) / 2;
  for_each_pair(together, enough, monitor, [&](std::int32_t u, std::int32_t v, std::int32_t) {
    if (v < u) return;
    ++pairs.of_units;
    pairs.of_nodes += size(u) * size(v);
  });
  return pairs;
}

CooperationNetwork tied_nodes(Together& together, std::int32_t nodes, double enough,
                              const Monitor* monitor) {
  std::vector<std::int32_t> source;
  std::vector<std::int32_t> target;
  std::vector<double> weight;
  const auto tie = [&](std::int32_t i, std::int32_t j, std::int32_t count) {
    source.push_back(i);
    target.push_back(j);
    weight.push_back(static_cast<double>(count));
  };
  for_each_pair(together, enough, monitor, [&](std::int32_t u, std::int32_t v, std::int32_t count) {
    if (v < u) return;
    for (const std::int32_t i : together.members(u))
      for (const std::int32_t j : together.members(v)) tie(i, j, count);
  });
  for (std::int32_t u = 0; u < together.units(); ++u) {
    const std::span<const std::int32_t> members = together.members(u);
    for (std::size_t a = 0; a < members.size(); ++a)
      for (std::size_t b = a + 1; b < members.size(); ++b)
        tie(members[a], members[b], together.runs());
  }
  return CooperationNetwork::from_edges(nodes, source, target, weight, monitor);
}

OwnedGraph<std::int64_t> tied_units(Together& together, double enough, const Monitor* monitor) {
  OwnedGraph<std::int64_t> graph;
  for (std::int32_t u = 0; u < together.units(); ++u)
    graph.mass.push_back(static_cast<std::int64_t>(together.members(u).size()));
  graph.offsets.assign(graph.mass.size() + 1, 0);
  for_each_pair(together, enough, monitor, [&](std::int32_t u, std::int32_t v, std::int32_t count) {
    graph.targets.push_back(v);
    graph.weights.push_back(graph.mass[static_cast<std::size_t>(u)] *
                            graph.mass[static_cast<std::size_t>(v)] * count);
    ++graph.offsets[static_cast<std::size_t>(u) + 1];
  });
  for (std::size_t u = 1; u < graph.offsets.size(); ++u) graph.offsets[u] += graph.offsets[u - 1];
  return graph;
}

Ensemble cluster_units(const Together& together, const OwnedGraph<std::int64_t>& graph,
                       std::span<const std::uint8_t> isolate, double resolution,
                       const EnsembleOptions& options) {
  const auto n = isolate.size();
  const auto runs = static_cast<std::size_t>(options.runs);
  std::int64_t twice_total = 0;
  for (const std::int64_t weight : graph.weights) twice_total += weight;
  const Objective objective =
      objective_for({Quality::cpm, resolution}, static_cast<double>(twice_total), 1.0);
  Ensemble result;
  result.nodes = static_cast<std::int32_t>(n);
  const int threads = std::min(resolve_threads(options.threads), options.runs);
  std::vector<ExplicitLeiden<std::int64_t>> optimisers(static_cast<std::size_t>(threads));
  detail::parallel_growing(
      0, runs, threads,
      [&](std::size_t r, int worker) {
        std::vector<std::int32_t> found;
        (void)optimisers[static_cast<std::size_t>(worker)].run(
            graph.view(), objective, options.leiden.iterations, stream_seed(options.leiden.seed, r),
            options.monitor, found, quiet_passes(together.units()));
        std::int32_t groups = 0;
        found = compact_labels(found, groups);
        result.quality[r] = full_value(graph.view(), found, groups, objective, options.monitor);
        std::vector<std::int32_t> labels(n, 0);
        for (std::size_t i = 0; i < n; ++i)
          if (isolate[i] == 0)
            labels[i] =
                found[static_cast<std::size_t>(together.unit_of(static_cast<std::int32_t>(i)))];
        const Partition partition(labels, isolate);
        std::copy(partition.labels().begin(), partition.labels().end(),
                  result.labels.begin() + static_cast<std::ptrdiff_t>(r * n));
        result.counts[r] = partition.clusters();
        advance(options.monitor);
      },
      options.monitor, detail::growing_bytes, detail::Places{result.labels, n},
      detail::Places{result.quality}, detail::Places{result.counts});
  result.best_run = static_cast<std::int32_t>(
      std::max_element(result.quality.begin(), result.quality.end()) - result.quality.begin());
  return result;
}

}  // namespace munigraph::clustering
