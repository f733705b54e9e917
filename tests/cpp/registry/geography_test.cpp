#include "munigraph/registry/geography.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "munigraph/core/error.hpp"
#include "registry/reorganisations.hpp"

namespace munigraph {
namespace {

using Action = GeographyChange::Action;
using testing::day;
using testing::join;
using testing::members;
using testing::valley;

using Ids = std::vector<std::string>;

Ids participants(const Register& reg) {
  Ids ids;
  for (const Participant& p : reg.tables().participants) ids.push_back(p.id);
  return ids;
}

TEST(Geography, MembershipsGoToSuccessorsAndDuplicatesMerge) {
  RegisterTables t = valley();
  for (const char* id : {"a", "b", "c", "f"}) join(t, 0, id);
  join(t, 1, "n");
  join(t, 1, "f");
  join(t, 2, "r");
  join(t, 2, "f");
  const FixedGeography moved = on_geography(Register(t), day("2021-01-01"));
  EXPECT_EQ(participants(moved.reg), (Ids{"ab", "d", "e", "f", "r"}));
  EXPECT_EQ(members(moved.reg.at(day("2016-07-01")), "v"), (Ids{"ab", "d", "f"}));
  EXPECT_EQ(members(moved.reg.at(day("2016-07-01")), "w-1"), (Ids{"f", "r"}));
  EXPECT_TRUE(moved.reg.tables().successions.empty());
  EXPECT_EQ(moved.read, 8);
  EXPECT_EQ(moved.taken, 7);
  EXPECT_EQ(moved.merged, 1);
  EXPECT_EQ(moved.left_out, 0);
  ASSERT_EQ(moved.changes.size(), 4U);
  EXPECT_EQ(moved.changes[0].became, "ab");
  EXPECT_EQ(moved.changes[1].action, Action::merged);
}

TEST(Geography, AnEarlierDayBringsPredecessorsBack) {
  RegisterTables t = valley();
  join(t, 0, "ab", "2019-01-01");
  join(t, 0, "f");
  join(t, 1, "f");
  join(t, 2, "f");
  const FixedGeography moved = on_geography(Register(t), day("2017-01-01"));
  EXPECT_EQ(participants(moved.reg), (Ids{"a", "b", "c", "d", "e", "f", "n"}));
  EXPECT_EQ(members(moved.reg.at(day("2020-07-01")), "v"), (Ids{"a", "b", "f"}));
  EXPECT_EQ(members(moved.reg.at(day("2016-07-01")), "v"), (Ids{"a", "b", "f"}));
}

TEST(Geography, AnAccessionByReorganisationIsNoAccession) {
  RegisterTables t = valley();
  join(t, 0, "ab", "2019-01-01");
  join(t, 0, "f");
  join(t, 1, "f");
  join(t, 2, "f");
  const FixedGeography moved = on_geography(Register(t), day("2021-01-01"));
  EXPECT_EQ(members(moved.reg.at(day("2016-07-01")), "v"), (Ids{"ab", "f"}));
  ASSERT_EQ(moved.changes.size(), 1U);
  EXPECT_EQ(moved.changes[0].action, Action::extended);
}

TEST(Geography, AnArrangementInsideOneMunicipalityIsGone) {
  RegisterTables t = valley();
  t.arrangements[1].parent = "v";
  join(t, 0, "a");
  join(t, 0, "b");
  join(t, 1, "f");
  join(t, 2, "f");
  t.arrangement_themes = {{0, "care", ThemeBasis::given}, {2, "waste", ThemeBasis::given}};
  t.arrangement_extras = {{"cost", std::vector<double>{1, 2, 3}}};
  const FixedGeography moved = on_geography(Register(t), day("2021-01-01"));
  EXPECT_EQ(moved.arrangements_gone, 1);
  EXPECT_EQ(moved.left_out, 2);
  ASSERT_EQ(moved.reg.tables().arrangements.size(), 2U);
  EXPECT_EQ(moved.reg.tables().arrangements[0].id, "w-1");
  EXPECT_EQ(moved.reg.tables().arrangements[0].parent, "");
  ASSERT_EQ(moved.reg.tables().arrangement_themes.size(), 1U);
  EXPECT_EQ(moved.reg.tables().arrangement_themes[0].arrangement, 1);
  EXPECT_EQ(std::get<std::vector<double>>(moved.reg.tables().arrangement_extras[0].values),
            (std::vector<double>{2, 3}));
  EXPECT_EQ(moved.changes[0].reason, "ended on 2019-01-01; all its municipalities are one: ab");
}

TEST(Geography, WithAnotherParticipantItStays) {
  RegisterTables t = valley();
  t.participants.push_back(testing::municipality("board"));
  t.participants.back().kind = ParticipantKind::water_board;
  for (const char* id : {"a", "b", "board"}) join(t, 0, id);
  join(t, 1, "f");
  join(t, 2, "f");
  const FixedGeography moved = on_geography(Register(t), day("2021-01-01"));
  EXPECT_EQ(moved.arrangements_gone, 0);
  EXPECT_EQ(members(moved.reg.at(day("2016-07-01")), "v"), (Ids{"ab", "board"}));
}

TEST(Geography, RolesAreKeptByStretchesOfTime) {
  RegisterTables t = valley();
  t.arrangements[0].structure = Structure::star;
  join(t, 0, "a", "", "2017-01-01", Role::host);
  join(t, 0, "f", "2017-01-01", "", Role::host);
  join(t, 0, "b");
  join(t, 1, "f");
  join(t, 2, "f");
  const FixedGeography moved = on_geography(Register(t), day("2021-01-01"));
  EXPECT_EQ(members(moved.reg.at(day("2016-07-01")), "v"), (Ids{"ab*"}));
  EXPECT_EQ(members(moved.reg.at(day("2018-07-01")), "v"), (Ids{"ab", "f*"}));
}

TEST(Geography, SplitsFollowTheRule) {
  RegisterTables t = valley();
  join(t, 0, "c");
  join(t, 0, "f");
  join(t, 1, "f");
  join(t, 2, "f");
  const FixedGeography moved =
      on_geography(Register(t), day("2021-01-01"), SplitRule::undetermined);
  EXPECT_EQ(members(moved.reg.at(day("2016-07-01")), "v"), (Ids{"f"}));
  EXPECT_EQ(moved.left_out, 1);
  EXPECT_EQ(moved.changes[0].action, Action::undetermined);
}

TEST(Geography, RowsAddUpAndASecondMoveChangesNothing) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const RegisterTables t = testing::random_history(seed);
    for (const char* text : {"2014-06-01", "2017-07-01", "2020-12-31"}) {
      const FixedGeography moved = on_geography(Register(t), day(text));
      EXPECT_EQ(moved.read, static_cast<std::int64_t>(t.memberships.size()));
      EXPECT_EQ(moved.read, moved.taken + moved.merged + moved.left_out);
      for (const Participant& p : moved.reg.tables().participants)
        EXPECT_EQ(p.validity, Validity{});
      const FixedGeography again = on_geography(moved.reg, day(text));
      EXPECT_TRUE(again.changes.empty());
      EXPECT_EQ(again.reg.tables().memberships.size(), moved.reg.tables().memberships.size());
      for (std::size_t r = 0; r < again.reg.tables().memberships.size(); ++r)
        EXPECT_EQ(again.reg.tables().memberships[r].validity,
                  moved.reg.tables().memberships[r].validity);
    }
  }
}

