#include "munigraph/clustering/given.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <vector>

#include "clustering/leiden/implicit/describe.hpp"
#include "clustering/monitors.hpp"
#include "munigraph/clustering/quality.hpp"
#include "munigraph/core/partition.hpp"

namespace munigraph {

Ensemble given_ensemble(const Network& network, std::span<const std::int32_t> labels,
                        std::int32_t rows, const EnsembleOptions& options) {
  const auto n = static_cast<std::size_t>(network.node_count());
  if (rows < 1) throw std::invalid_argument("partitions: at least one is needed");
  if (labels.size() != static_cast<std::size_t>(rows) * n)
    throw std::invalid_argument("partitions: one label per node is needed in each");
  const LeidenOptions described = clustering::with_heard(options.leiden, options.monitor);
  const QualityFunction function{described.quality, checked_resolution(described)};
  const std::vector<std::uint8_t>& isolate = network.isolates(described.monitor);
  Ensemble result;
  result.nodes = network.node_count();
  for (std::int32_t r = 0; r < rows; ++r) {
    check(described.monitor);
    const Partition partition(labels.subspan(static_cast<std::size_t>(r) * n, n), isolate);
    result.labels.insert(result.labels.end(), partition.labels().begin(), partition.labels().end());
    result.quality.push_back(
        quality_value(network, partition.labels(), function, described.monitor));
    result.counts.push_back(partition.clusters());
    result.singletons.push_back(partition.singletons());
    result.iterations.push_back(0);
    result.converged.push_back(1);
    advance(options.monitor);
  }
  const auto best = std::max_element(result.quality.begin(), result.quality.end());
  // Without ties every quality is NaN, and the first is as good as any.
  result.best_run =
      std::isnan(*best) ? 0 : static_cast<std::int32_t>(best - result.quality.begin());
  const auto best_labels = result.run_labels(result.best_run);
  // What is not projected stays so.
  result.best = network.is_additive() && !network.is_projected()
                    ? clustering::describe_labels(network.affiliation(), network.weighting(),
                                                  best_labels, described)
                    : describe_labels(network, best_labels, described);
  result.agreement = mean_agreement(result.labels, result.nodes, options.agreement_pairs,
                                    described.seed, options.threads, described.monitor);
  return result;
}

}  // namespace munigraph
