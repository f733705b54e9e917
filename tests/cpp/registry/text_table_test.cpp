#include "munigraph/registry/text_table.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "munigraph/core/random.hpp"
#include "registry/folders.hpp"

namespace munigraph {
namespace {

using testing::fault_of;

TextTable table(std::string source,
                std::vector<std::pair<std::string, std::vector<std::string>>> columns) {
  TextTable made;
  made.source = std::move(source);
  for (auto& [name, values] : columns) {
    made.names.push_back(name);
    made.columns.push_back(std::move(values));
  }
  return made;
}

RegisterText three_tables() {
  return {table("participants", {{"id", {"p", "q"}}}), table("arrangements", {{"id", {"a"}}}),
          table("memberships", {{"arrangement", {"a", "a"}}, {"participant", {"q", "p"}}}),
          std::nullopt, std::nullopt};
}

TEST(TextTable, DefaultsOfLeftOutColumns) {
  const RegisterTables tables = parse_tables(three_tables());
  ASSERT_EQ(tables.participants.size(), 2U);
  EXPECT_EQ(tables.participants[1].name, "q");
  EXPECT_EQ(tables.participants[1].kind, ParticipantKind::municipality);
  EXPECT_TRUE(std::isnan(tables.participants[1].population));
  EXPECT_EQ(tables.arrangements[0].chain, "a");
  EXPECT_EQ(tables.arrangements[0].legal_form, LegalForm::unknown);
  EXPECT_EQ(tables.arrangements[0].structure, Structure::clique);
  EXPECT_EQ(tables.memberships[0].participant, 1);
  EXPECT_EQ(tables.memberships[0].role, Role::member);
  EXPECT_EQ(tables.memberships[0].validity, Validity{});
}

TEST(TextTable, ReadsEveryColumn) {
  RegisterText text = three_tables();
  text.arrangements = table("arrangements", {{"id", {"a"}},
                                             {"chain", {"c"}},
                                             {"name", {"A"}},
                                             {"kind", {"division"}},
                                             {"legal_form", {"joint_organ"}},
                                             {"structure", {"star"}},
                                             {"obligation", {"semi"}},
                                             {"phase", {"policy"}},
                                             {"parent", {"b"}},
                                             {"inputs", {"yes"}},
                                             {"decision_rules", {"no"}},
                                             {"evaluation", {""}},
                                             {"valid_from", {"2019-02-28"}},
                                             {"valid_to", {"2020-02-29"}},
                                             {"source", {"s"}}});
  text.arrangement_themes =
      table("t", {{"arrangement", {"a"}}, {"theme", {"x | y"}}, {"basis", {"proposed"}}});
  text.successions = table("s", {{"date", {"2019-01-01"}},
                                 {"from", {"p"}},
                                 {"to", {"q"}},
                                 {"kind", {"split"}},
                                 {"share", {"0.25"}}});
  const RegisterTables tables = parse_tables(text);
  const Arrangement& a = tables.arrangements[0];
  EXPECT_EQ(a.chain, "c");
  EXPECT_EQ(a.kind, ArrangementKind::division);
  EXPECT_EQ(a.legal_form, LegalForm::joint_organ);
  EXPECT_EQ(a.structure, Structure::star);
  EXPECT_EQ(a.obligation, Obligation::semi);
  EXPECT_EQ(a.phase, Phase::policy);
  EXPECT_EQ(a.inputs, Answer::yes);
  EXPECT_EQ(a.decision_rules, Answer::no);
  EXPECT_EQ(a.evaluation, Answer::unknown);
  EXPECT_EQ(to_string(*a.validity.to), "2020-02-29");
  EXPECT_EQ(tables.arrangement_themes[0].basis, ThemeBasis::proposed);
  EXPECT_EQ(tables.successions[0].share, 0.25);
  EXPECT_EQ(tables.successions[0].kind, SuccessionKind::split);
}

struct BadField {
  const char* table;
  const char* column;
  const char* value;
  const char* expected;  ///< Part of it.
};

TEST(TextTable, NamesTableRowColumnAndValueOfABadField) {
  const std::vector<BadField> bad = {
      {"participants", "valid_from", "2020-02-30", "YYYY-MM-DD"},
      {"participants", "valid_from", "1 July 2020", "YYYY-MM-DD"},
      {"participants", "population", "NaN", "at least 0"},
      {"participants", "population", "inf", "at least 0"},
      {"participants", "population", "-1", "at least 0"},
      {"participants", "population", "12 000", "at least 0"},
      {"participants", "population_year", "2020.5", "whole"},
      {"participants", "lon", "181", "-180 to 180"},
      {"participants", "kind", "municipalty", "did you mean 'municipality'?"},
      {"arrangements", "structure", "Star", "did you mean 'star'?"},
      {"arrangements", "obligation", "compulsory", "imposed, semi, free"},
      {"memberships", "role", "guest", "member, host, observer"},
      {"memberships", "participant", "z", "an id of participants"},
      {"memberships", "arrangement", "", "an id of arrangements"},
      {"themes", "basis", "guess", "official"},
      {"successions", "date", "", "YYYY-MM-DD"},
      {"successions", "share", "1.5", "0 to 1"},
  };
  for (const BadField& one : bad) {
    RegisterText text = three_tables();
    text.arrangement_themes = table("themes", {{"arrangement", {"a"}}, {"theme", {"x"}}});
    text.successions =
        table("successions", {{"date", {"2020-01-01"}}, {"from", {"p"}}, {"to", {"q"}}});
    for (TextTable* t : {&text.participants, &text.arrangements, &text.memberships,
                         &*text.arrangement_themes, &*text.successions}) {
      if (t->source != one.table) continue;
      std::size_t at = 0;
      while (at < t->names.size() && t->names[at] != one.column) ++at;
      if (at == t->names.size()) {
        t->names.emplace_back(one.column);
        t->columns.emplace_back(t->rows(), "");
      }
      t->columns[at].back() = one.value;
    }
    const DataLocation fault = fault_of([&] { (void)parse_tables(text); });
    const bool two_rows = fault.source == "participants" || fault.source == "memberships";
    EXPECT_EQ(fault.source, one.table) << one.column << " " << one.value;
    EXPECT_EQ(fault.row, two_rows ? "2" : "1") << one.column;
    EXPECT_EQ(fault.column, one.column);
    EXPECT_EQ(fault.value, one.value);
    EXPECT_NE(fault.expected.find(one.expected), std::string::npos) << fault.expected;
  }
}

TEST(TextTable, NamesAMissingColumnAndANearOne) {
  RegisterText text = three_tables();
  text.participants.names = {"ID"};
  DataLocation fault = fault_of([&] { (void)parse_tables(text); });
  EXPECT_EQ(fault.column, "id");
  EXPECT_EQ(fault.expected, "a column 'id' (is it 'ID'?)");
  text = three_tables();
  text.memberships.names[1] = "muni";
  fault = fault_of([&] { (void)parse_tables(text); });
  EXPECT_EQ(fault.source, "memberships");
  EXPECT_EQ(fault.column, "participant");
  EXPECT_EQ(fault.value, "arrangement, muni");
}

TEST(TextTable, RefusesMisshapenTables) {
  RegisterText text = three_tables();
  text.participants.names.emplace_back("size");
  text.participants.columns.push_back({"1"});
  EXPECT_EQ(fault_of([&] { (void)parse_tables(text); }).expected, "2 rows");
  text = three_tables();
  text.participants.names.emplace_back("id");
  text.participants.columns.push_back({"1", "2"});
  EXPECT_EQ(fault_of([&] { (void)parse_tables(text); }).expected, "distinct column names");
  text = three_tables();
  text.participants.names.emplace_back("alone");
  EXPECT_THROW((void)parse_tables(text), DataError);
  text = three_tables();
  text.memberships.names.emplace_back("rol");
  text.memberships.columns.push_back({"host", "member"});
  const DataLocation fault = fault_of([&] { (void)parse_tables(text); });
  EXPECT_NE(fault.expected.find("did you mean 'role'"), std::string::npos) << fault.expected;
}

/// Whether a column of these two fields comes in as numbers.
bool as_numbers(const std::string& one, const std::string& other,
                ColumnType type = ColumnType::inferred) {
  RegisterText text = three_tables();
  text.participants.names.emplace_back("extra");
  text.participants.columns.push_back({one, other});
  text.participants.types = {ColumnType::inferred, type};
  const RegisterTables tables = parse_tables(text);
  EXPECT_EQ(tables.participant_extras.size(), 1U);
  return std::holds_alternative<std::vector<double>>(tables.participant_extras[0].values);
}

TEST(TextTable, FurtherColumnsAreNumbersOnlyWhereNothingIsLost) {
  EXPECT_TRUE(as_numbers("1", "2.5"));
  EXPECT_TRUE(as_numbers("-0.5", ""));
  EXPECT_TRUE(as_numbers("0", "1e3"));
  EXPECT_FALSE(as_numbers("", ""));
  EXPECT_FALSE(as_numbers("007", "1"));
  EXPECT_FALSE(as_numbers("-01", "1"));
  EXPECT_FALSE(as_numbers("12345678901234567890", "1"));
  EXPECT_FALSE(as_numbers("nan", "1"));
  EXPECT_FALSE(as_numbers("inf", "1"));
  EXPECT_FALSE(as_numbers("1 ", "2"));
  EXPECT_FALSE(as_numbers("0x10", "2"));
  EXPECT_FALSE(as_numbers("1", "2", ColumnType::text));
  EXPECT_TRUE(as_numbers("", "", ColumnType::number));
  EXPECT_TRUE(as_numbers("007", "1", ColumnType::number));
  EXPECT_EQ(fault_of([] { (void)as_numbers("1", "x", ColumnType::number); }).row, "2");
}

TEST(TextTable, NumbersReadBackAsTheyWere) {
  EXPECT_EQ(format_number(std::numeric_limits<double>::quiet_NaN()), "");
  EXPECT_EQ(format_number(355), "355");
  EXPECT_EQ(format_number(0.1), "0.1");
  EXPECT_EQ(format_number(100000), "100000");
  EXPECT_EQ(format_number(-1e14), "-100000000000000");
  EXPECT_EQ(format_number(1e300), "1e+300");
  Random random(1);
  for (int i = 0; i < 1000; ++i) {
    const double value = std::ldexp(static_cast<double>(random() >> 11) - 4e15,
                                    static_cast<int>(random.below(200)) - 100);
    EXPECT_EQ(std::stod(format_number(value)), value);
  }
}

TEST(TextTable, FormattedTablesParseToTheSame) {
  RegisterText text = three_tables();
  text.participants.names.insert(text.participants.names.end(), {"area", "code", "lon"});
  text.participants.columns.insert(text.participants.columns.end(),
                                   {{"1.5", ""}, {"1", "2"}, {"4.9", ""}});
  text.participants.types = {ColumnType::inferred, ColumnType::inferred, ColumnType::text,
                             ColumnType::inferred};
  const RegisterText once = format_tables(parse_tables(text));
  const RegisterText twice = format_tables(parse_tables(once));
  EXPECT_EQ(once.participants.names, twice.participants.names);
  EXPECT_EQ(once.participants.columns, twice.participants.columns);
  EXPECT_EQ(once.participants.types, twice.participants.types);
  EXPECT_EQ(once.participants.types.back(), ColumnType::text);
  EXPECT_EQ(once.memberships.columns, twice.memberships.columns);
  EXPECT_EQ(once.arrangements.columns, twice.arrangements.columns);
}

}  // namespace
}  // namespace munigraph