TEST(Geography, ADayWithoutMunicipalitiesIsAnError) {
  RegisterTables t = valley();
  for (Participant& p : t.participants)
    if (!p.validity.from) p.validity.from = day("2010-01-01");
  for (std::int32_t a = 0; a < 3; ++a) join(t, a, "f");
  EXPECT_THROW(static_cast<void>(on_geography(Register(t), day("2000-01-01"))), DataError);
}

TEST(Geography, ADayOfWhichTheRegisterTellsNothingIsAnError) {
  RegisterTables t = valley();
  for (std::int32_t a = 0; a < 3; ++a) join(t, a, "f");
  const Validity range = geography_range(Register(t));
  ASSERT_TRUE(range.from && range.to);
  const std::chrono::days one{1};
  EXPECT_NO_THROW(check_geography(Register(t), *range.from));
  EXPECT_NO_THROW(check_geography(Register(t), *range.to));
  EXPECT_THROW(check_geography(Register(t), *range.from - one), DataError);
  EXPECT_THROW(check_geography(Register(t), *range.to + one), DataError);
  try {
    check_geography(Register(t), day("2100-01-01"));
    FAIL();
  } catch (const DataError& error) {
    EXPECT_NE(std::string(error.what()).find(to_string(*range.to)), std::string::npos);
  }
  // An export of a later day tells of that day, too.
  t.exported = day("2030-03-01");
  EXPECT_EQ(geography_range(Register(t)).to, day("2030-03-01"));
  EXPECT_EQ(geography_of_year(Register(t), 2029), day("2029-07-01"));
  EXPECT_EQ(geography_of_year(Register(t), 2030), day("2030-03-01"));
  EXPECT_EQ(geography_of_year(Register(t), 2031), day("2031-07-01"));
  EXPECT_THROW(check_geography(Register(t), day("2031-07-01")), DataError);
}

TEST(Geography, WithoutAnyDateEveryDayIsAlike) {
  RegisterTables t;
  t.participants = {testing::municipality("a"), testing::municipality("b")};
  t.arrangements = {testing::arrangement("x")};
  join(t, 0, "a");
  join(t, 0, "b");
  EXPECT_EQ(geography_range(Register(t)).from, std::nullopt);
  EXPECT_EQ(on_geography(Register(t), day("1500-01-01")).taken, 2);
}

}  // namespace
}  // namespace munigraph
