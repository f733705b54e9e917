#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "munigraph/core/random.hpp"
#include "munigraph/registry/register.hpp"

namespace munigraph::testing {

inline Validity during(const char* from, const char* to) {
  Validity validity;
  if (*from != '\0') validity.from = parse_date(from).value();
  if (*to != '\0') validity.to = parse_date(to).value();
  return validity;
}

inline Date day(const char* text) { return parse_date(text).value(); }

inline Participant municipality(std::string id, std::string province = "") {
  Participant p;
  p.id = p.name = std::move(id);
  p.province = std::move(province);
  return p;
}

inline Arrangement arrangement(std::string id, Structure structure = Structure::clique) {
  Arrangement a;
  a.id = a.chain = a.name = std::move(id);
  a.structure = structure;
  return a;
}

/// A register whose every column varies: participants of two kinds and four provinces, versions,
/// stars with and without a host in force, observers, memberships later than their version, themes
/// on two levels with unknown ones. Days are 2020-01-01 and the nine after it.
inline RegisterTables random_tables(std::uint64_t seed) {
  Random random(seed);
  const Date start = day("2020-01-01");
  const auto below = [&](std::size_t bound) {
    return static_cast<std::size_t>(random.below(static_cast<std::uint32_t>(bound)));
  };
  const auto validity = [&] {
    Validity v;
    if (below(3) == 0) v.from = start + std::chrono::days(below(5));
    if (below(3) == 0) v.to = start + std::chrono::days(5 + below(5));
    return v;
  };
  RegisterTables t;
  t.domains = {{"care", "social"}, {"care | youth", "safety"}, {"waste", "physical"}};
  const std::vector<std::string> themes = {"care",  "care | youth", "care | old",
                                           "waste", "carefree",     "social"};
  const std::vector<std::string> provinces = {"", "Noord", "Oost", "Zuid"};
  const std::size_t people = 3 + below(10);
  for (std::size_t i = 0; i < people; ++i) {
    Participant p = municipality("p" + std::to_string(i), provinces[below(provinces.size())]);
    if (below(4) == 0) p.kind = ParticipantKind::water_board;
    p.validity = validity();
    t.participants.push_back(p);
  }
  const std::size_t count = 1 + below(10);
  for (std::size_t a = 0; a < count; ++a) {
    Arrangement made =
        arrangement("a" + std::to_string(a), below(3) == 0 ? Structure::star : Structure::clique);
    made.legal_form = static_cast<LegalForm>(below(3));
    made.obligation = static_cast<Obligation>(below(3));
    made.phase = static_cast<Phase>(below(3));
    if (below(5) == 0) made.kind = ArrangementKind::division;
    if (a > 0) made.validity = validity();  // The first is always in force.
    t.arrangements.push_back(made);
    bool hosted = false;
    bool any = false;
    for (std::size_t i = 0; i < people; ++i) {
      if (below(2) == 0 && (any || i + 1 < people)) continue;
      Membership m{static_cast<std::int32_t>(a), static_cast<std::int32_t>(i), Role::member,
                   validity()};
      if (below(6) == 0) m.role = Role::observer;
      if (!hosted && below(3) == 0) {
        m.role = Role::host;
        hosted = true;
      }
      any = true;
      t.memberships.push_back(m);
    }
    for (const std::string& theme : themes)
      if (below(4) == 0)
        t.arrangement_themes.push_back({static_cast<std::int32_t>(a), theme, ThemeBasis::given});
  }
  return t;
}

}  // namespace munigraph::testing
