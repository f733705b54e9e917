#include "munigraph/dynamics/noise.hpp"

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>

#include "clustering/monitors.hpp"
#include "core/growing.hpp"
#include "core/streams.hpp"
#include "munigraph/clustering/consensus.hpp"
#include "munigraph/clustering/ensemble.hpp"
#include "munigraph/clustering/plan.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

Partition clusters_of(const LeidenPlan& plan, const NoiseOptions& options, std::size_t number) {
  ConsensusOptions one;
  one.ensemble.leiden = options.leiden;
  one.ensemble.leiden.seed =
      stream_seed(options.leiden.seed, detail::streams::noise_ensembles + number);
  one.ensemble.runs = options.runs;
  one.ensemble.threads = 1;
  one.ensemble.agreement_pairs = 1;
  one.ensemble.monitor = options.monitor;
  one.threshold = options.threshold;
  const Ensemble runs = ensemble(plan, one.ensemble);
  if (!options.consensus) return runs.best.partition;
  return consensus(plan.network(), runs, one).partition;
}

/// Labels with −1 for who is alone.
std::vector<std::int32_t> together(const Partition& partition) {
  std::vector<std::int32_t> labels(partition.labels().begin(), partition.labels().end());
  for (std::int32_t& label : labels)
    if (label >= partition.clusters()) label = -1;
  return labels;
}

}  // namespace

std::vector<PassageFigures> noise(const Network& network, const NoiseOptions& options) {
  if (options.pairs < 1)
    throw std::invalid_argument("pairs must be at least 1, not " + std::to_string(options.pairs));
  LeidenOptions leiden = clustering::with_heard(options.leiden, options.monitor);
  leiden.threads = 1;
  const LeidenPlan plan(network, leiden);
  const auto pairs = static_cast<std::size_t>(options.pairs);
  if (options.monitor != nullptr)
    options.monitor->expect(2 * pairs * static_cast<std::uint64_t>(std::max(options.runs, 0)));
  std::vector<PassageFigures> found;
  detail::parallel_growing(
      0, pairs, options.threads,
      [&](std::size_t pair, int) {
        const Partition a = clusters_of(plan, options, 2 * pair);
        const Partition b = clusters_of(plan, options, 2 * pair + 1);
        found[pair] = passage(together(a), together(b), a.clusters(), b.clusters()).figures;
      },
      leiden.monitor, detail::growing_bytes, detail::Places{found});
  return found;
}

}  // namespace munigraph
