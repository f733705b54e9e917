#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "registry/registers.hpp"

namespace munigraph::testing {

/// a + b → ab and c → d (60%) + e (40%) on 2019-01-01; d, e, f are there all the time; r is a
/// renamed n since 2020. Arrangements: `v` (2015 on), `w-1` (2015–2018) and `w-2` (2018 on).
inline RegisterTables valley() {
  RegisterTables t;
  for (const char* id : {"a", "b", "ab", "c", "d", "e", "f", "n", "r"})
    t.participants.push_back(municipality(id));
  const auto row = [&](const char* id) -> Participant& {
    for (Participant& p : t.participants)
      if (p.id == id) return p;
    return t.participants.front();
  };
  for (const char* id : {"a", "b", "c"}) row(id).validity = during("", "2019-01-01");
  row("ab").validity = during("2019-01-01", "");
  row("n").validity = during("", "2020-01-01");
  row("r").validity = during("2020-01-01", "");
  t.successions = {{day("2019-01-01"), "a", "ab", SuccessionKind::merged, 1.0, "population"},
                   {day("2019-01-01"), "b", "ab", SuccessionKind::merged, 1.0, "population"},
                   {day("2019-01-01"), "c", "d", SuccessionKind::split, 0.6, "population"},
                   {day("2019-01-01"), "c", "e", SuccessionKind::split, 0.4, "population"},
                   {day("2017-01-01"), "f", "a", SuccessionKind::part, 0.1, "population"},
                   {day("2020-01-01"), "n", "r", SuccessionKind::renamed, 1.0, "population"}};
  t.arrangements = {arrangement("v"), arrangement("w-1"), arrangement("w-2")};
  t.arrangements[0].validity = during("2015-01-01", "");
  t.arrangements[1].validity = during("2015-01-01", "2018-01-01");
  t.arrangements[2].validity = during("2018-01-01", "");
  t.arrangements[1].chain = t.arrangements[2].chain = "w";
  return t;
}

inline std::int32_t row_of(const RegisterTables& t, const std::string& id) {
  for (std::size_t p = 0; p < t.participants.size(); ++p)
    if (t.participants[p].id == id) return static_cast<std::int32_t>(p);
  return -1;
}

/// Adds a membership; `from` and `to` may be empty.
inline void join(RegisterTables& t, std::int32_t arrangement, const char* participant,
                 const char* from = "", const char* to = "", Role role = Role::member) {
  t.memberships.push_back({arrangement, row_of(t, participant), role, during(from, to)});
}

inline std::vector<std::string> names(const RegisterTables& t,
                                      const std::vector<std::int32_t>& rows) {
  std::vector<std::string> ids;
  for (const std::int32_t row : rows)
    ids.push_back(t.participants[static_cast<std::size_t>(row)].id);
  return ids;
}

/// Members in force of one version on a day, as "id" or "id*" for a host, in the order of rows.
inline std::vector<std::string> members(const Snapshot& snapshot, const std::string& version) {
  const RegisterTables& t = snapshot.source().tables();
  std::vector<std::string> ids;
  for (const std::int32_t r : snapshot.memberships()) {
    const Membership& m = t.memberships[static_cast<std::size_t>(r)];
    if (t.arrangements[static_cast<std::size_t>(m.arrangement)].id != version) continue;
    ids.push_back(t.participants[static_cast<std::size_t>(m.participant)].id +
                  (m.role == Role::host ? "*" : ""));
  }
  return ids;
}

/// A random history of municipalities (mergers and splits over three years), with arrangements that
/// name them before, during and after; the first municipality is always there.
inline RegisterTables random_history(std::uint64_t seed) {
  Random random(seed);
  const auto below = [&](std::size_t bound) {
    return static_cast<std::size_t>(random.below(static_cast<std::uint32_t>(bound)));
  };
  const Date start = day("2015-01-01");
  const auto some_day = [&] { return start + std::chrono::days(below(2000)); };
  RegisterTables t;
  const std::size_t count = 4 + below(8);
  for (std::size_t p = 0; p < count; ++p)
    t.participants.push_back(municipality("m" + std::to_string(p), p % 2 == 0 ? "Noord" : "Zuid"));
  std::vector<std::size_t> alive;
  for (std::size_t p = 1; p < count; ++p) alive.push_back(p);
  Date when = start + std::chrono::days(200);
  for (std::size_t step = 0; step < 3 && alive.size() >= 3; ++step) {
    when += std::chrono::days(200 + below(300));
    const std::size_t x = alive.back();
    alive.pop_back();
    const std::string id = t.participants[x].id;
    t.participants[x].validity.to = when;
    const auto target = [&] { return t.participants[alive[below(alive.size())]].id; };
    if (below(3) == 0) {
      t.successions.push_back({when, id, target(), SuccessionKind::split, 0.7, "population"});
      t.successions.push_back({when, id, t.participants[0].id, SuccessionKind::split, 0.3, ""});
    } else if (below(2) == 0) {
      t.successions.push_back({when, id, target(), SuccessionKind::merged, 1.0, ""});
    } else {
      const std::size_t y = alive.back();
      alive.pop_back();
      t.participants[y].validity.to = when;
      Participant made = municipality("new" + std::to_string(step), "Noord");
      made.validity.from = when;
      for (const std::string& from : {id, t.participants[y].id})
        t.successions.push_back({when, from, made.id, SuccessionKind::merged, 1.0, ""});
      alive.insert(alive.begin(), t.participants.size());
      t.participants.push_back(made);
    }
  }
  const std::size_t chains = 2 + below(8);
  for (std::size_t c = 0; c < chains; ++c) {
    Date from = some_day();
    const std::size_t versions = 1 + below(3);
    for (std::size_t v = 0; v < versions; ++v) {
      Arrangement a = arrangement("a" + std::to_string(c) + "-" + std::to_string(v));
      a.chain = "a" + std::to_string(c);
      a.legal_form = static_cast<LegalForm>(1 + below(8));
      a.validity.from = from;
      from += std::chrono::days(100 + below(700));
      if (v + 1 < versions || below(3) == 0) a.validity.to = from;
      if (below(6) == 0) from += std::chrono::days(below(400));
      const auto row = static_cast<std::int32_t>(t.arrangements.size());
      bool any = false;
      for (std::size_t p = 0; p < t.participants.size(); ++p) {
        if (below(2) == 0 && (any || p + 1 < t.participants.size())) continue;
        Membership m{row, static_cast<std::int32_t>(p), Role::member, {}};
        if (below(3) == 0) m.validity.from = *a.validity.from - std::chrono::days(below(900));
        if (below(6) == 0) m.validity.from = *a.validity.from + std::chrono::days(below(300));
        if (below(6) == 0 && t.participants[p].validity.from)
          m.validity.from = t.participants[p].validity.from;
        any = true;
        t.memberships.push_back(m);
      }
      if (below(2) == 0)
        t.arrangement_themes.push_back(
            {row, below(2) == 0 ? "care" : "waste",
             below(2) == 0 ? ThemeBasis::official : ThemeBasis::proposed});
      t.arrangements.push_back(std::move(a));
    }
  }
  t.domains = {{"care", "social"}, {"waste", "physical"}};
  return t;
}

}  // namespace munigraph::testing
