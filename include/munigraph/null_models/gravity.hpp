#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/network/network.hpp"
#include "munigraph/null_models/null_model.hpp"

namespace munigraph {

namespace detail {
struct GravityModel;
}

struct GravityOptions {
  /// Adjust every node's propensity to be drawn until its expected number of arrangements is the
  /// observed one; without it only population and distance count.
  bool degree_correction = true;
  /// Move f from the pairs' likelihood on until draws reproduce the distances of pairs that share
  /// an arrangement. Two members of one arrangement need not be near each other but near its
  /// initiator, so the likelihood alone gives an f that is too flat and draws that spread too far.
  bool calibration = true;
  int knots = 12;           ///< Distances at which f is fitted (fewer where there are few ties).
  double tolerance = 1e-3;  ///< Largest relative error of an expected degree.
  int iterations = 200;     ///< Of the propensities, at most.
  std::uint64_t seed = 0;   ///< For the pairs and initiators looked at in large networks.
  int threads = 1;          ///< 0: all cores. The result does not depend on it.
  const Monitor* monitor = nullptr;
};

/// Cooperation as size and distance alone would have it.
///
/// Every arrangement keeps its size. Its initiator is drawn in proportion to strength (the host of
/// a star is its initiator), the k − 1 others one after the other without replacement, in
/// proportion to b_j · population_j^α · f(distance to the initiator). α and f maximise the Poisson
/// likelihood of the numbers of shared arrangements of all pairs, λ_ij ∝ (population_i ·
/// population_j)^α · f(d_ij), with log f linear between knots at quantiles of the distances between
/// tied nodes and constant beyond them. f is then calibrated (see GravityOptions), which solves the
/// same score equations with the means of the drawing itself. The propensities b (1 without degree
/// correction) are iterated until expected degrees meet the observed ones; expectations are exact
/// for arrangements of two and three and take π_j = 1 − exp(−t w_j), Σ π = k − 1 (Rosén 1972) for
/// larger ones: mean degrees of draws are within a few per cent. Where strength makes a node start
/// more arrangements than it is in, its degree cannot be met; degree_errors() says so.
///
/// Above 3,000 nodes α and f are fitted on all ties and a weighted sample of the pairs without,
/// rows of weights are worked out as they are needed, and there is no calibration.
/// Cost: O(n²) pairs and O(n² · sizes) per iteration of b; a draw O(memberships · log n), or
/// O(arrangements · n) above 3,000 nodes.
class MUNIGRAPH_EXPORT Gravity final : public NullModel {
 public:
  /// `population` > 0, `lon` and `lat` in degrees: one per node, finite. Throws DataError that
  /// lists the (0-based) nodes where they are not; std::invalid_argument for a network without
  /// memberships or lengths that differ from its number of nodes.
  Gravity(const Network& network, std::span<const double> population, std::span<const double> lon,
          std::span<const double> lat, const GravityOptions& options = {});

  /// Exponent of population; 0 where there are no ties to fit it on.
  [[nodiscard]] double alpha() const noexcept;
  /// Distances (km, ascending) at which f is given, and f there, relative to the first.
  [[nodiscard]] std::span<const double> knots() const& noexcept;
  std::span<const double> knots() const&& = delete;
  [[nodiscard]] std::vector<double> decay() const;
  /// b, with mean 1 over nodes that are in arrangements; 0 for those in none.
  [[nodiscard]] std::span<const double> propensities() const& noexcept;
  std::span<const double> propensities() const&& = delete;
  /// (expected − observed)/observed degree per node after the correction, hosts' places left out;
  /// 0 where the observed one is 0, NaN without correction.
  [[nodiscard]] std::span<const double> degree_errors() const& noexcept;
  std::span<const double> degree_errors() const&& = delete;

 private:
  [[nodiscard]] AffiliationNetwork drawn(std::uint64_t seed, const Monitor* monitor) const override;

  std::shared_ptr<const detail::GravityModel> model_;
};

/// Great-circle distance in km between two places given in degrees.
[[nodiscard]] MUNIGRAPH_EXPORT double great_circle(double lon_a, double lat_a, double lon_b,
                                                   double lat_b) noexcept;

}  // namespace munigraph
