// Kernel: from memberships to the first level
//
// Computes  rows of small arrangements and stars, large arrangements as lists, strengths as masses.
// How       nodes are numbered in breadth through small arrangements, in patches of a chunk, so
//           that who shares arrangements lies near in memory; rows are added up from lists
//           (listed.hpp).
// Needs     quantised weights. O(ties of small arrangements + memberships).

#include "clustering/leiden/implicit/build.hpp"

#include <algorithm>
#include <numeric>

#include "clustering/leiden/implicit/listed.hpp"
#include "clustering/leiden/implicit/rows.hpp"

namespace munigraph::clustering {
namespace {

/// Numbers the nodes and sorts the arrangements into listed ones, large ones and stars, each in the
/// order in which they are met.
class Builder {
 public:
  Builder(const AffiliationNetwork& affiliation, const QuantisedWeights& weights,
          const ImplicitOptions& options)
      : affiliation_(affiliation), weights_(weights), options_(options) {}

  /// Breadth first through small arrangements. In reference mode nodes keep their numbers, so that
  /// these don't depend on what is small.
  std::vector<std::int32_t> number_nodes(const Monitor* monitor) {
    reserve();
    std::vector<std::int32_t> place(at(affiliation_.node_count()));
    std::iota(place.begin(), place.end(), 0);
    if (options_.exhaustive) {
      for (std::int32_t a = 0; a < affiliation_.arrangement_count(); ++a) keep(a);
      return place;
    }
    std::fill(place.begin(), place.end(), unmet);
    seen_.assign(at(affiliation_.arrangement_count()), 0);
    // Compact patches of one chunk each; what a full patch has reached but not taken waits to
    // start the next ones.
    std::vector<std::int32_t> patch;
    std::vector<std::int32_t> waiting;
    std::size_t first_waiting = 0;
    std::int32_t next = 0;
    std::int32_t unplaced = 0;
    std::int32_t mark = unmet;
    while (next < affiliation_.node_count()) {
      check(monitor);
      while (first_waiting < waiting.size() && place[at(waiting[first_waiting])] >= 0)
        ++first_waiting;
      if (first_waiting < waiting.size()) {
        patch.assign(1, waiting[first_waiting]);
      } else {
        while (place[at(unplaced)] >= 0) ++unplaced;
        patch.assign(1, unplaced);
      }
      --mark;
      const std::int32_t full = next + options_.chunk;
      std::size_t head = 0;
      for (; head < patch.size() && next < full; ++head) {
        look_ahead(patch, head);
        const std::int32_t node = patch[head];
        if (place[at(node)] >= 0) continue;
        place[at(node)] = next++;
        reach(node, mark, place, patch);
      }
      waiting.insert(waiting.end(), patch.begin() + static_cast<std::ptrdiff_t>(head), patch.end());
    }
    return place;
  }

  ListedArrangements take_listed(std::span<const std::int32_t> place, const Monitor* monitor) {
    listed_.renumber(place, monitor);
    listed_.index_nodes(place.size(), monitor);
    return std::move(listed_);
  }

  [[nodiscard]] HyperEdges hyper(const std::vector<std::int32_t>& arrangements,
                                 std::span<const std::int32_t> place,
                                 const Monitor* monitor) const {
    HyperEdges result;
    for (const std::int32_t a : arrangements) {
      check(monitor);
      for (const std::int32_t i : affiliation_.members(a)) result.members.push_back(place[at(i)]);
      result.multiplicity.resize(result.members.size(), 1);
      result.close(weights_.units[at(a)]);
    }
    check(monitor);
    result.index_nodes(place.size());
    return result;
  }
  [[nodiscard]] const std::vector<std::int32_t>& large() const noexcept { return large_; }
  [[nodiscard]] const std::vector<std::int32_t>& stars() const noexcept { return stars_; }

 private:
  enum class Kind : std::uint8_t { none, star, listed, large };

  [[nodiscard]] Kind kind(std::int32_t a) const {
    if (weights_.units[at(a)] <= 0) return Kind::none;
    if (affiliation_.host(a) >= 0) return Kind::star;
    return affiliation_.size(a) <= std::max(2, options_.explicit_size) ? Kind::listed : Kind::large;
  }

  void reserve() {
    std::size_t arrangements = 0;
    std::size_t seats = 0;
    for (std::int32_t a = 0; a < affiliation_.arrangement_count(); ++a)
      if (kind(a) == Kind::listed) {
        ++arrangements;
        seats += affiliation_.members(a).size();
      }
    listed_.reserve(arrangements, seats);
  }

  Kind keep(std::int32_t a) {
    const Kind found = kind(a);
    if (found == Kind::listed) listed_.append(weights_.units[at(a)], affiliation_.members(a));
    if (found == Kind::star) stars_.push_back(a);
    if (found == Kind::large) large_.push_back(a);
    return found;
  }

