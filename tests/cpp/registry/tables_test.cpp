#include "munigraph/registry/tables.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>

#include "registry/registers.hpp"

namespace munigraph {
namespace {

TEST(Tables, DefaultsAreWhatIsUnknown) {
  const Participant participant;
  EXPECT_EQ(participant.kind, ParticipantKind::municipality);
  EXPECT_TRUE(participant.province.empty());
  EXPECT_TRUE(std::isnan(participant.population));
  EXPECT_TRUE(std::isnan(participant.lon));
  EXPECT_TRUE(std::isnan(participant.lat));
  EXPECT_EQ(participant.population_year, 0);
  const Arrangement arrangement;
  EXPECT_EQ(arrangement.kind, ArrangementKind::cooperation);
  EXPECT_EQ(arrangement.structure, Structure::clique);
  EXPECT_EQ(arrangement.legal_form, LegalForm::unknown);
  EXPECT_EQ(arrangement.obligation, Obligation::unknown);
  EXPECT_EQ(arrangement.phase, Phase::unknown);
  EXPECT_EQ(arrangement.evaluation, Answer::unknown);
  EXPECT_EQ(Membership{}.role, Role::member);
  EXPECT_EQ(ArrangementTheme{}.basis, ThemeBasis::given);
  EXPECT_TRUE(std::isnan(Succession{}.share));
}

TEST(Tables, WithoutDatesEverythingIsAlwaysInForce) {
  RegisterTables tables;
  tables.participants = {testing::municipality("a"), testing::municipality("b")};
  tables.arrangements = {testing::arrangement("x")};
  tables.memberships = {{0, 0, Role::member, {}}, {0, 1, Role::member, {}}};
  const Register made(tables);
  for (const char* date : {"1900-01-01", "2020-07-01", "2999-12-31"}) {
    const Snapshot snapshot = made.at(testing::day(date));
    EXPECT_EQ(snapshot.participants().size(), 2U) << date;
    EXPECT_EQ(snapshot.memberships().size(), 2U) << date;
  }
}

TEST(Tables, RandomOnesMakeRegisters) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const RegisterTables tables = testing::random_tables(seed);
    const Register made(tables);
    EXPECT_EQ(made.tables().participants.size(), tables.participants.size());
    EXPECT_EQ(made.tables().memberships.size(), tables.memberships.size());
    EXPECT_EQ(made.tables().domains, tables.domains);
  }
}

}  // namespace
}  // namespace munigraph
