#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dynamics/successions.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/dynamics/rules.hpp"
#include "munigraph/registry/register.hpp"

namespace munigraph::dynamics {

/// A participant in a version for one stretch of time.
struct Stay {
  std::int32_t participant = 0;
  Day from = always;  ///< The accession; `always` where it is not known.
  Day to = never;     ///< The recorded end; `never` where none is.
  bool host = false;
};

/// A version of a chain, or the part of one on either side of a reuse of its number. Sets of
/// participants are ascending.
struct Segment {
  std::int32_t row = 0;  ///< Of the version, in `arrangements`.
  Day start = always;
  Day end = never;                     ///< Where it ends or the next of the chain begins.
  Day stated_end = never;              ///< As the register has it: a later one overlaps the next.
  std::vector<Stay> stays;             ///< By participant, then time.
  std::vector<std::int32_t> listed;    ///< Everyone with a stay.
  std::vector<std::int32_t> at_start;  ///< Members when it begins.
  std::vector<std::int32_t> at_end;    ///< Members when it ends.
  std::vector<std::int32_t> carried_start;  ///< `at_start` on one geography.
  std::vector<std::int32_t> carried_end;

  [[nodiscard]] bool lists(std::int32_t participant) const;
  [[nodiscard]] bool has_at_end(std::int32_t participant) const;
  /// Positions of a participant's stays: [first, second).
  [[nodiscard]] std::pair<std::size_t, std::size_t> stays_of(std::int32_t participant) const;
};

struct Chain {
  std::string_view id;
  std::vector<Segment> segments;  ///< By start; versions that were never in force left out.
};

/// Segments first to last of a chain: one arrangement. A chain has several lives where its number
/// was given to another arrangement.
struct Lifetime {
  std::size_t chain = 0;
  std::size_t first = 0;
  std::size_t last = 0;
};

/// The chains of a register with what all rules need to know about its time.
class History {
 public:
  History(const Register& reg, const ChronicleRules& rules, const Monitor* monitor);

  [[nodiscard]] const Register& source() const noexcept { return register_; }
  [[nodiscard]] const Kinship& kinship() const noexcept { return kinship_; }
  [[nodiscard]] const std::vector<Chain>& chains() const noexcept { return chains_; }
  [[nodiscard]] const std::vector<Lifetime>& lives() const noexcept { return lives_; }
  /// Days from one day to a later one on which the register has anything in force at all.
  [[nodiscard]] std::int64_t recorded_days(Day from, Day to) const;
  /// Days between an end and a start: recorded ones between them, or minus those of the overlap.
  [[nodiscard]] std::int64_t gap(Day end, Day start) const;
  /// The first day from this one on of which the register has anything in force.
  [[nodiscard]] Day speaks_from(Day day) const;
  /// The first day of the register, where the record opens on it; else `always`.
  [[nodiscard]] Day opening() const noexcept { return opening_; }
  /// The last day of a register in which nothing is open; else `never`.
  [[nodiscard]] Day closing() const noexcept { return closing_; }

  /// A text column beyond the schema, or the empty text.
  [[nodiscard]] std::string number_of(std::int32_t version) const;
  /// The country's own word for the legal form, or else the common one.
  [[nodiscard]] std::string form_of(std::int32_t version) const;
  [[nodiscard]] const Arrangement& version(std::int32_t row) const {
    return register_.tables().arrangements[static_cast<std::size_t>(row)];
  }
  [[nodiscard]] std::vector<std::int32_t> carried(const std::vector<std::int32_t>& members) const;
  /// Members of a segment as the one before it hands them over, and those new from its start.
  [[nodiscard]] std::vector<std::int32_t> taken_over(const Segment& before,
                                                     const Segment& after) const;

 private:
  void find_silences();
  void build_chains(const ChronicleRules& rules, const Monitor* monitor);
  void fill(Segment& segment, const ChronicleRules& rules) const;
  [[nodiscard]] std::vector<std::int32_t> members_at(const Segment& segment, Day day) const;
  void split_reused(Chain& chain, const ChronicleRules& rules) const;
  void find_lives(const ChronicleRules& rules);
  void find_opening(const ChronicleRules& rules);

  Register register_;
  Kinship kinship_;
  std::vector<Chain> chains_;
  std::vector<Lifetime> lives_;
  std::vector<std::pair<Day, Day>> silences_;  ///< With nothing in force, ascending.
  Day opening_ = always;
  Day closing_ = never;
};

/// |a ∩ b| of two ascending sets.
[[nodiscard]] std::size_t shared(const std::vector<std::int32_t>& a,
                                 const std::vector<std::int32_t>& b);
/// Jaccard of two ascending sets; 0 where both are empty.
[[nodiscard]] double overlap(const std::vector<std::int32_t>& a,
                             const std::vector<std::int32_t>& b);
/// The text of an extra column of arrangements, or "" where there is no such column.
[[nodiscard]] std::string extra_text(const RegisterTables& tables, std::string_view column,
                                     std::int32_t row);

}  // namespace munigraph::dynamics