  /// Adds to the patch the nodes that are not placed and not in it, and marks them as in it.
  void reach(std::int32_t node, std::int32_t mark, std::span<std::int32_t> place,
             std::vector<std::int32_t>& patch) {
    for (const std::int32_t a : affiliation_.arrangements(node)) {
      if (seen_[at(a)] != 0) continue;
      seen_[at(a)] = 1;
      const Kind found = keep(a);
      if (found != Kind::listed && found != Kind::star) continue;
      for (const std::int32_t i : affiliation_.members(a))
        if (place[at(i)] < 0 && place[at(i)] != mark) {
          place[at(i)] = mark;
          patch.push_back(i);
        }
    }
  }

  /// Memberships lie in the order of their ids, so each step is a new place in memory.
  void look_ahead(std::span<const std::int32_t> patch, std::size_t head) const {
    const auto offsets = affiliation_.arrangement_offsets();
    if (head + 12 < patch.size()) prefetch(&offsets[at(patch[head + 12])]);
    if (head + 8 < patch.size()) {
      const auto row = affiliation_.arrangements(patch[head + 8]);
      prefetch(row.data());
      prefetch(row.data() + 16);
    }
    if (head + 5 < patch.size())
      for (const std::int32_t a : affiliation_.arrangements(patch[head + 5])) {
        prefetch(&seen_[at(a)]);
        prefetch(&weights_.units[at(a)]);
        prefetch(&affiliation_.member_offsets()[at(a)]);
      }
    if (head + 2 < patch.size())
      for (const std::int32_t a : affiliation_.arrangements(patch[head + 2]))
        if (seen_[at(a)] == 0) prefetch(affiliation_.members(a).data());
  }

  static constexpr std::int32_t unmet = -1;

  const AffiliationNetwork& affiliation_;
  const QuantisedWeights& weights_;
  const ImplicitOptions& options_;
  ListedArrangements listed_;
  std::vector<std::int32_t> large_;
  std::vector<std::int32_t> stars_;
  std::vector<std::uint8_t> seen_;
};

/// Adds the ties of a node's stars to its row.
void add_stars(const AffiliationNetwork& affiliation, const QuantisedWeights& weights,
               std::span<const std::int32_t> place, const std::vector<std::int32_t>& stars,
               const HyperEdges& seats, std::int32_t node, PositiveSums& row) {
  for (std::size_t k = seats.node_offsets[at(node)]; k < seats.node_offsets[at(node) + 1]; ++k) {
    const std::int32_t e = seats.node_edges[k];
    const std::int32_t a = stars[at(e)];
    const std::int32_t host = place[at(affiliation.host(a))];
    const Units unit = weights.units[at(a)];
    if (host != node) {
      row.add(host, unit);
      continue;
    }
    for (std::size_t m = seats.begin(e); m < seats.end(e); ++m)
      if (seats.members[m] != node) row.add(seats.members[m], unit);
  }
}

/// Strengths, from the ties of the level.
void weigh(ImplicitLevel& level, std::size_t nodes, const Monitor* monitor) {
  level.mass.assign(nodes, 0);
  const HyperEdges& hyper = level.hyper;
  for (std::int32_t e = 0; e < hyper.count(); ++e) {
    const Units all = hyper.unit[at(e)] * static_cast<Units>(hyper.end(e) - hyper.begin(e) - 1);
    for (std::size_t m = hyper.begin(e); m < hyper.end(e); ++m)
      level.mass[at(hyper.members[m])] += all;
  }
  for (std::size_t i = 0; i < nodes; ++i) {
    if (i % 1024 == 0) check(monitor);
    for (std::size_t s = level.offsets[i]; s < level.offsets[i + 1]; ++s)
      level.mass[i] += level.weights[s];
  }
}

}  // namespace

ImplicitStart start_level(const AffiliationNetwork& affiliation, const QuantisedWeights& weights,
                          const ImplicitOptions& options, std::vector<PositiveSums>& sums,
                          const Monitor* monitor) {
  ImplicitStart result;
  Builder builder(affiliation, weights, options);
  result.place = builder.number_nodes(monitor);
  const ListedArrangements listed = builder.take_listed(result.place, monitor);
  result.level.hyper = builder.hyper(builder.large(), result.place, monitor);
  // Growing such arrays step by step stops the process for a tenth of a second at a time.
  if (!listed.empty()) {
    result.level.targets.reserve(listed.ties());
    result.level.weights.reserve(listed.ties());
  }
  const HyperEdges stars = builder.hyper(builder.stars(), result.place, monitor);
  build_rows(result.place.size(), monitor, sums, result.level,
             [&](std::int32_t node, PositiveSums& row) {
               if (at(node) + 8 < result.place.size()) {
                 listed.prefetch_starts(node + 8);
                 listed.prefetch(node + 3);
               }
               listed.visit(node, [&](Units unit, std::span<const std::int32_t> members) {
                 for (const std::int32_t i : members) row.add(i, unit);
               });
               row.drop(node);
               if (stars.count() > 0)
                 add_stars(affiliation, weights, result.place, builder.stars(), stars, node, row);
             });
  weigh(result.level, result.place.size(), monitor);
  return result;
}

}  // namespace munigraph::clustering
