#include "munigraph/registry/package.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "munigraph/core/error.hpp"
#include "munigraph/registry/text_table.hpp"
#include "registry/folders.hpp"
#include "registry/registers.hpp"

namespace munigraph {
namespace {

using testing::arrangement;
using testing::fault_of;
using testing::municipality;
using testing::random_tables;
using testing::TemporaryFolder;

void expect_equal(const TextTable& a, const TextTable& b) {
  EXPECT_EQ(a.names, b.names);
  EXPECT_EQ(a.columns, b.columns);
  EXPECT_EQ(a.types, b.types);
}

void expect_equal(const Register& a, const Register& b) {
  const RegisterText x = format_tables(a.tables());
  const RegisterText y = format_tables(b.tables());
  expect_equal(x.participants, y.participants);
  expect_equal(x.arrangements, y.arrangements);
  expect_equal(x.memberships, y.memberships);
  expect_equal(*x.arrangement_themes, *y.arrangement_themes);
  expect_equal(*x.successions, *y.successions);
  EXPECT_EQ(a.tables().domains, b.tables().domains);
}

RegisterTables full_tables() {
  RegisterTables t = random_tables(3);
  t.participants[0].name =
      "'s-Gravenhage, \"Den Haag\"\nS\xC3\xBA"
      "dwest";
  t.participants[0].population = 545838;
  t.participants[0].population_year = 2020;
  t.participants[0].lon = 4.3007;
  t.participants[0].lat = -52.07;
  t.arrangements[0].parent = t.arrangements.back().id;
  t.arrangements[0].inputs = Answer::yes;
  t.successions = {{testing::day("2019-01-01"), "old", "new", SuccessionKind::part, 0.1, "area"}};
  const std::size_t people = t.participants.size();
  t.participant_extras = {{"code", std::vector<std::string>(people, "12")},
                          {"area", std::vector<double>(people, 0.1)}};
  t.arrangement_extras = {{"share", std::vector<std::string>(t.arrangements.size(), "half")}};
  return t;
}

TEST(Package, ReadsBackWhatWasWritten) {
  const TemporaryFolder folder;
  const Register reg(full_tables());
  write_package(reg, folder.path() / "deep" / "register");
  const Register back = read_package(folder.path() / "deep" / "register");
  expect_equal(reg, back);
  // Text that looks like numbers stays text: the descriptor says so.
  EXPECT_TRUE(
      std::holds_alternative<std::vector<std::string>>(back.tables().participant_extras[0].values));
  EXPECT_TRUE(
      std::holds_alternative<std::vector<double>>(back.tables().participant_extras[1].values));
}

TEST(Package, ReadsBackRandomRegisters) {
  const TemporaryFolder folder;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const Register reg(random_tables(seed));
    write_package(reg, folder.path());
    expect_equal(reg, read_package(folder.path()));
  }
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    files.insert(entry.path().filename().string());
  EXPECT_EQ(files, (std::set<std::string>{"arrangement_themes.csv", "arrangements.csv",
                                          "datapackage.json", "domains.csv", "memberships.csv",
                                          "participants.csv", "successions.csv"}));
}

TEST(Package, AFailedWriteLeavesTheOldOne) {
  const TemporaryFolder folder;
  const Register old(random_tables(1));
  write_package(old, folder.path());
  // The last file cannot be drafted: its text is no UTF-8.
  RegisterTables bad = random_tables(2);
  bad.domains["\xFF"] = "x";
  EXPECT_ANY_THROW(write_package(Register(bad), folder.path()));
  expect_equal(old, read_package(folder.path()));
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    EXPECT_NE(entry.path().extension(), ".part");

  folder.write("file", "");
  EXPECT_EQ(fault_of([&] { write_package(old, folder.path() / "file"); }).expected,
            "a writable place");
}

TEST(Package, RefusesToWriteWhatCouldNotBeReadBack) {
  const TemporaryFolder folder;
  const auto refused = [&](const RegisterTables& t) {
    const DataLocation fault = fault_of([&] { write_package(Register(t), folder.path() / "x"); });
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "x"));
    return fault;
  };
  RegisterTables t = full_tables();
  t.participants[1].name =
      "S\xFA"
      "dwest";
  DataLocation fault = refused(t);
  EXPECT_EQ(fault.source, "participants");
  EXPECT_EQ(fault.row, "2");
  EXPECT_EQ(fault.column, "name");
  EXPECT_EQ(fault.value, "S\\xfadwest");
  t = full_tables();
  t.participant_extras[1].name = "\xFF";
  EXPECT_EQ(refused(t).expected, "text in UTF-8");
  t = full_tables();
  t.domains["care"] = "\xED\xA0\x80";  // half of a pair of surrogates
  EXPECT_EQ(refused(t).source, "domains");
  t = full_tables();
  t.arrangements[0].validity = {std::nullopt, Date{} + std::chrono::days(3000000)};
  fault = refused(t);
  EXPECT_EQ(fault.source, "arrangements");
  EXPECT_EQ(fault.row, "1");
  EXPECT_EQ(fault.column, "valid_to");
  EXPECT_EQ(fault.value, "10183-09-21");
  t = full_tables();
  t.participants[0].lon = 500;
  EXPECT_EQ(refused(t).column, "lon");
}

TEST(Package, TheLastDayThatIsWrittenIsReadBack) {
  const TemporaryFolder folder;
  RegisterTables t = full_tables();
  t.arrangements[0].validity = {std::nullopt, testing::day("9999-12-31")};
  write_package(Register(t), folder.path());
  EXPECT_EQ(read_package(folder.path()).tables().arrangements[0].validity.to,
            testing::day("9999-12-31"));
}

