#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "munigraph/core/date.hpp"
#include "munigraph/registry/vocabulary.hpp"

namespace munigraph {

/// A municipality or another body that can take part in arrangements.
struct Participant {
  std::string id;  ///< E.g. "GM0363"; unique.
  std::string name;
  ParticipantKind kind = ParticipantKind::municipality;
  std::string province;                                          ///< Empty: not known.
  double population = std::numeric_limits<double>::quiet_NaN();  ///< Inhabitants.
  std::int32_t population_year = 0;                              ///< 0: not known.
  double lon = std::numeric_limits<double>::quiet_NaN();         ///< Degrees east, WGS 84.
  double lat = std::numeric_limits<double>::quiet_NaN();         ///< Degrees north, WGS 84.
  Validity validity;
};

/// One version of an arrangement; `chain` is the arrangement over time.
struct Arrangement {
  std::string id;     ///< Unique.
  std::string chain;  ///< Default: the id.
  std::string name;
  ArrangementKind kind = ArrangementKind::cooperation;
  LegalForm legal_form = LegalForm::unknown;
  Structure structure = Structure::clique;
  Obligation obligation = Obligation::unknown;
  Phase phase = Phase::unknown;
  std::string parent;               ///< The arrangement that this one is nested in, or empty.
  Answer inputs = Answer::unknown;  ///< Are inputs laid down in the contract or covenant?
  Answer decision_rules = Answer::unknown;  ///< Are decision rules?
  Answer evaluation = Answer::unknown;      ///< Is evaluation?
  Validity validity;
  std::string source;
};

/// Participants and arrangements are row numbers in their tables.
struct Membership {
  std::int32_t arrangement = 0;
  std::int32_t participant = 0;
  Role role = Role::member;
  Validity validity;
};

struct ArrangementTheme {
  std::int32_t arrangement = 0;
  std::string theme;
  ThemeBasis basis = ThemeBasis::given;
};

/// A municipal reorganisation: (part of) `from` became (part of) `to` on `date`.
struct Succession {
  Date date;
  std::string from;
  std::string to;
  SuccessionKind kind = SuccessionKind::merged;
  double share = std::numeric_limits<double>::quiet_NaN();  ///< Of `from`, in `share_of`.
  std::string share_of;                                     ///< population, addresses or area.
};

/// A column beyond the schema, kept with its table: numbers (NaN: missing) or text.
struct ExtraColumn {
  std::string name;
  std::variant<std::vector<double>, std::vector<std::string>> values;
};

/// What a register is made from; Register checks it and makes it immutable.
struct RegisterTables {
  std::vector<Participant> participants;
  std::vector<Arrangement> arrangements;
  std::vector<ArrangementTheme> arrangement_themes;
  std::vector<Membership> memberships;
  std::vector<Succession> successions;
  std::vector<ExtraColumn> participant_extras;
  std::vector<ExtraColumn> arrangement_extras;
  /// Theme → domain. A theme "a | b" that is not listed takes the domain of "a"; a theme that is
  /// itself a domain's name belongs to that domain; any other theme is unknown.
  std::map<std::string, std::string> domains;
  std::optional<Date> exported;  ///< The day on which the register was exported, where known.
};

}  // namespace munigraph
