#include "munigraph/bridging/participation.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>

#include "core/sparse_sums.hpp"
#include "munigraph/network/weighting.hpp"
#include "network/unit_totals.hpp"

namespace munigraph {
namespace {

__extension__ using int128 = __int128;

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// Sums of doubles are equal if they differ by no more than rounding can do.
constexpr double rounding = 1e-12;

/// Fills within_z from the weight inside. With integers, z = d_i / √(Σ d²/n) with d_i = n·k_i − Σk
/// exact, so that a deviation of 0 is never missed.
template <class Value>
void score_within(const Partition& clusters, std::span<const Value> inside,
                  std::vector<double>& within_z) {
  using Wide = std::conditional_t<std::is_integral_v<Value>, int128, double>;
  const auto groups = static_cast<std::size_t>(clusters.group_count());
  std::vector<Wide> sum(groups, Wide{0});
  std::vector<double> squares(groups, 0.0);
  const auto group_of = [&](std::size_t i) {
    return static_cast<std::size_t>(clusters[static_cast<std::int32_t>(i)]);
  };
  const auto deviation = [&](std::size_t i) {
    const std::size_t g = group_of(i);
    const Wide d = static_cast<Wide>(clusters.sizes()[g]) * static_cast<Wide>(inside[i]) - sum[g];
    const auto value = static_cast<double>(d);
    if constexpr (!std::is_integral_v<Value>)
      if (std::abs(value) <= rounding * std::abs(static_cast<double>(sum[g]))) return 0.0;
    return value;
  };
  for (std::size_t i = 0; i < inside.size(); ++i) sum[group_of(i)] += static_cast<Wide>(inside[i]);
  for (std::size_t i = 0; i < inside.size(); ++i) {
    const double d = deviation(i);
    squares[group_of(i)] += d * d;
  }
  for (std::size_t i = 0; i < inside.size(); ++i) {
    const std::size_t g = group_of(i);
    const double sd = std::sqrt(squares[g] / static_cast<double>(clusters.sizes()[g]));
    within_z[i] = sd > 0 ? deviation(i) / sd : undefined;
  }
}

/// `collect(node, sums)` adds the node's ties; the rest is common to all representations.
template <class Value, class Collect>
ClusterTies measure(const Partition& clusters, double unit, const Collect& collect,
                    const Monitor* monitor) {
  const auto n = static_cast<std::size_t>(clusters.size());
  ClusterTies ties;
  ties.strength.resize(n);
  ties.inside.resize(n);
  ties.participation.assign(n, undefined);
  ties.within_z.resize(n);
  ties.clusters_reached.assign(n, 0);
  std::vector<Value> inside(n);
  detail::SparseSums<Value> sums(static_cast<std::size_t>(clusters.group_count()));
  for (std::size_t i = 0; i < n; ++i) {
    check(monitor);
    const auto node = static_cast<std::int32_t>(i);
    sums.clear();
    collect(node, sums);
    Value strength{0};
    for (const std::int32_t g : sums.sorted()) {
      const Value weight = sums[g];
      strength += weight;
      if (weight > 0 && g != clusters[node]) ++ties.clusters_reached[i];
    }
    inside[i] = sums[clusters[node]];
    ties.strength[i] = static_cast<double>(strength) * unit;
    ties.inside[i] = static_cast<double>(inside[i]) * unit;
    if (!(strength > 0)) continue;
    double concentration = 0;
    for (const std::int32_t g : sums.sorted()) {
      const double share = static_cast<double>(sums[g]) / static_cast<double>(strength);
      concentration += share * share;
    }
    ties.participation[i] = std::max(0.0, 1.0 - concentration);
  }
  score_within<Value>(clusters, inside, ties.within_z);
  return ties;
}

void require_fit(std::int32_t nodes, const Partition& clusters) {
  if (clusters.size() != nodes)
    throw std::invalid_argument("cluster_ties: " + std::to_string(clusters.size()) +
                                " labels for " + std::to_string(nodes) + " nodes");
}

/// Per arrangement the clusters among its members and how many of them each has.
struct ArrangementClusters {
  struct Share {
    std::int32_t cluster;
    std::int32_t members;
  };
  std::vector<std::size_t> offsets{0};
  std::vector<Share> shares;

