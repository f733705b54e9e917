#pragma once

#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/dynamics/event.hpp"
#include "munigraph/dynamics/rules.hpp"
#include "munigraph/registry/geography.hpp"
#include "munigraph/registry/register.hpp"

namespace munigraph {

/// What happened in a register, as far as it tells.
struct Chronicle {
  std::vector<Event> events;          ///< By date, then arrangement, kind and participant.
  std::vector<Candidate> candidates;  ///< By date, then arrangement; never applied.
};

/// Reads events from the chains of a register: from what differs between successive versions, from
/// dates of accession, and from ends and beginnings that belong together. Each event carries the
/// interval in which it happened, its reason and the rule that gave it; docs/chronicle.md states
/// every rule. Members are all participants but observers. The register's extra column `number` of
/// arrangements, where there is one, is the number under which a version is known; its extra column
/// `form` is the country's own word for the legal form.
///
/// Every chain with dated versions has one beginning (founded; or the far side of renumbered,
/// merged or split) and, if it ended, one end. Of a register on a fixed geography, `origin` tells
/// what municipal reorganisation explains of it: a place that nobody took when a municipality was
/// divided is no leaving of the one that stands for it. Throws Interrupted when the monitor is
/// stopped. Cost is linear in memberships, with a factor for chains that end and begin near one
/// another.
[[nodiscard]] MUNIGRAPH_EXPORT Chronicle chronicle(const Register& reg,
                                                   const ChronicleRules& rules = {},
                                                   const Monitor* monitor = nullptr,
                                                   const GeographyOrigin* origin = nullptr);

}  // namespace munigraph
