#include "clustering/hybrid_refine.hpp"

#include <algorithm>
#include <numeric>

#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph::clustering {
namespace {

struct Seat {
  std::int32_t group;
  std::int32_t node;
  std::int32_t multiplicity;

  friend bool operator<(const Seat& a, const Seat& b) noexcept {
    return a.group != b.group ? a.group < b.group : a.node < b.node;
  }
};

void seats_of(const HyperEdges& hyper, std::int32_t e, std::span<const std::int32_t> group,
              std::vector<Seat>& seats) {
  seats.clear();
  for (std::size_t k = hyper.begin(e); k < hyper.end(e); ++k)
    seats.push_back({group[at(hyper.members[k])], hyper.members[k], hyper.multiplicity[k]});
  std::sort(seats.begin(), seats.end());
}

/// Nodes by label (stable): members of label c lie in [first[c], first[c + 1]).
void bucket(std::span<const std::int32_t> order, std::span<const std::int32_t> labels,
            std::int32_t count, std::vector<std::size_t>& first, std::vector<std::int32_t>& nodes) {
  first.assign(at(count) + 1, 0);
  for (const std::int32_t c : labels) ++first[at(c) + 1];
  std::partial_sum(first.begin(), first.end(), first.begin());
  std::vector<std::size_t> next(first.begin(), first.end() - 1);
  nodes.resize(order.size());
  for (const std::int32_t i : order) nodes[next[at(labels[at(i)])]++] = i;
}

}  // namespace

void HybridRefiner::cut_by_cluster(const HyperEdges& hyper, std::span<const std::int32_t> labels) {
  parts_ = HyperEdges{};
  std::vector<Seat> seats;
  for (std::int32_t e = 0; e < hyper.count(); ++e) {
    seats_of(hyper, e, labels, seats);
    for (std::size_t begin = 0, end = 0; begin < seats.size(); begin = end) {
      while (end < seats.size() && seats[end].group == seats[begin].group) ++end;
      if (end - begin < 2) continue;
      for (std::size_t k = begin; k < end; ++k) {
        parts_.members.push_back(seats[k].node);
        parts_.multiplicity.push_back(seats[k].multiplicity);
      }
      parts_.close(hyper.unit[at(e)]);
    }
  }
  parts_.index_nodes(labels.size());
}

void HybridRefiner::start(const HybridLevel& level, std::span<const std::int32_t> labels,
                          const HybridPlan& plan, const Monitor* monitor,
                          std::vector<std::int32_t>& groups) {
  constexpr std::size_t block = 2048;
  const std::size_t n = labels.size();
  outside_.assign(n, 0);
  parallel_for((n + block - 1) / block, plan.threads,
               [&](std::size_t b, int) {
                 for (std::size_t i = b * block; i < std::min(n, (b + 1) * block); ++i) {
                   const std::int32_t own = labels[i];
                   Units inside = 0;
                   for (std::size_t s = level.offsets[i]; s < level.offsets[i + 1]; ++s)
                     inside += labels[at(level.targets[s])] == own ? level.weights[s] : 0;
                   outside_[i] = inside;
                 }
               },
               monitor);
  for (std::int32_t e = 0; e < parts_.count(); ++e) {
    std::int64_t total = 0;
    for (std::size_t k = parts_.begin(e); k < parts_.end(e); ++k) total += parts_.multiplicity[k];
    for (std::size_t k = parts_.begin(e); k < parts_.end(e); ++k)
      outside_[at(parts_.members[k])] +=
          parts_.unit[at(e)] * parts_.multiplicity[k] * (total - parts_.multiplicity[k]);
  }
  check(monitor);
  groups.resize(n);
  std::iota(groups.begin(), groups.end(), 0);
  mass_ = level.mass;
  members_.assign(n, 1);
  blocks_.fill(parts_, groups);
}

void HybridRefiner::run(const HybridLevel& level, std::span<const std::int32_t> labels,
                        std::int32_t clusters, const Scale& scale, const HybridPlan& plan,
                        std::uint64_t seed, const Monitor* monitor,
                        std::vector<std::int32_t>& groups) {
  check(monitor);
  cut_by_cluster(level.hyper, labels);
  check(monitor);
  start(level, labels, plan, monitor, groups);
  check(monitor);
  cluster_mass_.assign(at(clusters), 0);
  for (std::size_t i = 0; i < labels.size(); ++i) cluster_mass_[at(labels[i])] += level.mass[i];

  std::vector<std::int32_t> order(labels.size());
  std::iota(order.begin(), order.end(), 0);
  Random random(seed);
  check(monitor);
  random.shuffle(std::span(order));
  check(monitor);
  std::vector<std::size_t> first;
  std::vector<std::int32_t> nodes;
  bucket(order, labels, clusters, first, nodes);
  constexpr std::size_t batch = 32;
  parallel_for((at(clusters) + batch - 1) / batch, plan.threads,
               [&](std::size_t b, int worker) {
                 for (std::size_t c = b * batch; c < std::min(at(clusters), (b + 1) * batch); ++c) {
                   refine_cluster(level, labels,
                                  std::span(nodes).subspan(first[c], first[c + 1] - first[c]),
                                  scale, choosers_[at(worker)], monitor, groups);
                 }
               },
               monitor);
}

