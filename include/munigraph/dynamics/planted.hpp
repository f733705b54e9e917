#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/dynamics/event.hpp"
#include "munigraph/registry/tables.hpp"

namespace munigraph {

/// What happens in a planted history. Shares are chances per arrangement, but for municipalities.
struct HistoryOptions {
  std::int32_t first_year = 2008;  ///< The register opens on its 1 January.
  std::int32_t years = 12;         ///< It ends on 1 January after so many.
  double opening = 0.4;            ///< There when the register opens.
  double registered = 0.3;         ///< Named later than they began: the register fills up.
                                   ///< The rest is founded.
  double ended = 0.15;
  double renumbered = 0.08;
  double merged = 0.08;     ///< Goes into a new arrangement together with another.
  double absorbed = 0.04;   ///< Goes into a larger one that is there, and that takes up its themes.
  double split = 0.04;      ///< Falls apart into two.
  double reused = 0.03;     ///< Ends, and its number is given to another arrangement.
  double joined = 0.2;      ///< Per possible date (one in some 400 days): a member joins.
  double left = 0.15;       ///< Per possible date: a member leaves.
  double revised = 0.3;     ///< Per possible date: a new version in which nothing differs.
  double changed = 0.06;    ///< Per possible date: another name, form or set of themes.
  double host = 0.05;       ///< Per possible date: another host, of an arrangement that has one.
  double corrected = 0.04;  ///< Per possible date: an error in one version, taken back by the next.
  double municipalities = 0.1;  ///< Of municipalities merge with another.
  double new_name = 0.5;        ///< Of these mergers make a new one; else one takes over.
  double lagging = 0.4;         ///< Of versions name a merger up to two years late.
  double in_place = 0.1;        ///< Of merged memberships are edited in the version in force.
  double dated = 0.8;           ///< Of first members have a known accession.
  std::uint64_t seed = 0;
};

/// Throws std::invalid_argument for shares outside [0, 1], alone or together, or fewer than three
/// years.
MUNIGRAPH_EXPORT void check(const HistoryOptions& options);

/// What was planted, as the chronicle should find it.
struct PlantedEvent {
  Date date;
  EventKind kind = EventKind::founded;
  EventReason reason = EventReason::real;
  /// The chain; for renumbered, merged, absorbed and split the one that ended.
  std::string arrangement;
  std::string participant;  ///< Who joined or left; else empty.
  std::string counterpart;  ///< The chain that follows it, or that takes it over.
};

struct PlantedHistory {
  RegisterTables tables;            ///< Versions, successions, memberships with their accessions.
  std::vector<PlantedEvent> truth;  ///< By arrangement, then date.
};

/// A history for the arrangements and municipalities of a register of one day (its dates, versions
/// and successions are ignored): foundings, endings, joinings, leavings, renumberings, revisions,
/// mergers, splits and absorptions of arrangements, mergers of municipalities, changes of name,
/// form, themes and host, numbers that are used again, errors that are corrected, and a register
/// that fills up and lags behind.
///
/// What happens to one arrangement lies at least 400 days apart, mergers of municipalities aside,
/// so that no planted event looks like the correction of another; arrangements keep at least two
/// members. An unknown form becomes public body or covenant, in turn. Same options, same history on
/// every platform. Cost: linear in memberships and years. Throws as check().
[[nodiscard]] MUNIGRAPH_EXPORT PlantedHistory plant_history(const RegisterTables& base,
                                                            const HistoryOptions& options = {},
                                                            const Monitor* monitor = nullptr);

}  // namespace munigraph
