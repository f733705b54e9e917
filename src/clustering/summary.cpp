#include "munigraph/clustering/summary.hpp"

#include <stdexcept>

namespace munigraph {
namespace {

/// Per node: its strength, and the part of it that stays inside the node's cluster.
struct NodeWeights {
  std::vector<double> strength;
  std::vector<double> inside;
};

NodeWeights from_ties(const CooperationNetwork& ties, std::span<const std::int32_t> labels) {
  NodeWeights weights{std::vector<double>(labels.size()), std::vector<double>(labels.size())};
  for (std::size_t i = 0; i < labels.size(); ++i)
    for (std::size_t s = ties.offsets()[i]; s < ties.offsets()[i + 1]; ++s) {
      weights.strength[i] += ties.weight(s);
      if (labels[static_cast<std::size_t>(ties.targets()[s])] == labels[i])
        weights.inside[i] += ties.weight(s);
    }
  return weights;
}

/// From memberships: an arrangement gives each member its tie weight times the other members, and
/// inside times those of the same label; a star only along the ties of its host.
NodeWeights from_memberships(const Network& network, std::span<const std::int32_t> labels,
                             std::int32_t groups) {
  const AffiliationNetwork& affiliation = network.affiliation();
  NodeWeights weights{std::vector<double>(labels.size()), std::vector<double>(labels.size())};
  std::vector<std::int32_t> count(static_cast<std::size_t>(groups));
  for (std::int32_t a = 0; a < affiliation.arrangement_count(); ++a) {
    const double w = tie_weight(affiliation, a, network.weighting());
    if (w == 0) continue;
    const auto members = affiliation.members(a);
    const std::int32_t host = affiliation.host(a);
    const auto add = [&](std::int32_t node, double others, double same) {
      weights.strength[static_cast<std::size_t>(node)] += w * others;
      weights.inside[static_cast<std::size_t>(node)] += w * same;
    };
    if (host >= 0) {
      double same = 0;
      for (const std::int32_t i : members) {
        if (i == host) continue;
        const bool together =
            labels[static_cast<std::size_t>(i)] == labels[static_cast<std::size_t>(host)];
        same += together ? 1 : 0;
        add(i, 1, together ? 1 : 0);
      }
      add(host, static_cast<double>(members.size()) - 1, same);
      continue;
    }
    const auto label = [&](std::int32_t i) {
      return static_cast<std::size_t>(labels[static_cast<std::size_t>(i)]);
    };
    for (const std::int32_t i : members) ++count[label(i)];
    for (const std::int32_t i : members)
      add(i, static_cast<double>(members.size()) - 1, count[label(i)] - 1);
    for (const std::int32_t i : members) count[label(i)] = 0;
  }
  return weights;
}

}  // namespace

ClusterSummary summarise(const Network& network, std::span<const std::int32_t> labels,
                         std::int32_t groups) {
  if (labels.size() != static_cast<std::size_t>(network.node_count()))
    throw std::invalid_argument("labels: one per node is needed");
  for (const std::int32_t label : labels)
    if (label < 0 || label >= groups) throw std::invalid_argument("labels: out of range");
  const NodeWeights weights = network.is_additive() && !network.is_projected()
                                  ? from_memberships(network, labels, groups)
                                  : from_ties(network.cooperation(), labels);
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
