#include "munigraph/registry/repair.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "registry/reorganisations.hpp"

namespace munigraph {
namespace {

using Action = GeographyChange::Action;
using testing::day;
using testing::join;
using testing::members;
using testing::valley;

using Ids = std::vector<std::string>;

TEST(Repair, NamesThatAreTooEarlyGoBack) {
  RegisterTables t = valley();
  join(t, 0, "ab", "2019-01-01");
  join(t, 0, "f");
  join(t, 1, "f");
  join(t, 2, "f");
  const Register reg(t);
  EXPECT_EQ(members(reg.at(day("2017-07-01")), "v"), (Ids{"f"}));
  const RepairedSnapshot repaired = at_repaired(reg, day("2017-07-01"));
  EXPECT_EQ(members(repaired.snapshot, "v"), (Ids{"f", "a", "b"}));
  ASSERT_EQ(repaired.changes.size(), 1U);
  EXPECT_EQ(repaired.changes[0].action, Action::carried);
  EXPECT_EQ(repaired.changes[0].became, "a, b");
  EXPECT_EQ(repaired.inferred.size(), 2U);
}

TEST(Repair, NamesThatLingerGoForwardOnce) {
  RegisterTables t = valley();
  for (const char* id : {"a", "b", "c", "d"}) join(t, 0, id);
  join(t, 1, "f");
  join(t, 2, "f");
  const RepairedSnapshot repaired = at_repaired(Register(t), day("2020-07-01"));
  EXPECT_EQ(members(repaired.snapshot, "v"), (Ids{"d", "ab"}));
  ASSERT_EQ(repaired.changes.size(), 3U);
  EXPECT_EQ(repaired.changes[1].action, Action::merged);
  EXPECT_EQ(repaired.changes[2].action, Action::undetermined);
  EXPECT_EQ(repaired.changes[2].reason, "ended on 2019-01-01; split: no successor is named");
}

TEST(Repair, AJoiningYearsAfterBirthIsReal) {
  RegisterTables t = valley();
  join(t, 0, "ab", "2021-01-01");
  join(t, 0, "f");
  join(t, 1, "f");
  join(t, 2, "f");
  const Register reg(t);
  for (const char* date : {"2017-07-01", "2019-07-01"})
    EXPECT_EQ(members(at_repaired(reg, day(date)).snapshot, "v"), (Ids{"f"})) << date;
}

TEST(Repair, AJoiningAtBirthIsRealWhereNoPredecessorWasInTheChainBefore) {
  RegisterTables t = valley();
  join(t, 0, "a");  // So the predecessors' memberships are known.
  join(t, 1, "f");
  join(t, 2, "f");
  join(t, 2, "ab", "2019-01-01");
  EXPECT_EQ(members(at_repaired(Register(t), day("2018-07-01")).snapshot, "w-2"), (Ids{"f"}));
  join(t, 1, "b");
  // Of the two predecessors the chain names one.
  EXPECT_EQ(members(at_repaired(Register(t), day("2018-07-01")).snapshot, "w-2"), (Ids{"f", "b"}));
}

TEST(Repair, AHostHasOneStandInAsHost) {
  RegisterTables t = valley();
  t.arrangements[0].structure = Structure::star;
  join(t, 0, "ab", "", "", Role::host);
  join(t, 0, "f");
  join(t, 1, "f");
  join(t, 2, "f");
  t.participants[0].population = 10;
  t.participants[1].population = 20;
  EXPECT_EQ(members(at_repaired(Register(t), day("2017-07-01")).snapshot, "v"),
            (Ids{"f", "a", "b*"}));
}

TEST(Repair, WhatIsInForceStaysAndWhatIsAddedIsInForce) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Register reg(testing::random_history(seed));
    for (const char* text : {"2016-03-01", "2017-07-01", "2018-12-31"}) {
      bool any = false;
      for (const Arrangement& a : reg.tables().arrangements)
        any = any || a.validity.contains(day(text));
      if (!any) continue;
      const Snapshot plain = reg.at(day(text));
      const RepairedSnapshot repaired = at_repaired(reg, day(text));
      const std::set<std::int32_t> rows(repaired.snapshot.memberships().begin(),
                                        repaired.snapshot.memberships().end());
      for (const std::int32_t r : plain.memberships()) EXPECT_TRUE(rows.contains(r));
      EXPECT_EQ(rows.size(), plain.memberships().size() + repaired.inferred.size());
      for (const std::int32_t r : repaired.inferred) EXPECT_TRUE(rows.contains(r));
      EXPECT_EQ(plain.participants(), repaired.snapshot.participants());
    }
  }
}

TEST(Repair, ADayOnWhichNothingIsInForceIsAnError) {
  RegisterTables t = valley();
  for (std::int32_t a = 0; a < 3; ++a) join(t, a, "f");
  EXPECT_ANY_THROW(static_cast<void>(at_repaired(Register(t), day("2001-01-01"))));
}

}  // namespace
}  // namespace munigraph
