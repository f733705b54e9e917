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

/// Distances of a model are told apart in so many steps.
inline constexpr std::size_t cells = 4000;

/// Everything a draw needs.
struct GravityModel {
  GravityModel(const Network& network, std::span<const double> population,
               std::span<const double> lon, std::span<const double> lat);

  /// Rows of the tables of `members` have room for a multiple of so many nodes.
  static constexpr std::size_t lanes = 16;

  [[nodiscard]] std::int32_t n() const noexcept { return kept.node_count; }
  [[nodiscard]] std::size_t stride() const noexcept {
    return (static_cast<std::size_t>(n()) + lanes - 1) / lanes * lanes;
  }
  [[nodiscard]] double distance(std::int32_t i, std::int32_t j) const noexcept;
  /// Of log f per km beyond the last knot: its mean slope, at least 1 in the distance to there.
  [[nodiscard]] double fall() const noexcept;
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
  GravityDistance rule = GravityDistance::initiator;
  // Only for `members`; rows have the stride.
  static constexpr double steps_per_e = 64;        ///< Weights are right to 0.8%.
  static constexpr double lowest = 32'000;         ///< Steps from the largest f to the lowest.
  static constexpr std::size_t most_steps = 2559;  ///< From the likeliest: e^-40 is never.
  std::vector<std::uint16_t> cell;                 ///< n rows of distances, in steps.
  double cell_width = 1;                           ///< km
  std::vector<std::int16_t> logarithm;  ///< n rows of log f, in steps down from its largest.
  std::vector<float> exponential;       ///< f by steps down; at last 0, for those who are in.
  std::vector<float> weight;            ///< Per node: b · population^α; 0 in the rest of a row.
  std::vector<double> observed_pairs;   ///< By class of distance.
};

/// Fills `matrix` where the network is small enough for one, or what `members` draws from.
void tabulate(GravityModel& model);
/// `chances`, where given, gets for every node the chances that it had to be drawn by others: a
/// degree without what it starts, with less noise. Only by `members`.
[[nodiscard]] AffiliationNetwork draw_gravity(const GravityModel& model, std::uint64_t seed,
                                              const Monitor* monitor = nullptr,
                                              std::span<double> chances = {});

/// Of every pair of members of an arrangement, ascending.
[[nodiscard]] std::vector<double> pair_distances(const GravityModel& model,
                                                 const AffiliationNetwork& network);
/// Fills observed_pairs.
void count_pairs(GravityModel& model, const AffiliationNetwork& observed);
[[nodiscard]] GravityPairs compare_pairs(const GravityModel& model, std::uint64_t seed, int threads,
                                         const Monitor* monitor, int draws);
/// So many draws tell pairs apart to about a per cent: 200 of a national register's 20,000.
[[nodiscard]] int draws_to_measure(const GravityModel& model);

/// Moves log_factor (and alpha, without degree correction) until draws have, at every distance, as
/// many pairs that share an arrangement as are observed. Needs the matrix.
void calibrate(GravityModel& model, const AffiliationNetwork& observed,
               const GravityOptions& options);

/// Finds log_factor and propensity for draws by all members, and sets degree_error, from
/// what `model` has, or from a fitted one (`options.start`). Works out cells and knots itself.
/// Returns the misfit of the pairs that it then draws, by draws_to_measure(); ∞ from a fitted one.
double fit_members(GravityModel& model, const AffiliationNetwork& observed,
                   const GravityOptions& options);

/// Fits alpha, knots and log_factor.
void fit_gravity(GravityModel& model, const AffiliationNetwork& affiliation,
                 const GravityOptions& options);
/// Improves propensity and sets degree_error, in at most so many iterations.
void correct_degrees(GravityModel& model, const GravityOptions& options, int iterations);

}  // namespace munigraph::detail
