#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"

namespace munigraph {

/// Who is in which arrangement: the two-mode network that every other network is made from.
/// Nodes and arrangements are 0-based; both directions are held as compressed rows, sorted.
/// Immutable.
class MUNIGRAPH_EXPORT AffiliationNetwork {
 public:
  AffiliationNetwork() = default;

  /// From parallel arrays of memberships. `nodes`, `arrangements`: the numbers of each (ids in the
  /// arrays are below them). `intensity`: one number per arrangement, 0 or from
  /// smallest_intensity to largest_intensity (see weighting.hpp), or empty (all 1).
  /// `host`: per arrangement the node whose ties alone count (a star), −1 for a clique, −2 for a
  /// star whose host is not among the nodes (no ties); empty: cliques.
  /// A pair given twice counts once. Cost O(memberships + nodes + arrangements).
  /// Throws DataError for an id out of range, a host that is no member, or a bad intensity.
  AffiliationNetwork(std::int32_t nodes, std::int32_t arrangements,
                     std::span<const std::int32_t> membership_node,
                     std::span<const std::int32_t> membership_arrangement,
                     std::span<const double> intensity = {},
                     std::span<const std::int32_t> host = {}, const Monitor* monitor = nullptr);

  static constexpr std::int32_t clique = -1;
  static constexpr std::int32_t absent_host = -2;

  [[nodiscard]] std::int32_t node_count() const noexcept { return rows(arrangement_offsets_); }
  [[nodiscard]] std::int32_t arrangement_count() const noexcept { return rows(member_offsets_); }
  [[nodiscard]] std::size_t membership_count() const noexcept { return members_.size(); }

  /// Members of an arrangement, ascending.
  [[nodiscard]] std::span<const std::int32_t> members(std::int32_t arrangement) const& noexcept {
    return row(member_offsets_, members_, arrangement);
  }
  std::span<const std::int32_t> members(std::int32_t arrangement) const&& = delete;
  /// Arrangements of a node, ascending.
  [[nodiscard]] std::span<const std::int32_t> arrangements(std::int32_t node) const& noexcept {
    return row(arrangement_offsets_, node_arrangements_, node);
  }
  std::span<const std::int32_t> arrangements(std::int32_t node) const&& = delete;
  [[nodiscard]] std::int32_t size(std::int32_t arrangement) const noexcept {
    return static_cast<std::int32_t>(members(arrangement).size());
  }
  [[nodiscard]] double intensity(std::int32_t arrangement) const noexcept {
    return intensity_.empty() ? 1.0 : intensity_[static_cast<std::size_t>(arrangement)];
  }
  /// The host of a star; `clique` or `absent_host` otherwise.
  [[nodiscard]] std::int32_t host(std::int32_t arrangement) const noexcept {
    return host_.empty() ? clique : host_[static_cast<std::size_t>(arrangement)];
  }
  [[nodiscard]] bool has_stars() const noexcept { return !host_.empty(); }

  /// Row starts (arrangement_count() + 1) and members, as held.
  [[nodiscard]] std::span<const std::size_t> member_offsets() const& noexcept {
    return member_offsets_;
  }
  std::span<const std::size_t> member_offsets() const&& = delete;
  [[nodiscard]] std::span<const std::int32_t> all_members() const& noexcept { return members_; }
  std::span<const std::int32_t> all_members() const&& = delete;
  /// Row starts (node_count() + 1) and arrangements, as held.
  [[nodiscard]] std::span<const std::size_t> arrangement_offsets() const& noexcept {
    return arrangement_offsets_;
  }
  std::span<const std::size_t> arrangement_offsets() const&& = delete;
  [[nodiscard]] std::span<const std::int32_t> all_arrangements() const& noexcept {
    return node_arrangements_;
  }
  std::span<const std::int32_t> all_arrangements() const&& = delete;

 private:
  /// A network that was moved from has none.
  static std::int32_t rows(const std::vector<std::size_t>& offsets) noexcept {
    return offsets.empty() ? 0 : static_cast<std::int32_t>(offsets.size() - 1);
  }
  static std::span<const std::int32_t> row(const std::vector<std::size_t>& offsets,
                                           const std::vector<std::int32_t>& values,
                                           std::int32_t index) noexcept {
    const auto i = static_cast<std::size_t>(index);
    return {values.data() + offsets[i], offsets[i + 1] - offsets[i]};
  }

  std::vector<std::size_t> member_offsets_{0};
  std::vector<std::int32_t> members_;
  std::vector<std::size_t> arrangement_offsets_{0};
  std::vector<std::int32_t> node_arrangements_;
  std::vector<double> intensity_;
  std::vector<std::int32_t> host_;
};

}  // namespace munigraph
