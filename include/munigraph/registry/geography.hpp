#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/registry/register.hpp"
#include "munigraph/registry/succession.hpp"

namespace munigraph {

/// What became of one membership, or of one arrangement, that did not stay as it was.
struct GeographyChange {
  enum class Action : std::uint8_t {
    carried,       ///< To the participants in `became`.
    merged,        ///< With a membership that `became` has already.
    extended,      ///< Back to the version's start: the accession was that of a reorganisation.
    undetermined,  ///< Left out: a split that names no successor, or no succession at all.
    gone           ///< Left out with its arrangement.
  };
  std::int32_t membership = -1;   ///< Row of the register's memberships.
  std::int32_t arrangement = -1;  ///< Row of the register's arrangements.
  std::int32_t participant = -1;  ///< Row of the register's participants.
  std::string became;             ///< Ids, joined by ", "; empty where nothing stands for it.
  Action action = Action::carried;
  std::string reason;
};

template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<GeographyChange::Action>() noexcept;

/// A register as if its municipalities had always been those of one day.
struct FixedGeography {
  Register reg;
  std::vector<GeographyChange> changes;  ///< By membership; rows are those of the old register.
  /// Rows of memberships: read = taken + merged + left_out.
  std::int64_t read = 0;
  std::int64_t taken = 0;
  std::int64_t merged = 0;
  std::int64_t left_out = 0;
  std::int32_t arrangements_gone =
      0;  ///< Versions that fall inside one municipality, or are empty.
};

/// The days whose municipalities a register knows: from the earliest to the latest date of its
/// participants, successions and arrangements, or its last day where that is later. Empty without
/// any date: then its municipalities are those of every day.
[[nodiscard]] MUNIGRAPH_EXPORT Validity geography_range(const Register& reg);

/// The day of a geography that is given as a year: its 1 July, or the last day of
/// geography_range() (which counts) where that comes earlier in the year.
[[nodiscard]] MUNIGRAPH_EXPORT Date geography_of_year(const Register& reg, std::int32_t year);

/// Throws DataError for a day out of geography_range(), naming it: who is a municipality then,
/// nobody told. What comes from people is checked so.
MUNIGRAPH_EXPORT void check_geography(const Register& reg, Date day);

/// The register on the municipalities of `day`.
///
/// Municipalities in force on `day` are in force always; the others leave, with their successions.
/// A membership of one that leaves goes to those that stand for it (SuccessionMap). What comes to
/// one participant of one arrangement at the same time or end to end becomes one membership, host
/// before member before observer. An accession on the day that a municipality was made from others
/// is none (see takeovers()): it goes back to the version's start. Where one host becomes several
/// municipalities, the most populous of them (the first, where that is not known) is host. A
/// version whose municipalities all became one, and that has no other participant, is gone.
/// Participants that are no municipality and in no succession stay as they are.
/// Throws DataError if no municipality is in force on `day`. Cost: linear in the register.
[[nodiscard]] MUNIGRAPH_EXPORT FixedGeography on_geography(const Register& reg, Date day,
                                                           SplitRule splits = SplitRule::largest);

/// Where a register on a fixed geography is from: what was given to on_geography().
struct GeographyOrigin {
  Register reg;
  Date day;
  SplitRule splits = SplitRule::largest;
};

/// Whether each membership's start is that of a reorganisation and says nothing of when it joined,
/// a byte per membership: the accession lies within 31 days of the day on which the municipality
/// was made from others, and a predecessor is in the chain, or the version is the chain's first, or
/// no membership of a predecessor is known.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<std::uint8_t> takeovers(const Register& reg,
                                                                   const SuccessionMap& map);

}  // namespace munigraph
