#include "munigraph/inference/multiverse.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <utility>

#include "comparison/workspace.hpp"
#include "core/rows.hpp"
#include "inference/shared_work.hpp"
#include "munigraph/clustering/ensemble.hpp"
#include "munigraph/clustering/plan.hpp"
#include "munigraph/clustering/quality.hpp"
#include "munigraph/comparison/agreement.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

using inference::SharedWork;
using inference::Unit;
using inference::UnitNetwork;

Spread spread_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  const double median =
      values.size() % 2 != 0 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  return {median, values.front(), values.back()};
}

Spread spread_of(std::span<const std::int32_t> values) {
  return spread_of(std::vector<double>(values.begin(), values.end()));
}

template <class W>
double inside_share(const CooperationNetwork& ties, std::span<const W> weights,
                    std::span<const std::int32_t> labels) {
  W inside{};
  W all{};
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const std::int32_t own = labels[i];
    for (std::size_t s = ties.offsets()[i]; s < ties.offsets()[i + 1]; ++s) {
      const W weight = weights[s];
      all += weight;
      inside += labels[static_cast<std::size_t>(ties.targets()[s])] == own ? weight : W{};
    }
  }
  return static_cast<double>(inside) / static_cast<double>(all);
}

/// Without a projection where none was made.
double inside_share(const Network& network, std::span<const std::int32_t> labels) {
  // Modularity that expects nothing is the share inside.
  if (!network.is_projected()) return quality_value(network, labels, {Quality::modularity, 0.0});
  const CooperationNetwork& ties = network.cooperation();
  return ties.exact() ? inside_share(ties, ties.units(), labels)
                      : inside_share(ties, ties.reals(), labels);
}

/// Figures of several consensus of one row; the middle is the first's, the estimate.
struct ConsensusFigures {
  Spread clusters;
  Spread singletons;
  Spread quality;
  Spread weight_inside;
};

ConsensusFigures figures_of(const Network& network, const std::vector<Clustering>& found) {
  std::array<std::vector<double>, 4> values;
  for (const Clustering& one : found) {
    const auto& partition = one.partition;
    values[0].push_back(partition.clusters());
    values[1].push_back(partition.singletons());
    values[2].push_back(one.quality);
    values[3].push_back(inside_share(network, partition.labels()));
  }
  std::array<Spread, 4> spreads;
  for (std::size_t k = 0; k < values.size(); ++k) {
    const auto [low, high] = std::minmax_element(values[k].begin(), values[k].end());
    spreads[k] = {values[k].front(), *low, *high};
  }
  return {spreads[0], spreads[1], spreads[2], spreads[3]};
}

Spread weight_inside(const Network& network, const Ensemble& found) {
  std::vector<double> shares;
  for (std::int32_t r = 0; r < found.runs(); ++r) {
    const auto labels = found.run_labels(r);
    const bool repeated = r > 0 && detail::equal_rows(labels, found.run_labels(r - 1));
    shares.push_back(repeated ? shares.back() : inside_share(network, labels));
  }
  return spread_of(std::move(shares));
}

void compare_with(const ReferencePartition& reference, const UnitNetwork& here,
                  std::span<const std::int32_t> labels, detail::AgreementWorkspace& workspace,
                  MultiverseRow& row) {
  const std::vector<std::uint8_t>& isolate = here.network.isolates();
  std::vector<std::int32_t> a;
  std::vector<std::int32_t> b;
  std::size_t j = 0;
  for (std::size_t i = 0; i < here.participants.size(); ++i) {
    while (j < reference.participants.size() && reference.participants[j] < here.participants[i])
      ++j;
    if (j == reference.participants.size()) break;
    if (reference.participants[j] != here.participants[i]) continue;
    if (isolate[i] != 0 || reference.isolate[j] != 0) continue;
    a.push_back(reference.labels[j]);
    b.push_back(labels[i]);
  }
  row.ami_nodes = static_cast<std::int32_t>(a.size());
  if (!a.empty())
    row.ami_reference =
        adjusted_mutual_information(PreparedLabels(a), PreparedLabels(b), workspace);
}

