#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "munigraph/core/date.hpp"
#include "munigraph/core/export.hpp"
#include "munigraph/registry/register.hpp"
#include "munigraph/registry/tables.hpp"

namespace munigraph {

/// The tables of a register.
enum class RegisterTable : std::uint8_t {
  participants,
  arrangements,
  memberships,
  arrangement_themes,
  successions
};
template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<RegisterTable>() noexcept;

/// What an update did to a row.
enum class UpdateAction : std::uint8_t {
  added,    ///< It was not there.
  changed,  ///< It says something else now.
  closed,   ///< It left the source: its end is now known.
  removed,  ///< A theme that the source no longer gives; kept in the history of a store.
  kept      ///< It left the source, and stays as it was.
};
template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<UpdateAction>() noexcept;

struct FieldChange {
  std::string column;
  std::string before;
  std::string after;
};

struct RowChange {
  RegisterTable table = RegisterTable::participants;
  UpdateAction action = UpdateAction::added;
  /// The id of a participant or arrangement; "arrangement, participant", "arrangement, theme" or
  /// "date, from, to" of the others.
  std::string id;
  std::int32_t before = -1;  ///< Row of the base; -1: none.
  std::int32_t given = -1;   ///< Row of what was given; -1: none.
  std::int32_t after = -1;   ///< Row of the result; -1: none.
  std::vector<FieldChange> fields;
};

/// What an update did, row by row.
struct UpdateReport {
  std::vector<RowChange> changes;           ///< By table, then by row of the result.
  std::array<std::int64_t, 5> unchanged{};  ///< Rows per table of which both say the same.
  std::optional<Date> closing;              ///< The day at which what left the source was closed.
};

struct UpdateOptions {
  /// The day at which what left the source ends; by default the last day of the newer register.
  std::optional<Date> closing;
  /// Arrangements of the base that are of the same source (one per row; empty: all): only they, and
  /// their memberships and themes, can have left it.
  std::vector<std::uint8_t> same_source;
};

struct Updated {
  RegisterTables tables;
  UpdateReport report;
  /// Per table and row of the result, the row of the base that it was; -1: it is new.
  std::array<std::vector<std::int32_t>, 5> origin;
  /// Per table and row that was given, the row of the base that it is; -1: none.
  std::array<std::vector<std::int32_t>, 5> matched;
};

/// Base brought up to date by a newer export of the same source.
///
/// - Rows are matched by ids: arrangement and participant of a membership (several periods in order
///   of their start), arrangement and theme, date and both municipalities of a succession.
/// - A column that the newer register leaves empty in all its rows says nothing, and changes
///   nothing; dates and roles always say something.
/// - An arrangement or membership that is no longer there ends at `closing`, unless it ended
///   before (kept); without a last day it is kept. Participants and successions are kept. A theme
///   of an arrangement that is still there is removed.
/// - Domains of themes are those of both, the newer first.
///
/// Rows of the result: those of the base in their order, then what is new. Updating by the same
/// register changes nothing. Cost O(rows log rows).
[[nodiscard]] MUNIGRAPH_EXPORT Updated update(const Register& base, const Register& newer,
                                              const UpdateOptions& options = {});

}  // namespace munigraph
