#include "munigraph/dynamics/planted.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <stdexcept>
#include <string>

#include "munigraph/registry/chains.hpp"
#include "munigraph/registry/register.hpp"
#include "registry/registers.hpp"

namespace munigraph {
namespace {

/// Forty municipalities in thirty arrangements.
RegisterTables base(std::uint64_t seed = 1) {
  Random random(seed);
  RegisterTables t;
  for (int p = 0; p < 40; ++p)
    t.participants.push_back(testing::municipality("m" + std::to_string(p)));
  for (std::int32_t a = 0; a < 30; ++a) {
    t.arrangements.push_back(testing::arrangement("a" + std::to_string(a)));
    for (std::int32_t p = 0; p < 40; ++p)
      // In two halves of the country; every third arrangement has a host.
      if ((p < 20) == (a % 2 == 0) && (random.below(3) == 0 || p % 20 < 3))
        t.memberships.push_back({a, p, a % 3 == 0 && p % 20 == 0 ? Role::host : Role::member, {}});
    t.arrangement_themes.push_back({a, a % 2 == 0 ? "care" : "waste", ThemeBasis::official});
  }
  t.domains = {{"care", "social"}, {"waste", "physical"}};
  return t;
}

TEST(FactsheetPlanted, IsARegisterWithItsTruth) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    HistoryOptions options;
    options.seed = seed;
    const PlantedHistory found = plant_history(base(seed), options);
    const Register reg(found.tables);  // Checks itself.
    const Chains chains = find_chains(reg);
    std::set<std::string> ids;
    for (const auto& versions : chains.versions) {
      EXPECT_FALSE(versions.empty());
      ids.insert(reg.tables().arrangements[static_cast<std::size_t>(versions.front())].chain);
      for (const std::int32_t v : versions) EXPECT_GE(reg.memberships_of(v).size(), 2U);
    }
    for (const PlantedEvent& e : found.truth) {
      EXPECT_TRUE(ids.contains(e.arrangement)) << e.arrangement;
      if (!e.participant.empty()) {
        EXPECT_NO_THROW(static_cast<void>(reg.participant(e.participant)));
      }
    }
  }
}

TEST(FactsheetPlanted, AllKindsAreThere) {
  std::map<EventKind, int> kinds;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    HistoryOptions options;
    options.seed = seed;
    for (const PlantedEvent& e : plant_history(base(seed), options).truth) ++kinds[e.kind];
  }
  for (const EventKind kind :
       {EventKind::founded, EventKind::ended, EventKind::joined, EventKind::left,
        EventKind::renumbered, EventKind::merged, EventKind::revised, EventKind::absorbed,
        EventKind::split, EventKind::id_reused, EventKind::host, EventKind::name, EventKind::form,
        EventKind::themes})
    EXPECT_GT(kinds[kind], 0) << word(kind);
}

TEST(FactsheetPlanted, TheSameSeedGivesTheSameHistory) {
  const PlantedHistory one = plant_history(base());
  const PlantedHistory two = plant_history(base());
  ASSERT_EQ(one.truth.size(), two.truth.size());
  for (std::size_t e = 0; e < one.truth.size(); ++e) {
    EXPECT_EQ(one.truth[e].date, two.truth[e].date);
    EXPECT_EQ(one.truth[e].arrangement, two.truth[e].arrangement);
  }
  HistoryOptions other;
  other.seed = 1;
  EXPECT_NE(plant_history(base(), other).tables.memberships.size(), one.tables.memberships.size());
}

TEST(FactsheetPlanted, NothingHappensWhereNothingIsPlanted) {
  HistoryOptions options;
  options.opening = 1;
  options.registered = options.ended = options.renumbered = options.merged = 0;
  options.joined = options.left = options.revised = options.municipalities = 0;
  options.absorbed = options.split = options.reused = 0;
  options.changed = options.host = options.corrected = 0;
  const PlantedHistory found = plant_history(base(), options);
  EXPECT_EQ(found.tables.arrangements.size(), 30U);
  EXPECT_TRUE(found.tables.successions.empty());
  EXPECT_EQ(found.truth.size(), 30U);
}

TEST(FactsheetPlanted, MisuseIsRefused) {
  HistoryOptions options;
  options.joined = 1.5;
  EXPECT_THROW(static_cast<void>(plant_history(base(), options)), std::invalid_argument);
  options = {};
  options.years = 2;
  EXPECT_THROW(static_cast<void>(plant_history(base(), options)), std::invalid_argument);
}

}  // namespace
}  // namespace munigraph
