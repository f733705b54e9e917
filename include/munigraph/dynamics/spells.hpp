#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/dynamics/rules.hpp"
#include "munigraph/registry/geography.hpp"
#include "munigraph/registry/register.hpp"

namespace munigraph {

/// A stretch of time that lasts until something ends it: of one membership, or of an arrangement.
struct Spell {
  std::string arrangement;        ///< The chain; the first one, where it was renumbered.
  std::int32_t participant = -1;  ///< Row; -1 in a spell of an arrangement.
  std::int32_t version = -1;      ///< Row of the version in which it was first seen.
  Date start;                     ///< When it began, as far as is known.
  Date entry;                     ///< From when on the register could have seen its end.
  Date stop;                      ///< When it ended, or the last day on which it was seen.
  Date stop_earliest;             ///< When it can have ended at the earliest.
  bool start_known = false;       ///< Whether the start is an accession, or a founding.
  bool exit = false;              ///< Whether it ended; else it is censored at `stop`.
  /// Why it ended: the reason of the leaving (real, merger, …), or what became of the arrangement
  /// (ended, merged, absorbed, split); "censored" where it goes on.
  std::string cause;
  std::int32_t members = 0;  ///< Of the arrangement when it was first seen.
  bool registered = false;  ///< Whether the arrangement is older than the register's first version.
};

/// Spells of memberships: one per participant and arrangement from joining to leaving. An absence
/// that the record made itself (gap_in_register, error_corrected) does not end one; a renumbered
/// arrangement is one arrangement. Who was in when the register began to see is at risk from then
/// on: `entry` lies after `start` (left truncation). `origin`: as of chronicle(). Order:
/// arrangement, participant, start.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<Spell> membership_spells(
    const Register& reg, const ChronicleRules& rules = {}, const Monitor* monitor = nullptr,
    const GeographyOrigin* origin = nullptr);

/// Spells of arrangements, from founding (for a registered one: the earliest known accession of
/// its first members) to their end.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<Spell> arrangement_spells(
    const Register& reg, const ChronicleRules& rules = {}, const Monitor* monitor = nullptr);

/// The register's own last day: the latest start or end of an arrangement or a membership.
[[nodiscard]] MUNIGRAPH_EXPORT Date last_day(const Register& reg);

}  // namespace munigraph
