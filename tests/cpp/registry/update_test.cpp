#include "munigraph/registry/update.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace munigraph {
namespace {

Participant town(const std::string& id, double population = 0) {
  Participant made;
  made.id = id;
  if (population > 0) made.population = population;
  return made;
}

Arrangement arrangement(const std::string& id, const std::string& name = "") {
  Arrangement made;
  made.id = made.chain = id;
  made.name = name;
  made.validity.from = parse_date("2018-01-01");
  return made;
}

Membership member(std::int32_t arrangement, std::int32_t participant) {
  Membership made;
  made.arrangement = arrangement;
  made.participant = participant;
  return made;
}

ArrangementTheme theme(std::int32_t arrangement, const char* name) {
  return {arrangement, name, ThemeBasis::given};
}

/// `a` of towns 0, 1, 2 and `b` of 1, 2, exported on a day.
RegisterTables tables(const char* exported) {
  RegisterTables made;
  made.participants = {town("p", 100), town("q"), town("r")};
  made.arrangements = {arrangement("a", "Waste"), arrangement("b")};
  made.memberships = {member(0, 0), member(0, 1), member(0, 2), member(1, 1), member(1, 2)};
  made.arrangement_themes = {theme(0, "waste"), theme(1, "care")};
  made.exported = parse_date(exported);
  return made;
}

std::vector<std::string> told(const UpdateReport& report) {
  std::vector<std::string> lines;
  for (const RowChange& change : report.changes) {
    std::string line = std::string(word(change.action)) + " " + change.id;
    for (const FieldChange& field : change.fields)
      line += " " + field.column + ":" + field.before + ">" + field.after;
    lines.push_back(line);
  }
  return lines;
}

TEST(Update, TheSameRegisterChangesNothing) {
  const Register base(tables("2020-01-01"));
  const Updated found = update(base, base);
  EXPECT_TRUE(found.report.changes.empty());
  EXPECT_EQ(found.report.unchanged, (std::array<std::int64_t, 5>{3, 2, 5, 2, 0}));
  EXPECT_EQ(found.tables.memberships.size(), 5U);
}

TEST(Update, SaysWhatCameWhatChangedAndWhatLeft) {
  RegisterTables later = tables("2022-06-01");
  later.participants.push_back(town("s"));
  later.participants[1].population = 50;
  later.arrangements[0].name = "Waste and streets";
  later.arrangements[1] = arrangement("c");
  later.memberships = {member(0, 0), member(0, 1), member(0, 3), member(1, 3),
                       member(1, 0)};  // a without r; b is gone
  later.arrangement_themes = {theme(0, "streets"), theme(1, "care")};
  const Updated found = update(Register(tables("2020-01-01")), Register(later));
  EXPECT_EQ(
      told(found.report),
      (std::vector<std::string>{
          "changed q population:>50", "added s", "changed a name:Waste>Waste and streets",
          "added c", "closed b valid_to:>2022-06-01", "closed a, r valid_to:>2022-06-01",
          "closed b, q valid_to:>2022-06-01", "closed b, r valid_to:>2022-06-01", "added a, s",
          "added c, s", "added c, p", "added a, streets", "added c, care", "removed a, waste"}));
  const Register result(found.tables);
  EXPECT_EQ(result.at(*parse_date("2021-01-01")).arrangements().size(), 3U);
  EXPECT_EQ(result.at(*parse_date("2023-01-01")).arrangements().size(), 2U);
  EXPECT_DOUBLE_EQ(result.tables().participants[0].population, 100);
  EXPECT_EQ(result.tables().exported, parse_date("2022-06-01"));
}

TEST(Update, AColumnThatIsEmptyThroughoutSaysNothing) {
  RegisterTables later = tables("2021-01-01");
  for (Participant& one : later.participants)
    one.population = std::numeric_limits<double>::quiet_NaN();
  for (Arrangement& one : later.arrangements) one.name.clear();
  EXPECT_TRUE(update(Register(tables("2020-01-01")), Register(later)).report.changes.empty());
}

TEST(Update, PeriodsOfOneMemberAreMatchedByTheirStart) {
  RegisterTables base = tables("2020-01-01");
  base.memberships[0].validity = {parse_date("2018-01-01"), parse_date("2018-06-01")};
  base.memberships.push_back(member(0, 0));
  base.memberships.back().validity.from = parse_date("2019-01-01");
  RegisterTables later = base;
  later.exported = parse_date("2021-01-01");
  std::swap(later.memberships.front(), later.memberships.back());
  later.memberships.front().validity.to = parse_date("2020-12-01");
  EXPECT_EQ(told(update(Register(base), Register(later)).report),
            (std::vector<std::string>{"changed a, p valid_to:>2020-12-01"}));
}

TEST(Update, WhatIsOfAnotherSourceDoesNotLeave) {
  RegisterTables later = tables("2021-01-01");
  later.arrangements.pop_back();
  later.memberships.resize(3);
  later.arrangement_themes.resize(1);
  UpdateOptions options;
  options.same_source = {1, 0};
  EXPECT_TRUE(
      update(Register(tables("2020-01-01")), Register(later), options).report.changes.empty());
  options.same_source = {1, 1};
  EXPECT_EQ(update(Register(tables("2020-01-01")), Register(later), options).report.changes.size(),
            3U);
}

TEST(Update, WhatEndedBeforeAndWhatHasNoLastDayIsKept) {
  RegisterTables base = tables("2020-01-01");
  base.exported.reset();
  for (Arrangement& one : base.arrangements) one.validity = {};
  RegisterTables later = base;
  later.arrangements.pop_back();
  later.memberships.resize(3);
  later.arrangement_themes.resize(1);
  const Updated found = update(Register(base), Register(later));
  EXPECT_FALSE(found.report.closing);
  EXPECT_EQ(told(found.report), (std::vector<std::string>{"kept b", "kept b, q", "kept b, r"}));
}

TEST(Update, ColumnsBeyondTheSchemaAreJoined) {
  RegisterTables base = tables("2020-01-01");
  base.participant_extras = {{"area", std::vector<double>{1, 2, 3}}};
  RegisterTables later = tables("2021-01-01");
  later.participants.push_back(town("s"));
  later.participant_extras = {{"area", std::vector<double>{1, 5, 3, 4}},
                              {"mayor", std::vector<std::string>{"", "", "X", "Y"}}};
  const Updated found = update(Register(base), Register(later));
  EXPECT_EQ(told(found.report),
            (std::vector<std::string>{"changed q area:2>5", "changed r mayor:>X", "added s"}));
  EXPECT_EQ(std::get<std::vector<double>>(found.tables.participant_extras[0].values),
            (std::vector<double>{1, 5, 3, 4}));
}

}  // namespace
}  // namespace munigraph
