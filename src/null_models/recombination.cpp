// Random contiguous partitions of given sizes by recombination.
//
// DeFord, Duchin & Solomon (2021), Harvard Data Science Review 3(1). Their chain joins two
// districts of one size; here every region has a size of its own, so a cut may give either part to
// either of the two, and both ways are candidates.

#include "null_models/recombination.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <utility>

namespace munigraph::detail {
namespace {

/// Trees drawn for one cut before it is given up.
constexpr int most_trees = 10;

}  // namespace

Borders::Borders(std::int32_t nodes, std::span<const std::array<std::int32_t, 2>> pairs)
    : offsets(static_cast<std::size_t>(nodes) + 1, 0) {
  for (const auto& pair : pairs)
    for (const std::int32_t i : pair) ++offsets[static_cast<std::size_t>(i) + 1];
  std::partial_sum(offsets.begin(), offsets.end(), offsets.begin());
  targets.resize(offsets.back());
  std::vector<std::size_t> at(offsets.begin(), offsets.end() - 1);
  for (const auto& [i, j] : pairs) {
    targets[at[static_cast<std::size_t>(i)]++] = j;
    targets[at[static_cast<std::size_t>(j)]++] = i;
  }
}

std::int32_t allowance(std::int32_t size, double tolerance) noexcept {
  // 0.1 · 30 must be 3 whatever the last digit of the product.
  return std::max(1, static_cast<std::int32_t>(std::floor(tolerance * size + 1e-9)));
}

SpanningTree::SpanningTree(const Borders& borders)
    : borders_(borders), position_(static_cast<std::size_t>(borders.nodes()), -1) {}

void SpanningTree::look_at(std::span<const std::int32_t> nodes) {
  for (const std::int32_t i : nodes_) position_[static_cast<std::size_t>(i)] = -1;
  nodes_.assign(nodes.begin(), nodes.end());
  for (std::size_t k = 0; k < nodes_.size(); ++k)
    position_[static_cast<std::size_t>(nodes_[k])] = static_cast<std::int32_t>(k);
  offsets_.assign(1, 0);
  targets_.clear();
  for (const std::int32_t i : nodes_) {
    for (const std::int32_t j : borders_.of(i))
      if (const std::int32_t at = position_[static_cast<std::size_t>(j)]; at >= 0)
        targets_.push_back(static_cast<std::uint32_t>(at));
    offsets_.push_back(targets_.size());
  }
}

void SpanningTree::draw(Random& random) {
  const std::size_t n = nodes_.size();
  next_.assign(n, 0);
  reached_.assign(n, 0);
  order_.assign(1, random.below(static_cast<std::uint32_t>(n)));
  reached_[order_.front()] = 1;
  for (std::uint32_t from = 0; from < n; ++from) {
    // A loop is erased by the next step that leaves its first node.
    for (std::uint32_t at = from; reached_[at] == 0; at = next_[at]) {
      const auto degree = static_cast<std::uint32_t>(offsets_[at + 1] - offsets_[at]);
      next_[at] = targets_[offsets_[at] + random.below(degree)];
    }
    path_.clear();
    for (std::uint32_t at = from; reached_[at] == 0; at = next_[at]) {
      reached_[at] = 1;
      path_.push_back(at);
    }
    order_.insert(order_.end(), path_.rbegin(), path_.rend());
  }
  below_.assign(n, 1);
  for (std::size_t k = n; k-- > 1;) below_[next_[order_[k]]] += below_[order_[k]];
}

void SpanningTree::mark(std::size_t k, std::vector<std::uint8_t>& side) const {
  side.assign(nodes_.size(), 0);
  side[order_[k]] = 1;
  for (std::size_t later = k + 1; later < order_.size(); ++later)
    side[order_[later]] = side[next_[order_[later]]];
}

Recombination::Recombination(Borders borders, std::vector<std::int32_t> sizes, double tolerance)
    : borders_(std::move(borders)),
      sizes_(std::move(sizes)),
      tolerance_(tolerance),
      tree_(borders_),
      label_(static_cast<std::size_t>(borders_.nodes()), 0),
      members_(sizes_.size()) {
  for (std::int32_t i = 0; i < borders_.nodes(); ++i)
    source_.insert(source_.end(), borders_.of(i).size(), i);
}

std::int32_t Recombination::excess(std::size_t region, std::int32_t size) const noexcept {
  const std::int32_t off = std::abs(size - sizes_[region]);
  return std::max(0, off - allowance(sizes_[region], tolerance_));
}

void Recombination::cut_off(std::size_t region, std::int32_t regions_left, Random& random) {
  const auto all = static_cast<std::int32_t>(nodes_.size());
  tree_.look_at(nodes_);
  std::int32_t best = all;
  std::uint32_t equals = 0;
  for (int trees = 0; trees < most_trees && best > 0; ++trees) {
    tree_.draw(random);
    for (std::size_t k = 1; k < tree_.size(); ++k)
      for (const bool under : {true, false}) {
        const std::int32_t size = under ? tree_.below(k) : all - tree_.below(k);
        if (all - size < regions_left) continue;
        const std::int32_t off = std::abs(size - sizes_[region]);
        if (off > best) continue;
        equals = off < best ? 1 : equals + 1;
        best = off;
        if (random.below(equals) > 0) continue;
        tree_.mark(k, side_);
        if (!under)
          for (std::uint8_t& in : side_) in = in == 0;
        best_ = side_;
      }
  }
  std::size_t kept = 0;
  for (std::size_t k = 0; k < nodes_.size(); ++k) {
    if (best_[k] != 0)
      members_[region].push_back(nodes_[k]);
    else
      nodes_[kept++] = nodes_[k];
  }
  nodes_.resize(kept);
}

void Recombination::start(Random& random) {
  nodes_.resize(label_.size());
  std::iota(nodes_.begin(), nodes_.end(), 0);
  std::vector<std::size_t> order(sizes_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  random.shuffle(std::span(order));
  for (auto& members : members_) members.clear();
  for (std::size_t k = 0; k + 1 < order.size(); ++k)
    cut_off(order[k], static_cast<std::int32_t>(order.size() - k - 1), random);
  members_[order.back()] = nodes_;
  for (std::size_t r = 0; r < members_.size(); ++r)
    for (const std::int32_t i : members_[r])
      label_[static_cast<std::size_t>(i)] = static_cast<std::int32_t>(r);
}

void Recombination::step(Random& random) {
  if (sizes_.size() < 2) return;
  // A border between two regions, each with the same chance.
  std::size_t a = 0;
  std::size_t b = 0;
  do {
    const std::size_t slot = random.below64(borders_.targets.size());
    a = static_cast<std::size_t>(label_[static_cast<std::size_t>(source_[slot])]);
    b = static_cast<std::size_t>(label_[static_cast<std::size_t>(borders_.targets[slot])]);
  } while (a == b);
  nodes_ = members_[a];
  nodes_.insert(nodes_.end(), members_[b].begin(), members_[b].end());
  const auto all = static_cast<std::int32_t>(nodes_.size());
  tree_.look_at(nodes_);
  const std::int32_t now = excess(a, static_cast<std::int32_t>(members_[a].size())) +
                           excess(b, static_cast<std::int32_t>(members_[b].size()));
  std::int32_t best = std::max(now, 1);  // to be beaten
  std::uint32_t equals = 0;
  bool a_below = true;
  for (int trees = 0; trees < most_trees && equals == 0; ++trees) {
    tree_.draw(random);
    for (std::size_t k = 1; k < tree_.size(); ++k)
      for (const bool under : {true, false}) {
        const std::int32_t size = under ? tree_.below(k) : all - tree_.below(k);
        const std::int32_t off = excess(a, size) + excess(b, all - size);
        if (off >= best && (equals == 0 || off > best)) continue;
        equals = off < best ? 1 : equals + 1;
        best = off;
        if (random.below(equals) > 0) continue;
        tree_.mark(k, side_);
        a_below = under;
      }
  }
  if (equals == 0) return;
  members_[a].clear();
  members_[b].clear();
  for (std::size_t k = 0; k < nodes_.size(); ++k) {
    const std::size_t region = (side_[k] != 0) == a_below ? a : b;
    members_[region].push_back(nodes_[k]);
    label_[static_cast<std::size_t>(nodes_[k])] = static_cast<std::int32_t>(region);
  }
}

}  // namespace munigraph::detail
