#include "clustering/consensus_null.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <vector>

#include "clustering/leiden/explicit/leiden.hpp"
#include "core/growing.hpp"
#include "core/index.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/core/partition.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph::clustering {
namespace {

using Graph = OwnedGraph<std::int64_t, SidedMass>;

using detail::at;

/// Nodes that no run tells apart, as one node each; weights in units of 1/2(n − 1).
struct Distinct {
  std::vector<std::int32_t> place;                ///< Per node its row; −1 for isolates.
  std::vector<std::vector<std::int32_t>> labels;  ///< Per row, one label per run.
  std::vector<std::int64_t> size;                 ///< Nodes of a row.
  std::int64_t nodes = 0;

  Distinct(const Ensemble& runs, std::span<const std::uint8_t> isolate)
      : place(at(runs.nodes), -1) {
    std::map<std::vector<std::int32_t>, std::int32_t> known;
    std::vector<std::int32_t> row(at(runs.runs()));
    for (std::int32_t i = 0; i < runs.nodes; ++i) {
      if (isolate[at(i)] != 0) continue;
      for (std::int32_t r = 0; r < runs.runs(); ++r) row[at(r)] = runs.run_labels(r)[at(i)];
      const auto [found, fresh] = known.emplace(row, static_cast<std::int32_t>(labels.size()));
      if (fresh) {
        labels.push_back(row);
        size.push_back(0);
      }
      place[at(i)] = found->second;
      ++size[at(found->second)];
      ++nodes;
    }
  }
};

/// Σ over runs of the other members of the cluster that a row is in: p_i (n − 1).
std::vector<std::int64_t> company(const Distinct& rows, std::int32_t runs, std::int32_t nodes) {
  std::vector<std::int64_t> sum(rows.labels.size());
  std::vector<std::int64_t> members(at(nodes));
  for (std::int32_t r = 0; r < runs; ++r) {
    std::fill(members.begin(), members.end(), 0);
    for (std::size_t k = 0; k < sum.size(); ++k) members[at(rows.labels[k][at(r)])] += rows.size[k];
    for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += members[at(rows.labels[k][at(r)])] - 1;
  }
  return sum;
}

Graph together(const Distinct& rows, std::int32_t runs, std::int32_t nodes,
               const Monitor* monitor) {
  const std::vector<std::int64_t> others = company(rows, runs, nodes);
  Graph graph;
  graph.offsets.push_back(0);
  for (std::size_t a = 0; a < rows.labels.size(); ++a) {
    check(monitor);
    graph.mass.push_back({rows.size[a], rows.size[a] * others[a]});
    for (std::size_t b = 0; b < rows.labels.size(); ++b) {
      std::int64_t count = 0;
      for (std::size_t r = 0; r < at(runs); ++r)
        count += rows.labels[a][r] == rows.labels[b][r] ? 1 : 0;
      if (a == b || count == 0) continue;
      graph.targets.push_back(static_cast<std::int32_t>(b));
      graph.weights.push_back(2 * (rows.nodes - 1) * count * rows.size[a] * rows.size[b]);
    }
    graph.offsets.push_back(graph.targets.size());
  }
  return graph;
}

/// Σ over pairs of different rows in one cluster: what the runs maximise.
double value_of(const Graph& graph, std::span<const std::int32_t> labels) {
  std::vector<SidedMass> mass(labels.size());
  std::int64_t twice_inside = 0;
  double itself = 0;  // of a row with itself
  for (std::size_t k = 0; k < labels.size(); ++k) {
    mass[at(labels[k])] += graph.mass[k];
    itself += static_cast<double>(graph.mass[k].left) * static_cast<double>(graph.mass[k].right);
    for (std::size_t s = graph.offsets[k]; s < graph.offsets[k + 1]; ++s)
      if (labels[at(graph.targets[s])] == labels[k]) twice_inside += graph.weights[s];
  }
  double expected = -itself;
  for (const SidedMass& both : mass)
    expected += static_cast<double>(both.left) * static_cast<double>(both.right);
  return static_cast<double>(twice_inside) / 2 - expected;
}

}  // namespace

Ensemble against_null(const Ensemble& runs, std::span<const std::uint8_t> isolate,
                      std::uint64_t seed, int threads, const Monitor* monitor) {
  const Distinct rows(runs, isolate);
  const Graph graph = together(rows, runs.runs(), runs.nodes, monitor);
  Objective objective;
  objective.penalty = 1;
  for (const std::int64_t weight : graph.weights)
    objective.twice_total += static_cast<double>(weight);
  objective.tolerance = 1e-12 * objective.twice_total / 2;
  Ensemble result;
  result.nodes = runs.nodes;
  const auto n = at(runs.nodes);
  detail::parallel_growing(
      0, at(runs.runs()), std::min(resolve_threads(threads), static_cast<int>(runs.runs())),
      [&](std::size_t r, int) {
        std::vector<std::int32_t> found;
        ExplicitLeiden<std::int64_t, SidedMass>().run(graph.view(), objective, std::nullopt,
                                                      stream_seed(seed, r), monitor, found);
        result.quality[r] = value_of(graph, found);
        std::vector<std::int32_t> labels(n);
        auto alone = static_cast<std::int32_t>(found.size());
        for (std::size_t i = 0; i < n; ++i)
          labels[i] = rows.place[i] < 0 ? alone++ : found[at(rows.place[i])];
        const Partition partition(labels, isolate);
        std::copy(partition.labels().begin(), partition.labels().end(),
                  result.labels.begin() + static_cast<std::ptrdiff_t>(r * n));
        result.counts[r] = partition.clusters();
      },
      monitor, detail::growing_bytes, detail::Places{result.labels, n},
      detail::Places{result.quality}, detail::Places{result.counts});
  const auto best = std::max_element(result.quality.begin(), result.quality.end());
  result.best_run = static_cast<std::int32_t>(best - result.quality.begin());
  return result;
}

}  // namespace munigraph::clustering
