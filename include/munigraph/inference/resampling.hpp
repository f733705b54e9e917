#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "munigraph/core/words.hpp"
#include "munigraph/network/affiliation_network.hpp"

namespace munigraph {

/// How memberships are varied to see what a finding depends on.
enum class Resample : std::uint8_t {
  /// Bayesian bootstrap (Rubin 1981, The Annals of Statistics 9, 130): every arrangement's
  /// intensity
  /// times Exp(1), scaled to mean 1. No arrangement and no tie vanishes, so no draw is a thinner
  /// network; uneven weights may still split clusters.
  weights,
  arrangements,      ///< A share of the arrangements left out.
  memberships,       ///< A share of the memberships left out.
  with_replacement,  ///< As many arrangements drawn with replacement: biased for counts.
};

template <>
std::span<const std::string_view> words<Resample>() noexcept;
[[nodiscard]] std::string_view to_string(Resample scheme) noexcept;
/// Throws std::invalid_argument that names the nearest word.
[[nodiscard]] Resample parse_resample(std::string_view text);

/// One draw. Nodes stay; arrangements and memberships keep their order. `drop` in (0, 1) is the
/// share left out (rounded to a whole number) by the two schemes that leave out. A star whose host
/// is left out has no ties. Only + × ÷ and comparisons are used, so a seed gives the same draw on
/// every platform. Cost O(memberships). Throws std::invalid_argument for a `drop` out of range.
[[nodiscard]] AffiliationNetwork resampled(const AffiliationNetwork& network, Resample scheme,
                                           double drop, std::uint64_t seed);

}  // namespace munigraph
