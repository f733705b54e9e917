#include "munigraph/bridging/arrangements.hpp"

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>

#include "core/sparse_sums.hpp"

namespace munigraph {
namespace {

/// The part of each tie's weight that an arrangement brings.
class TieParts {
 public:
  TieParts(const Network& network, const Monitor* monitor)
      : affiliation_(network.affiliation()),
        weighting_(network.weighting()),
        additive_(is_additive(weighting_)),
        every_pair_(network.is_additive()) {
    if (additive_) weights_ = quantised_tie_weights(affiliation_, network.weighting());
    if (every_pair_) return;
    ties_ = &network.cooperation(monitor);
    if (!additive_) shared_ = shared_counts(affiliation_, *ties_);
  }

  /// Calls visit(partner, weight) for every tie of `node` that `arrangement` has a part in.
  template <class Visit>
  void for_each(std::int32_t node, std::int32_t arrangement, const Visit& visit) const {
    const std::int32_t host = affiliation_.host(arrangement);
    if (host == AffiliationNetwork::absent_host) return;
    // Only sums over arrangements look at intensity.
    if (additive_ && affiliation_.intensity(arrangement) == 0) return;
    if (host != AffiliationNetwork::clique && host != node) {
      give(node, host, arrangement, visit);
      return;
    }
    for (const std::int32_t other : affiliation_.members(arrangement))
      if (other != node) give(node, other, arrangement, visit);
  }

 private:
  /// As the ties hold it: rounded, or the double where integers do not hold the weights.
  [[nodiscard]] double weight_of(std::int32_t arrangement) const {
    if (!weights_.holds) return tie_weight(affiliation_, arrangement, weighting_);
    return static_cast<double>(weights_.units[static_cast<std::size_t>(arrangement)]) *
           weights_.quantum;
  }
  template <class Visit>
  void give(std::int32_t node, std::int32_t other, std::int32_t arrangement,
            const Visit& visit) const {
    const double own = additive_ ? weight_of(arrangement) : 0.0;
    if (every_pair_) {
      visit(other, own);
      return;
    }
    const std::ptrdiff_t slot = ties_->find(node, other);
    if (slot < 0) return;  // the pair shares too few arrangements
    const auto s = static_cast<std::size_t>(slot);
    visit(other, additive_ ? own : ties_->weight(s) / shared_[s]);
  }

  const AffiliationNetwork& affiliation_;
  Weighting weighting_;
  bool additive_;
  bool every_pair_;
  QuantisedWeights weights_;
  const CooperationNetwork* ties_ = nullptr;
  std::vector<std::int32_t> shared_;
};

void require_fit(const Network& network, const Partition& clusters) {
  if (!network.has_memberships())
    throw std::invalid_argument("bridging arrangements: the network was made from ties alone");
  if (clusters.size() != network.node_count())
    throw std::invalid_argument("bridging arrangements: " + std::to_string(clusters.size()) +
                                " labels for " + std::to_string(network.node_count()) + " nodes");
}

std::int32_t labels_among(const AffiliationNetwork& affiliation, std::int32_t arrangement,
                          const Partition& clusters, std::vector<std::int32_t>& labels) {
  labels.clear();
  for (const std::int32_t i : affiliation.members(arrangement)) labels.push_back(clusters[i]);
  std::sort(labels.begin(), labels.end());
  return static_cast<std::int32_t>(std::unique(labels.begin(), labels.end()) - labels.begin());
}

}  // namespace

ArrangementBridges arrangement_bridges(const Network& network, const Partition& clusters,
                                       const Monitor* monitor) {
  require_fit(network, clusters);
  const AffiliationNetwork& affiliation = network.affiliation();
  const TieParts parts(network, monitor);
  const auto count = static_cast<std::size_t>(affiliation.arrangement_count());
  ArrangementBridges result;
  result.size.resize(count);
  result.clusters_spanned.resize(count);
  result.pairs.resize(count);
  result.cross_pairs.resize(count);
  result.weight.resize(count);
  result.weight_across.resize(count);
  result.bridging_of_node.assign(static_cast<std::size_t>(network.node_count()), 0);
  std::vector<std::int32_t> labels;
  for (std::size_t a = 0; a < count; ++a) {
    check(monitor);
    const auto arrangement = static_cast<std::int32_t>(a);
    result.size[a] = affiliation.size(arrangement);
    result.clusters_spanned[a] = labels_among(affiliation, arrangement, clusters, labels);
    for (const std::int32_t i : affiliation.members(arrangement)) {
      bool bridging = false;
      parts.for_each(i, arrangement, [&](std::int32_t j, double weight) {
        const bool across = clusters[i] != clusters[j];
        bridging = bridging || across;
        if (j < i) return;
        ++result.pairs[a];
        result.weight[a] += weight;
        if (!across) return;
        ++result.cross_pairs[a];
        result.weight_across[a] += weight;
      });
      if (bridging) ++result.bridging_of_node[static_cast<std::size_t>(i)];
    }
  }
  return result;
}

BridgeDetails bridge_details(const Network& network, const Partition& clusters,
                             const Monitor* monitor) {
  require_fit(network, clusters);
  const AffiliationNetwork& affiliation = network.affiliation();
  const TieParts parts(network, monitor);
  const auto groups = static_cast<std::size_t>(clusters.group_count());
  detail::SparseSums<detail::Tally<double>> toward(groups);
  BridgeDetails result;
  for (std::int32_t i = 0; i < network.node_count(); ++i) {
    check(monitor);
    for (const std::int32_t a : affiliation.arrangements(i)) {
      toward.clear();
      parts.for_each(i, a, [&](std::int32_t j, double weight) {
        if (clusters[i] != clusters[j]) toward.add(clusters[j], {weight, 1});
      });
      for (const std::int32_t label : toward.sorted()) {
        result.node.push_back(i);
        result.arrangement.push_back(a);
        result.cluster.push_back(label);
        result.partners.push_back(static_cast<std::int32_t>(toward[label].count));
        result.weight.push_back(toward[label].sum);
      }
    }
  }
  return result;
}

}  // namespace munigraph
