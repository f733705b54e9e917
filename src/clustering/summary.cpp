#include "munigraph/clustering/summary.hpp"
#include "network/unit_totals.hpp"

#include <stdexcept>

namespace munigraph {
namespace {

/// Per node: its strength, and the part of it that stays inside the node's cluster.
struct NodeWeights {
  std::vector<double> strength;
  std::vector<double> inside;
};

template <class W>
NodeWeights scaled(const std::vector<W>& strength, const std::vector<W>& inside, double quantum) {
  NodeWeights weights;
  weights.strength.reserve(strength.size());
  weights.inside.reserve(inside.size());
  for (const W w : strength) weights.strength.push_back(static_cast<double>(w) * quantum);
  for (const W w : inside) weights.inside.push_back(static_cast<double>(w) * quantum);
  return weights;
}

template <class W>
NodeWeights from_ties(const CooperationNetwork& ties, std::span<const W> weight,
                      std::span<const std::int32_t> labels, const Monitor* monitor) {
  std::vector<W> strength(labels.size());
  std::vector<W> inside(labels.size());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    check(monitor);
    for (std::size_t s = ties.offsets()[i]; s < ties.offsets()[i + 1]; ++s) {
      strength[i] += weight[s];
      if (labels[static_cast<std::size_t>(ties.targets()[s])] == labels[i]) inside[i] += weight[s];
    }
  }
  return scaled(strength, inside, ties.quantum());
}

NodeWeights from_ties(const CooperationNetwork& ties, std::span<const std::int32_t> labels,
                      const Monitor* monitor) {
  return ties.exact() ? from_ties(ties, ties.units(), labels, monitor)
                      : from_ties(ties, ties.reals(), labels, monitor);
}

/// From memberships: an arrangement gives each member its tie weight times the other members, and
/// inside times those of the same label; a star only along the ties of its host.
NodeWeights from_memberships(const Network& network, std::span<const std::int32_t> labels,
                             std::int32_t groups, const Monitor* monitor) {
  const AffiliationNetwork& affiliation = network.affiliation();
  const QuantisedWeights weights =
      detail::held_tie_weights(affiliation, network.weighting(), monitor);
  std::vector<std::int64_t> strength(labels.size());
  std::vector<std::int64_t> inside(labels.size());
  std::vector<std::int64_t> count(static_cast<std::size_t>(groups));
  for (std::int32_t a = 0; a < affiliation.arrangement_count(); ++a) {
    check(monitor);
    const std::int64_t w = weights.units[static_cast<std::size_t>(a)];
    if (w == 0) continue;
    const auto members = affiliation.members(a);
    const std::int32_t host = affiliation.host(a);
    const auto others = static_cast<std::int64_t>(members.size()) - 1;
    const auto add = [&](std::int32_t node, std::int64_t all, std::int64_t same) {
      strength[static_cast<std::size_t>(node)] += w * all;
      inside[static_cast<std::size_t>(node)] += w * same;
    };
    if (host >= 0) {
      std::int64_t same = 0;
      for (const std::int32_t i : members) {
        if (i == host) continue;
        const bool together =
            labels[static_cast<std::size_t>(i)] == labels[static_cast<std::size_t>(host)];
        same += together ? 1 : 0;
        add(i, 1, together ? 1 : 0);
      }
      add(host, others, same);
      continue;
    }
    const auto label = [&](std::int32_t i) {
      return static_cast<std::size_t>(labels[static_cast<std::size_t>(i)]);
    };
    for (const std::int32_t i : members) ++count[label(i)];
    for (const std::int32_t i : members) add(i, others, count[label(i)] - 1);
    for (const std::int32_t i : members) count[label(i)] = 0;
  }
  return scaled(strength, inside, weights.quantum);
}

}  // namespace

ClusterSummary summarise(const Network& network, std::span<const std::int32_t> labels,
                         std::int32_t groups, const Monitor* monitor) {
  if (labels.size() != static_cast<std::size_t>(network.node_count()))
    throw std::invalid_argument("labels: one per node is needed");
  for (const std::int32_t label : labels)
    if (label < 0 || label >= groups) throw std::invalid_argument("labels: out of range");
  const NodeWeights weights = network.is_additive() && !network.is_projected()
                                  ? from_memberships(network, labels, groups, monitor)
                                  : from_ties(network.cooperation(monitor), labels, monitor);
  const auto k = static_cast<std::size_t>(groups);
  ClusterSummary summary{std::vector<double>(k), std::vector<double>(k),
                         std::vector<std::int32_t>(k, -1)};
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto c = static_cast<std::size_t>(labels[i]);
    summary.weight_inside[c] += weights.inside[i] / 2;
    summary.strength[c] += weights.strength[i];
    std::int32_t& central = summary.central[c];
    if (central < 0 || weights.inside[i] > weights.inside[static_cast<std::size_t>(central)])
      central = static_cast<std::int32_t>(i);
  }
  return summary;
}

}  // namespace munigraph
