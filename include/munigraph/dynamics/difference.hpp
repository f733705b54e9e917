#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/dynamics/decomposed.hpp"
#include "munigraph/dynamics/factsheet.hpp"

namespace munigraph {

/// Why something counts on one of two days only: the first that applies.
enum class Cause : std::uint8_t {
  registered,      ///< Its arrangement was there before the register named it.
  founded,         ///< Its arrangement is in force on the later day only.
  ended,           ///< Its arrangement is in force on the earlier day only.
  reorganisation,  ///< A municipality was dissolved, made, or took over from another.
  real,            ///< A municipality joined or left.
  classified,      ///< The theme or form became known (or unknown), and is or was asked for.
  changed,         ///< The theme or form changed into or out of what is asked for.
  lag              ///< The register names municipalities of another time (plain figures only).
};

template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<Cause>() noexcept;

/// What one cause contributes.
struct Contribution {
  Cause cause = Cause::real;
  /// "gap_in_register": the chain is there before and after. Of memberships that are real "joined"
  /// or "left"; of reorganisation on a fixed geography the rule of the chronicle,
  /// "as_municipalities_were". Else "".
  std::string detail;
  std::int64_t numerator = 0;    ///< Change of the figure's numerator.
  std::int64_t denominator = 0;  ///< Change of its denominator.
  std::int64_t part = 0;         ///< Contribution in units of 1/`Difference::unit`.
};

/// A figure on two days, and why it differs. All sums are exact, in integers.
struct Difference {
  std::int64_t numerator_before = 0;
  std::int64_t denominator_before = 1;  ///< 1 for counts.
  std::int64_t numerator_after = 0;
  std::int64_t denominator_after = 1;
  /// Contributions are fractions of it: 2 · before · after of the denominators; 1 for counts.
  std::int64_t unit = 1;
  std::vector<Contribution> parts;  ///< By cause, then detail; none without any change.
  /// Memberships of arrangements that count at neither day but did in between.
  std::int64_t in_between = 0;
};

/// Decomposes the change of one of decomposed_figures() for "all" or a group that it has.
///
/// Whatever counts on exactly one day has one cause. For a quotient P/Q a cause with changes ΔP and
/// ΔQ contributes ΔP · ½(1/Qa + 1/Qb) + ½(Pa + Pb) · (−ΔQ/(Qa Qb)): for a mean per municipality the
/// second term is that of reorganisation, since only it changes their number. The sum is
/// Pb/Qb − Pa/Qa. Where `repair` is plain: the plain figures; what repairing changes is the cause
/// `lag`.
///
/// Inhabitants count as whole numbers.
///
/// Throws std::invalid_argument for another figure, a group that nothing in the register is in
/// (with the nearest), or days out of order, and DataError where a denominator is 0, where the
/// figure's coverage is below `options.min_coverage` on either day, or where official themes are
/// asked for and their coverage moves by more than 5 points: such a trend mixes classification with
/// change.
[[nodiscard]] MUNIGRAPH_EXPORT Difference difference(const Inventories& source, Date before,
                                                     Date after, std::string_view figure,
                                                     std::string_view group = "all",
                                                     Repair repair = Repair::repaired,
                                                     const FactsheetOptions& options = {});

}  // namespace munigraph
