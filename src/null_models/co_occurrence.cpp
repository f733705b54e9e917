#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <tuple>
#include <vector>

#include "munigraph/core/parallel.hpp"
#include "munigraph/network/projection.hpp"
#include "munigraph/null_models/backbone.hpp"
#include "munigraph/null_models/poisson_binomial.hpp"
#include "null_models/bicm_classes.hpp"

namespace munigraph {
namespace {

/// An edge by the classes of its ends: edges with the same ones share a distribution.
struct Pair {
  std::int32_t low;
  std::int32_t high;
  std::int32_t shared;
  std::size_t edge;
};

std::vector<Pair> pairs_by_class(const AffiliationNetwork& affiliation,
                                 const CooperationNetwork& ties, const detail::BicmClasses& classes,
                                 const Monitor* monitor) {
  const std::vector<std::int32_t> shared = shared_counts(affiliation, ties, monitor);
  std::vector<Pair> pairs;
  pairs.reserve(ties.edge_count());
  for (std::int32_t i = 0; i < ties.node_count(); ++i)
    for (std::size_t s = ties.offsets()[static_cast<std::size_t>(i)];
         s < ties.offsets()[static_cast<std::size_t>(i) + 1]; ++s) {
      const std::int32_t j = ties.targets()[s];
      if (j < i) continue;
      const auto ends = std::minmax(classes.node_class[static_cast<std::size_t>(i)],
                                    classes.node_class[static_cast<std::size_t>(j)]);
      pairs.push_back({ends.first, ends.second, shared[s], pairs.size()});
    }
  std::sort(pairs.begin(), pairs.end(), [monitor](const Pair& a, const Pair& b) {
    check(monitor);
    return std::tie(a.low, a.high, a.edge) < std::tie(b.low, b.high, b.edge);
  });
  return pairs;
}

/// The number of arrangements that tie a node of class u with one of class w.
PoissonBinomial tying(const detail::BicmClasses& classes, std::size_t u, std::size_t w,
                      std::size_t largest) {
  PoissonBinomial distribution(largest);
  for (std::size_t v = 0; v < classes.arrangements.size(); ++v) {
    const auto& group = classes.arrangements[v];
    const double p = classes.probability[classes.index(u, v)];
    const double q = classes.probability[classes.index(w, v)];
    if (group.host >= 0) {  // tied with the host alone
      distribution.add(q, classes.hosted[classes.index(u, v)]);
      distribution.add(p, classes.hosted[classes.index(w, v)]);
    } else if (group.ties) {
      distribution.add(p * q, static_cast<std::int64_t>(group.members.size()));
    }
  }
  return distribution;
}

}  // namespace

std::vector<double> co_occurrence_p_values(const AffiliationNetwork& affiliation,
                                           const CooperationNetwork& ties, const Bicm& model,
                                           const BackboneOptions& options) {
  const detail::BicmClasses& classes = detail::BicmAccess::classes(model);
  if (classes.kept.node_count != affiliation.node_count() ||
      classes.kept.arrangement_count != affiliation.arrangement_count() ||
      ties.node_count() != affiliation.node_count())
    throw std::invalid_argument("co_occurrence_p_values: the model is one of another network");
  const std::vector<Pair> pairs = pairs_by_class(affiliation, ties, classes, options.monitor);
  std::vector<std::size_t> starts;
  for (std::size_t k = 0; k < pairs.size(); ++k)
    if (k == 0 || pairs[k].low != pairs[k - 1].low || pairs[k].high != pairs[k - 1].high)
      starts.push_back(k);
  starts.push_back(pairs.size());

  std::vector<double> result(pairs.size());
  const auto work = [&](std::size_t g, int) {
    std::int32_t largest = 0;
    for (std::size_t k = starts[g]; k < starts[g + 1]; ++k)
      largest = std::max(largest, pairs[k].shared);
    const Pair& first = pairs[starts[g]];
    PoissonBinomial distribution =
        tying(classes, static_cast<std::size_t>(first.low), static_cast<std::size_t>(first.high),
              static_cast<std::size_t>(largest));
    for (std::size_t k = starts[g]; k < starts[g + 1]; ++k)
      result[pairs[k].edge] = distribution.tail(pairs[k].shared);
  };
  parallel_for(starts.size() - 1, options.threads, work, options.monitor);
  return result;
}

}  // namespace munigraph