EnsembleOptions ensemble_options(const Specification& specification,
                                 const MultiverseOptions& options, int threads) {
  EnsembleOptions runs;
  runs.leiden.quality = specification.quality;
  runs.leiden.resolution = specification.resolution;
  runs.leiden.representation = options.representation;
  runs.leiden.seed = stream_seed(options.seed, specification_key(specification));
  runs.leiden.monitor = options.monitor;
  runs.runs = options.runs;
  runs.threads = threads;
  runs.agreement_pairs = options.agreement_pairs;
  runs.monitor = options.monitor;
  return runs;
}

/// Runs that a row takes.
std::uint64_t work_of_row(const MultiverseOptions& options) {
  const auto runs = static_cast<std::uint64_t>(options.runs);
  return options.method == Method::consensus ? runs * consensus_repeats : runs;
}

/// Works out rows; what it reads is shared by all threads.
class RowMaker {
 public:
  RowMaker(std::span<const Specification> specifications, const MultiverseOptions& options,
           std::span<MultiverseRow> rows)
      : specifications_(specifications), options_(options), rows_(rows) {}

  void fail(std::size_t k, const std::string& why) const {
    MultiverseRow& row = begin(k);
    row.status = MultiverseRow::Status::invalid;
    row.message = why;
    advance(options_.monitor, work_of_row(options_));
  }

  void make(std::size_t k, const UnitNetwork& here, int threads,
            detail::AgreementWorkspace& workspace) const {
    const EnsembleOptions runs = ensemble_options(specifications_[k], options_, threads);
    std::optional<LeidenPlan> plan;
    try {
      plan.emplace(here.network, runs.leiden);  // projects, unless it runs on the memberships
    } catch (const std::invalid_argument& error) {
      fail(k, error.what());
      return;
    }
    MultiverseRow& row = begin(k);
    row.nodes = here.network.node_count();
    row.arrangements = here.arrangements;
    row.edges = here.network.edge_count(options_.monitor);
    row.isolates = here.network.isolate_count();
    if (row.edges == 0) {
      row.status = MultiverseRow::Status::no_ties;
      row.clusters = {0, 0, 0};
      row.singletons = {1.0 * row.nodes, 1.0 * row.nodes, 1.0 * row.nodes};
      advance(options_.monitor, work_of_row(options_));
      return;
    }
    row.status = MultiverseRow::Status::done;
    row.representation = plan->representation();
    if (options_.method == Method::consensus)
      by_consensus(row, here, *plan, runs, workspace);
    else
      by_runs(row, here, *plan, runs, workspace);
  }

 private:
  void by_runs(MultiverseRow& row, const UnitNetwork& here, const LeidenPlan& plan,
               const EnsembleOptions& runs, detail::AgreementWorkspace& workspace) const {
    const Ensemble found = ensemble(plan, runs);
    row.components = found.best.components;
    row.clusters = spread_of(found.counts);
    row.singletons = spread_of(found.singletons);
    row.quality = spread_of(found.quality);
    row.weight_inside = weight_inside(here.network, found);
    row.agreement = found.agreement;
    if (options_.reference != nullptr)
      compare_with(*options_.reference, here, found.best.partition.labels(), workspace, row);
  }

  void by_consensus(MultiverseRow& row, const UnitNetwork& here, const LeidenPlan& plan,
                    const EnsembleOptions& runs, detail::AgreementWorkspace& workspace) const {
    EstimateOptions options;
    options.leiden = runs.leiden;
    options.threshold = options_.threshold;
    options.threads = runs.threads;
    options.monitor = runs.monitor;
    const RepeatedConsensus many = repeated_consensus(here.network, plan, options, runs.runs);
    const ConsensusFigures figures = figures_of(here.network, many.found);
    row.components = many.found.front().components;
    row.clusters = figures.clusters;
    row.singletons = figures.singletons;
    row.quality = figures.quality;
    row.weight_inside = figures.weight_inside;
    row.agreement = many.first.agreement;
    if (options_.reference != nullptr)
      compare_with(*options_.reference, here, many.found.front().partition.labels(), workspace,
                   row);
  }