void HybridRefiner::refine_cluster(const HybridLevel& level, std::span<const std::int32_t> labels,
                                   std::span<const std::int32_t> nodes, const Scale& scale,
                                   Chooser& chooser, const Monitor* monitor,
                                   std::vector<std::int32_t>& groups) {
  if (nodes.size() < 2) return;
  const std::int32_t label = labels[at(nodes.front())];
  const Units all = cluster_mass_[at(label)];
  const auto well_connected = [&](std::int32_t group) {
    const Units mass = mass_[at(group)];
    return static_cast<double>(outside_[at(group)]) >=
           scale.penalty * static_cast<double>(mass) * static_cast<double>(all - mass);
  };
  const auto in_cluster = [&](std::int32_t target) { return labels[at(target)] == label; };
  for (const std::int32_t node : nodes) {
    check(monitor);
    if (members_[at(node)] != 1 || groups[at(node)] != node || !well_connected(node)) continue;
    const Choice choice = chooser.choose(level, parts_, blocks_, groups, mass_, node, scale.penalty,
                                         0.0, false, in_cluster, well_connected);
    if (choice.group == node) continue;
    const std::size_t t = at(choice.group);
    members_[at(node)] = 0;
    ++members_[t];
    mass_[t] += level.mass[at(node)];
    outside_[t] += outside_[at(node)] - 2 * choice.weight;
    groups[at(node)] = choice.group;
    if (parts_.count() > 0)
      for (std::size_t k = parts_.node_offsets[at(node)]; k < parts_.node_offsets[at(node) + 1];
           ++k)
        blocks_.move(parts_.node_edges[k], node, choice.group, parts_.node_multiplicity[k]);
  }
}

namespace {

/// Arrangements over groups, each group once with its multiplicity; those inside one group vanish.
HyperEdges merge_members(const HyperEdges& hyper, std::span<const std::int32_t> groups) {
  HyperEdges merged;
  std::vector<Seat> seats;
  for (std::int32_t e = 0; e < hyper.count(); ++e) {
    seats_of(hyper, e, groups, seats);
    if (seats.front().group == seats.back().group) continue;
    const std::size_t before = merged.members.size();
    for (const Seat& seat : seats) {
      if (merged.members.size() == before || merged.members.back() != seat.group) {
        merged.members.push_back(seat.group);
        merged.multiplicity.push_back(0);
      }
      merged.multiplicity.back() += seat.multiplicity;
    }
    merged.close(hyper.unit[at(e)]);
  }
  return merged;
}

/// Takes the arrangements that become rows out of `hyper`.
HyperEdges take_explicit(HyperEdges& hyper, std::size_t slots, const HybridPlan& plan) {
  std::size_t squares = 0;
  for (std::int32_t e = 0; e < hyper.count(); ++e) {
    const std::size_t d = hyper.end(e) - hyper.begin(e);
    squares += d * (d - 1);
  }
  const bool all = !plan.exhaustive && squares <= slots;
  HyperEdges small;
  HyperEdges large;
  for (std::int32_t e = 0; e < hyper.count(); ++e) {
    const bool is_small =
        all || hyper.end(e) - hyper.begin(e) <= at(std::max(2, plan.explicit_size));
    HyperEdges& to = is_small ? small : large;
    to.members.insert(to.members.end(),
                      hyper.members.begin() + static_cast<std::ptrdiff_t>(hyper.begin(e)),
                      hyper.members.begin() + static_cast<std::ptrdiff_t>(hyper.end(e)));
    to.multiplicity.insert(to.multiplicity.end(),
                           hyper.multiplicity.begin() + static_cast<std::ptrdiff_t>(hyper.begin(e)),
                           hyper.multiplicity.begin() + static_cast<std::ptrdiff_t>(hyper.end(e)));
    to.close(hyper.unit[at(e)]);
  }
  hyper = std::move(large);
  return small;
}

}  // namespace

HybridLevel aggregate(const HybridLevel& level, std::span<const std::int32_t> groups,
                      std::int32_t count, const HybridPlan& plan, std::vector<GroupSums>& sums,
                      const Monitor* monitor) {
  HybridLevel next;
  next.hyper = merge_members(level.hyper, groups);
  check(monitor);
  HyperEdges small = take_explicit(next.hyper, level.targets.size() / 4, plan);
  small.index_nodes(at(count));
  next.hyper.index_nodes(at(count));
  check(monitor);

  std::vector<std::int32_t> order(groups.size());
  std::iota(order.begin(), order.end(), 0);
  std::vector<std::size_t> first;
  std::vector<std::int32_t> members;
  bucket(order, groups, count, first, members);
  check(monitor);
  next.mass.assign(at(count), 0);
  build_rows(at(count), plan.threads, monitor, sums, next, [&](std::int32_t g, GroupSums& row) {
    for (std::size_t m = first[at(g)]; m < first[at(g) + 1]; ++m) {
      const std::size_t i = at(members[m]);
      next.mass[at(g)] += level.mass[i];
      for (std::size_t s = level.offsets[i]; s < level.offsets[i + 1]; ++s) {
        const std::int32_t h = groups[at(level.targets[s])];
        row.add(h != g ? h : row.nowhere(), level.weights[s]);
      }
    }
    for (std::size_t k = small.node_offsets[at(g)]; k < small.node_offsets[at(g) + 1]; ++k) {
      const std::int32_t e = small.node_edges[k];
      const Units weight = small.unit[at(e)] * small.node_multiplicity[k];
      for (std::size_t m = small.begin(e); m < small.end(e); ++m)
        row.add(small.members[m] != g ? small.members[m] : row.nowhere(),
                weight * small.multiplicity[m]);
    }
  });
  return next;
}

}  // namespace munigraph::clustering
