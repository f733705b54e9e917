#include "munigraph/clustering/estimate.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <utility>

#include "clustering/monitors.hpp"
#include "core/streams.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {

template <>
std::span<const std::string_view> words<Method>() noexcept {
  static constexpr std::array<std::string_view, 4> all = {"auto", "consensus", "leiden", "louvain"};
  return all;
}

std::string_view to_string(Method method) noexcept { return word(method); }

Method parse_method(std::string_view text) { return parse_word<Method>("method", text); }

Method method_for(Method method, std::int32_t nodes) noexcept {
  if (method != Method::automatic) return method;
  return nodes <= largest_consensus ? Method::consensus : Method::leiden;
}

int standard_runs(Method method) noexcept { return method == Method::consensus ? 100 : 20; }

std::int32_t Estimate::least() const { return *std::min_element(counts.begin(), counts.end()); }

std::int32_t Estimate::greatest() const { return *std::max_element(counts.begin(), counts.end()); }

namespace {

EnsembleOptions ensemble_options(const EstimateOptions& options, int runs) {
  EnsembleOptions made;
  made.leiden = options.leiden;
  made.runs = runs;
  made.threads = options.threads;
  made.monitor = options.monitor;
  return made;
}

Estimate by_consensus(const Network& network, const EstimateOptions& options, int runs) {
  const LeidenOptions leiden = clustering::with_heard(options.leiden, options.monitor);
  RepeatedConsensus many = repeated_consensus(network, LeidenPlan(network, leiden), options, runs);
  Estimate found;
  for (const Clustering& agreed : many.found) found.counts.push_back(agreed.partition.clusters());
  found.clustering = std::move(many.found.front());
  found.run_counts = std::move(many.first.counts);
  found.agreement = many.first.agreement;
  return found;
}

Estimate by_leiden(const Network& network, const EstimateOptions& options, int runs) {
  Ensemble many = ensemble(network, ensemble_options(options, runs));
  Estimate found;
  found.clustering = std::move(many.best);
  found.counts = many.counts;
  found.run_counts = std::move(many.counts);
  found.agreement = many.agreement;
  return found;
}

Estimate by_louvain(const Network& network, const EstimateOptions& options, int runs) {
  Estimate found;
  LeidenOptions one = clustering::with_heard(options.leiden, options.monitor);
  std::vector<std::int32_t> labels;
  const CooperationNetwork& ties = network.cooperation(one.monitor);
  for (int run = 0; run < runs; ++run) {
    one.seed = stream_seed(options.leiden.seed, static_cast<std::uint64_t>(run));
    Clustering next = louvain(ties, one);
    found.counts.push_back(next.partition.clusters());
    const auto row = next.partition.labels();
    labels.insert(labels.end(), row.begin(), row.end());
    if (run == 0 || next.quality > found.clustering.quality) found.clustering = std::move(next);
    advance(options.monitor);
  }
  found.run_counts = found.counts;
  found.agreement = mean_agreement(labels, network.node_count(), EnsembleOptions{}.agreement_pairs,
                                   options.leiden.seed, options.threads, one.monitor);
  return found;
}

}  // namespace

RepeatedConsensus repeated_consensus(const Network& network, const LeidenPlan& plan,
                                     const EstimateOptions& options, int runs) {
  ConsensusOptions consensus_options;
  consensus_options.ensemble = ensemble_options(options, runs);
  consensus_options.threshold = options.threshold;
  consensus_options.against_null = options.against_null;
  auto& leiden = consensus_options.ensemble.leiden;
  RepeatedConsensus result;
  for (int repeat = 0; repeat < consensus_repeats; ++repeat) {
    if (repeat > 0)
      leiden.seed = stream_seed(options.leiden.seed, detail::streams::consensus_repeats +
                                                         static_cast<std::uint64_t>(repeat));
    Ensemble many = ensemble(plan, consensus_options.ensemble);
    result.found.push_back(consensus(network, many, consensus_options));
    if (repeat == 0) result.first = std::move(many);
  }
  return result;
}

Estimate estimate(const Network& network, const EstimateOptions& options) {
  const Method method = method_for(options.method, network.node_count());
  const int runs = options.runs.value_or(standard_runs(method));
  if (runs < 1) throw std::invalid_argument("runs must be at least 1, not " + std::to_string(runs));
  if (options.monitor != nullptr)
    options.monitor->expect(static_cast<std::uint64_t>(runs) *
                            (method == Method::consensus ? consensus_repeats : 1));
  Estimate found = method == Method::consensus ? by_consensus(network, options, runs)
                   : method == Method::leiden  ? by_leiden(network, options, runs)
                                               : by_louvain(network, options, runs);
  found.method = method;
  return found;
}

}  // namespace munigraph
