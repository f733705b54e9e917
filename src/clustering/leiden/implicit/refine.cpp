// Kernel: refinement over rows and counters
//
// Computes  groups nested in clusters, each well connected to the rest of its cluster [1].
// How       large arrangements are cut into their parts within clusters; clusters then touch
//           nothing of each other and run in parallel. Single nodes in random order join the best
//           well-connected group, greedily: the coarse levels are tried from several seeds instead.
// Needs     labels in [0, clusters); one Chooser per thread.
//
// [1] V. A. Traag, L. Waltman and N. J. van Eck, "From Louvain to Leiden: guaranteeing
//     well-connected communities", Scientific Reports 9, 5233 (2019),
//     doi:10.1038/s41598-019-41695-z.

#include "clustering/leiden/implicit/refine.hpp"

#include <algorithm>
#include <numeric>

#include "clustering/leiden/buckets.hpp"
#include "clustering/leiden/implicit/seats.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph::clustering {

void ImplicitRefiner::cut_by_cluster(const HyperEdges& hyper,
                                     std::span<const std::int32_t> labels) {
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

void ImplicitRefiner::start(const ImplicitLevel& level, std::span<const std::int32_t> labels,
                            const Monitor* monitor, std::vector<std::int32_t>& groups) {
  constexpr std::size_t block = 2048;
  const std::size_t n = labels.size();
  outside_.assign(n, 0);
  parallel_for((n + block - 1) / block, static_cast<int>(choosers_.size()),
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

void ImplicitRefiner::run(const ImplicitLevel& level, std::span<const std::int32_t> labels,
                          std::int32_t clusters, const Objective& objective, std::uint64_t seed,
                          const Monitor* monitor, std::vector<std::int32_t>& groups) {
  check(monitor);
  cut_by_cluster(level.hyper, labels);
  check(monitor);
  start(level, labels, monitor, groups);
  check(monitor);
  cluster_mass_.assign(at(clusters), 0);
  for (std::size_t i = 0; i < labels.size(); ++i) cluster_mass_[at(labels[i])] += level.mass[i];

  std::vector<std::int32_t> order(labels.size());
  std::iota(order.begin(), order.end(), 0);
  Random random(seed);
  check(monitor);
  random.shuffle(std::span(order));
  check(monitor);
  Buckets nodes;
  nodes.fill(labels, clusters, order);
  constexpr std::size_t batch = 32;
  parallel_for((at(clusters) + batch - 1) / batch, static_cast<int>(choosers_.size()),
               [&](std::size_t b, int worker) {
                 for (std::size_t c = b * batch; c < std::min(at(clusters), (b + 1) * batch); ++c) {
                   refine_cluster(level, labels, nodes.of(static_cast<std::int32_t>(c)), objective,
                                  choosers_[at(worker)], monitor, groups);
                 }
               },
               monitor);
}

void ImplicitRefiner::refine_cluster(const ImplicitLevel& level,
                                     std::span<const std::int32_t> labels,
                                     std::span<const std::int32_t> nodes,
                                     const Objective& objective, Chooser& chooser,
                                     const Monitor* monitor, std::vector<std::int32_t>& groups) {
  if (nodes.size() < 2) return;
  const std::int32_t label = labels[at(nodes.front())];
  const Units all = cluster_mass_[at(label)];
  const auto well_connected = [&](std::int32_t group) {
    const Units mass = mass_[at(group)];
    return static_cast<double>(outside_[at(group)]) >=
           objective.penalty * static_cast<double>(mass) * static_cast<double>(all - mass);
  };
  const auto in_cluster = [&](std::int32_t target) { return labels[at(target)] == label; };
  for (const std::int32_t node : nodes) {
    check(monitor);
    if (members_[at(node)] != 1 || groups[at(node)] != node || !well_connected(node)) continue;
    const BestGroup choice =
        chooser.choose(level, parts_, blocks_, groups, mass_, node, objective.penalty, 0.0, false,
                       in_cluster, well_connected);
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

}  // namespace munigraph::clustering
