// Kernel: refinement that shortens a code
//
// Computes  connected groups nested in clusters.
// How       one cluster at a time is taken apart into its nodes, all others staying as they are;
//           nodes in random order that are still alone join the group of their cluster that
//           shortens the code most, give or take a random eighth [1].
// Needs     labels in [0, n). O(ties) per pass.
//
// [1] V. A. Traag, L. Waltman and N. J. van Eck, "From Louvain to Leiden: guaranteeing
//     well-connected communities", Scientific Reports 9, 5233 (2019),
//     doi:10.1038/s41598-019-41695-z.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "clustering/leiden/buckets.hpp"
#include "clustering/leiden/coded/state.hpp"
#include "clustering/leiden/noise.hpp"
#include "clustering/leiden/order.hpp"
#include "core/sparse_sums.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph::clustering {

template <class Code>
class CodedRefiner {
 public:
  using W = typename Code::Weight;

  /// Writes groups (labels in [0, n)) that are nested in `labels` (in [0, n)).
  void run(const CodedGraph<W>& graph, std::span<const std::int32_t> labels, const Code& code,
           Random& random, const Monitor* monitor, std::vector<std::int32_t>& groups) {
    const std::size_t n = labels.size();
    single_groups(graph, singles_);
    weights_.resize(n);
    joined_.assign(n, 0);
    groups.resize(n);
    for (std::size_t i = 0; i < n; ++i) groups[i] = static_cast<std::int32_t>(i);
    members_.fill(labels, static_cast<std::int32_t>(n));
    // In the state, 0 … n − 1 are groups of the cluster that is apart, n … 2n − 1 are clusters.
    clusters_.assign(labels.begin(), labels.end());
    for (std::int32_t& label : clusters_) label += static_cast<std::int32_t>(n);
    state_.start(code, graph, clusters_, 2 * n, monitor);
    for (std::int32_t c = 0; c < static_cast<std::int32_t>(n); ++c)
      if (members_.of(c).size() > 1) refine(graph, labels, c, random, monitor, groups);
  }

 private:
  void refine(const CodedGraph<W>& graph, std::span<const std::int32_t> labels, std::int32_t c,
              Random& random, const Monitor* monitor, std::vector<std::int32_t>& groups) {
    const auto members = members_.of(c);
    const std::int32_t place = static_cast<std::int32_t>(labels.size()) + c;
    const CodedGroup<W> whole = state_.group(place);
    context_ = state_.totals();
    state_.put(place, {});
    for (const std::int32_t i : members) state_.put(i, singles_[static_cast<std::size_t>(i)]);
    state_.refresh();
    random_order(members.size(), random, order_);
    for (const std::int32_t k : order_) {
      check(monitor);
      const std::int32_t node = members[static_cast<std::size_t>(k)];
      const auto i = static_cast<std::size_t>(node);
      if (joined_[i] != 0) continue;  // others have joined it
      const std::int32_t target = best_group(graph, labels, groups, node, random());
      if (target != node) {
        state_.merge(node, target, weights_[target]);
        joined_[static_cast<std::size_t>(target)] = 1;
        groups[i] = target;
      }
      weights_.clear();
    }
    for (const std::int32_t i : members) state_.put(i, {});
    state_.put(place, whole);
    state_.refresh();
  }

  /// The node itself where no group is better; leaves the weights to groups in weights_.
  std::int32_t best_group(const CodedGraph<W>& graph, std::span<const std::int32_t> labels,
                          std::span<const std::int32_t> groups, std::int32_t node,
                          std::uint64_t noise) {
    const auto i = static_cast<std::size_t>(node);
    for (std::size_t s = graph.offsets[i]; s < graph.offsets[i + 1]; ++s) {
      const auto j = static_cast<std::size_t>(graph.targets[s]);
      if (labels[j] == labels[i]) weights_.add(groups[j], graph.weights[s]);
    }
    std::int32_t best = node;
    double best_score = 0;
    for (const std::int32_t g : weights_.touched()) {
      const double change = Code::counts_groups
                                ? state_.merge_change_within(context_, node, g, weights_[g])
                                : state_.merge_change(node, g, weights_[g]);
      const double score = -change * kept_share(noise, g);
      if (score <= best_score) continue;
      best_score = score;
      best = g;
    }
    return best;
  }

  CodedState<Code> state_;
  CodedTotals<W> context_;  ///< Of the partition that is refined.
  std::vector<CodedGroup<W>> singles_;
  std::vector<std::int32_t> clusters_;
  std::vector<std::int32_t> order_;
  std::vector<std::uint8_t> joined_;  ///< Groups that are no longer a single node.
  Buckets members_;
  detail::SparseSums<W> weights_;
};

}  // namespace munigraph::clustering
