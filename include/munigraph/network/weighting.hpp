#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/words.hpp"
#include "munigraph/network/affiliation_network.hpp"

namespace munigraph {

/// How shared arrangements become the weight of a tie. For arrangement a with k members and
/// intensity s; the host–member ties of a star in brackets.
enum class Weighting : std::uint8_t {
  newman,      ///< Σ s/(k−1) [s/(k−1)]: strength s for each member [the host alone] (Newman 2001).
  count,       ///< Σ s [s]: the number of shared arrangements.
  pair_share,  ///< Σ 2s/(k(k−1)) [s/(k−1)]: every arrangement weighs s in all.
  binary,      ///< 1 if any is shared.
  jaccard,     ///< |A∩B| / |A∪B| of the two sets of arrangements, over tied pairs.
  cosine,      ///< |A∩B| / √(|A||B|), over tied pairs.
};

template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<Weighting>() noexcept;
[[nodiscard]] MUNIGRAPH_EXPORT std::string_view to_string(Weighting weighting) noexcept;
/// Throws std::invalid_argument that names the nearest word.
[[nodiscard]] MUNIGRAPH_EXPORT Weighting parse_weighting(std::string_view text);

/// Whether the weight of a tie is a sum over shared arrangements, each with a weight of its own:
/// then quality functions can be had from the memberships, without the projection.
[[nodiscard]] constexpr bool is_additive(Weighting weighting) noexcept {
  return weighting == Weighting::newman || weighting == Weighting::count ||
         weighting == Weighting::pair_share;
}

/// Weight that arrangement a gives to each of its ties; 0 where it makes none (fewer than two
/// members, or a star without its host). Throws std::invalid_argument if not additive.
[[nodiscard]] MUNIGRAPH_EXPORT double tie_weight(const AffiliationNetwork& network,
                                                 std::int32_t arrangement, Weighting weighting);

/// Number of ties that arrangement a makes: k(k−1)/2, k−1 for a star, 0 without its host.
[[nodiscard]] MUNIGRAPH_EXPORT std::int64_t tie_count(const AffiliationNetwork& network,
                                                      std::int32_t arrangement);

/// Weights of ties are 0 or lie between these: their squares, sums and quotients are numbers, too.
constexpr double smallest_weight = 1e-100;
constexpr double largest_weight = 1e100;
/// The same of intensities: narrower, since a tie gets a part of one, or the sum of many.
constexpr double smallest_intensity = 1e-80;
constexpr double largest_intensity = 1e80;

/// Weights as 64-bit integers in units of a quantum, a power of two chosen so that twice the total
/// weight stays below 2^62: sums are exact and do not depend on order.
struct QuantisedWeights {
  std::vector<std::int64_t> units;  ///< Per arrangement: its tie weight in quanta.
  double quantum = 1.0;             ///< Weight of one unit.
  double largest_rounding = 0.0;    ///< Largest |held − exact| tie weight of an arrangement.
  /// Whether rounding changes every tie weight by less than a thousandth of itself. If not,
  /// networks are made of doubles.
  bool holds = true;
};

/// The power of two that is the smallest quantum for sums up to `total` (0: quantum 1).
[[nodiscard]] MUNIGRAPH_EXPORT double quantum_for(double total) noexcept;

/// Tie weights of all arrangements under an additive weighting. `monitor` hears stop().
[[nodiscard]] MUNIGRAPH_EXPORT QuantisedWeights quantised_tie_weights(
    const AffiliationNetwork& network, Weighting weighting, const Monitor* monitor = nullptr);

}  // namespace munigraph
