#include "munigraph/clustering/ensemble.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

#include "clustering/monitors.hpp"
#include "comparison/workspace.hpp"
#include "core/growing.hpp"
#include "core/streams.hpp"
#include "munigraph/comparison/agreement.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

using Pair = std::pair<std::int32_t, std::int32_t>;

/// Which pairs of rows are compared: all, or `wanted` of them by Floyd's sampling.
std::vector<Pair> chosen_pairs(std::int64_t rows, int wanted, std::uint64_t seed) {
  const std::int64_t all = rows * (rows - 1) / 2;
  std::vector<std::int64_t> numbers;
  if (all <= wanted) {
    for (std::int64_t k = 0; k < all; ++k) numbers.push_back(k);
  } else {
    Random random(stream_seed(seed, detail::streams::agreement_pairs));
    for (std::int64_t top = all - wanted; top < all; ++top) {
      const auto k = static_cast<std::int64_t>(random.below64(static_cast<std::uint64_t>(top) + 1));
      const auto at = std::lower_bound(numbers.begin(), numbers.end(), k);
      if (at != numbers.end() && *at == k)
        numbers.push_back(top);  // larger than all before
      else
        numbers.insert(at, k);
    }
  }
  std::vector<Pair> pairs;
  std::int64_t row = 1;  // pairs (row, 0), (row, 1), …, numbered row by row
  for (const std::int64_t k : numbers) {
    while (row * (row + 1) / 2 <= k) ++row;
    pairs.emplace_back(static_cast<std::int32_t>(row),
                       static_cast<std::int32_t>(k - row * (row - 1) / 2));
  }
  return pairs;
}

std::span<const std::int32_t> row_of(std::span<const std::int32_t> labels, std::int32_t nodes,
                                     std::int32_t row) {
  const auto n = static_cast<std::size_t>(nodes);
  return labels.subspan(static_cast<std::size_t>(row) * n, n);
}

}  // namespace

Ensemble ensemble(const Network& network, const EnsembleOptions& options) {
  return ensemble(LeidenPlan(network, clustering::with_heard(options.leiden, options.monitor)),
                  options);
}

Ensemble ensemble(const LeidenPlan& plan, const EnsembleOptions& options) {
  return extended(plan, {}, options);
}

Ensemble extended(const LeidenPlan& plan, Ensemble result, const EnsembleOptions& options) {
  if (options.runs < 1)
    throw std::invalid_argument("runs must be at least 1, not " + std::to_string(options.runs));
  const auto runs = static_cast<std::size_t>(options.runs);
  const auto n = static_cast<std::size_t>(plan.network().node_count());
  const auto there = static_cast<std::size_t>(result.runs());
  if (there > runs) throw std::invalid_argument("an ensemble cannot be extended to fewer runs");
  result.nodes = plan.network().node_count();
  const Monitor* const monitor = clustering::heard(options.leiden, options.monitor);
  const int threads = std::min(resolve_threads(options.threads), options.runs);
  std::vector<LeidenPlan::Workspace> workspaces(static_cast<std::size_t>(threads));
  const std::uint64_t seed = options.leiden.seed;
  detail::parallel_growing(
      there, runs, threads,
      [&](std::size_t r, int worker) {
        const LeidenPlan::Run run =
            plan.run(stream_seed(seed, r), workspaces[static_cast<std::size_t>(worker)], monitor);
        std::copy(run.partition.labels().begin(), run.partition.labels().end(),
                  result.labels.begin() + static_cast<std::ptrdiff_t>(r * n));
        result.quality[r] = run.quality;
        result.counts[r] = run.partition.clusters();
        result.singletons[r] = run.partition.singletons();
        result.iterations[r] = run.iterations;
        result.converged[r] = run.converged ? 1 : 0;
        advance(options.monitor);
      },
      monitor, detail::growing_bytes, detail::Places{result.labels, n},
      detail::Places{result.quality}, detail::Places{result.counts},
      detail::Places{result.singletons}, detail::Places{result.iterations},
      detail::Places{result.converged});
  std::size_t best = 0;
  for (std::size_t r = 1; r < runs; ++r)
    if (result.quality[r] > result.quality[best]) best = r;
  result.best_run = static_cast<std::int32_t>(best);
  const Partition partition(result.run_labels(result.best_run), plan.network().isolates());
  result.best = plan.clustering(
      {partition, result.quality[best], result.iterations[best], result.converged[best] != 0},
      stream_seed(seed, best), monitor);
  result.agreement =
      mean_agreement(result.labels, result.nodes, options.agreement_pairs, seed, threads, monitor);
  return result;
}

double mean_agreement(std::span<const std::int32_t> labels, std::int32_t nodes, int pairs,
                      std::uint64_t seed, int threads, const Monitor* monitor) {
  if (pairs < 1) throw std::invalid_argument("agreement: at least one pair is needed");
  if (nodes == 0) return std::numeric_limits<double>::quiet_NaN();
  const auto rows = static_cast<std::int64_t>(labels.size()) / nodes;
  const std::vector<Pair> chosen = chosen_pairs(rows, pairs, seed);
  if (chosen.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::vector<std::int32_t> needed;  // few of many rows, each once
  for (const auto& [a, b] : chosen) needed.insert(needed.end(), {a, b});
  std::sort(needed.begin(), needed.end());
  needed.erase(std::unique(needed.begin(), needed.end()), needed.end());
  std::vector<PreparedLabels> prepared(needed.size());
  for (std::size_t k = 0; k < needed.size(); ++k)
    prepared[k] = PreparedLabels(row_of(labels, nodes, needed[k]));
  const auto prepared_row = [&](std::int32_t row) -> const PreparedLabels& {
    const auto place = std::lower_bound(needed.begin(), needed.end(), row);
    return prepared[static_cast<std::size_t>(place - needed.begin())];
  };
  std::vector<double> ami(chosen.size());
  const int workers = resolve_threads(threads);
  std::vector<detail::AgreementWorkspace> workspaces(static_cast<std::size_t>(workers));
  parallel_for(
      chosen.size(), workers,
      [&](std::size_t k, int worker) {
        const PreparedLabels& a = prepared_row(chosen[k].first);
        const PreparedLabels& b = prepared_row(chosen[k].second);
        ami[k] = a == b ? 1.0
                        : adjusted_mutual_information(a, b,
                                                      workspaces[static_cast<std::size_t>(worker)]);
      },
      monitor);
  double sum = 0;
  for (const double value : ami) sum += value;
  return sum / static_cast<double>(ami.size());
}

std::vector<double> co_assignment(std::span<const std::int32_t> labels, std::int32_t nodes,
                                  const Monitor* monitor) {
  const auto n = static_cast<std::size_t>(nodes);
  std::vector<double> share(n * n);
  if (n == 0) return share;
  const std::size_t rows = labels.size() / n;
  std::vector<std::vector<std::int32_t>> groups;
  for (std::size_t r = 0; r < rows; ++r) {
    check(monitor);
    std::int32_t count = 0;
    const std::vector<std::int32_t> compact =
        compact_labels(row_of(labels, nodes, static_cast<std::int32_t>(r)), count);
    groups.assign(static_cast<std::size_t>(count), {});
    for (std::size_t i = 0; i < n; ++i)
      groups[static_cast<std::size_t>(compact[i])].push_back(static_cast<std::int32_t>(i));
    for (const auto& group : groups)
      for (const std::int32_t i : group)
        for (const std::int32_t j : group)
          share[static_cast<std::size_t>(i) * n + static_cast<std::size_t>(j)] += 1;
  }
  for (double& value : share) value /= static_cast<double>(rows);
  return share;
}

}  // namespace munigraph
