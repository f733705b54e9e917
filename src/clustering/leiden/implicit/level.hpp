#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "clustering/leiden/implicit/memory.hpp"
#include "clustering/leiden/objective.hpp"
#include "core/index.hpp"
#include "core/sparse_sums.hpp"
#include "munigraph/core/monitor.hpp"

namespace munigraph::clustering {

/// Weight in units of the quantum; sums are exact.
using Units = std::int64_t;

using detail::at;
using detail::PositiveSums;

/// Arrangements that are not projected: each ties every two of its members by
/// unit × the product of their multiplicities.
struct HyperEdges {
  std::vector<std::size_t> offsets{0};
  std::vector<std::int32_t> members;
  std::vector<std::int32_t> multiplicity;  ///< Per member.
  std::vector<Units> unit;                 ///< Per arrangement.
  std::vector<std::size_t> node_offsets;   ///< The transpose, after index_nodes().
  std::vector<std::int32_t> node_edges;
  std::vector<std::int32_t> node_multiplicity;

  [[nodiscard]] std::int32_t count() const noexcept {
    return static_cast<std::int32_t>(unit.size());
  }
  [[nodiscard]] std::size_t begin(std::int32_t e) const noexcept {
    return offsets[static_cast<std::size_t>(e)];
  }
  [[nodiscard]] std::size_t end(std::int32_t e) const noexcept {
    return offsets[static_cast<std::size_t>(e) + 1];
  }
  void close(Units weight) {
    unit.push_back(weight);
    offsets.push_back(members.size());
  }
  /// Fills the transpose for `nodes` nodes.
  void index_nodes(std::size_t nodes);
};

/// One level of the optimisation: compressed rows (from small arrangements and stars) plus
/// arrangements kept as they are. Ties of a node to itself change no gain and are left out.
struct ImplicitLevel {
  std::vector<std::size_t> offsets{0};
  Buffer<std::int32_t> targets;
  Buffer<Units> weights;
  HyperEdges hyper;
  std::vector<Units> mass;

  [[nodiscard]] std::int32_t size() const noexcept {
    return static_cast<std::int32_t>(mass.size());
  }
};

/// What a labelling (in [0, n)) of a level is worth, twice, in units, but for a constant. O(ties).
[[nodiscard]] double level_value(const ImplicitLevel& level, std::span<const std::int32_t> labels,
                                 const Objective& objective);

}  // namespace munigraph::clustering
