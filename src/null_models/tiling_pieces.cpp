// What is left of a territory, in connected pieces, each with the regions it is cut into.

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>

#include "null_models/tiling_plan.hpp"

namespace munigraph::detail {
namespace {

/// Region by region, those first that have most members in a piece; a region that has none there
/// goes where most room is left. No piece gets more regions than it has nodes.
std::vector<std::int32_t> deal(const TilingPlan& plan, std::span<const std::int32_t> open,
                               const std::vector<std::int32_t>& piece_of,
                               const std::vector<std::int32_t>& sizes) {
  const std::size_t number = sizes.size();
  std::vector<std::vector<std::int32_t>> overlap(open.size(), std::vector<std::int32_t>(number));
  std::vector<std::int32_t> most(open.size(), 0);
  for (std::size_t r = 0; r < open.size(); ++r) {
    for (const std::int32_t i : plan.members[static_cast<std::size_t>(open[r])])
      if (const std::int32_t p = piece_of[static_cast<std::size_t>(i)]; p >= 0)
        ++overlap[r][static_cast<std::size_t>(p)];
    most[r] = *std::max_element(overlap[r].begin(), overlap[r].end());
  }
  std::vector<std::size_t> order(open.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return most[a] > most[b]; });
  std::vector<std::int32_t> given(number, 0);
  std::vector<std::int32_t> room = sizes;
  std::vector<std::int32_t> piece(open.size(), 0);
  for (const std::size_t r : order) {
    std::size_t best = number;
    for (std::size_t p = 0; p < number; ++p) {
      if (given[p] >= sizes[p]) continue;
      if (best == number || overlap[r][p] > overlap[r][best] ||
          (overlap[r][p] == overlap[r][best] && room[p] > room[best]))
        best = p;
    }
    piece[r] = static_cast<std::int32_t>(best);
    ++given[best];
    room[best] -= static_cast<std::int32_t>(plan.members[static_cast<std::size_t>(open[r])].size());
  }
  return piece;
}

/// From a piece over links to the nearest node of another: the node it started from, and that one.
std::array<std::int32_t, 2> nearest(const TilingPlan& plan, const Piece& from,
                                    const std::vector<std::int32_t>& piece_of, std::int32_t own) {
  std::vector<std::int32_t> origin(static_cast<std::size_t>(plan.kept.node_count), -1);
  std::vector<std::int32_t> queue = from.nodes;
  for (const std::int32_t i : queue) origin[static_cast<std::size_t>(i)] = i;
  for (std::size_t k = 0; k < queue.size(); ++k) {
    const auto i = static_cast<std::size_t>(queue[k]);
    if (piece_of[i] >= 0 && piece_of[i] != own) return {origin[i], queue[k]};
    for (const std::int32_t j : plan.links.of(queue[k])) {
      std::int32_t& start = origin[static_cast<std::size_t>(j)];
      if (start >= 0) continue;
      start = origin[i];
      queue.push_back(j);
    }
  }
  return {-1, -1};  // not reached: links connect all nodes
}

/// Pieces without a region become part of their neighbour.
void join_empty(const TilingPlan& plan, std::vector<Piece>& pieces,
                std::vector<std::int32_t>& piece_of) {
  for (std::size_t p = 0; p < pieces.size(); ++p) {
    Piece& empty = pieces[p];
    if (!empty.regions.empty()) continue;
    const auto bridge = nearest(plan, empty, piece_of, static_cast<std::int32_t>(p));
    if (bridge[1] < 0) continue;  // there is no other
    const std::int32_t to = piece_of[static_cast<std::size_t>(bridge[1])];
    Piece& neighbour = pieces[static_cast<std::size_t>(to)];
    for (const std::int32_t i : empty.nodes) piece_of[static_cast<std::size_t>(i)] = to;
    neighbour.nodes.insert(neighbour.nodes.end(), empty.nodes.begin(), empty.nodes.end());
    neighbour.bridges.insert(neighbour.bridges.end(), empty.bridges.begin(), empty.bridges.end());
    neighbour.bridges.push_back(bridge);
    empty = {};
  }
  std::erase_if(pieces, [](const Piece& piece) { return piece.nodes.empty(); });
}

}  // namespace

std::vector<std::int32_t> components_of(const Borders& borders, std::span<const std::int32_t> nodes,
                                        std::int32_t* number) {
  constexpr std::int32_t waiting = -2;
  std::vector<std::int32_t> component(static_cast<std::size_t>(borders.nodes()), -1);
  for (const std::int32_t i : nodes) component[static_cast<std::size_t>(i)] = waiting;
  std::int32_t count = 0;
  std::vector<std::int32_t> stack;
  for (const std::int32_t first : nodes) {
    if (component[static_cast<std::size_t>(first)] != waiting) continue;
    component[static_cast<std::size_t>(first)] = count;
    stack.push_back(first);
    while (!stack.empty()) {
      const std::int32_t i = stack.back();
      stack.pop_back();
      for (const std::int32_t j : borders.of(i)) {
        std::int32_t& at = component[static_cast<std::size_t>(j)];
        if (at != waiting) continue;
        at = count;
        stack.push_back(j);
      }
    }
    ++count;
  }
  if (number != nullptr) *number = count;
  return component;
}

std::vector<Piece> pieces_of(const TilingPlan& plan, std::span<const std::int32_t> left,
                             std::span<const std::int32_t> open) {
  std::int32_t number = 0;
  std::vector<std::int32_t> piece_of = components_of(plan.borders, left, &number);
  std::vector<Piece> pieces(static_cast<std::size_t>(number));
  for (const std::int32_t i : left)
    pieces[static_cast<std::size_t>(piece_of[static_cast<std::size_t>(i)])].nodes.push_back(i);
  std::vector<std::int32_t> sizes;
  for (const Piece& piece : pieces) sizes.push_back(static_cast<std::int32_t>(piece.nodes.size()));
  const std::vector<std::int32_t> dealt = deal(plan, open, piece_of, sizes);
  for (std::size_t r = 0; r < open.size(); ++r)
    pieces[static_cast<std::size_t>(dealt[r])].regions.push_back(open[r]);
  join_empty(plan, pieces, piece_of);
  return pieces;
}

}  // namespace munigraph::detail
