#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "munigraph/core/date.hpp"
#include "munigraph/core/export.hpp"
#include "munigraph/registry/vocabulary.hpp"

namespace munigraph {

/// What happened.
enum class EventKind : std::uint8_t {
  founded,
  ended,
  joined,
  left,
  form,
  name,
  themes,
  host,
  merged,      ///< The arrangement went into a new one together with others.
  absorbed,    ///< The arrangement went into one that was there before.
  split,       ///< The arrangement fell apart into several.
  renumbered,  ///< The same arrangement under a new number.
  id_reused,   ///< Another arrangement under the same number.
  revised      ///< A new version in which nothing differs.
};

/// Why: what happened in the world (real), what municipal reorganisation does (merger, dissolved),
/// and what the register does by itself.
enum class EventReason : std::uint8_t {
  real,
  merger,
  dissolved_not_succeeded,
  registered,
  late,
  classified,
  gap_in_register,
  error_corrected,
  unclear
};

/// Where the date of an event is from.
enum class DateBasis : std::uint8_t {
  version,    ///< Start or end of a version.
  accession,  ///< The start of a membership.
  recorded,   ///< The end of a membership.
  succession  ///< The date of a municipal reorganisation.
};

template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<EventKind>() noexcept;
template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<EventReason>() noexcept;
template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<DateBasis>() noexcept;

/// One event. Arrangements are given by the rows of versions in the register's tables, -1: none.
struct MUNIGRAPH_EXPORT Event {
  Date date;
  std::optional<Date> earliest;  ///< When it can have happened at the earliest.
  std::optional<Date> latest;    ///< When it must have happened.
  DateBasis basis = DateBasis::version;
  EventKind kind = EventKind::founded;
  EventReason reason = EventReason::real;
  std::string arrangement;           ///< The chain's id.
  std::int32_t version_before = -1;  ///< Row of the version before the event.
  std::int32_t version_after = -1;   ///< Row of the version after it.
  std::int32_t participant = -1;     ///< Row of who joined, left or became host.
  std::string counterpart;  ///< Ids of the other side (successors, chains), joined by "; ".
  std::string before;       ///< Value before, for what has values.
  std::string after;        ///< Value after.
  double share = std::numeric_limits<double>::quiet_NaN();  ///< Overlap or share of members.
  std::string rule;  ///< The rule, and marks behind it, joined by "; ".

  /// True where the world did nothing: every reason but real and unclear, and the three kinds that
  /// only a register has.
  [[nodiscard]] bool administrative() const noexcept;
};

/// A pair of chains that lie near each other in time and members, which no rule decides.
struct Candidate {
  EventKind kind = EventKind::renumbered;
  std::string arrangement;  ///< The chain that ended.
  std::string counterpart;  ///< The chain that began or went on.
  Date ended;
  Date began;
  double share = 0;
  std::string why;  ///< not_unique, no_domain_in_common, registered, nothing_differs.
};

}  // namespace munigraph
