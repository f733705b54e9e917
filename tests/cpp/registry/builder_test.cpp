#include "munigraph/registry/builder.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "munigraph/core/error.hpp"
#include "registry/folders.hpp"
#include "registry/registers.hpp"

namespace munigraph {
namespace {

using testing::day;
using testing::during;
using testing::fault_of;

RegisterBuilder small() {
  RegisterBuilder builder;
  builder.participant("p", "Pelham").participant("q").participant("r");
  builder.arrangement("a", {"p", "q"}, during("2018-01-01", ""));
  Arrangement star;
  star.id = "b";
  star.structure = Structure::star;
  builder.arrangement(star).member("b", "r", Role::host).member("b", "p");
  builder.theme("a", "youth").domain("youth", "social");
  return builder;
}

TEST(RegisterBuilder, MakesTheTablesThatItsRowsSay) {
  const Register reg = small().build();
  const RegisterTables& tables = reg.tables();
  EXPECT_EQ(tables.participants[0].name, "Pelham");
  EXPECT_EQ(tables.participants[1].name, "q");
  EXPECT_EQ(tables.arrangements[0].chain, "a");
  EXPECT_EQ(tables.arrangements[0].validity, during("2018-01-01", ""));
  ASSERT_EQ(tables.memberships.size(), 4U);
  EXPECT_EQ(tables.memberships[1].participant, 1);
  EXPECT_EQ(tables.memberships[2].role, Role::host);
  EXPECT_EQ(tables.memberships[2].arrangement, 1);
  EXPECT_EQ(reg.domain_of("youth"), "social");
  EXPECT_EQ(reg.at(day("2019-01-01")).memberships().size(), 4U);
}

TEST(RegisterBuilder, NamesANearIdAndAddsNothing) {
  RegisterBuilder builder;
  builder.participant("GM0363");
  try {
    builder.arrangement("a", {"GM0363", "GM0364"});
    FAIL();
  } catch (const UnknownId& error) {
    EXPECT_NE(std::string(error.what()).find("did you mean 'GM0363'"), std::string::npos);
  }
  EXPECT_TRUE(builder.tables().arrangements.empty());
  EXPECT_TRUE(builder.tables().memberships.empty());
  EXPECT_THROW(builder.member("a", "GM0363"), UnknownId);
  EXPECT_THROW(builder.theme("a", "youth"), UnknownId);
}

TEST(RegisterBuilder, RefusesAnIdThatIsThereOrEmpty) {
  RegisterBuilder builder = small();
  const DataLocation twice = fault_of([&] { builder.participant("q"); });
  EXPECT_EQ(twice.source, "participants");
  EXPECT_EQ(twice.row, "4");
  EXPECT_EQ(twice.value, "q");
  EXPECT_EQ(fault_of([&] { builder.arrangement("a", {"p"}); }).source, "arrangements");
  EXPECT_THROW(builder.participant(""), DataError);
  EXPECT_EQ(builder.tables().participants.size(), 3U);
  EXPECT_EQ(builder.tables().memberships.size(), 4U);
}

TEST(RegisterBuilder, GoesOnAfterBuild) {
  RegisterBuilder builder = small();
  const Register before = builder.build();
  builder.arrangement("c", {"q", "r"});
  EXPECT_EQ(before.tables().arrangements.size(), 2U);
  EXPECT_EQ(builder.build().tables().arrangements.size(), 3U);
}

TEST(ReadRegister, ReadsWhatWasWrittenFromStreams) {
  std::istringstream participants("id,name\np,Pelham\nq,Quorn\n");
  std::istringstream arrangements("id,valid_from\na,2018-01-01\n");
  std::istringstream memberships("arrangement,participant\na,p\na,q\n");
  std::istringstream themes("arrangement,theme\na,youth\n");
  std::istringstream domains("theme,domain\nyouth,social\n");
  const Register reg = read_register({.participants = &participants,
                                      .arrangements = &arrangements,
                                      .memberships = &memberships,
                                      .arrangement_themes = &themes,
                                      .domains = &domains});
  EXPECT_EQ(reg.tables().participants[1].name, "Quorn");
  EXPECT_EQ(reg.tables().memberships.size(), 2U);
  EXPECT_EQ(reg.domains_of(0).size(), 1U);
}

TEST(ReadRegister, SaysWhereATableIsWrong) {
  std::istringstream participants("id\np\n");
  std::istringstream arrangements("id\na\n");
  std::istringstream memberships("arrangement,participant\na,p\na,x\n");
  const RegisterStreams streams{
      .participants = &participants, .arrangements = &arrangements, .memberships = &memberships};
  const DataLocation where = fault_of([&] { static_cast<void>(read_register(streams)); });
  EXPECT_EQ(where.source, "memberships");
  EXPECT_EQ(where.row, "3");
  EXPECT_EQ(where.value, "x");
}

TEST(ReadRegister, ReadsStreamsAsItReadsFiles) {
  std::istringstream marked("\xEF\xBB\xBFid\nArn\n"), waste("id\nwaste\n"),
      members("arrangement,participant\nwaste,Arn\n");
  EXPECT_EQ(read_register({&marked, &waste, &members}).tables().participants[0].id, "Arn");
  std::istringstream latin("id\nSk\xE5ne\n");
  EXPECT_THROW((void)read_csv(latin, "participants"), DataError);
  std::ifstream nowhere("there/is/no/such/file.csv");
  try {
    (void)read_csv(nowhere, "participants");
    FAIL();
  } catch (const DataError& error) {
    EXPECT_EQ(error.message(), "cannot be read");
  }
}

TEST(ReadRegister, NeedsItsThreeTablesAndOneDomainPerTheme) {
  std::istringstream participants("id\np\n");
  EXPECT_THROW(static_cast<void>(read_register({.participants = &participants})),
               std::invalid_argument);
  std::istringstream people("id\np\n");
  std::istringstream arrangements("id\na\n");
  std::istringstream memberships("arrangement,participant\na,p\n");
  std::istringstream domains("theme,domain\nx,y\nx,z\n");
  const DataLocation where = fault_of([&] {
    static_cast<void>(read_register({.participants = &people,
                                     .arrangements = &arrangements,
                                     .memberships = &memberships,
                                     .domains = &domains}));
  });
  EXPECT_EQ(where.source, "domains");
  EXPECT_EQ(where.row, "3");
}

}  // namespace
}  // namespace munigraph
