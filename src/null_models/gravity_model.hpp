#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "munigraph/network/network.hpp"
#include "munigraph/null_models/gravity.hpp"
#include "null_models/memberships.hpp"

namespace munigraph::detail {

/// Up to so many nodes a matrix of weights is kept (72 MB).
inline constexpr std::int32_t largest_matrix = 3000;

/// Everything a draw needs.
struct GravityModel {
  GravityModel(const Network& network, std::span<const double> population,
               std::span<const double> lon, std::span<const double> lat);

  [[nodiscard]] std::int32_t n() const noexcept { return kept.node_count; }
  [[nodiscard]] double distance(std::int32_t i, std::int32_t j) const noexcept;
  /// log f.
  [[nodiscard]] double log_decay(double distance) const noexcept;
  /// population_j^α · f(d_ij) for all j, 0 for j = i.
  void attraction(std::int32_t i, std::span<double> row) const;
  [[nodiscard]] std::span<const double> cumulated(std::int32_t i) const {
    const auto width = static_cast<std::size_t>(n());
    return {matrix.data() + static_cast<std::size_t>(i) * width, width};
  }

  Kept kept;
  std::vector<std::int32_t> size;            ///< Per arrangement.
  std::vector<std::int32_t> degree;          ///< Per node, hosts' places left out.
  std::vector<double> initiation;            ///< Per node: share of the arrangements it starts.
  std::vector<double> cumulated_initiation;  ///< Running sum.
  std::vector<std::array<double, 3>> place;  ///< On the unit sphere.
  std::vector<double> log_population;        ///< Relative to its mean.
  double alpha = 0;
  std::vector<double> knots;
  std::vector<double> log_factor;  ///< log f at the knots.
  std::vector<double> propensity;
  std::vector<double> degree_error;
  std::vector<double> matrix;  ///< Rows of running sums of b_j · attraction; empty for large n.
};

/// Fills `matrix` where the network is small enough for one.
void tabulate(GravityModel& model);
[[nodiscard]] AffiliationNetwork draw_gravity(const GravityModel& model, std::uint64_t seed,
                                              const Monitor* monitor = nullptr);

/// Moves log_factor (and alpha, without degree correction) until draws have, at every distance, as
/// many pairs that share an arrangement as are observed. Needs the matrix.
void calibrate(GravityModel& model, const AffiliationNetwork& observed,
               const GravityOptions& options);

/// Fits alpha, knots and log_factor.
void fit_gravity(GravityModel& model, const AffiliationNetwork& affiliation,
                 const GravityOptions& options);
/// Improves propensity and sets degree_error, in at most so many iterations.
void correct_degrees(GravityModel& model, const GravityOptions& options, int iterations);

}  // namespace munigraph::detail
