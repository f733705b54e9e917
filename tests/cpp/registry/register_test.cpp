#include "munigraph/registry/register.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "munigraph/core/error.hpp"
#include "registry/folders.hpp"
#include "registry/registers.hpp"

namespace munigraph {
namespace {

using testing::arrangement;
using testing::day;
using testing::during;
using testing::fault_of;
using testing::municipality;
using testing::random_tables;

/// Three municipalities; `a` in two versions of one chain, `b` a star of p for q and r.
RegisterTables small() {
  RegisterTables t;
  t.participants = {municipality("p"), municipality("q"), municipality("r")};
  t.participants[2].validity = during("", "2020-01-01");
  t.arrangements = {arrangement("a-1"), arrangement("a-2"), arrangement("b", Structure::star)};
  t.arrangements[0].chain = t.arrangements[1].chain = "a";
  t.arrangements[0].validity = during("2018-01-01", "2019-01-01");
  t.arrangements[1].validity = during("2019-01-01", "");
  t.arrangements[2].validity = during("2018-06-01", "2021-01-01");
  t.memberships = {{0, 0, Role::member, {}},
                   {0, 1, Role::member, {}},
                   {1, 0, Role::member, {}},
                   {1, 1, Role::member, {}},
                   {1, 2, Role::member, during("2019-07-01", "")},
                   {2, 0, Role::host, {}},
                   {2, 1, Role::member, {}},
                   {2, 2, Role::member, {}}};
  return t;
}

std::vector<std::string> in_force(const RegisterTables& tables, const char* date) {
  const Snapshot snapshot = Register(tables).at(day(date));
  std::vector<std::string> ids;
  for (const std::int32_t row : snapshot.memberships()) {
    const Membership& m = tables.memberships[static_cast<std::size_t>(row)];
    ids.push_back(tables.arrangements[static_cast<std::size_t>(m.arrangement)].id + ":" +
                  tables.participants[static_cast<std::size_t>(m.participant)].id);
  }
  return ids;
}

using Ids = std::vector<std::string>;

TEST(Register, ValidityIsHalfOpen) {
  EXPECT_EQ(in_force(small(), "2018-01-01"), (Ids{"a-1:p", "a-1:q"}));
  EXPECT_EQ(in_force(small(), "2018-12-31"), (Ids{"a-1:p", "a-1:q", "b:p", "b:q", "b:r"}));
  // On the day of the change the new version is in force and the old one is not.
  EXPECT_EQ(in_force(small(), "2019-01-01"), (Ids{"a-2:p", "a-2:q", "b:p", "b:q", "b:r"}));
}

TEST(Register, AMembershipRunsFromTheLaterOfVersionAndAccession) {
  EXPECT_EQ(in_force(small(), "2019-06-30"), (Ids{"a-2:p", "a-2:q", "b:p", "b:q", "b:r"}));
  EXPECT_EQ(in_force(small(), "2019-07-01"), (Ids{"a-2:p", "a-2:q", "a-2:r", "b:p", "b:q", "b:r"}));
  // r ends as a municipality, and all its memberships with it.
  EXPECT_EQ(in_force(small(), "2020-01-01"), (Ids{"a-2:p", "a-2:q", "b:p", "b:q"}));
  EXPECT_EQ(in_force(small(), "2021-01-01"), (Ids{"a-2:p", "a-2:q"}));
}

TEST(Register, SaysTheRangeWhereNothingIsInForce) {
  const DataLocation fault = fault_of([] { (void)Register(small()).at(day("2017-12-31")); });
  EXPECT_EQ(fault.value, "2017-12-31");
  EXPECT_EQ(fault.expected, "a date from 2018-01-01 on");
  RegisterTables closed = small();
  closed.arrangements[1].validity.to = day("2022-01-01");
  const Register reg(closed);
  EXPECT_EQ(reg.usable_range(), during("2018-01-01", "2022-01-01"));
  EXPECT_EQ(fault_of([&] { (void)reg.at(day("2022-01-01")); }).expected,
            "a date from 2018-01-01 to before 2022-01-01");
}

TEST(Register, AnEmptyRegisterHasEmptySnapshots) {
  const Register reg((RegisterTables()));
  EXPECT_TRUE(reg.at(day("2020-01-01")).participants().empty());
  EXPECT_EQ(reg.usable_range(), Validity{});
}

TEST(Register, SnapshotsEqualTheDefinitionOnRandomRegisters) {
  for (std::uint64_t seed = 0; seed < 250; ++seed) {
    const RegisterTables t = random_tables(seed);
    const Register reg(t);
    for (int offset = 0; offset < 10; ++offset) {
      const Date date = day("2020-01-01") + std::chrono::days(offset);
      const Snapshot snapshot = reg.at(date);
      std::size_t expected = 0;
      for (const Membership& m : t.memberships)
        expected +=
            m.validity.contains(date) &&
            t.arrangements[static_cast<std::size_t>(m.arrangement)].validity.contains(date) &&
            t.participants[static_cast<std::size_t>(m.participant)].validity.contains(date);
      ASSERT_EQ(snapshot.memberships().size(), expected) << seed;
      std::size_t people = 0;
      for (const Participant& p : t.participants) people += p.validity.contains(date);
      ASSERT_EQ(snapshot.participants().size(), people) << seed;
    }
  }
}

TEST(Register, FindsRowsByIdAndNamesNearOnes) {
  RegisterTables t = small();
  t.participants[0].id = "GM0363";
  const Register reg(t);
  EXPECT_EQ(reg.participant("GM0363"), 0);
  EXPECT_EQ(reg.arrangement("b"), 2);
  EXPECT_EQ(reg.memberships_of(1), (std::vector<std::int32_t>{2, 3, 4}));
  try {
    (void)reg.participant("GM0336");
    FAIL();
  } catch (const UnknownId& error) {
    EXPECT_NE(std::string(error.what()).find("did you mean 'GM0363'"), std::string::npos);
  }
  EXPECT_THROW((void)reg.arrangement("a"), UnknownId);
}

TEST(Register, DomainsOfThemes) {
  RegisterTables t = small();
  t.domains = {{"care", "social"}, {"care | youth", "safety"}, {"culture | sport", "physical"}};
  t.arrangement_themes = {
      {0, "care", ThemeBasis::given},        {0, "care | youth | court", ThemeBasis::given},
      {1, "care|old", ThemeBasis::official}, {1, "careless", ThemeBasis::given},
      {1, "careless", ThemeBasis::proposed}, {2, "careless", ThemeBasis::given},
      {2, "physical", ThemeBasis::given},    {2, "culture", ThemeBasis::given}};
  const Register reg(t);
  EXPECT_EQ(reg.domains(), (Ids{"physical", "safety", "social"}));
  EXPECT_EQ(reg.domain_of("care | youth | court"), "safety");
  EXPECT_EQ(reg.domain_of("care|old"), "social");
  EXPECT_EQ(reg.domain_of("culture"), "");
  EXPECT_EQ(reg.domains_of(0), (std::vector<std::int32_t>{1, 2}));
  EXPECT_EQ(reg.domains_of(1), (std::vector<std::int32_t>{2}));
  EXPECT_EQ(reg.domains_of(2), (std::vector<std::int32_t>{0}));
  // Arrangements are counted, not rows.
  EXPECT_EQ(reg.unknown_themes(),
            (std::map<std::string, std::int32_t>{{"careless", 2}, {"culture", 1}}));
}

/// The fault of the small register after a change.
template <class Change>
DataLocation fault_after(Change&& change) {
  RegisterTables tables = small();
  change(tables);
  return fault_of([&] { (void)Register(tables); });
}

void expect_fault(const DataLocation& fault, const std::string& source, const std::string& row,
                  const std::string& column) {
  EXPECT_EQ(fault.source, source);
  EXPECT_EQ(fault.row, row);
  EXPECT_EQ(fault.column, column);
  EXPECT_FALSE(fault.expected.empty());
}

TEST(Register, RefusesWhatCannotBeRight) {
  using T = RegisterTables;
  expect_fault(fault_after([](T& t) { t.participants[1].id = ""; }), "participants", "2", "id");
  expect_fault(fault_after([](T& t) { t.participants[1].id = "p"; }), "participants", "2", "id");
  expect_fault(fault_after([](T& t) { t.arrangements[1].id = "b"; }), "arrangements", "3", "id");
  expect_fault(fault_after([](T& t) { t.participants[0].population = -1; }), "participants", "1",
               "population");
  expect_fault(fault_after([](T& t) {
                 t.participants[0].population = std::numeric_limits<double>::infinity();
               }),
               "participants", "1", "population");
  expect_fault(
      fault_after([](T& t) { t.arrangements[0].validity = during("2020-01-02", "2020-01-01"); }),
      "arrangements", "1", "valid_to");
  expect_fault(
      fault_after([](T& t) { t.memberships[3].validity = during("2020-01-02", "2020-01-01"); }),
      "memberships", "4", "valid_to");
  expect_fault(fault_after([](T& t) { t.memberships[3].participant = 3; }), "memberships", "4",
               "participant");
  expect_fault(fault_after([](T& t) { t.memberships[3].arrangement = -1; }), "memberships", "4",
               "arrangement");
  expect_fault(fault_after([](T& t) { t.arrangements[1].parent = "c"; }), "arrangements", "2",
               "parent");
  expect_fault(fault_after([](T& t) { t.arrangement_themes = {{7, "x", {}}}; }),
               "arrangement_themes", "1", "arrangement");
  expect_fault(fault_after([](T& t) { t.arrangement_themes = {{0, "", {}}}; }),
               "arrangement_themes", "1", "theme");
  expect_fault(
      fault_after([](T& t) { t.participant_extras = {{"size", std::vector<double>{1.0}}}; }),
      "participants", "", "size");
}

TEST(Register, RefusesAnArrangementWithoutMembers) {
  const DataLocation fault =
      fault_after([](RegisterTables& t) { t.arrangements.push_back(arrangement("empty")); });
  expect_fault(fault, "arrangements", "4", "id");
  EXPECT_EQ(fault.value, "empty");
}

TEST(Register, RefusesOverlappingMembershipsAndTakesSuccessiveOnes) {
  const DataLocation fault =
      fault_after([](RegisterTables& t) { t.memberships.push_back({1, 2, Role::member, {}}); });
  expect_fault(fault, "memberships", "9", "participant");
  EXPECT_EQ(fault.value, "r");
  RegisterTables successive = small();
  successive.memberships.push_back({1, 2, Role::member, during("", "2019-07-01")});
  EXPECT_NO_THROW(Register{successive});
}

TEST(Register, AStarHasOneHostAtATime) {
  const DataLocation fault =
      fault_after([](RegisterTables& t) { t.memberships[6].role = Role::host; });
  expect_fault(fault, "memberships", "7", "role");
  RegisterTables handed_over = small();
  handed_over.memberships[5].validity = during("", "2019-01-01");
  handed_over.memberships[6] = {2, 1, Role::host, during("2019-01-01", "")};
  EXPECT_NO_THROW(Register{handed_over});
  // In a clique the word changes nothing.
  RegisterTables clique = small();
  clique.memberships[0].role = clique.memberships[1].role = Role::host;
  EXPECT_NO_THROW(Register{clique});
}

}  // namespace
}  // namespace munigraph
