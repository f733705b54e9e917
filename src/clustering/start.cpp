#include "munigraph/clustering/start.hpp"

#include <cstddef>
#include <stdexcept>
#include <unordered_map>
#include <vector>

#include "clustering/leiden/explicit/aggregate.hpp"
#include "clustering/leiden/explicit/leiden.hpp"
#include "clustering/leiden/graph.hpp"
#include "core/sparse_sums.hpp"
#include "munigraph/clustering/quality.hpp"
#include "munigraph/core/partition.hpp"
#include "munigraph/core/random.hpp"
#include "network/unit_totals.hpp"

namespace munigraph {
namespace {

void require_start(const LeidenStart& start, std::size_t n, const LeidenOptions& options) {
  if (start.labels.size() != n)
    throw std::invalid_argument("initial: one label per node is needed");
  if (!start.fixed.empty() && start.fixed.size() != n)
    throw std::invalid_argument("fixed: one value per node is needed");
  for (std::size_t i = 0; i < start.fixed.size(); ++i)
    if (start.fixed[i] != 0 && start.labels[i] < 0)
      throw std::invalid_argument("fixed: a node whose label stays needs one in initial");
  if (options.representation != Representation::automatic &&
      options.representation != Representation::explicit_)
    throw std::invalid_argument(
        "initial: only the explicit form begins at given labels (representation auto or explicit)");
}

/// The nodes as they are moved: fixed nodes of one label are a single one.
struct Anchored {
  std::vector<std::int32_t> place;   ///< Of every node.
  std::int32_t count = 0;            ///< How many there are.
  std::vector<std::int32_t> labels;  ///< In [0, count), per place.
  std::vector<std::uint8_t> fixed;   ///< Per place.
};

Anchored anchored(const LeidenStart& start, std::span<const std::uint8_t> isolate) {
  const std::size_t n = start.labels.size();
  Anchored result;
  result.place.resize(n);
  std::vector<std::int32_t> begun;
  std::unordered_map<std::int32_t, std::int32_t> anchor;  // looked up only, never gone through
  for (std::size_t i = 0; i < n; ++i) {
    const bool fixed = !start.fixed.empty() && start.fixed[i] != 0 && isolate[i] == 0;
    if (fixed) {
      const auto [at, added] = anchor.emplace(start.labels[i], result.count);
      result.place[i] = at->second;
      if (!added) continue;
    } else {
      result.place[i] = result.count;
    }
    const bool alone = start.labels[i] < 0 || isolate[i] != 0;
    // Negative labels of their own are no other node's.
    begun.push_back(alone ? -1 - static_cast<std::int32_t>(i) : start.labels[i]);
    result.fixed.push_back(fixed ? 1 : 0);
    ++result.count;
  }
  std::int32_t groups = 0;
  result.labels = compact_labels(begun, groups);
  return result;
}

}  // namespace

Clustering leiden_from(const Network& network, const LeidenStart& start,
                       const LeidenOptions& options) {
  clustering::require_linear(options.quality, "a start from labels");
  const QualityFunction function{options.quality, checked_resolution(options)};
  require_start(start, static_cast<std::size_t>(network.node_count()), options);
  const CooperationNetwork& ties = network.cooperation(options.monitor);
  Anchored nodes = anchored(start, detail::isolates(ties));
  const clustering::Passes passes = clustering::with_graph(
      ties, function, options.monitor,
      [&]<class W>(const clustering::GraphView<W>& graph, const clustering::Objective& objective) {
        detail::SparseSums<W> sums;
        const auto joined =
            clustering::aggregate(graph, nodes.place, nodes.count, sums, options.monitor);
        Random random(options.seed);
        return clustering::ExplicitLeiden<W>().improve(joined.view(), objective, options.iterations,
                                                       random, options.monitor, nodes.labels,
                                                       nodes.fixed);
      });
  std::vector<std::int32_t> labels(nodes.place.size());
  for (std::size_t i = 0; i < labels.size(); ++i)
    labels[i] = nodes.labels[static_cast<std::size_t>(nodes.place[i])];
  Clustering result = describe_labels(ties, labels, options);
  result.representation = Representation::explicit_;
  result.iterations = passes.made;
  result.converged = passes.converged;
  return result;
}

}  // namespace munigraph
