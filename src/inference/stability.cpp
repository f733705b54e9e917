#include "munigraph/inference/stability.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

#include "clustering/monitors.hpp"
#include "comparison/workspace.hpp"
#include "core/growing.hpp"
#include "core/streams.hpp"
#include "munigraph/clustering/ensemble.hpp"
#include "munigraph/clustering/plan.hpp"
#include "munigraph/comparison/agreement.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"
#include "munigraph/network/weighting.hpp"

namespace munigraph {
namespace {

/// What draws are taken from.
struct Source {
  AffiliationNetwork affiliation;
  Weighting weighting = Weighting::newman;
  std::int32_t min_shared = 1;
};

/// Every tie as an arrangement of two that weighs what the tie weighs.
Source ties_as_arrangements(const CooperationNetwork& ties) {
  std::vector<std::int32_t> nodes;
  std::vector<std::int32_t> arrangements;
  std::vector<double> weight;
  for (std::int32_t i = 0; i < ties.node_count(); ++i)
    for (std::size_t s = ties.offsets()[static_cast<std::size_t>(i)];
         s < ties.offsets()[static_cast<std::size_t>(i) + 1]; ++s) {
      if (ties.targets()[s] < i) continue;
      nodes.insert(nodes.end(), {i, ties.targets()[s]});
      arrangements.insert(arrangements.end(), 2, static_cast<std::int32_t>(weight.size()));
      weight.push_back(ties.weight(s));
    }
  return {AffiliationNetwork(ties.node_count(), static_cast<std::int32_t>(weight.size()), nodes,
                             arrangements, weight),
          Weighting::count, 1};
}

Source source_of(const Network& network) {
  if (!network.has_memberships()) return ties_as_arrangements(network.cooperation());
  return {network.affiliation(), network.weighting(), network.min_shared()};
}

void check_options(const Network& network, const StabilityOptions& options) {
  const auto positive = [](const char* name, int value) {
    if (value < 1)
      throw std::invalid_argument(std::string(name) + " must be at least 1, not " +
                                  std::to_string(value));
  };
  positive("draws", options.draws);
  positive("runs", options.runs);
  if (options.method != Method::leiden && options.method != Method::consensus)
    throw std::invalid_argument("method must be leiden or consensus, not " +
                                std::string(to_string(options.method)));
  if (options.resample == Resample::weights && network.has_memberships() &&
      !is_additive(network.weighting()))
    throw std::invalid_argument("resample 'weights' changes nothing under the weighting '" +
                                std::string(to_string(network.weighting())) +
                                "', which does not see how much an arrangement weighs: use "
                                "'arrangements' or 'memberships'");
}

/// AMI over nodes that are isolated in neither.
double agreement(std::span<const std::int32_t> a, const std::vector<std::uint8_t>& isolate_a,
                 std::span<const std::int32_t> b, const std::vector<std::uint8_t>& isolate_b,
                 detail::AgreementWorkspace& workspace) {
  std::vector<std::int32_t> x;
  std::vector<std::int32_t> y;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (isolate_a[i] != 0 || isolate_b[i] != 0) continue;
    x.push_back(a[i]);
    y.push_back(b[i]);
  }
  if (x.empty()) return std::numeric_limits<double>::quiet_NaN();
  return adjusted_mutual_information(PreparedLabels(x), PreparedLabels(y), workspace);
}

struct Worker {
  LeidenPlan::Workspace leiden;
  detail::AgreementWorkspace agreement;
};

/// The best clustering of an ensemble, without keeping the others.
Clustering best_of(const LeidenPlan& plan, std::uint64_t seed, int runs,
                   LeidenPlan::Workspace& workspace, const Monitor* monitor) {
  std::uint64_t best_seed = stream_seed(seed, 0);
  LeidenPlan::Run best = plan.run(best_seed, workspace, monitor);
  for (int r = 1; r < runs; ++r) {
    const std::uint64_t run_seed = stream_seed(seed, static_cast<std::uint64_t>(r));
    LeidenPlan::Run run = plan.run(run_seed, workspace, monitor);
    if (!(run.quality > best.quality)) continue;
    best = std::move(run);
    best_seed = run_seed;
  }
  return plan.clustering(best, best_seed, monitor);
}

/// The clustering of one network by the method asked for.
Clustering found_in(const Network& network, const StabilityOptions& options, std::uint64_t seed,
                    int threads, LeidenPlan::Workspace& workspace) {
  const LeidenOptions leiden = clustering::with_heard(options.leiden, options.monitor);
  const LeidenPlan plan(network, leiden);
  if (options.method == Method::leiden)
    return best_of(plan, seed, options.runs, workspace, leiden.monitor);
  ConsensusOptions agreeing;
  agreeing.threshold = options.threshold;
  agreeing.ensemble.leiden = leiden;
  agreeing.ensemble.leiden.seed = seed;
  // Its runs are no draws: they stop when told to, and are not counted.
  agreeing.ensemble.runs = options.runs;
  agreeing.ensemble.threads = threads;
  return consensus(network, ensemble(plan, agreeing.ensemble), agreeing);
}

/// Fills draw d of the result; draws share nothing.
class DrawMaker {
 public:
  DrawMaker(const Network& network, const StabilityOptions& options, Stability& result)
      : source_(source_of(network)),
        isolates_(network.isolates()),
        options_(options),
        result_(result) {}

