#include "clustering/hybrid_build.hpp"

#include <algorithm>
#include <numeric>

namespace munigraph::clustering {
namespace {

std::size_t at(std::int32_t i) noexcept { return static_cast<std::size_t>(i); }

/// Arrangements that become rows, over renumbered nodes.
struct SmallArrangements {
  std::vector<std::size_t> offsets{0};
  std::vector<std::int32_t> members;
  std::vector<Units> unit;
  std::vector<std::int32_t> host;  ///< Renumbered; −1 for a clique.
  std::vector<std::size_t> node_offsets;
  std::vector<std::int32_t> node_arrangements;
};

class Builder {
 public:
  Builder(const AffiliationNetwork& affiliation, const QuantisedWeights& weights,
          const HybridPlan& plan)
      : affiliation_(affiliation), weights_(weights), plan_(plan) {}

  /// Breadth first through small arrangements. In reference mode nodes keep their numbers, so that
  /// these don't depend on what is small.
  std::vector<std::int32_t> number_nodes(const Monitor* monitor) {
    const auto n = at(affiliation_.node_count());
    std::vector<std::int32_t> place(n);
    std::iota(place.begin(), place.end(), 0);
    arrangement_order_.reserve(at(affiliation_.arrangement_count()));
    if (plan_.exhaustive) {
      for (std::int32_t a = 0; a < affiliation_.arrangement_count(); ++a)
        if (is_small(a)) arrangement_order_.push_back(a);
      return place;
    }
    std::fill(place.begin(), place.end(), -1);
    std::vector<std::uint8_t> seen(at(affiliation_.arrangement_count()), 0);
    // Compact patches of one chunk each; what a full patch has reached but not taken waits to
    // start the next ones.
    std::vector<std::int32_t> patch;
    std::vector<std::int32_t> waiting;
    std::size_t first_waiting = 0;
    std::int32_t next = 0;
    std::int32_t unseen = 0;
    while (next < affiliation_.node_count()) {
      check(monitor);
      while (first_waiting < waiting.size() && place[at(waiting[first_waiting])] >= 0)
        ++first_waiting;
      if (first_waiting < waiting.size()) {
        patch.assign(1, waiting[first_waiting]);
      } else {
        while (place[at(unseen)] >= 0) ++unseen;
        patch.assign(1, unseen);
      }
      const std::int32_t full = next + plan_.chunk;
      std::size_t head = 0;
      for (; head < patch.size() && next < full; ++head) {
        const std::int32_t node = patch[head];
        if (place[at(node)] >= 0) continue;
        place[at(node)] = next++;
        for (const std::int32_t a : affiliation_.arrangements(node)) {
          if (seen[at(a)] != 0) continue;
          seen[at(a)] = 1;
          if (!is_small(a)) continue;
          arrangement_order_.push_back(a);
          for (const std::int32_t i : affiliation_.members(a))
            if (place[at(i)] < 0) patch.push_back(i);
        }
      }
      waiting.insert(waiting.end(), patch.begin() + static_cast<std::ptrdiff_t>(head), patch.end());
    }
    return place;
  }

  SmallArrangements small(const std::vector<std::int32_t>& place) const {
    SmallArrangements result;
    std::size_t total = 0;
    for (const std::int32_t a : arrangement_order_) total += affiliation_.members(a).size();
    result.members.reserve(total);
    result.offsets.reserve(arrangement_order_.size() + 1);
    for (const std::int32_t a : arrangement_order_) {
      for (const std::int32_t i : affiliation_.members(a)) result.members.push_back(place[at(i)]);
      result.offsets.push_back(result.members.size());
      result.unit.push_back(weights_.units[at(a)]);
      const std::int32_t host = affiliation_.host(a);
      result.host.push_back(host >= 0 ? place[at(host)] : -1);
    }
    result.node_offsets.assign(place.size() + 1, 0);
    for (const std::int32_t i : result.members) ++result.node_offsets[at(i) + 1];
    std::partial_sum(result.node_offsets.begin(), result.node_offsets.end(),
                     result.node_offsets.begin());
    result.node_arrangements.resize(total);
    std::vector<std::size_t> next(result.node_offsets.begin(), result.node_offsets.end() - 1);
    for (std::size_t a = 0; a + 1 < result.offsets.size(); ++a)
      for (std::size_t k = result.offsets[a]; k < result.offsets[a + 1]; ++k)
        result.node_arrangements[next[at(result.members[k])]++] = static_cast<std::int32_t>(a);
    return result;
  }

  HyperEdges large(const std::vector<std::int32_t>& place) const {
    HyperEdges result;
    for (std::int32_t a = 0; a < affiliation_.arrangement_count(); ++a) {
      if (!ties(a) || is_small(a)) continue;
      for (const std::int32_t i : affiliation_.members(a)) result.members.push_back(place[at(i)]);
      result.multiplicity.resize(result.members.size(), 1);
      result.close(weights_.units[at(a)]);
    }
    result.index_nodes(place.size());
    return result;
  }

 private:
  [[nodiscard]] bool ties(std::int32_t a) const { return weights_.units[at(a)] > 0; }
  [[nodiscard]] bool is_small(std::int32_t a) const {
    return ties(a) &&
           (affiliation_.host(a) >= 0 || affiliation_.size(a) <= std::max(2, plan_.explicit_size));
  }

  const AffiliationNetwork& affiliation_;
  const QuantisedWeights& weights_;
  const HybridPlan& plan_;
  std::vector<std::int32_t> arrangement_order_;
};

void add_row(const SmallArrangements& small, std::int32_t node, GroupSums& row) {
  for (std::size_t k = small.node_offsets[at(node)]; k < small.node_offsets[at(node) + 1]; ++k) {
    const std::size_t a = at(small.node_arrangements[k]);
    const std::int32_t host = small.host[a];
    if (host >= 0 && host != node) {
      row.add(host, small.unit[a]);
      continue;
    }
    for (std::size_t m = small.offsets[a]; m < small.offsets[a + 1]; ++m)
      if (small.members[m] != node) row.add(small.members[m], small.unit[a]);
  }
}

}  // namespace

std::vector<Units> strengths(const AffiliationNetwork& affiliation,
                             const QuantisedWeights& weights) {
  std::vector<Units> result(at(affiliation.node_count()), 0);
  for (std::int32_t a = 0; a < affiliation.arrangement_count(); ++a) {
    const Units unit = weights.units[at(a)];
    if (unit == 0) continue;
    const std::int32_t host = affiliation.host(a);
    const Units others = affiliation.size(a) - 1;
    for (const std::int32_t i : affiliation.members(a))
      result[at(i)] += host >= 0 && host != i ? unit : unit * others;
  }
  return result;
}

HybridStart start_level(const AffiliationNetwork& affiliation, const QuantisedWeights& weights,
                        const HybridPlan& plan, std::vector<GroupSums>& sums,
                        const Monitor* monitor) {
  HybridStart result;
  Builder builder(affiliation, weights, plan);
  result.place = builder.number_nodes(monitor);
  const std::vector<Units> strength = strengths(affiliation, weights);
  result.level.mass.resize(strength.size());
  for (std::size_t i = 0; i < strength.size(); ++i)
    result.level.mass[at(result.place[i])] = strength[i];
  result.level.hyper = builder.large(result.place);
  const SmallArrangements small = builder.small(result.place);
  build_rows(strength.size(), plan.threads, monitor, sums, result.level,
             [&](std::int32_t i, GroupSums& row) { add_row(small, i, row); });
  return result;
}

}  // namespace munigraph::clustering
