#include "munigraph/dynamics/factsheet.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "registry/reorganisations.hpp"

namespace munigraph {
namespace {

using testing::arrangement;
using testing::day;
using testing::during;
using testing::join;
using testing::valley;

/// v: a, b, d, f (public body, care); w: c, d (form not known), with e observing.
RegisterTables two() {
  RegisterTables t = valley();
  t.arrangements[0].legal_form = LegalForm::public_body;
  for (const char* id : {"a", "b", "d", "f"}) join(t, 0, id);
  for (const std::int32_t w : {1, 2}) {
    join(t, w, "c");
    join(t, w, "d");
    join(t, w, "e", "", "", Role::observer);
  }
  t.domains = {{"care", "social"}};
  t.arrangement_themes = {{0, "care | youth", ThemeBasis::official}};
  for (std::size_t p = 0; p < t.participants.size(); ++p) {
    t.participants[p].population = 10'000.0 * static_cast<double>(p + 1);
    t.participants[p].province = p < 4 ? "Noord" : "Zuid";
  }
  return t;
}

using Table = std::map<std::string, FactsheetFigure>;

Table by_name(const std::vector<FactsheetFigure>& rows) {
  Table table;
  for (const FactsheetFigure& row : rows) {
    EXPECT_TRUE(table.emplace(row.figure + " " + row.group, row).second)
        << row.figure << " " << row.group;
  }
  return table;
}

TEST(Factsheet, GroupsThatAreAskedForAreWrittenEmptyToo) {
  const Inventories source{Register(two())};
  const Inventory found = source.at(day("2017-07-01"));
  const Table plain = by_name(figures(source, found));
  const Table table = by_name(figures(source, found, {}, {"form=service_contract", "size=1-2"}));
  EXPECT_EQ(plain.count("arrangements form=service_contract"), 0U);
  EXPECT_EQ(table.at("arrangements form=service_contract").value, 0);
  EXPECT_EQ(table.at("mean form=service_contract").denominator, 7);
  EXPECT_TRUE(std::isnan(table.at("two_to_five form=service_contract").value));
  // Of municipalities there is nothing to divide by.
  EXPECT_EQ(table.count("mean size=1-2"), 0U);
}

TEST(Factsheet, OneDayByHand) {
  const Inventories source{Register(two())};
  const Inventory found = source.at(day("2017-07-01"));
  const Table table = by_name(figures(source, found));
  // In force: a, b, c, d, e, f, n.
  EXPECT_EQ(found.municipalities.size(), 7U);
  EXPECT_EQ(table.at("arrangements all").value, 2);
  EXPECT_EQ(table.at("memberships all").value, 6);
  EXPECT_DOUBLE_EQ(table.at("mean all").value, 6.0 / 7);
  EXPECT_EQ(table.at("mean all").numerator, 6);
  EXPECT_EQ(table.at("mean all").denominator, 7);
  // 0 0 1 1 1 1 2
  EXPECT_EQ(table.at("median all").value, 1);
  EXPECT_EQ(table.at("lower_quartile all").value, 0.5);
  EXPECT_EQ(table.at("upper_quartile all").value, 1);
  EXPECT_EQ(table.at("two_to_five all").value, 1);
  EXPECT_EQ(table.at("arrangements members=2-5").value, 2);
  // a, b, d, f of populations 10, 20, 50 and 70 of 10 20 40 50 60 70 80 thousand.
  EXPECT_DOUBLE_EQ(table.at("official_share all").value, 4.0 / 7);
  EXPECT_DOUBLE_EQ(table.at("official_inhabitants all").value, 150.0 / 330);
  EXPECT_EQ(table.at("official_share all").coverage, 0.5);
  EXPECT_EQ(table.at("mean province=Noord").denominator, 3);
  EXPECT_EQ(table.at("mean province=Noord").numerator, 3);
  EXPECT_EQ(table.at("mean size=20000-49999").numerator, 2);
  EXPECT_EQ(table.at("arrangements theme=care").value, 1);
  EXPECT_EQ(table.at("arrangements theme=care | youth").value, 1);
  EXPECT_EQ(table.at("arrangements domain=social").value, 1);
  EXPECT_EQ(table.at("classified all").value, 0.5);
}

TEST(Factsheet, ThinFiguresHaveCoverageInsteadOfANumber) {
  const Inventories source{Register(two())};
  FactsheetOptions options;
  options.min_coverage = 0.6;
  const Table table = by_name(figures(source, source.at(day("2017-07-01")), options));
  EXPECT_TRUE(std::isnan(table.at("arrangements form=public_body").value));
  EXPECT_EQ(table.at("arrangements form=public_body").numerator, 1);
  EXPECT_EQ(table.at("arrangements form=public_body").coverage, 0.5);
  EXPECT_TRUE(std::isnan(table.at("phase phase=policy").value));
  EXPECT_EQ(table.at("phase phase=policy").coverage, 0);
}

TEST(Factsheet, OneFigureIsThatOfTheTable) {
  const Inventories source{Register(two())};
  const Inventory found = source.at(day("2017-07-01"));
  const Table table = by_name(figures(source, found));
  const auto one = [&](const char* figure, const char* group) {
    return figure_of(source, found, figure, group);
  };
  for (const char* name : {"mean all", "official_share all", "mean province=Noord",
                           "arrangements members=2-5", "arrangements domain=social"}) {
    const std::string text = name;
    const std::size_t blank = text.find(' ');
    const FactsheetFigure same = one(text.substr(0, blank).c_str(), text.c_str() + blank + 1);
    EXPECT_EQ(same.numerator, table.at(name).numerator) << name;
    EXPECT_EQ(same.coverage, table.at(name).coverage) << name;
  }
  // Nothing is in these: of a form half of the arrangements tell, of a province nothing.
  EXPECT_EQ(one("arrangements", "form=covenant").numerator, 0);
  EXPECT_EQ(one("arrangements", "form=covenant").coverage, 0.5);
  EXPECT_EQ(one("mean", "province=Oost").denominator, 0);
  EXPECT_TRUE(is_group_of_arrangements("theme=care"));
  EXPECT_FALSE(is_group_of_arrangements("province=Noord"));
}

TEST(Factsheet, WhereNothingCouldTellCoverageIsNone) {
  RegisterTables t = two();
  t.memberships.clear();  // Of one municipality each: no cooperation.
  for (const std::int32_t version : {0, 1, 2}) join(t, version, "d");
  InventoryOptions options;
  options.forms = {LegalForm::public_body};
  const Inventories source(Register(t), options);
  const Table table = by_name(figures(source, source.at(day("2017-07-01"))));
  for (const char* name : {"arrangements all", "mean all", "official_share all"}) {
    EXPECT_EQ(table.at(name).coverage, 0) << name;
    EXPECT_TRUE(std::isnan(table.at(name).value)) << name;
  }
}

TEST(Factsheet, FiltersByThemeAndForm) {
  InventoryOptions options;
  options.themes = {"social"};
  const Inventories by_domain(Register(two()), options);
  EXPECT_EQ(by_domain.at(day("2017-07-01")).arrangements.size(), 1U);
  EXPECT_EQ(by_domain.at(day("2017-07-01")).eligible.size(), 2U);
  options.themes = {"care"};
  options.bases = {ThemeBasis::proposed};
  EXPECT_TRUE(Inventories(Register(two()), options).at(day("2017-07-01")).arrangements.empty());
  options = {};
  options.forms = {LegalForm::public_body};
  EXPECT_EQ(Inventories(Register(two()), options).at(day("2017-07-01")).memberships, 4);
}

TEST(Factsheet, ListedMembersCountBeforeTheirAccession) {
  RegisterTables t = two();
  join(t, 0, "e", "2018-01-01");
  InventoryOptions options;
  EXPECT_EQ(Inventories(Register(t), options).at(day("2017-07-01")).memberships, 6);
  options.starts = MembershipStart::listed;
  EXPECT_EQ(Inventories(Register(t), options).at(day("2017-07-01")).memberships, 7);
}

TEST(Factsheet, TheLaterVersionCounts) {
  RegisterTables t = two();
  t.arrangements[1].validity.to = day("2020-01-01");
  join(t, 2, "f");
  const Inventories source{Register(t)};
  EXPECT_EQ(source.at(day("2018-07-01")).memberships, 4 + 3);
}

TEST(Factsheet, ChangesBetweenTwoDays) {
  RegisterTables t = two();
  t.arrangements[2].name = "W, renewed";
  t.arrangements[1].name = t.arrangements[0].name = "w";
  t.arrangement_themes.push_back({2, "care", ThemeBasis::official});
  for (const char* id : {"ab"}) join(t, 0, id, "2019-01-01");
  join(t, 2, "f");
  const Inventories source{Register(t)};
  const Table table =
      by_name(changed(source, source.at(day("2017-07-01")), source.at(day("2020-07-01"))));
  EXPECT_EQ(table.at("changed_members all").denominator, 2);
  EXPECT_EQ(table.at("changed_members cause=real").numerator, 1);
  EXPECT_EQ(table.at("changed_name all").numerator, 1);
  EXPECT_EQ(table.at("changed_themes cause=classified").numerator, 1);
  EXPECT_EQ(table.at("changed_themes all").numerator, 0);
  EXPECT_EQ(table.at("changed_form all").coverage, 0.5);
}

/// A slow count of the same: from the snapshot, without chains' help.
TEST(Factsheet, EqualsANaiveCount) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const RegisterTables t = testing::random_history(seed);
    const Register reg(t);
    const Inventories source(reg);
    const Date when = day("2017-07-01");
    std::map<std::string, std::pair<Date, std::int32_t>> later;
    for (std::size_t a = 0; a < t.arrangements.size(); ++a)
      if (t.arrangements[a].validity.contains(when)) {
        const std::pair<Date, std::int32_t> mine{*t.arrangements[a].validity.from,
                                                 static_cast<std::int32_t>(a)};
        auto& best = later.emplace(t.arrangements[a].chain, mine).first->second;
        best = std::max(best, mine);
      }
    if (later.empty()) continue;
    std::int64_t arrangements = 0;
    std::int64_t memberships = 0;
    for (const auto& [chain, version] : later) {
      std::set<std::int32_t> members;
      for (const Membership& m : t.memberships)
        if (m.arrangement == version.second && m.validity.contains(when) &&
            t.participants[static_cast<std::size_t>(m.participant)].validity.contains(when))
          members.insert(m.participant);
      if (members.size() < 2) continue;
      ++arrangements;
      memberships += static_cast<std::int64_t>(members.size());
    }
    const Inventory found = source.at(when, Repair::plain);
    EXPECT_EQ(static_cast<std::int64_t>(found.arrangements.size()), arrangements) << seed;
    EXPECT_EQ(found.memberships, memberships) << seed;
    EXPECT_GE(source.at(when).memberships, memberships);
  }
}

TEST(Factsheet, AYearIsItsFirstOfJulyOrTheLastDay) {
  RegisterTables t = two();
  EXPECT_EQ(day_of_year(Register(t), 2017), day("2017-07-01"));
  EXPECT_EQ(day_of_year(Register(t), 2018), day("2018-01-01"));
  t.exported = day("2019-03-01");
  EXPECT_EQ(day_of_year(Register(t), 2018), day("2018-07-01"));
  EXPECT_EQ(day_of_year(Register(t), 2030), day("2019-03-01"));
}

}  // namespace
}  // namespace munigraph