  ArrangementClusters(const AffiliationNetwork& affiliation, const Partition& clusters) {
    std::vector<std::int32_t> labels;
    for (std::int32_t a = 0; a < affiliation.arrangement_count(); ++a) {
      labels.clear();
      for (const std::int32_t i : affiliation.members(a)) labels.push_back(clusters[i]);
      std::sort(labels.begin(), labels.end());
      for (const std::int32_t label : labels) {
        if (shares.size() == offsets.back() || shares.back().cluster != label)
          shares.push_back({label, 0});
        ++shares.back().members;
      }
      offsets.push_back(shares.size());
    }
  }
  [[nodiscard]] std::span<const Share> of(std::int32_t arrangement) const noexcept {
    const auto a = static_cast<std::size_t>(arrangement);
    return {shares.data() + offsets[a], offsets[a + 1] - offsets[a]};
  }
};

ClusterTies measure_memberships(const AffiliationNetwork& affiliation, Weighting weighting,
                                const Partition& clusters, const Monitor* monitor) {
  const QuantisedWeights weights = detail::held_tie_weights(affiliation, weighting);
  const ArrangementClusters mixed(affiliation, clusters);
  const auto collect = [&](std::int32_t node, detail::SparseSums<std::int64_t>& sums) {
    for (const std::int32_t a : affiliation.arrangements(node)) {
      const std::int64_t unit = weights.units[static_cast<std::size_t>(a)];
      const std::int32_t host = affiliation.host(a);
      if (unit == 0 || host == AffiliationNetwork::absent_host || affiliation.size(a) < 2) continue;
      if (host != AffiliationNetwork::clique && host != node) {
        sums.add(clusters[host], unit);
        continue;
      }
      for (const auto& share : mixed.of(a)) {
        const std::int32_t others = share.members - (share.cluster == clusters[node] ? 1 : 0);
        if (others > 0) sums.add(share.cluster, unit * others);
      }
    }
  };
  return measure<std::int64_t>(clusters, weights.quantum, collect, monitor);
}

}  // namespace

ClusterTies cluster_ties(const CooperationNetwork& network, const Partition& clusters,
                         const Monitor* monitor) {
  require_fit(network.node_count(), clusters);
  const auto slots = [&](std::int32_t node, auto& sums, auto weights) {
    const auto i = static_cast<std::size_t>(node);
    for (std::size_t s = network.offsets()[i]; s < network.offsets()[i + 1]; ++s)
      sums.add(clusters[network.targets()[s]], weights[s]);
  };
  if (network.exact())
    return measure<std::int64_t>(
        clusters, network.quantum(),
        [&](std::int32_t node, auto& sums) { slots(node, sums, network.units()); }, monitor);
  return measure<double>(
      clusters, 1.0, [&](std::int32_t node, auto& sums) { slots(node, sums, network.reals()); },
      monitor);
}

ClusterTies cluster_ties(const Network& network, const Partition& clusters,
                         const Monitor* monitor) {
  require_fit(network.node_count(), clusters);
  if (network.is_additive() && !network.is_projected())
    return measure_memberships(network.affiliation(), network.weighting(), clusters, monitor);
  return cluster_ties(network.cooperation(monitor), clusters, monitor);
}

std::vector<double> outside_share(const ClusterTies& ties) {
  std::vector<double> share(ties.strength.size(), undefined);
  for (std::size_t i = 0; i < share.size(); ++i)
    if (ties.strength[i] > 0) share[i] = 1.0 - ties.inside[i] / ties.strength[i];
  return share;
}

std::vector<double> normalised_participation(const ClusterTies& ties, const Partition& clusters) {
  // Ties lead to clusters that have a member with ties, and to no other: with these as K the
  // maximum is 1.
  std::vector<bool> tied(static_cast<std::size_t>(clusters.group_count()), false);
  for (std::size_t i = 0; i < ties.strength.size(); ++i)
    if (ties.strength[i] > 0)
      tied[static_cast<std::size_t>(clusters[static_cast<std::int32_t>(i)])] = true;
  const auto k = static_cast<double>(std::count(tied.begin(), tied.end(), true));
  std::vector<double> values(ties.participation.size(), undefined);
  if (k < 2) return values;
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = ties.participation[i] * (k / (k - 1.0));
  return values;
}

}  // namespace munigraph