  MultiverseRow& begin(std::size_t k) const {
    MultiverseRow& row = rows_[k];
    row.key = specification_key(specifications_[k]);
    row.seed = stream_seed(options_.seed, row.key);
    return row;
  }

  std::span<const Specification> specifications_;
  const MultiverseOptions& options_;
  std::span<MultiverseRow> rows_;
};

void check_options(const MultiverseOptions& options) {
  if (options.runs < 1)
    throw std::invalid_argument("runs must be at least 1, not " + std::to_string(options.runs));
  if (options.method != Method::leiden && options.method != Method::consensus)
    throw std::invalid_argument("method must be leiden or consensus, not " +
                                std::string(to_string(options.method)));
  const ReferencePartition* reference = options.reference;
  if (reference != nullptr && (reference->labels.size() != reference->participants.size() ||
                               reference->isolate.size() != reference->participants.size()))
    throw std::invalid_argument("the arrays of the reference differ in length");
}

/// One unit after another, threads within.
void work_within(const SharedWork& shared, const RowMaker& maker, int threads,
                 const MultiverseOptions& options) {
  std::vector<detail::AgreementWorkspace> workspaces(static_cast<std::size_t>(threads));
  for (const Unit& unit : shared.units()) {
    std::string failure;
    const auto here = shared.network(unit, threads, options.monitor, failure);
    const bool by_rows = unit.rows.size() >= 2 * static_cast<std::size_t>(threads);
    const auto make = [&](std::size_t r, int worker) {
      if (here)
        maker.make(unit.rows[r], *here, by_rows ? 1 : threads,
                   workspaces[static_cast<std::size_t>(worker)]);
      else
        maker.fail(unit.rows[r], failure);
    };
    parallel_for(unit.rows.size(), by_rows ? threads : 1, make, options.monitor);
  }
}

/// One unit per thread.
void work_across(const SharedWork& shared, const RowMaker& maker, int threads,
                 const MultiverseOptions& options) {
  std::vector<detail::AgreementWorkspace> workspaces(static_cast<std::size_t>(threads));
  const auto make = [&](std::size_t u, int worker) {
    const Unit& unit = shared.units()[u];
    std::string failure;
    const auto here = shared.network(unit, 1, options.monitor, failure);
    for (const std::size_t k : unit.rows) {
      if (here)
        maker.make(k, *here, 1, workspaces[static_cast<std::size_t>(worker)]);
      else
        maker.fail(k, failure);
    }
  };
  parallel_for(shared.units().size(), threads, make, options.monitor);
}

}  // namespace

std::vector<MultiverseRow> multiverse(const Register& reg,
                                      std::span<const Specification> specifications,
                                      const MultiverseOptions& options) {
  check_options(options);
  std::vector<MultiverseRow> rows(specifications.size());
  if (options.monitor != nullptr) options.monitor->expect(work_of_row(options) * rows.size());
  const SharedWork shared(reg, specifications);
  const RowMaker maker(specifications, options, rows);
  const int threads = resolve_threads(options.threads);
  if (shared.units().size() >= 2 * static_cast<std::size_t>(threads))
    work_across(shared, maker, threads, options);
  else
    work_within(shared, maker, threads, options);
  return rows;
}

ReferencePartition reference_partition(const Register& reg, const Specification& specification,
                                       const MultiverseOptions& options) {
  check_options(options);
  const Construction& construction = specification.construction;
  if (!construction.date) throw std::invalid_argument("the reference has no date");
  const EnsembleOptions runs = ensemble_options(specification, options, options.threads);
  (void)checked_resolution(runs.leiden);
  const UnitNetwork here = inference::weigh(construct(reg.at(*construction.date), construction),
                                            construction, options.threads, options.monitor);
  const LeidenPlan plan(here.network, runs.leiden);
  const Ensemble found = ensemble(plan, runs);
  ConsensusOptions agreeing;
  agreeing.ensemble = runs;
  agreeing.threshold = options.threshold;
  const Clustering chosen =
      options.method == Method::consensus ? consensus(here.network, found, agreeing) : found.best;
  const auto labels = chosen.partition.labels();
  return {here.participants, {labels.begin(), labels.end()}, here.network.isolates()};
}

}  // namespace munigraph
