#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "munigraph/core/export.hpp"

namespace munigraph {

/// Every threshold of the chronicle. None holds a calendar year; docs/chronicle.md says which rule
/// uses which.
struct ChronicleRules {
  /// A chain is registered, not founded, where at least this share of the known accessions of its
  /// first members lie more than `registered_days` before its start.
  double registered_share = 0.5;
  std::int32_t registered_days = 31;  ///< Days.
  /// Where at least this share of all chains (and two) start on the first day of the register, that
  /// day is where the record opens: they are registered.
  double opening_share = 0.05;
  std::int32_t near_days = 31;      ///< Days between an end and a start that may belong together.
  double renumbered_overlap = 0.8;  ///< Overlap of member sets, at least.
  double merged_share = 0.8;        ///< Share of the ended chain in the new one; 0: any member.
  double absorbed_share = 0.8;      ///< Share of the ended chain in the version that takes it over.
  double split_share = 0.8;         ///< Share of the new chain that comes from the ended one.
  double reused_overlap = 0.3;      ///< The same number with less overlap is another arrangement.
  std::int32_t corrected_days =
      366;  ///< Days within which a difference that is taken back is an error.
  /// Days by which register and municipal reorganisation may lie apart: a municipality may be left
  /// out so long before it is dissolved, and enter so long after its birth.
  std::int32_t lag_days = 1096;
};

/// One rule as documents and interfaces show it; exactly one of `share` and `days` is set.
struct ChronicleRule {
  std::string_view name;
  std::string_view about;  ///< One sentence.
  double ChronicleRules::* share = nullptr;
  std::int32_t ChronicleRules::* days = nullptr;
};

/// The rules in the order of the struct. A share lies in [0, 1], days are at least 0.
[[nodiscard]] MUNIGRAPH_EXPORT std::span<const ChronicleRule> chronicle_rules() noexcept;

/// Sets a rule by its name. Throws std::invalid_argument for an unknown name (naming the nearest)
/// or a value out of range.
MUNIGRAPH_EXPORT void set_rule(ChronicleRules& rules, std::string_view name, double value);
/// Value of a rule by its name. Throws std::invalid_argument for an unknown name.
[[nodiscard]] MUNIGRAPH_EXPORT double rule_value(const ChronicleRules& rules,
                                                 std::string_view name);

}  // namespace munigraph
