#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "munigraph/core/export.hpp"

namespace munigraph {

/// Labels made ready for being compared many times: renumbered 0..K-1 by first appearance, with
/// the sizes of the groups and how often each size occurs. Immutable once made.
class MUNIGRAPH_EXPORT PreparedLabels {
 public:
  PreparedLabels() = default;
  /// From any labels, one per node. Cost O(n) where labels lie in [0, 4n), else O(n log n).
  explicit PreparedLabels(std::span<const std::int32_t> labels);

  [[nodiscard]] std::size_t size() const noexcept { return labels_.size(); }
  [[nodiscard]] std::int32_t groups() const noexcept {
    return static_cast<std::int32_t>(sizes_.size());
  }
  /// Group of every node.
  [[nodiscard]] std::span<const std::int32_t> labels() const& noexcept { return labels_; }
  std::span<const std::int32_t> labels() const&& = delete;
  /// Members of every group.
  [[nodiscard]] std::span<const std::int32_t> sizes() const& noexcept { return sizes_; }
  std::span<const std::int32_t> sizes() const&& = delete;
  /// The sizes that occur, ascending, each once.
  [[nodiscard]] std::span<const std::int32_t> distinct_sizes() const& noexcept {
    return distinct_sizes_;
  }
  std::span<const std::int32_t> distinct_sizes() const&& = delete;
  /// How many groups have each of distinct_sizes().
  [[nodiscard]] std::span<const std::int32_t> multiplicities() const& noexcept {
    return multiplicities_;
  }
  std::span<const std::int32_t> multiplicities() const&& = delete;

  /// Whether the groups are the same (the labels are then equal, number by number).
  friend bool operator==(const PreparedLabels& a, const PreparedLabels& b) {
    return a.labels_ == b.labels_;
  }

 private:
  std::vector<std::int32_t> labels_;
  std::vector<std::int32_t> sizes_;
  std::vector<std::int32_t> distinct_sizes_;
  std::vector<std::int32_t> multiplicities_;
};

/// How two labellings cut each other up, without the empty cells.
struct Contingency {
  struct Cell {
    std::int32_t a;      ///< Group of the first labelling.
    std::int32_t b;      ///< Group of the second.
    std::int32_t count;  ///< Nodes in both, at least 1.
    friend bool operator==(const Cell&, const Cell&) = default;
  };
  std::vector<Cell> cells;  ///< By a, then b.
};

/// The non-empty cells in order. Cost O(n + cells log cells).
[[nodiscard]] MUNIGRAPH_EXPORT Contingency contingency(const PreparedLabels& a,
                                                       const PreparedLabels& b);

}  // namespace munigraph
