#include "munigraph/dynamics/track.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <stdexcept>
#include <string>

#include "core/index.hpp"
#include "dynamics/assignment.hpp"

namespace munigraph {

template <>
std::span<const std::string_view> words<Fate>() noexcept {
  static constexpr std::array<std::string_view, 7> all = {
      "none", "continued", "reshuffled", "split", "merged", "gone", "born"};
  return all;
}

namespace {

using detail::at;

/// J > 1/2, J ≥ .3 and a share ≥ .3, each without a fraction.
bool mostly(const Flow& flow) { return 2 * std::int64_t{flow.nodes} > flow.either; }
bool enough(std::int32_t part, std::int32_t whole) {
  return 10 * std::int64_t{part} >= 3 * std::int64_t{whole};
}

void check(std::span<const std::int32_t> labels, std::int32_t clusters) {
  for (const std::int32_t label : labels)
    if (label < -1 || label >= clusters)
      throw std::invalid_argument("cluster " + std::to_string(label) + " is not among the " +
                                  std::to_string(clusters) + " clusters (−1: in none)");
}

/// Sizes and flows, from a sort of the nodes by their earlier cluster.
void count(std::span<const std::int32_t> from, std::span<const std::int32_t> to, Passage& found) {
  std::vector<std::size_t> start(found.from_size.size() + 1);
  const auto compared = [&](std::size_t node) { return from[node] >= 0 && to[node] >= 0; };
  for (std::size_t node = 0; node < from.size(); ++node) {
    if (!compared(node)) continue;
    ++start[at(from[node]) + 1];
    ++found.from_size[at(from[node])];
    ++found.to_size[at(to[node])];
    ++found.figures.municipalities;
  }
  for (std::size_t k = 1; k < start.size(); ++k) start[k] += start[k - 1];
  std::vector<std::int32_t> later(at(found.figures.municipalities));
  std::vector<std::size_t> next(start.begin(), start.end() - 1);
  for (std::size_t node = 0; node < from.size(); ++node)
    if (compared(node)) later[next[at(from[node])]++] = to[node];
  for (std::size_t k = 0; k + 1 < start.size(); ++k) {
    const auto begin = later.begin() + static_cast<std::ptrdiff_t>(start[k]);
    const auto end = later.begin() + static_cast<std::ptrdiff_t>(start[k + 1]);
    std::sort(begin, end);
    for (auto one = begin; one != end;) {
      const auto more = std::upper_bound(one, end, *one);
      const auto nodes = static_cast<std::int32_t>(more - one);
      found.flows.push_back({static_cast<std::int32_t>(k), *one, nodes,
                             found.from_size[k] + found.to_size[at(*one)] - nodes, Fate::none});
      one = more;
    }
  }
}

void match(Passage& found) {
  for (Flow& flow : found.flows) {
    if (!mostly(flow)) continue;
    flow.fate = Fate::continued;
    found.successor[at(flow.source)] = flow.target;
    found.predecessor[at(flow.target)] = flow.source;
    ++found.figures.continued;
  }
  std::vector<dynamics::Match> rest;
  for (const Flow& flow : found.flows)
    if (found.successor[at(flow.source)] < 0 && found.predecessor[at(flow.target)] < 0 &&
        enough(flow.nodes, flow.either))
      rest.push_back({flow.source, flow.target, flow.nodes, flow.either});
  for (const dynamics::Match& one : dynamics::best_assignment(rest)) {
    found.successor[at(one.from)] = one.to;
    found.predecessor[at(one.to)] = one.from;
    ++found.figures.reshuffled;
  }
  found.figures.moved = found.figures.municipalities;
  for (Flow& flow : found.flows) {
    if (found.successor[at(flow.source)] != flow.target) continue;
    if (flow.fate == Fate::none) flow.fate = Fate::reshuffled;
    found.figures.moved -= flow.nodes;
  }
}

/// Splits, merges, births and ends.
void tell(Passage& found) {
  std::vector<std::int32_t> taken(found.split.size());
  std::vector<std::int32_t> given(found.merged.size());
  const auto of_from = [&](const Flow& f) {
    return enough(f.nodes, found.from_size[at(f.source)]);
  };
  const auto of_to = [&](const Flow& f) { return enough(f.nodes, found.to_size[at(f.target)]); };
  for (const Flow& flow : found.flows) {
    if (of_from(flow)) ++taken[at(flow.source)];
    if (of_to(flow)) ++given[at(flow.target)];
  }
  std::vector<std::uint8_t> out(found.split.size());  // known to go on, and to come from somewhere
  std::vector<std::uint8_t> in(found.merged.size());
  for (Flow& flow : found.flows) {
    const bool splits = taken[at(flow.source)] > 1 && of_from(flow);
    const bool merges = given[at(flow.target)] > 1 && of_to(flow);
    if (splits) in[at(flow.target)] = 1;
    if (merges) out[at(flow.source)] = 1;
    if (flow.fate == Fate::none && (splits || merges))
      flow.fate = splits ? Fate::split : Fate::merged;
  }
  PassageFigures& figures = found.figures;
  for (std::size_t k = 0; k < out.size(); ++k) {
    found.split[k] = taken[k] > 1 ? 1 : 0;
    found.gone[k] = found.successor[k] < 0 && found.split[k] == 0 && out[k] == 0 ? 1 : 0;
    figures.split += found.split[k];
    figures.gone += found.gone[k];
  }
  for (std::size_t k = 0; k < in.size(); ++k) {
    found.merged[k] = given[k] > 1 ? 1 : 0;
    found.born[k] = found.predecessor[k] < 0 && found.merged[k] == 0 && in[k] == 0 ? 1 : 0;
    figures.merged += found.merged[k];
    figures.born += found.born[k];
  }
}

}  // namespace

Passage passage(std::span<const std::int32_t> from, std::span<const std::int32_t> to,
                std::int32_t from_clusters, std::int32_t to_clusters) {
  if (from.size() != to.size())
    throw std::invalid_argument("cannot track " + std::to_string(from.size()) + " labels into " +
                                std::to_string(to.size()));
  if (from_clusters < 0 || to_clusters < 0)
    throw std::invalid_argument("a number of clusters cannot be negative");
  check(from, from_clusters);
  check(to, to_clusters);
  Passage found;
  found.from_size.resize(at(from_clusters));
  found.to_size.resize(at(to_clusters));
  found.successor.assign(at(from_clusters), -1);
  found.predecessor.assign(at(to_clusters), -1);
  found.split.resize(at(from_clusters));
  found.merged.resize(at(to_clusters));
  found.gone.resize(at(from_clusters));
  found.born.resize(at(to_clusters));
  found.figures.clusters_before = from_clusters;
  found.figures.clusters_after = to_clusters;
  count(from, to, found);
  match(found);
  tell(found);
  return found;
}

}  // namespace munigraph
