#include <algorithm>
#include <cmath>
#include <cstddef>
#include <deque>
#include <numeric>

#include "munigraph/comparison/agreement.hpp"
#include "null_models/tiling_plan.hpp"

namespace munigraph::detail {
namespace {

/// Register sizes brought to the size of a piece: in proportion, by largest remainders, each at
/// least one.
std::vector<std::int32_t> scaled_sizes(const TilingPlan& plan, const Piece& piece) {
  const auto all = static_cast<std::int64_t>(piece.nodes.size());
  std::int64_t sum = 0;
  for (const std::int32_t a : piece.regions)
    sum += static_cast<std::int64_t>(plan.members[static_cast<std::size_t>(a)].size());
  std::vector<std::int32_t> sizes;
  std::vector<std::int64_t> rest;  // in units of 1 / sum, so that all is exact
  std::int64_t given = 0;
  for (const std::int32_t a : piece.regions) {
    const std::int64_t share =
        all * static_cast<std::int64_t>(plan.members[static_cast<std::size_t>(a)].size());
    const std::int64_t whole = std::max<std::int64_t>(1, share / sum);
    sizes.push_back(static_cast<std::int32_t>(whole));
    rest.push_back(share - whole * sum);
    given += whole;
  }
  while (given != all) {
    // Whoever is furthest from its share gives or gets one.
    std::size_t best = sizes.size();
    for (std::size_t r = 0; r < sizes.size(); ++r) {
      if (given > all && sizes[r] <= 1) continue;
      if (best == sizes.size() || (given < all ? rest[r] > rest[best] : rest[r] < rest[best]))
        best = r;
    }
    const std::int64_t step = given < all ? 1 : -1;
    sizes[best] += static_cast<std::int32_t>(step);
    rest[best] -= step * sum;
    given += step;
  }
  return sizes;
}

/// Borders and bridges of a piece, its nodes numbered anew; `where` is −1 outside.
Borders borders_within(const TilingPlan& plan, const Piece& piece,
                       std::vector<std::int32_t>& where) {
  for (std::size_t k = 0; k < piece.nodes.size(); ++k)
    where[static_cast<std::size_t>(piece.nodes[k])] = static_cast<std::int32_t>(k);
  std::vector<std::array<std::int32_t, 2>> pairs;
  for (const std::int32_t i : piece.nodes)
    for (const std::int32_t j : plan.borders.of(i))
      if (i < j && where[static_cast<std::size_t>(j)] >= 0)
        pairs.push_back({where[static_cast<std::size_t>(i)], where[static_cast<std::size_t>(j)]});
  for (const auto& [i, j] : piece.bridges)
    pairs.push_back({where[static_cast<std::size_t>(i)], where[static_cast<std::size_t>(j)]});
  for (const std::int32_t i : piece.nodes) where[static_cast<std::size_t>(i)] = -1;
  return {static_cast<std::int32_t>(piece.nodes.size()), pairs};
}

/// Regions whose members were drawn with a scheme before; the nodes left are what they do not have.
std::vector<std::int32_t> take_over(const TilingPlan& plan, const Scheme& scheme, Drawn& drawn,
                                    std::vector<std::int32_t>& left) {
  const auto n = static_cast<std::size_t>(plan.kept.node_count);
  std::vector<std::uint8_t> taken(n, 0);
  std::vector<std::uint8_t> closed(plan.members.size(), 0);
  std::vector<std::int32_t> regions;
  for (const auto& [region, earlier] : scheme.twins) {
    const auto& members = drawn.members[static_cast<std::size_t>(earlier)];
    if (closed[static_cast<std::size_t>(region)] != 0) continue;
    // Regions of two schemes may have come to overlap: then only one of them can be taken over.
    if (std::any_of(members.begin(), members.end(),
                    [&](std::int32_t i) { return taken[static_cast<std::size_t>(i)] != 0; }))
      continue;
    for (const std::int32_t i : members) taken[static_cast<std::size_t>(i)] = 1;
    closed[static_cast<std::size_t>(region)] = 1;
    drawn.members[static_cast<std::size_t>(region)] = members;
    regions.push_back(region);
  }
  const auto count_left = [&] {
    left.clear();
    for (const std::int32_t i : scheme.territory)
      if (taken[static_cast<std::size_t>(i)] == 0) left.push_back(i);
    return left.size();
  };
  // Every region needs a node.
  while (count_left() < scheme.regions.size() - regions.size() && !regions.empty()) {
    for (const std::int32_t i : drawn.members[static_cast<std::size_t>(regions.back())])
      taken[static_cast<std::size_t>(i)] = 0;
    closed[static_cast<std::size_t>(regions.back())] = 0;
    regions.pop_back();
  }
  std::vector<std::int32_t> open;
  for (const std::int32_t a : scheme.regions)
    if (closed[static_cast<std::size_t>(a)] == 0) open.push_back(a);
  return open;
}

/// In proportion to population, among the members of a region.
std::int32_t draw_host(const TilingPlan& plan, const std::vector<std::int32_t>& members,
                       Random& random) {
  double all = 0;
  for (const std::int32_t i : members) all += plan.population[static_cast<std::size_t>(i)];
  double at = random.uniform() * all;
  for (const std::int32_t i : members)
    if ((at -= plan.population[static_cast<std::size_t>(i)]) < 0) return i;
  return members.back();  // rounding at the far end
}

void draw_hosts(const TilingPlan& plan, const Scheme& scheme, Drawn& drawn, Random& random) {
  for (const std::int32_t a : scheme.regions) {
    const auto at = static_cast<std::size_t>(a);
    if (drawn.host.empty() || plan.kept.host[at] < 0) continue;
    const auto twin =
        std::find_if(scheme.twins.begin(), scheme.twins.end(), [&](const Twin& other) {
          const auto earlier = static_cast<std::size_t>(other.earlier);
          return other.region == a && plan.kept.host[earlier] == plan.kept.host[at] &&
                 drawn.members[earlier] == drawn.members[at];
        });
    drawn.host[at] = twin != scheme.twins.end()
                         ? drawn.host[static_cast<std::size_t>(twin->earlier)]
                         : draw_host(plan, drawn.members[at], random);
  }
}

/// Runs the chains of all pieces, a stretch at a time where somebody looks.
void run(std::deque<Recombination>& chains, double steps, Random& random, ChainWatch* watch) {
  const auto advance = [&](double from, double to) {
    for (Recombination& chain : chains) {
      const auto number = static_cast<double>(chain.regions());
      for (auto k = std::llround(from * number); k < std::llround(to * number); ++k)
        chain.step(random);
    }
  };
  if (watch == nullptr) return advance(0, steps);
  const auto labels = [&] {
    std::vector<std::int32_t> all;
    std::int32_t first = 0;
    for (const Recombination& chain : chains) {
      for (const std::int32_t label : chain.labels()) all.push_back(first + label);
      first += static_cast<std::int32_t>(chain.regions());
    }
    return all;
  };
  const bool still = std::none_of(chains.begin(), chains.end(),
                                  [](const Recombination& chain) { return chain.regions() > 1; });
  const std::vector<std::int32_t> start = labels();
  for (std::size_t point = 0; point < watch->points() && !still; ++point) {
    if (point > 0)
      advance(watch->step() * static_cast<double>(point - 1),
              watch->step() * static_cast<double>(point));
    watch->look(point, start, labels());
  }
}

}  // namespace

void ChainWatch::look(std::size_t point, std::span<const std::int32_t> start,
                      std::span<const std::int32_t> now) {
  looked_ = true;
  agreement_[point] = adjusted_mutual_information(start, now);
}

void draw_scheme(const TilingPlan& plan, std::size_t which, Drawn& drawn, Random& random,
                 ChainWatch* watch) {
  const Scheme& scheme = plan.schemes[which];
  std::vector<std::int32_t> left;
  const std::vector<std::int32_t> open = take_over(plan, scheme, drawn, left);
  if (!open.empty()) {
    const std::vector<Piece> pieces = pieces_of(plan, left, open);
    std::vector<std::int32_t> where(static_cast<std::size_t>(plan.kept.node_count), -1);
    std::deque<Recombination> chains;
    for (const Piece& piece : pieces) {
      chains.emplace_back(borders_within(plan, piece, where), scaled_sizes(plan, piece),
                          plan.tolerance);
      chains.back().start(random);
    }
    run(chains, scheme.steps, random, watch);
    for (std::size_t p = 0; p < pieces.size(); ++p) {
      for (const std::int32_t a : pieces[p].regions)
        drawn.members[static_cast<std::size_t>(a)].clear();
      const auto labels = chains[p].labels();
      for (std::size_t k = 0; k < labels.size(); ++k) {
        const std::int32_t a = pieces[p].regions[static_cast<std::size_t>(labels[k])];
        drawn.members[static_cast<std::size_t>(a)].push_back(pieces[p].nodes[k]);
      }
      for (const std::int32_t a : pieces[p].regions)
        std::sort(drawn.members[static_cast<std::size_t>(a)].begin(),
                  drawn.members[static_cast<std::size_t>(a)].end());
    }
  }
  draw_hosts(plan, scheme, drawn, random);
}

}  // namespace munigraph::detail