  void make(std::size_t d, Worker& worker) const {
    const std::uint64_t seed = stream_seed(options_.leiden.seed, d);
    const Network drawn(resampled_draw(source_.affiliation, options_.resample, options_.drop,
                                       options_.leiden.seed, d),
                        source_.weighting, source_.min_shared);
    const Clustering found =
        found_in(drawn, options_, stream_seed(seed, detail::streams::clustering), 1, worker.leiden);
    const auto labels = found.partition.labels();
    std::copy(labels.begin(), labels.end(),
              result_.labels.begin() + static_cast<std::ptrdiff_t>(d * labels.size()));
    result_.counts[d] = found.partition.clusters();
    result_.singletons[d] = found.partition.singletons();
    result_.isolates[d] = found.isolates;
    result_.components[d] = found.components;
    result_.quality[d] = found.quality;
    result_.agreement[d] =
        agreement(labels, drawn.isolates(), result_.clustering.partition.labels(), isolates_,
                  worker.agreement);
    advance(options_.monitor);
  }

 private:
  Source source_;
  std::vector<std::uint8_t> isolates_;
  const StabilityOptions& options_;
  Stability& result_;
};

}  // namespace

Stability stability(const Network& network, const StabilityOptions& options) {
  check_options(network, options);
  if (options.monitor != nullptr)
    options.monitor->expect(static_cast<std::uint64_t>(options.draws));
  const auto draws = static_cast<std::size_t>(options.draws);
  const int threads = std::min(resolve_threads(options.threads), options.draws);
  std::vector<Worker> workers(static_cast<std::size_t>(threads));
  Stability result;
  result.nodes = network.node_count();
  result.clustering =
      found_in(network, options, options.leiden.seed, threads, workers.front().leiden);

  const DrawMaker maker(network, options, result);
  detail::parallel_growing(
      0, draws, threads,
      [&](std::size_t d, int worker) { maker.make(d, workers[static_cast<std::size_t>(worker)]); },
      options.monitor, detail::growing_bytes,
      detail::Places{result.labels, static_cast<std::size_t>(result.nodes)},
      detail::Places{result.counts}, detail::Places{result.singletons},
      detail::Places{result.isolates}, detail::Places{result.components},
      detail::Places{result.quality}, detail::Places{result.agreement});
  return result;
}

std::vector<double> node_stability(std::span<const std::int32_t> labels,
                                   std::span<const std::int32_t> reference) {
  const std::size_t n = reference.size();
  std::vector<double> result(n, 0.0);
  if (n == 0) return result;
  const PreparedLabels own(reference);
  detail::AgreementWorkspace workspace;
  const std::size_t rows = labels.size() / n;
  for (std::size_t r = 0; r < rows; ++r) {
    const PreparedLabels drawn(labels.subspan(r * n, n));
    std::vector<std::vector<std::pair<std::int32_t, std::int32_t>>> counts(
        static_cast<std::size_t>(own.groups()));
    detail::count_cells(own, drawn, workspace.table, workspace.scratch);
    for (const auto& c : workspace.table.cells)
      counts[static_cast<std::size_t>(c.a)].emplace_back(c.b, c.count);
    for (auto& row : counts) std::sort(row.begin(), row.end());
    for (std::size_t i = 0; i < n; ++i) {
      const auto group = static_cast<std::size_t>(own.labels()[i]);
      const auto& row = counts[group];
      const auto at = std::lower_bound(row.begin(), row.end(),
                                       std::pair<std::int32_t, std::int32_t>(drawn.labels()[i], 0));
      result[i] += static_cast<double>(at->second - 1);
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    const auto others = own.sizes()[static_cast<std::size_t>(own.labels()[i])] - 1;
    result[i] = others == 0 || rows == 0
                    ? std::numeric_limits<double>::quiet_NaN()
                    : result[i] / (static_cast<double>(rows) * static_cast<double>(others));
  }
  return result;
}

}  // namespace munigraph
