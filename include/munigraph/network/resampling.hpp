#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "munigraph/core/export.hpp"
#include "munigraph/core/words.hpp"
#include "munigraph/network/affiliation_network.hpp"

namespace munigraph {

/// How memberships are varied to see what a finding depends on. A register is no sample: the spread
/// over draws says how far a finding hangs on single arrangements.
enum class Resample : std::uint8_t {
  /// Bayesian bootstrap (Rubin 1981, The Annals of Statistics 9, 130): every arrangement's
  /// intensity times a draw from Exp(1), these scaled so that their sum is the number of
  /// arrangements. No arrangement and no tie vanishes, so no draw is a thinner network; uneven
  /// weights may still split clusters. Needs a weighting that looks at intensities.
  weights,
  arrangements,      ///< A share of the arrangements left out.
  memberships,       ///< A share of the memberships left out.
  with_replacement,  ///< As many arrangements drawn with replacement: biased for counts.
};

template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<Resample>() noexcept;
[[nodiscard]] MUNIGRAPH_EXPORT std::string_view to_string(Resample scheme) noexcept;
/// Throws std::invalid_argument that names the nearest word.
[[nodiscard]] MUNIGRAPH_EXPORT Resample parse_resample(std::string_view text);

/// One draw. Nodes stay; arrangements and memberships keep their order. `drop` in (0, 1) is the
/// exact share left out, rounded to a whole number, by the two schemes that leave out. A star whose
/// host is left out has no ties. Only + × ÷ and comparisons are used, so a seed gives the same draw
/// on every platform. Cost O(memberships). Throws std::invalid_argument for a `drop` out of range.
[[nodiscard]] MUNIGRAPH_EXPORT AffiliationNetwork resampled(const AffiliationNetwork& network,
                                                            Resample scheme, double drop,
                                                            std::uint64_t seed);

/// Draw `draw` of a seed: resampled() with a stream of its own, so that every finding that is
/// resampled with one seed sees the same networks, whatever thread makes them.
[[nodiscard]] MUNIGRAPH_EXPORT AffiliationNetwork resampled_draw(const AffiliationNetwork& network,
                                                                 Resample scheme, double drop,
                                                                 std::uint64_t seed,
                                                                 std::uint64_t draw);

}  // namespace munigraph
