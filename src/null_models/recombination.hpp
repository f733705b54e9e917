#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "munigraph/core/random.hpp"

namespace munigraph::detail {

/// Who borders on whom, as compressed rows; every pair stands in both.
struct Borders {
  Borders() = default;
  Borders(std::int32_t nodes, std::span<const std::array<std::int32_t, 2>> pairs);

  [[nodiscard]] std::int32_t nodes() const noexcept {
    return static_cast<std::int32_t>(offsets.size()) - 1;
  }
  [[nodiscard]] std::span<const std::int32_t> of(std::int32_t node) const noexcept {
    const auto i = static_cast<std::size_t>(node);
    return {targets.data() + offsets[i], offsets[i + 1] - offsets[i]};
  }

  std::vector<std::size_t> offsets{0};
  std::vector<std::int32_t> targets;
};

/// How far a region may be from its size: a share of it, at least one.
[[nodiscard]] std::int32_t allowance(std::int32_t size, double tolerance) noexcept;

/// A uniformly random spanning tree of some nodes, by loop-erased walks (Wilson 1996).
class SpanningTree {
 public:
  explicit SpanningTree(const Borders& borders);

  /// Nodes that trees are drawn of, connected, at least one.
  void look_at(std::span<const std::int32_t> nodes);
  void draw(Random& random);

  [[nodiscard]] std::size_t size() const noexcept { return order_.size(); }
  /// Nodes at and below the k-th of the tree; the first is its root.
  [[nodiscard]] std::int32_t below(std::size_t k) const noexcept { return below_[order_[k]]; }
  /// Marks the nodes at and below the k-th, by their position in look_at().
  void mark(std::size_t k, std::vector<std::uint8_t>& side) const;

 private:
  const Borders& borders_;
  std::vector<std::int32_t> position_;  ///< Per node of the graph; −1 for those not looked at.
  std::vector<std::int32_t> nodes_;
  std::vector<std::size_t> offsets_;
  std::vector<std::uint32_t> targets_;  ///< Positions.
  std::vector<std::uint32_t> next_;
  std::vector<std::uint8_t> reached_;
  std::vector<std::uint32_t> order_;  ///< Positions, every parent before its children.
  std::vector<std::uint32_t> path_;
  std::vector<std::int32_t> below_;
};

/// A random partition of a connected graph into connected regions of given sizes, by
/// recombination: two regions that border on each other are joined, a random spanning tree of them
/// is drawn and cut where both parts have their sizes again (ReCom).
class Recombination {
 public:
  /// `sizes` add up to the number of nodes, each at least 1; `tolerance` as in allowance().
  Recombination(Borders borders, std::vector<std::int32_t> sizes, double tolerance);
  // The tree refers to the borders.
  Recombination(const Recombination&) = delete;
  Recombination& operator=(const Recombination&) = delete;

  /// A first partition: regions are cut off random trees one after the other.
  void start(Random& random);
  /// One recombination. A cut that brings sizes nearer to what they should be is made even where
  /// none meets them.
  void step(Random& random);

  [[nodiscard]] std::size_t regions() const noexcept { return sizes_.size(); }
  /// Region of every node.
  [[nodiscard]] std::span<const std::int32_t> labels() const noexcept { return label_; }

 private:
  [[nodiscard]] std::int32_t excess(std::size_t region, std::int32_t size) const noexcept;
  /// Cuts nodes_ where the part of `region` comes nearest to its size.
  void cut_off(std::size_t region, std::int32_t regions_left, Random& random);

  Borders borders_;
  std::vector<std::int32_t> source_;  ///< Of every place in the rows of borders_.
  std::vector<std::int32_t> sizes_;
  double tolerance_;
  SpanningTree tree_;
  std::vector<std::int32_t> label_;
  std::vector<std::vector<std::int32_t>> members_;
  std::vector<std::int32_t> nodes_;
  std::vector<std::uint8_t> side_;
  std::vector<std::uint8_t> best_;
};

}  // namespace munigraph::detail
