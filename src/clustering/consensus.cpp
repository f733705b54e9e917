#include "munigraph/clustering/consensus.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

#include "clustering/consensus_null.hpp"
#include "clustering/leiden/implicit/describe.hpp"
#include "clustering/leiden/split.hpp"
#include "clustering/monitors.hpp"
#include "clustering/together.hpp"
#include "core/forest.hpp"
#include "core/streams.hpp"
#include "munigraph/clustering/quality.hpp"
#include "munigraph/core/random.hpp"
#include "munigraph/network/totals.hpp"
#include "network/unit_totals.hpp"

namespace munigraph {
namespace {

/// Runs that a co-assignment at the threshold takes.
double least_runs(double threshold, const Ensemble& runs) { return threshold * runs.runs() - 1e-9; }

/// The nodes that one is tied to, from the explicit network or from memberships.
class Neighbours {
 public:
  explicit Neighbours(const Network& network)
      : network_(network), ties_(from_memberships(network) ? nullptr : &network.cooperation()) {
    if (ties_ == nullptr)
      weights_ = detail::held_tie_weights(network.affiliation(), network.weighting());
  }

  /// Whether clustering the network took no projection, so that this need not make one.
  static bool from_memberships(const Network& network) {
    return network.is_additive() && !network.is_projected();
  }

  /// Calls visit(other) for every neighbour of `node`, for some more than once, and maybe for
  /// itself.
  template <class Visit>
  void of(std::int32_t node, const Visit& visit) const {
    if (ties_ != nullptr) {
      for (const std::int32_t other : ties_->neighbours(node)) visit(other);
      return;
    }
    const AffiliationNetwork& affiliation = network_.affiliation();
    for (const std::int32_t a : affiliation.arrangements(node)) {
      if (weights_.units[static_cast<std::size_t>(a)] == 0) continue;
      const std::int32_t host = affiliation.host(a);
      if (host == AffiliationNetwork::clique || host == node)
        for (const std::int32_t other : affiliation.members(a)) visit(other);
      else
        visit(host);
    }
  }

 private:
  const Network& network_;
  const CooperationNetwork* ties_;
  QuantisedWeights weights_;
};

/// Per node without a co-assignment at or above the threshold: the neighbour that it is most often
/// with (ties: the smaller), −1 where there is none; −1 for all other nodes.
std::vector<std::int32_t> companions(const Network& network, const Ensemble& runs,
                                     std::span<const std::uint8_t> isolate, double threshold,
                                     const Monitor* monitor) {
  clustering::Together together(runs, isolate, monitor);
  const Neighbours neighbours(network);
  std::vector<std::int32_t> companion(static_cast<std::size_t>(runs.nodes), -1);
  for (std::int32_t i = 0; i < runs.nodes; ++i) {
    check(monitor);
    if (isolate[static_cast<std::size_t>(i)] != 0 ||
        together.has_company(i, least_runs(threshold, runs)))
      continue;
    const auto& counts = together.of(together.unit_of(i));
    std::int32_t& best = companion[static_cast<std::size_t>(i)];
    std::int32_t most = 0;
    neighbours.of(i, [&](std::int32_t other) {
      if (other == i) return;
      const std::int32_t count = counts[together.unit_of(other)];
      if (count == 0 || count < most || (count == most && other > best)) return;
      most = count;
      best = other;
    });
  }
  return companion;
}

/// One more round: the runs of the network of co-assignments.
Ensemble next_round(const Ensemble& runs, std::span<const std::uint8_t> isolate, double threshold,
                    const EnsembleOptions& options) {
  // Up to so many pairs are tied one by one. Beyond, and where units save most of them, Leiden
  // takes units for nodes: the same optima, in other labels by seed.
  constexpr std::int64_t many_pairs = std::int64_t{1} << 20;
  constexpr std::int64_t saved = 4;
  clustering::Together together(runs, isolate, options.monitor);
  const double enough = least_runs(threshold, runs);
  const clustering::PairCounts pairs = clustering::count_pairs(together, enough, options.monitor);
  if (pairs.of_nodes > many_pairs && pairs.of_units <= pairs.of_nodes / saved)
    return clustering::cluster_units(together,
                                     clustering::tied_units(together, enough, options.monitor),
                                     isolate, *options.leiden.resolution, options);
  return ensemble(Network(clustering::tied_nodes(together, runs.nodes, enough, options.monitor)),
                  options);
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
  const Monitor* const monitor =
      clustering::heard(options.ensemble.leiden, options.ensemble.monitor);
  if (!Neighbours::from_memberships(network)) (void)network.cooperation(monitor);
  const std::vector<std::uint8_t>& isolate = network.isolates(monitor);
  const std::uint64_t seed = options.ensemble.leiden.seed;
  Ensemble current = runs;
  int rounds = 1;
  for (; !all_agree(current) && rounds < options.rounds; ++rounds) {
    const std::uint64_t round_seed =
        stream_seed(seed, detail::streams::consensus_rounds + static_cast<std::uint64_t>(rounds));
    if (options.against_null) {
      current =
          clustering::against_null(current, isolate, round_seed, options.ensemble.threads, monitor);
      continue;
    }
    EnsembleOptions next = options.ensemble;
    next.leiden = LeidenOptions{};
    next.leiden.monitor = monitor;
    next.leiden.quality = Quality::cpm;
    next.leiden.resolution = options.threshold * current.runs();  // weights are counts of runs
    next.leiden.seed = round_seed;
    next.runs = current.runs();
    next.agreement_pairs = 1;
    current = next_round(current, isolate, options.threshold, next);
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
