#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "munigraph/core/export.hpp"

namespace munigraph {

/// A labelling of nodes 0..n-1 in canonical form, immutable.
///
/// Labels run from 0: clusters (two or more members) by size, largest first, ties by their smallest
/// node; then singletons by node; then isolates (nodes without any tie, each its own) by node.
/// Two partitions of the same nodes with the same isolates are equal if and only if their labels
/// are.
class MUNIGRAPH_EXPORT Partition {
 public:
  Partition() = default;

  /// From any labels (one per node, any integers). `isolate` is empty, or says per node whether it
  /// has no ties (non-zero); such a node becomes a singleton of its own whatever its label.
  /// Cost O(n log n). Throws std::invalid_argument if the lengths differ.
  explicit Partition(std::span<const std::int32_t> labels,
                     std::span<const std::uint8_t> isolate = {});

  [[nodiscard]] std::int32_t size() const noexcept {
    return static_cast<std::int32_t>(labels_.size());
  }
  [[nodiscard]] std::span<const std::int32_t> labels() const& noexcept { return labels_; }
  /// Of a partition that goes away: its own.
  [[nodiscard]] std::vector<std::int32_t> labels() && noexcept { return std::move(labels_); }
  [[nodiscard]] std::int32_t operator[](std::int32_t node) const noexcept {
    return labels_[static_cast<std::size_t>(node)];
  }
  /// Number of labels: clusters + singletons.
  [[nodiscard]] std::int32_t group_count() const noexcept {
    return static_cast<std::int32_t>(sizes_.size());
  }
  /// Groups of two or more members.
  [[nodiscard]] std::int32_t clusters() const noexcept { return clusters_; }
  /// Groups of one member, isolates included.
  [[nodiscard]] std::int32_t singletons() const noexcept { return group_count() - clusters_; }
  /// Members per label.
  [[nodiscard]] std::span<const std::int32_t> sizes() const& noexcept { return sizes_; }
  /// Of a partition that goes away: its own.
  [[nodiscard]] std::vector<std::int32_t> sizes() && noexcept { return std::move(sizes_); }

  friend bool operator==(const Partition&, const Partition&) = default;

 private:
  std::vector<std::int32_t> labels_;
  std::vector<std::int32_t> sizes_;
  std::int32_t clusters_ = 0;
};

/// The labels renumbered 0..K-1 in order of first appearance; sets `groups` to K. Cost O(n log n)
/// at worst, O(n) where labels lie in [0, 4n).
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<std::int32_t> compact_labels(
    std::span<const std::int32_t> labels, std::int32_t& groups);

}  // namespace munigraph
