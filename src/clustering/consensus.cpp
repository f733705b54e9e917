#include "munigraph/clustering/consensus.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

#include "clustering/consensus_null.hpp"
#include "clustering/leiden/buckets.hpp"
#include "clustering/leiden/implicit/describe.hpp"
#include "clustering/leiden/split.hpp"
#include "core/forest.hpp"
#include "core/sparse_sums.hpp"
#include "munigraph/clustering/quality.hpp"
#include "munigraph/core/random.hpp"
#include "munigraph/network/totals.hpp"
#include "network/unit_totals.hpp"

namespace munigraph {
namespace {

/// How often pairs are together, one node at a time, so that memory stays O(runs · nodes).
class TogetherCounts {
 public:
  TogetherCounts(const Ensemble& runs, std::span<const std::uint8_t> isolate)
      : runs_(runs), isolate_(isolate), count_(static_cast<std::size_t>(runs.nodes)) {
    groups_.resize(static_cast<std::size_t>(runs.runs()));
    for (std::int32_t r = 0; r < runs.runs(); ++r)
      groups_[static_cast<std::size_t>(r)].fill(runs.run_labels(r), runs.nodes);
  }

  /// Calls visit(other, runs together) for every other node that `node` is ever with.
  template <class Visit>
  void of(std::int32_t node, Visit&& visit) {
    if (isolate_[static_cast<std::size_t>(node)] != 0) return;
    for (std::int32_t r = 0; r < runs_.runs(); ++r) {
      const std::int32_t label = runs_.run_labels(r)[static_cast<std::size_t>(node)];
      for (const std::int32_t other : groups_[static_cast<std::size_t>(r)].of(label))
        if (other != node) count_.add(other, 1);
    }
    for (const std::int32_t other : count_.sorted()) visit(other, count_[other]);
    count_.clear();
  }

 private:
  const Ensemble& runs_;
  std::span<const std::uint8_t> isolate_;
  std::vector<clustering::Buckets> groups_;  ///< Per run.
  detail::SparseSums<std::int32_t> count_;
};

/// The network of co-assignments at or above the threshold, weights in runs.
CooperationNetwork together(const Ensemble& runs, std::span<const std::uint8_t> isolate,
                            double threshold, const Monitor* monitor) {
  TogetherCounts counts(runs, isolate);
  std::vector<std::int32_t> source;
  std::vector<std::int32_t> target;
  std::vector<double> weight;
  const double enough = threshold * runs.runs() - 1e-9;
  for (std::int32_t i = 0; i < runs.nodes; ++i) {
    check(monitor);
    counts.of(i, [&](std::int32_t other, std::int32_t count) {
      if (other < i || count < enough) return;
      source.push_back(i);
      target.push_back(other);
      weight.push_back(static_cast<double>(count));
    });
  }
  return CooperationNetwork::from_edges(runs.nodes, source, target, weight, monitor);
}

/// The nodes that one is tied to, from the explicit network or from memberships.
class Neighbours {
 public:
  explicit Neighbours(const Network& network)
      : network_(network),
        ties_(from_memberships(network) ? nullptr : &network.cooperation()),
        near_(static_cast<std::size_t>(network.node_count()), -1) {
    if (ties_ == nullptr)
      weights_ = detail::held_tie_weights(network.affiliation(), network.weighting());
  }

  /// Whether clustering the network took no projection, so that this need not make one.
  static bool from_memberships(const Network& network) {
    return network.is_additive() && !network.is_projected();
  }

  /// From now on holds() speaks of the neighbours of `node`.
  void look_at(std::int32_t node) {
    node_ = node;
    if (ties_ != nullptr)
      mark(ties_->neighbours(node));
    else
      for (const std::int32_t a : network_.affiliation().arrangements(node)) mark_tied(a);
  }
  [[nodiscard]] bool holds(std::int32_t other) const {
    return near_[static_cast<std::size_t>(other)] == node_;
  }

 private:
  void mark(std::span<const std::int32_t> nodes) {
    for (const std::int32_t j : nodes) near_[static_cast<std::size_t>(j)] = node_;
  }
  void mark_tied(std::int32_t arrangement) {
    const AffiliationNetwork& affiliation = network_.affiliation();
    if (weights_.units[static_cast<std::size_t>(arrangement)] == 0) return;
    const std::int32_t host = affiliation.host(arrangement);
    if (host == AffiliationNetwork::clique || host == node_)
      mark(affiliation.members(arrangement));
    else
      near_[static_cast<std::size_t>(host)] = node_;
  }

