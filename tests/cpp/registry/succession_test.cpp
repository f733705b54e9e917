#include "munigraph/registry/succession.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "registry/reorganisations.hpp"

namespace munigraph {
namespace {

using testing::day;
using testing::names;
using testing::row_of;
using testing::valley;

using Ids = std::vector<std::string>;

/// `valley` with one arrangement, since a register wants members.
RegisterTables peopled() {
  RegisterTables t = valley();
  for (std::int32_t a = 0; a < 3; ++a) testing::join(t, a, "f");
  return t;
}

Ids carried(const RegisterTables& t, const char* id, const char* date,
            SplitRule rule = SplitRule::undetermined) {
  const SuccessionMap map{Register(t)};
  return names(t, map.carry(row_of(t, id), day(date), rule));
}

TEST(Succession, ForwardToTheOneThatIsNamed) {
  const RegisterTables t = peopled();
  EXPECT_EQ(carried(t, "a", "2018-12-31"), (Ids{"a"}));
  EXPECT_EQ(carried(t, "a", "2019-01-01"), (Ids{"ab"}));
  EXPECT_EQ(carried(t, "n", "2021-01-01"), (Ids{"r"}));
}

TEST(Succession, BackwardToAllPredecessors) {
  const RegisterTables t = peopled();
  EXPECT_EQ(carried(t, "ab", "2018-12-31"), (Ids{"a", "b"}));
  EXPECT_EQ(carried(t, "r", "2019-12-31"), (Ids{"n"}));
}

TEST(Succession, ASplitGoesNowhereUnlessOneIsNamed) {
  RegisterTables t = peopled();
  EXPECT_EQ(carried(t, "c", "2019-01-01"), Ids{});
  EXPECT_EQ(carried(t, "c", "2019-01-01", SplitRule::largest), (Ids{"d"}));
  t.successions[3].kind = SuccessionKind::merged;
  EXPECT_EQ(carried(t, "c", "2019-01-01"), (Ids{"e"}));
  EXPECT_EQ(carried(t, "c", "2019-01-01", SplitRule::largest), (Ids{"e"}));
}

TEST(Succession, TheLargestShareNeedsAllSharesAndNoTie) {
  RegisterTables t = peopled();
  t.successions[3].share = 0.6;
  EXPECT_EQ(carried(t, "c", "2019-01-01", SplitRule::largest), Ids{});
  t.successions[3].share = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(carried(t, "c", "2019-01-01", SplitRule::largest), Ids{});
}

TEST(Succession, BordersAndStrangersAndDistantDatesMoveNothing) {
  RegisterTables t = peopled();
  EXPECT_EQ(carried(t, "f", "2017-06-01"), (Ids{"f"}));
  t.successions.push_back({day("2019-01-01"), "a", "nobody", SuccessionKind::merged, 1.0, ""});
  EXPECT_EQ(carried(t, "a", "2019-01-01"), (Ids{"ab"}));
  t.successions[0].date = day("2018-11-01");
  EXPECT_EQ(carried(t, "a", "2019-01-01"), Ids{});
  t.successions[0].date = day("2018-12-31");
  EXPECT_EQ(carried(t, "a", "2019-01-01"), (Ids{"ab"}));
}

TEST(Succession, CirclesEnd) {
  RegisterTables t = peopled();
  t.participants[static_cast<std::size_t>(row_of(t, "ab"))].validity =
      testing::during("2019-01-01", "2019-01-15");
  t.successions.push_back({day("2019-01-01"), "ab", "a", SuccessionKind::merged, 1.0, ""});
  EXPECT_EQ(carried(t, "a", "2020-01-01"), Ids{});
}

TEST(Succession, StepsFollowOneAnother) {
  RegisterTables t = peopled();
  t.participants[static_cast<std::size_t>(row_of(t, "ab"))].validity.to = day("2022-01-01");
  t.successions.push_back({day("2022-01-01"), "ab", "f", SuccessionKind::merged, 1.0, ""});
  EXPECT_EQ(carried(t, "b", "2019-01-01"), (Ids{"ab"}));
  EXPECT_EQ(carried(t, "b", "2022-01-01"), (Ids{"f"}));
}

/// Whoever stands in is in force, and one that is in force stands for itself.
TEST(Succession, StandInsAreInForce) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const RegisterTables t = testing::random_history(seed);
    const SuccessionMap map{Register(t)};
    for (const char* text : {"2014-06-01", "2016-03-01", "2017-07-01", "2019-12-31"})
      for (std::int32_t p = 0; p < static_cast<std::int32_t>(t.participants.size()); ++p) {
        const auto stand_ins = map.carry(p, day(text), SplitRule::largest);
        EXPECT_TRUE(std::is_sorted(stand_ins.begin(), stand_ins.end()));
        for (const std::int32_t q : stand_ins)
          EXPECT_TRUE(t.participants[static_cast<std::size_t>(q)].validity.contains(day(text)));
        if (t.participants[static_cast<std::size_t>(p)].validity.contains(day(text))) {
          EXPECT_EQ(stand_ins, std::vector<std::int32_t>{p});
        }
      }
  }
}

}  // namespace
}  // namespace munigraph