/// A package by hand: three tables, and what else the descriptor has.
class ByHand {
 public:
  ByHand() {
    folder_.write("participants.csv", "id\np\nq\n");
    folder_.write("arrangements.csv", "id\na\n");
    folder_.write("memberships.csv", "arrangement,participant\na,p\na,q\n");
  }
  [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }
  Register read(const std::string& descriptor) const {
    folder_.write("datapackage.json", descriptor);
    return read_package(folder_.path());
  }
  static std::string resources(const std::string& participants = "participants.csv",
                               const std::string& more = "") {
    return R"({"resources": [{"name": "participants", "path": ")" + participants + "\"" + more +
           R"(}, {"name": "arrangements", "path": "arrangements.csv"},
              {"name": "memberships", "path": "memberships.csv"}])";
  }

 private:
  TemporaryFolder folder_;
};

TEST(Package, ReadsAPackageByHand) {
  const ByHand package;
  EXPECT_EQ(package.read(ByHand::resources() + "}").tables().memberships.size(), 2U);
  package.folder().write("sub/p.csv", "id;size\np;1\nq;2\n");
  const Register reg =
      package.read(ByHand::resources("sub/p.csv", R"(, "dialect": {"delimiter": ";"},
        "schema": {"fields": [{"name": "id"}, {"name": "size", "type": "string"}]})") +
                   R"(, "munigraph": {"format": 1, "domains": {"care": "social"}}})");
  EXPECT_EQ(std::get<std::vector<std::string>>(reg.tables().participant_extras[0].values)[1], "2");
  EXPECT_EQ(reg.domain_of("care"), "social");
}

TEST(Package, RefusesPathsThatLeadOutOfTheFolder) {
  const ByHand package;
  for (const char* path :
       {"../participants.csv", "/etc/passwd", "sub/../../participants.csv", "sub/..", ".."}) {
    const DataLocation fault = fault_of([&] { (void)package.read(ByHand::resources(path) + "}"); });
    EXPECT_EQ(fault.column, "path") << path;
    EXPECT_EQ(fault.value, path);
  }
  EXPECT_EQ(fault_of([&] { (void)package.read(ByHand::resources("none.csv") + "}"); }).expected,
            "a file that exists");
  EXPECT_EQ(fault_of([&] { (void)package.read(ByHand::resources(".") + "}"); }).expected,
            "a readable file");
}

TEST(Package, RefusesOddDescriptors) {
  const ByHand package;
  const std::string good = ByHand::resources();
  const std::vector<std::string> odd = {
      "",
      "{",
      "[]",
      "null",
      "\xFF",
      "{}",
      R"({"resources": {}})",
      R"({"resources": [1]})",
      R"({"resources": [{"name": "participants"}]})",
      R"({"resources": [{"name": 1, "path": "x"}]})",
      R"({"resources": [{"name": "participants", "path": ["x"]}]})",
      R"({"resources": [{"name": "participants", "path": "participants.csv"}]})",
      R"({"resources": [{"name": "m", "path": "x"}, {"name": "m", "path": "y"}]})",
      good + R"(, "munigraph": 1})",
      good + R"(, "munigraph": {"format": "two"}})",
      good + R"(, "munigraph": {"format": 2}})",
      good + R"(, "munigraph": {"domains": "x"}})",
      good + R"(, "munigraph": {"domains": ["x"]}})",
      good + R"(, "munigraph": {"domains": {"x": 1}}})",
      ByHand::resources("participants.csv", R"(, "dialect": {"delimiter": ";;"})") + "}",
      ByHand::resources("participants.csv", R"(, "dialect": {"delimiter": 1})") + "}",
      R"({"resources": [)" + std::string(100000, '[') + std::string(100000, ']') + "]}",
  };
  for (const std::string& descriptor : odd) {
    const DataLocation fault = fault_of([&] { (void)package.read(descriptor); });
    EXPECT_NE(fault.source.find("datapackage.json"), std::string::npos) << descriptor.substr(0, 80);
    EXPECT_FALSE(fault.expected.empty()) << descriptor.substr(0, 80);
  }
}

TEST(Package, SaysWhereBadInputIs) {
  const ByHand package;
  const std::string good = ByHand::resources() + "}";
  const auto fault_with = [&](const char* file, const std::string& text) {
    package.folder().write(file, text);
    return fault_of([&] { (void)package.read(good); });
  };
  DataLocation fault = fault_with("participants.csv", "id,valid_from\np,2020-13-01\nq,\n");
  EXPECT_NE(fault.source.find("participants.csv"), std::string::npos);
  EXPECT_EQ(fault.row, "2");
  EXPECT_EQ(fault.column, "valid_from");
  EXPECT_EQ(fault.value, "2020-13-01");
  EXPECT_EQ(fault_with("participants.csv", "name\np\n").column, "id");
  EXPECT_EQ(fault_with("participants.csv", "id\n\xFF\n").expected, "a file encoded as UTF-8");
  EXPECT_EQ(fault_with("participants.csv", "id,population\np,-1\n").value, "-1");
  fault = fault_with("participants.csv", "id\np\n");
  EXPECT_EQ(fault.value, "q");
  EXPECT_EQ(fault.row, "3");
  package.folder().write("participants.csv", "id\np\nq\n");
  fault = fault_with("arrangements.csv", "id\na\nb\n");
  EXPECT_EQ(fault.value, "b");
  EXPECT_EQ(fault.expected, "at least one row of memberships");

  EXPECT_EQ(fault_of([&] { (void)read_package(package.folder().path() / "none"); }).expected,
            "a data package folder");
  const TemporaryFolder empty;
  EXPECT_NE(fault_of([&] { (void)read_package(empty.path()); }).source.find("datapackage.json"),
            std::string::npos);
}

}  // namespace
}  // namespace munigraph
