#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"

namespace munigraph {

namespace detail {
struct TrustedRows;
}

/// Municipalities tied by shared arrangements: an undirected weighted network without loops or
/// parallel ties, as compressed rows (each tie stands in the rows of both its ends; rows ascend).
/// Immutable. `network/boost.hpp` makes it model the Boost.Graph concepts, `network/eigen.hpp`
/// maps it as a sparse matrix.
///
/// Weights are 64-bit integers in units of `quantum()`, a power of two, so that sums are exact and
/// independent of order. Where weights span too many orders of magnitude for that, the network
/// keeps doubles and `exact()` is false; so no tie vanishes by rounding.
class MUNIGRAPH_EXPORT CooperationNetwork {
 public:
  CooperationNetwork() = default;

  /// From edges, each given once in either direction; weights of repeated pairs are added up, loops
  /// and zero weights are left out. `weight` empty: all 1. Cost O(n + m log m).
  /// `monitor` hears stop().
  /// Throws DataError for a node out of [0, n), or a weight that is neither 0 nor from
  /// smallest_weight to largest_weight (also the sum of a repeated pair).
  static CooperationNetwork from_edges(std::int32_t nodes, std::span<const std::int32_t> source,
                                       std::span<const std::int32_t> target,
                                       std::span<const double> weight = {},
                                       const Monitor* monitor = nullptr);

  /// From finished rows: offsets (n + 1), targets and units (at least 1) per slot, each tie in the
  /// rows of both ends, rows ascending; `quantum` a power of two. O(m).
  /// Throws std::invalid_argument that says what does not hold.
  CooperationNetwork(std::vector<std::size_t> offsets, std::vector<std::int32_t> targets,
                     std::vector<std::int64_t> units, double quantum);

  [[nodiscard]] std::int32_t node_count() const noexcept {
    return offsets_.empty() ? 0 : static_cast<std::int32_t>(offsets_.size() - 1);
  }
  [[nodiscard]] std::size_t edge_count() const noexcept { return targets_.size() / 2; }

  /// Row starts (n + 1); slot s of node i lies in [offsets()[i], offsets()[i + 1]).
  [[nodiscard]] std::span<const std::size_t> offsets() const& noexcept { return offsets_; }
  std::span<const std::size_t> offsets() const&& = delete;
  /// The other end per slot (2 × edge_count()).
  [[nodiscard]] std::span<const std::int32_t> targets() const& noexcept { return targets_; }
  std::span<const std::int32_t> targets() const&& = delete;
  [[nodiscard]] std::span<const std::int32_t> neighbours(std::int32_t node) const& noexcept {
    const auto i = static_cast<std::size_t>(node);
    return {targets_.data() + offsets_[i], offsets_[i + 1] - offsets_[i]};
  }
  std::span<const std::int32_t> neighbours(std::int32_t node) const&& = delete;
  [[nodiscard]] std::int32_t degree(std::int32_t node) const noexcept {
    return static_cast<std::int32_t>(neighbours(node).size());
  }

  /// Whether weights are integers in units of quantum(); else they are doubles.
  [[nodiscard]] bool exact() const noexcept { return reals_.empty(); }
  /// Weight of one unit (a power of two); 1 where not exact.
  [[nodiscard]] double quantum() const noexcept { return quantum_; }
  /// Per slot; empty where not exact.
  [[nodiscard]] std::span<const std::int64_t> units() const& noexcept { return units_; }
  std::span<const std::int64_t> units() const&& = delete;
  /// Per slot; empty where exact.
  [[nodiscard]] std::span<const double> reals() const& noexcept { return reals_; }
  std::span<const double> reals() const&& = delete;
  /// Weight of a slot.
  [[nodiscard]] double weight(std::size_t slot) const noexcept {
    return exact() ? static_cast<double>(units_[slot]) * quantum_ : reals_[slot];
  }
  /// No weight is held further than this from its exact value: of edges the largest rounding, of a
  /// projection a bound of it; 0 where not exact() (doubles are kept as they are).
  [[nodiscard]] double largest_rounding() const noexcept { return largest_rounding_; }

  /// Sum of the weights of a node's ties.
  [[nodiscard]] double strength(std::int32_t node) const noexcept;
  /// Sum of the weights of all ties, each once.
  [[nodiscard]] double total_weight() const noexcept;

  /// The slot of `target` in the row of `source`, or −1 where they are not tied. O(log degree).
  [[nodiscard]] std::ptrdiff_t find(std::int32_t source, std::int32_t target) const noexcept;
  /// A number in [0, edge_count()) that is the same seen from either end. O(1) from the smaller
  /// end, O(log degree) from the larger.
  [[nodiscard]] std::size_t edge_index(std::int32_t source, std::size_t slot) const noexcept;

  friend bool operator==(const CooperationNetwork&, const CooperationNetwork&) = default;

 private:
  friend struct detail::TrustedRows;
  void count_lower(const Monitor* monitor);

  std::vector<std::size_t> offsets_{0};
  std::vector<std::int32_t> targets_;
  std::vector<std::int64_t> units_;
  std::vector<double> reals_;
  std::vector<std::size_t> lower_;  ///< Slots to smaller nodes in rows 0..i, inclusive.
  double quantum_ = 1.0;
  double largest_rounding_ = 0.0;
};

/// Label of the connected component of every node, numbered by smallest node; sets `components`
/// to the number of components of two or more nodes if given. O(n + m). `monitor` hears stop().
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<std::int32_t> component_labels(
    const CooperationNetwork& network, std::int32_t* components = nullptr,
    const Monitor* monitor = nullptr);

}  // namespace munigraph
