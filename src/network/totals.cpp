#include "munigraph/network/totals.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/forest.hpp"
#include "core/index.hpp"
#include "core/rows.hpp"
#include "munigraph/core/partition.hpp"
#include "network/unit_totals.hpp"

namespace munigraph {
namespace {

using detail::at;

/// Members that an arrangement ties to one of them: all, the host alone, or none.
std::span<const std::int32_t> tied_members(const AffiliationNetwork& affiliation,
                                           std::int32_t arrangement, std::int32_t node) {
  const auto members = affiliation.members(arrangement);
  const std::int32_t host = affiliation.host(arrangement);
  if (host == AffiliationNetwork::absent_host) return {};
  if (host == AffiliationNetwork::clique || host == node) return members;
  return members.subspan(
      static_cast<std::size_t>(std::lower_bound(members.begin(), members.end(), host) -
                               members.begin()),
      1);
}

/// Per node the cliques of many members that tie it, and the nodes ordered by them.
class LargeArrangements {
 public:
  LargeArrangements(const AffiliationNetwork& affiliation, const QuantisedWeights& weights,
                    const Monitor* monitor)
      : large_(weights.units.size()) {
    for (std::int32_t a = 0; a < affiliation.arrangement_count(); ++a)
      large_[at(a)] = affiliation.host(a) == AffiliationNetwork::clique &&
                      affiliation.size(a) > large_size && weights.units[at(a)] > 0;
    for (std::int32_t i = 0; i < affiliation.node_count(); ++i) {
      check(monitor);
      for (const std::int32_t a : affiliation.arrangements(i))
        if (holds(a)) values_.push_back(a);
      offsets_.push_back(values_.size());
    }
    nodes_.resize(offsets_.size() - 1);
    std::iota(nodes_.begin(), nodes_.end(), 0);
    std::stable_sort(nodes_.begin(), nodes_.end(), [&](std::int32_t i, std::int32_t j) {
      check(monitor);
      return detail::row_before(of(i), of(j));
    });
  }

  [[nodiscard]] bool holds(std::int32_t arrangement) const { return large_[at(arrangement)] != 0; }
  [[nodiscard]] std::span<const std::int32_t> of(std::int32_t node) const {
    return {values_.data() + offsets_[at(node)], offsets_[at(node) + 1] - offsets_[at(node)]};
  }
  /// Nodes of the same ones stand together.
  [[nodiscard]] std::span<const std::int32_t> nodes() const noexcept { return nodes_; }

 private:
  /// Going through an arrangement for each of its members costs the square of its size.
  static constexpr std::int32_t large_size = 512;

  std::vector<std::uint8_t> large_;
  std::vector<std::size_t> offsets_{0};
  std::vector<std::int32_t> values_;
  std::vector<std::int32_t> nodes_;
};

/// Joins the members of an arrangement that it ties; `first` holds −1 per label, before and after.
void join_members(const AffiliationNetwork& affiliation, std::int32_t arrangement,
                  std::span<const std::int32_t> within, std::vector<std::int32_t>& first,
                  detail::Forest& forest) {
  const auto members = affiliation.members(arrangement);
  const std::int32_t host = affiliation.host(arrangement);
  const auto label = [&](std::int32_t i) { return within.empty() ? 0 : within[at(i)]; };
  if (host != AffiliationNetwork::clique) {
    for (const std::int32_t i : members)
      if (label(i) == label(host)) forest.join(i, host);
    return;
  }
  for (const std::int32_t i : members) {
    std::int32_t& met = first[at(label(i))];
    if (met < 0)
      met = i;
    else
      forest.join(i, met);
  }
  for (const std::int32_t i : members) first[at(label(i))] = -1;
}

}  // namespace

std::vector<double> strengths(const AffiliationNetwork& affiliation, Weighting weighting,
                              const Monitor* monitor) {
  const QuantisedWeights weights = detail::held_tie_weights(affiliation, weighting, monitor);
  const std::vector<std::int64_t> units = detail::unit_strengths(affiliation, weights, monitor);
  std::vector<double> result;
  result.reserve(units.size());
  for (const std::int64_t u : units) result.push_back(static_cast<double>(u) * weights.quantum);
  return result;
}

double total_weight(const AffiliationNetwork& affiliation, Weighting weighting,
                    const Monitor* monitor) {
  const QuantisedWeights weights = detail::held_tie_weights(affiliation, weighting, monitor);
  std::int64_t twice = 0;
  for (std::int32_t a = 0; a < affiliation.arrangement_count(); ++a) {
    check(monitor);
    twice += 2 * weights.units[at(a)] * tie_count(affiliation, a);
  }
  return static_cast<double>(twice) * weights.quantum / 2;
}

std::int64_t tied_pairs(const AffiliationNetwork& affiliation, Weighting weighting,
                        const Monitor* monitor) {
  const QuantisedWeights weights = detail::held_tie_weights(affiliation, weighting, monitor);
  const LargeArrangements large(affiliation, weights, monitor);
  std::vector<std::int32_t> near(at(affiliation.node_count()), -1);  // by the latest class
  std::vector<std::int32_t> seen(near.size(), -1);                   // by the latest node
  std::int64_t ends = 0;
  std::int64_t in_large = 0;
  std::int32_t leader = -1;  // the first node of the class
  for (const std::int32_t i : large.nodes()) {
    check(monitor);
    if (leader < 0 || !detail::equal_rows(large.of(i), large.of(leader))) {
      leader = i;
      in_large = 0;
      for (const std::int32_t a : large.of(i))
        for (const std::int32_t j : affiliation.members(a))
          if (std::exchange(near[at(j)], leader) != leader) ++in_large;
    }
    if (!large.of(i).empty()) ends += in_large - 1;
    for (const std::int32_t a : affiliation.arrangements(i)) {
      if (large.holds(a) || weights.units[at(a)] == 0) continue;
      for (const std::int32_t j : tied_members(affiliation, a, i))
        if (j != i && near[at(j)] != leader && std::exchange(seen[at(j)], i) != i) ++ends;
    }
  }
  return ends / 2;
}

std::vector<std::int32_t> component_labels(const AffiliationNetwork& affiliation,
                                           Weighting weighting,
                                           std::span<const std::int32_t> within,
                                           const Monitor* monitor) {
  const std::int32_t n = affiliation.node_count();
  if (!within.empty() && within.size() != at(n))
    throw std::invalid_argument("component_labels: " + std::to_string(within.size()) +
                                " labels for " + std::to_string(n) + " nodes");
  if (!within.empty() && *std::min_element(within.begin(), within.end()) < 0)
    throw std::invalid_argument("component_labels: labels must be at least 0");
  const QuantisedWeights weights = detail::held_tie_weights(affiliation, weighting, monitor);
  std::int32_t labels = 1;
  std::vector<std::int32_t> compact;
  if (!within.empty()) {
    compact = compact_labels(within, labels);
    within = compact;
  }
  std::vector<std::int32_t> first(at(labels), -1);
  detail::Forest forest(at(n));
  for (std::int32_t a = 0; a < affiliation.arrangement_count(); ++a) {
    check(monitor);
    if (weights.units[at(a)] > 0) join_members(affiliation, a, within, first, forest);
  }
  std::vector<std::int32_t> label(at(n));
  std::int32_t next = 0;
  for (std::int32_t i = 0; i < n; ++i)
    label[at(i)] = forest.root(i) == i ? next++ : label[at(forest.root(i))];
  return label;
}

}  // namespace munigraph
