// Kernel: the level of groups
//
// Computes  rows between groups, and arrangements over groups with multiplicities.
// How       members of one group become one seat; arrangements that are small by then become rows,
//           all of them where that costs little. Rows are made in parallel (rows.hpp).
// Needs     labels 0 … count − 1, each in use; one PositiveSums per thread.

#include "clustering/leiden/implicit/aggregate.hpp"

#include <algorithm>
#include <utility>

#include "clustering/leiden/buckets.hpp"
#include "clustering/leiden/implicit/rows.hpp"
#include "clustering/leiden/implicit/seats.hpp"

namespace munigraph::clustering {
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
HyperEdges take_explicit(HyperEdges& hyper, std::size_t slots, const ImplicitOptions& options) {
  std::size_t squares = 0;
  for (std::int32_t e = 0; e < hyper.count(); ++e) {
    const std::size_t d = hyper.end(e) - hyper.begin(e);
    squares += d * (d - 1);
  }
  const bool all = !options.exhaustive && squares <= slots;
  HyperEdges small;
  HyperEdges large;
  for (std::int32_t e = 0; e < hyper.count(); ++e) {
    const bool is_small =
        all || hyper.end(e) - hyper.begin(e) <= at(std::max(2, options.explicit_size));
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

ImplicitLevel aggregate(const ImplicitLevel& level, std::span<const std::int32_t> groups,
                        std::int32_t count, const ImplicitOptions& options,
                        std::vector<PositiveSums>& sums, const Monitor* monitor) {
  ImplicitLevel next;
  next.hyper = merge_members(level.hyper, groups);
  check(monitor);
  HyperEdges small = take_explicit(next.hyper, level.targets.size() / 4, options);
  small.index_nodes(at(count));
  next.hyper.index_nodes(at(count));
  check(monitor);

  Buckets members;
  members.fill(groups, count);
  check(monitor);
  next.mass.assign(at(count), 0);
  build_rows(at(count), monitor, sums, next, [&](std::int32_t g, PositiveSums& row) {
    for (const std::int32_t member : members.of(g)) {
      const std::size_t i = at(member);
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
