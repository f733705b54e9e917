#pragma once

#include <cstdint>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/registry/geography.hpp"

namespace munigraph {

/// A register on one day, with memberships carried over to participants in force on it.
struct RepairedSnapshot {
  Snapshot snapshot;  ///< Of a register that has the inferred memberships, for this day only.
  std::vector<std::int32_t> inferred;    ///< Their rows in its memberships, ascending.
  std::vector<GeographyChange> changes;  ///< By membership; rows are those of the old register.
};

/// What is in force on `day`, where memberships of participants that had ended or did not exist yet
/// are carried over to those that stand for them on that day. Memberships of participants in force
/// stay as they are.
///
/// Of several predecessors only those that another version of the chain names are taken, where it
/// names any. An accession on the day that a municipality was made from others is no accession (see
/// takeovers()). Throws as Register::at(). Cost: linear in the register.
[[nodiscard]] MUNIGRAPH_EXPORT RepairedSnapshot
at_repaired(const Register& reg, Date day, SplitRule splits = SplitRule::undetermined);

}  // namespace munigraph
