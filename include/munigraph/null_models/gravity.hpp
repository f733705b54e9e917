#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/words.hpp"
#include "munigraph/network/network.hpp"
#include "munigraph/null_models/null_model.hpp"

namespace munigraph {

namespace detail {
struct GravityModel;
}

class Gravity;

/// The distances that f speaks of when the next member of an arrangement is drawn.
enum class GravityDistance : std::uint8_t {
  automatic,  ///< `initiator` where draws then have the observed distances, else the better one.
  initiator,  ///< To the initiator. Members may lie twice as far from each other.
  /// To all who are in: the geometric mean of f over them, so that arrangements stay as compact as
  /// observed. The members of a star are always drawn by the distance to its host.
  members,
};
template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<GravityDistance>() noexcept;

/// Pairs of members of an arrangement (host and member in a star), arrangement by arrangement, in
/// classes of their distance: what a gravity model has to reproduce.
struct MUNIGRAPH_EXPORT GravityPairs {
  /// Classes with at least this share of the pairs, observed or drawn, are judged one by one.
  static constexpr double share_judged = 0.01;
  static constexpr double tolerance = 0.05;        ///< Of drawn / observed − 1 in such a class.
  static constexpr double rest_tolerance = 0.005;  ///< Of all others together, in shares of pairs.

  std::vector<double> from_km;   ///< Where each class begins; the last has no end.
  std::vector<double> observed;  ///< Pairs.
  std::vector<double> drawn;     ///< Pairs, mean of the draws.
  int draws = 0;

  /// Largest |drawn / observed − 1| of the classes that are judged one by one; ∞ where one of them
  /// is observed empty, 0 where there are no pairs.
  [[nodiscard]] double largest_error() const noexcept;
  /// |drawn − observed| of all other classes together, as a share of the observed pairs.
  [[nodiscard]] double rest_error() const noexcept;
  /// The larger of both in units of what is allowed.
  [[nodiscard]] double misfit() const noexcept;
  /// Whether both are within their tolerance: the misfit is at most 1.
  [[nodiscard]] bool reproduced() const noexcept;
};

struct GravityOptions {
  /// Adjust every node's propensity to be drawn until its expected number of arrangements is the
  /// observed one; without it only population and distance count.
  bool degree_correction = true;
  /// Move f from the pairs' likelihood on until draws reproduce the distances of pairs that share
  /// an arrangement. Two members of one arrangement need not be near each other but near its
  /// initiator, so the likelihood alone gives an f that is too flat and draws that spread too far.
  bool calibration = true;
  GravityDistance distance = GravityDistance::automatic;
  /// A model of the same nodes, with the same degree correction, to start from: its rule and knots
  /// are kept and its f and propensities moved on. For fits to its own draws.
  const Gravity* start = nullptr;
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
/// proportion to b_j · population_j^α · f, of the distance to the initiator or, as a geometric
/// mean, of those to all members drawn so far (GravityDistance). α and f start from the maximum of
/// the Poisson likelihood of the numbers of shared arrangements of all pairs, λ_ij ∝ (population_i
/// · population_j)^α · f(d_ij), with log f linear between knots at quantiles of the distances
/// between tied nodes, constant before them, and falling beyond them at its mean slope between
/// them, by 1 in the distance to the last one at least. f is then calibrated (see GravityOptions),
/// which solves the same score equations with the means of the drawing itself.
///
/// By the distance to the initiator the propensities b (1 without degree correction) are iterated
/// until expected degrees meet the observed ones; expectations are exact for arrangements of two
/// and three and take π_j = 1 − exp(−t w_j), Σ π = k − 1 (Rosén 1972) for larger ones: mean degrees
/// of draws are within a few per cent. Draws so made can be too wide: where arrangements are
/// compact regions, no f gives pairs of members the distances that are observed, since two members
/// may lie on opposite sides of the initiator. By the distances to all members, f and b are found
/// together by stochastic approximation (Robbins & Monro 1951, doi:10.1214/aoms/1177729586): draws,
/// what is missing of the observed pairs at each knot and of each degree, steps that shrink. Where
/// strength makes a node start more arrangements than it is in, its degree cannot be met;
/// degree_errors() says so. pairs() says how far distances are met.
///
/// Above 3,000 nodes α and f are fitted on all ties and a weighted sample of the pairs without,
/// rows of weights are worked out as they are needed, and there is no calibration, and so no
/// `members` (std::invalid_argument).
/// Cost: O(n²) pairs and O(n² · sizes) per iteration of b; a draw O(memberships · log n), or
/// O(memberships · n) by all members, or O(arrangements · n) above 3,000 nodes. A fit by
/// all members takes 1,600 draws, up to 11,200 where they meet the distances badly, and 480 from a
/// start.
class MUNIGRAPH_EXPORT Gravity final : public NullModel {
 public:
  /// `population` > 0, `lon` and `lat` in degrees: one per node, finite. Throws DataError that
  /// lists the (0-based) nodes where they are not; std::invalid_argument for a network without
  /// memberships or lengths that differ from its number of nodes.
  Gravity(const Network& network, std::span<const double> population, std::span<const double> lon,
          std::span<const double> lat, const GravityOptions& options = {});

  /// The rule that was used; never `automatic`.
  [[nodiscard]] GravityDistance distance() const noexcept;
  /// Distances of pairs, observed and in so many draws of this model (at least 1, else
  /// std::invalid_argument). Cost: the draws.
  [[nodiscard]] GravityPairs pairs(int draws = 200, int threads = 1,
                                   const Monitor* monitor = nullptr) const;
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
  /// 0 where the observed one is 0, NaN without correction. By all members the mean of the
  /// chances in up to 200 draws stands for the expected degree.
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