  const Network& network_;
  const CooperationNetwork* ties_;
  QuantisedWeights weights_;
  std::vector<std::int32_t> near_;  ///< Per node the last one that it was found to be tied to.
  std::int32_t node_ = -1;
};

/// Per node without a co-assignment at or above the threshold: the neighbour that it is most often
/// with (ties: the smaller), −1 where there is none; −1 for all other nodes.
std::vector<std::int32_t> companions(const Network& network, const Ensemble& runs,
                                     std::span<const std::uint8_t> isolate, double threshold,
                                     const Monitor* monitor) {
  TogetherCounts counts(runs, isolate);
  Neighbours neighbours(network);
  std::vector<std::int32_t> companion(static_cast<std::size_t>(runs.nodes), -1);
  const double enough = threshold * runs.runs() - 1e-9;
  for (std::int32_t i = 0; i < runs.nodes; ++i) {
    check(monitor);
    bool held = false;
    counts.of(i, [&](std::int32_t, std::int32_t count) { held = held || count >= enough; });
    if (held || isolate[static_cast<std::size_t>(i)] != 0) continue;
    neighbours.look_at(i);
    std::int32_t most = 0;
    counts.of(i, [&](std::int32_t other, std::int32_t count) {
      if (count <= most || !neighbours.holds(other)) return;
      most = count;
      companion[static_cast<std::size_t>(i)] = other;
    });
  }
  return companion;
}

/// The parts of clusters that are connected in the network, with all that is told of them.
Clustering connected_parts(const Network& network, std::vector<std::int32_t> labels,
                           const LeidenOptions& options) {
  std::int32_t groups = 0;
  labels = compact_labels(labels, groups);
  if (Neighbours::from_memberships(network) && !is_coded(options.quality)) {
    const AffiliationNetwork& affiliation = network.affiliation();
    labels = component_labels(affiliation, network.weighting(), labels, options.monitor);
    return clustering::describe_labels(affiliation, network.weighting(), labels, options);
  }
  const CooperationNetwork& ties = network.cooperation();
  clustering::split_disconnected(ties.offsets(), ties.targets(), labels, groups, options.monitor);
  return describe_labels(ties, labels, options);
}

/// Puts every node with a companion into the companion's cluster.
void join_companions(std::span<const std::int32_t> companion, std::vector<std::int32_t>& labels) {
  detail::Forest clusters(labels.size());  // who joins brings those along who joined it
  for (std::size_t i = 0; i < companion.size(); ++i)
    if (companion[i] >= 0) clusters.join(labels[i], labels[static_cast<std::size_t>(companion[i])]);
  for (std::int32_t& label : labels) label = clusters.root(label);
}

bool all_agree(const Ensemble& runs) {
  for (std::int32_t r = 1; r < runs.runs(); ++r)
    if (!std::equal(runs.run_labels(r).begin(), runs.run_labels(r).end(),
                    runs.run_labels(0).begin()))
      return false;
  return true;
}

}  // namespace

Clustering consensus(const Network& network, const ConsensusOptions& options) {
  return consensus(network, ensemble(network, options.ensemble), options);
}

Clustering consensus(const Network& network, const Ensemble& runs,
                     const ConsensusOptions& options) {
  if (!(options.threshold > 0 && options.threshold <= 1))
    throw std::invalid_argument("threshold must lie in (0, 1]");
  Monitor* const monitor = options.ensemble.monitor;
  if (!Neighbours::from_memberships(network)) (void)network.cooperation(monitor);
  const std::vector<std::uint8_t>& isolate = network.isolates(monitor);
  const std::uint64_t seed = options.ensemble.leiden.seed;
  Ensemble current = runs;
  int rounds = 1;
  for (; !all_agree(current) && rounds < options.rounds; ++rounds) {
    const std::uint64_t round_seed =
        stream_seed(seed, 0xc0115e45ULL + static_cast<std::uint64_t>(rounds));
    if (options.against_null) {
      current =
          clustering::against_null(current, isolate, round_seed, options.ensemble.threads, monitor);
      continue;
    }
    EnsembleOptions next = options.ensemble;
    next.leiden = LeidenOptions{};
    next.leiden.quality = Quality::cpm;
    next.leiden.resolution = options.threshold * current.runs();  // weights are counts of runs
    next.leiden.seed = round_seed;
    next.runs = current.runs();
    next.agreement_pairs = 1;
    current = ensemble(Network(together(current, isolate, options.threshold, monitor)), next);
  }
  const bool agreed = all_agree(current);
  std::int32_t groups = 0;
  std::vector<std::int32_t> labels = compact_labels(current.run_labels(current.best_run), groups);
  if (!options.against_null)
    join_companions(companions(network, runs, isolate, options.threshold, monitor), labels);
  LeidenOptions described = options.ensemble.leiden;
  described.monitor = monitor;
  Clustering result = connected_parts(network, std::move(labels), described);
  result.representation = runs.best.representation;
  result.iterations = rounds;
  result.converged = agreed;
  return result;
}

}  // namespace munigraph
