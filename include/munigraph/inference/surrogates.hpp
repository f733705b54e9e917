#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"

namespace munigraph {

/// Random signs −1 and +1, row-major (draws, n): those by which Moran spectral randomisation turns
/// the components of a variable. Draw d uses the stream first + d of the seed. O(draws · n).
/// Wagner & Dray (2015), Methods in Ecology and Evolution 6, 1169–1178,
/// doi:10.1111/2041-210X.12407.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<std::int8_t> random_signs(std::size_t draws,
                                                                     std::size_t n,
                                                                     std::uint64_t seed,
                                                                     std::size_t first = 0);

/// Surrogates of a variable that have its variogram: values are permuted, smoothed over the k
/// nearest places, and brought to the variable's variogram by the best scale and noise of all k.
/// Made once for a variable; draws are const and safe from several threads.
/// Viladomat, Mazumder, McInturff, McCauley & Hastie (2014), Biometrics 70, 409–418,
/// doi:10.1111/biom.12139.
class MUNIGRAPH_EXPORT VariogramSurrogates {
 public:
  /// `values` at `lon`, `lat` (degrees). Pairs up to the 25th percentile of distances are taken, at
  /// most 2,000 of each of 25 distance classes, drawn by `seed`. Cost O(n² log n) time, O(n·k)
  /// memory. Throws std::invalid_argument if lengths differ or there are fewer than 10 values.
  VariogramSurrogates(std::span<const double> values, std::span<const double> lon,
                      std::span<const double> lat, std::uint64_t seed,
                      const Monitor* monitor = nullptr);

  /// A surrogate with mean 0. O(n·k + pairs) per k tried.
  [[nodiscard]] std::vector<double> draw(std::uint64_t index) const;
  /// Σ_i draw_i · column_i for every column (row-major (columns, n)), then Σ_i draw_i²: row-major
  /// (draws, columns + 1). Draws are never held together. `monitor` is told of every draw.
  [[nodiscard]] std::vector<double> products(std::span<const double> columns, std::size_t draws,
                                             int threads = 1, Monitor* monitor = nullptr) const;
  [[nodiscard]] std::size_t size() const noexcept;

 private:
  struct Plan;
  std::shared_ptr<const Plan> plan_;
};

}  // namespace munigraph
