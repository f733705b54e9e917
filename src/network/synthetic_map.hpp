#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "munigraph/core/random.hpp"
#include "munigraph/network/synthetic.hpp"

namespace munigraph::synthetic {

/// Clusters as cells of a grid, rows of as even length as can be.
class ClusterGrid {
 public:
  explicit ClusterGrid(std::int32_t clusters);

  [[nodiscard]] std::int32_t count() const noexcept { return clusters_; }
  [[nodiscard]] std::int32_t rows() const noexcept { return rows_; }
  [[nodiscard]] std::int32_t row(std::int32_t cluster) const noexcept;
  [[nodiscard]] std::int32_t column(std::int32_t cluster) const noexcept;
  [[nodiscard]] std::int32_t columns(std::int32_t row) const noexcept;
  /// The cell at a place of the unit square.
  [[nodiscard]] std::int32_t at(double x, double y) const noexcept;
  /// Cells at Chebyshev distance `ring` of a cell (compared in units of its own row), in a fixed
  /// order. Empty once the grid is left on all sides.
  void ring(std::int32_t cluster, std::int32_t ring, std::vector<std::int32_t>& out) const;

 private:
  [[nodiscard]] std::int32_t start(std::int32_t row) const noexcept;

  std::int32_t clusters_;
  std::int32_t rows_;
};

/// The invented country: municipalities by cluster, before ids are shuffled.
struct Map {
  ClusterGrid grid;
  std::vector<std::int32_t> first;  ///< Municipalities of cluster c: first[c] … first[c + 1] − 1.
  std::vector<std::int64_t> population;
  std::vector<float> x;  ///< In the unit square.
  std::vector<float> y;
  std::vector<std::int32_t> bridge_strength;
  std::vector<std::int32_t> bridge_reach;
  /// Per cluster the tickets of its visiting bridges: visitors[visitor_first[c] …].
  std::vector<std::size_t> visitor_first;
  std::vector<std::int32_t> visitors;

  [[nodiscard]] std::int32_t cluster_size(std::int32_t c) const noexcept {
    return first[static_cast<std::size_t>(c) + 1] - first[static_cast<std::size_t>(c)];
  }
};

[[nodiscard]] Map draw_map(const SyntheticOptions& options, Random& random,
                           const Monitor* monitor = nullptr);

/// One size per arrangement, in random order; they add up to options.memberships.
[[nodiscard]] std::vector<std::int32_t> draw_sizes(const SyntheticOptions& options, Random& random);

/// True with the given chance, decided on 32 random bits.
[[nodiscard]] inline bool chance(Random& random, double probability) noexcept {
  return static_cast<double>(random() >> 32) < probability * 0x1.0p32;
}

}  // namespace munigraph::synthetic
