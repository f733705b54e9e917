#include "munigraph/dynamics/difference.hpp"

#include <gtest/gtest.h>

#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "munigraph/core/error.hpp"
#include "registry/reorganisations.hpp"

namespace munigraph {
namespace {

using testing::arrangement;
using testing::day;
using testing::during;
using testing::join;
using testing::valley;

/// v: a, b, d, f all the time; w: d, f, and e from 2018 on; x (2016 on) is new, y ends in 2018, and
/// z begins in 2018 with members since 2010.
RegisterTables years() {
  RegisterTables t = valley();
  for (const char* id : {"x", "y", "z"}) t.arrangements.push_back(arrangement(id));
  t.arrangements[3].validity = during("2018-06-01", "");
  t.arrangements[4].validity = during("2012-01-01", "2018-06-01");
  t.arrangements[5].validity = during("2018-02-01", "");
  for (const char* id : {"a", "b", "d", "f"}) join(t, 0, id);
  for (const char* id : {"d", "f"}) join(t, 1, id);
  for (const char* id : {"d", "f", "e"}) join(t, 2, id);
  for (const char* id : {"d", "f", "n"}) join(t, 3, id, "2018-06-01");
  for (const char* id : {"d", "e"}) join(t, 4, id, "2012-01-01");
  for (const char* id : {"d", "f"}) join(t, 5, id, "2010-01-01");
  return t;
}

std::map<std::string, std::int64_t> numerators(const Difference& found) {
  std::map<std::string, std::int64_t> result;
  for (const Contribution& c : found.parts)
    result[std::string(word(c.cause)) + (c.detail.empty() ? "" : ":" + c.detail)] = c.numerator;
  return result;
}

using Parts = std::map<std::string, std::int64_t>;

TEST(FactsheetDifference, EveryMembershipHasItsCause) {
  const Inventories source{Register(years())};
  const Difference found = difference(source, day("2017-07-01"), day("2020-07-01"), "memberships");
  EXPECT_EQ(found.numerator_before, 8);
  EXPECT_EQ(found.numerator_after, 11);
  // a and b left v for ab: −2 + 1; n became r in x, which is new.
  EXPECT_EQ(numerators(found), (Parts{{"registered", 2},
                                      {"founded", 3},
                                      {"ended", -2},
                                      {"reorganisation", -1},
                                      {"real:joined", 1}}));
}

TEST(FactsheetDifference, AMeanTakesTheFewerMunicipalitiesAsReorganisation) {
  const Inventories source{Register(years())};
  const Difference found = difference(source, day("2017-07-01"), day("2020-07-01"), "mean");
  EXPECT_EQ(found.denominator_before, 7);
  EXPECT_EQ(found.denominator_after, 5);
  EXPECT_EQ(found.unit, 70);
  for (const Contribution& c : found.parts)
    if (c.cause == Cause::reorganisation) {
      EXPECT_EQ(c.denominator, -2);
      EXPECT_EQ(c.part, -1 * 12 + 2 * 19);
    }
}

TEST(FactsheetDifference, OnOneGeographyNothingIsReorganised) {
  InventoryOptions options;
  options.geography = day("2020-07-01");
  const Inventories source(Register(years()), options);
  const Difference found = difference(source, day("2017-07-01"), day("2020-07-01"), "memberships");
  EXPECT_EQ(numerators(found),
            (Parts{{"registered", 2}, {"founded", 3}, {"ended", -2}, {"real:joined", 1}}));
}

/// c, for which d stands on the geography of 2020, was dissolved, and neither d nor e took its
/// place in u: as municipalities were, nobody left. f did.
TEST(FactsheetDifference, APlaceThatNobodyTookIsReorganisationOnOneGeography) {
  RegisterTables t = valley();
  t.memberships.clear();
  t.arrangements = {arrangement("u-1"), arrangement("u-2")};
  t.arrangements[0].validity = during("2015-01-01", "2019-06-01");
  t.arrangements[1].validity = during("2019-06-01", "");
  t.arrangements[0].chain = t.arrangements[1].chain = "u";
  for (const char* id : {"a", "c", "f", "n"}) join(t, 0, id);
  for (const char* id : {"ab", "r"}) join(t, 1, id);
  InventoryOptions options;
  options.geography = day("2020-07-01");
  const Inventories fixed(Register(t), options);
  const auto row = [&](const char* id) { return testing::row_of(fixed.source().tables(), id); };
  const Date before = day("2017-07-01");
  const Date after = day("2020-07-01");
  EXPECT_TRUE(fixed.was_reorganised(Turnover::left, 0, row("d"), before, after));
  EXPECT_FALSE(fixed.was_reorganised(Turnover::joined, 0, row("d"), before, after));
  EXPECT_FALSE(fixed.was_reorganised(Turnover::left, 0, row("d"), after, day("2021-07-01")));
  EXPECT_FALSE(fixed.was_reorganised(Turnover::left, 0, row("f"), before, after));
  EXPECT_EQ(numerators(difference(fixed, before, after, "memberships")),
            (Parts{{"reorganisation:as_municipalities_were", -1}, {"real:left", -1}}));
  const Inventories own{Register(t)};
  EXPECT_TRUE(own.was_reorganised(Turnover::left, 0, testing::row_of(t, "c"), before, after));
  EXPECT_FALSE(own.was_reorganised(Turnover::left, 0, testing::row_of(t, "f"), before, after));
  EXPECT_EQ(numerators(difference(own, before, after, "memberships")),
            (Parts{{"reorganisation", -1}, {"real:left", -1}}));
}

/// A register leaves municipalities out before they are divided: c in 2018, when it is there still.
/// It did not leave by itself; f did.
TEST(FactsheetDifference, WhoIsLeftOutBeforeItsReorganisationDidNotLeave) {
  RegisterTables t = valley();
  t.memberships.clear();
  t.arrangements = {arrangement("u-1"), arrangement("u-2")};
  t.arrangements[0].validity = during("2015-01-01", "2018-06-01");
  t.arrangements[1].validity = during("2018-06-01", "");
  t.arrangements[0].chain = t.arrangements[1].chain = "u";
  for (const char* id : {"c", "d", "e", "f", "n"}) join(t, 0, id);
  for (const char* id : {"d", "e", "n"}) join(t, 1, id);
  const Inventories source{Register(t)};
  const Difference found = difference(source, day("2017-07-01"), day("2018-07-01"), "memberships");
  EXPECT_EQ(numerators(found), (Parts{{"reorganisation", -1}, {"real:left", -1}}));
}

/// Of two arrangements in force none has a form: who is in an official one is not known.
TEST(FactsheetDifference, AFigureThatIsTooThinHasNoDifference) {
  RegisterTables t = years();
  for (Participant& p : t.participants) p.population = 1000;
  const Inventories source{Register(t)};
  const auto call = [&](const char* figure, const char* group, Repair repair, double least) {
    FactsheetOptions options;
    options.min_coverage = least;
    return difference(source, day("2017-07-01"), day("2020-07-01"), figure, group, repair, options);
  };
  for (const Repair repair : {Repair::repaired, Repair::plain}) {
    for (const char* figure : {"official_share", "official_inhabitants"}) {
      try {
        static_cast<void>(call(figure, "all", repair, 0.5));
        FAIL() << figure;
      } catch (const DataError& error) {
        EXPECT_NE(std::string(error.what()).find("coverage"), std::string::npos) << error.what();
        EXPECT_NE(std::string(error.what()).find("0% on 2017-07-01"), std::string::npos);
      }
    }
    EXPECT_EQ(call("official_share", "all", repair, 0.0).numerator_after, 0);
    EXPECT_FALSE(call("mean", "all", repair, 1.0).parts.empty());
  }
}

TEST(FactsheetDifference, WhatTheRegisterLagsBehindIsACause) {
  RegisterTables t = years();
  t.memberships.erase(t.memberships.begin(), t.memberships.begin() + 2);
  join(t, 0, "ab", "2019-01-01");
  const Inventories source{Register(t)};
  const Difference found =
      difference(source, day("2017-07-01"), day("2020-07-01"), "memberships", "all", Repair::plain);
  EXPECT_EQ(found.numerator_before, 6);
  // 2017 lacks a and b, 2020 lacks r, which x still calls n.
  EXPECT_EQ(numerators(found)["lag"], 2 - 1);
  EXPECT_EQ(numerators(found)["reorganisation"], -1);
}

TEST(FactsheetDifference, AGapInTheRegisterIsSaid) {
  RegisterTables t = years();
  t.arrangements[1].validity = during("2015-01-01", "2017-06-01");
  const Inventories source{Register(t)};
  const Difference found = difference(source, day("2017-01-01"), day("2017-07-01"), "memberships");
  EXPECT_EQ(numerators(found), (Parts{{"ended:gap_in_register", -2}}));
  const Difference back = difference(source, day("2017-07-01"), day("2018-01-15"), "memberships");
  EXPECT_EQ(numerators(back), (Parts{{"founded:gap_in_register", 3}}));
}

TEST(FactsheetDifference, OfficialThemesNeedSteadyCoverage) {
  RegisterTables t = years();
  t.domains = {{"care", "social"}};
  t.arrangement_themes = {{2, "care", ThemeBasis::official}, {0, "care", ThemeBasis::proposed}};
  InventoryOptions options;
  options.bases = {ThemeBasis::official};
  const Inventories official(Register(t), options);
  EXPECT_THROW(static_cast<void>(difference(official, day("2017-07-01"), day("2020-07-01"),
                                            "official_share", "domain=social")),
               DataError);
  const Inventories all{Register(t)};
  FactsheetOptions thin;  // Two of six arrangements have a theme.
  thin.min_coverage = 0.2;
  const Difference found = difference(all, day("2017-07-01"), day("2020-07-01"), "arrangements",
                                      "domain=social", Repair::repaired, thin);
  EXPECT_EQ(numerators(found), (Parts{{"classified", 1}}));
}

TEST(FactsheetDifference, MisuseIsRefused) {
  const Inventories source{Register(years())};
  const auto call = [&](const char* figure, const char* group) {
    static_cast<void>(difference(source, day("2017-07-01"), day("2020-07-01"), figure, group));
  };
  EXPECT_THROW(call("meen", "all"), std::invalid_argument);
  EXPECT_THROW(call("mean", "people=1"), std::invalid_argument);
  EXPECT_THROW(call("arrangements", "province=Noord"), std::invalid_argument);
  EXPECT_THROW(call("mean", "province=nowhere"), std::invalid_argument);
  EXPECT_THROW(call("median", "all"), std::invalid_argument);
  EXPECT_THROW(call("changed_members", "all"), std::invalid_argument);
  EXPECT_THROW(call("mean", "members=2-5"), std::invalid_argument);
  EXPECT_THROW(call("classified", "form=public_body"), std::invalid_argument);
  const auto message = [&](const char* figure, const char* group) -> std::string {
    try {
      call(figure, group);
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_NE(message("arrangements", "members=2-6").find("did you mean 'members=2-5'"),
            std::string::npos);
  for (const Decomposed& one : decomposed_figures())
    EXPECT_NE(message("median", "all").find(one.figure), std::string::npos) << one.figure;
  EXPECT_THROW(static_cast<void>(difference(source, day("2020-07-01"), day("2017-07-01"), "mean")),
               std::invalid_argument);
}

/// Every figure of every history, plain and repaired, on its own and a fixed geography: the parts
/// sum to the difference, in integers.
TEST(FactsheetDifference, AddsUpOnRandomHistories) {
  std::int64_t parts = 0;
  FactsheetOptions thin;
  thin.min_coverage = 0.0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    RegisterTables tables = testing::random_history(seed);
    double inhabitants = 900;
    for (Participant& p : tables.participants) p.population = inhabitants += 137;
    const Register reg(std::move(tables));
    for (const char* geography : {"", "2016-01-01", "2021-01-01"}) {
      InventoryOptions options;
      if (*geography != '\0') options.geography = day(geography);
      const Inventories source(reg, options);
      for (const std::string_view figure : {"arrangements", "memberships", "mean", "two_to_five",
                                            "official_share", "official_inhabitants", "classified"})
        for (const char* group :
             {"all", "form=public_body", "domain=social", "province=Noord", "members=2-5"})
          for (const Repair repair : {Repair::repaired, Repair::plain}) {
            Difference found;
            try {
              found = difference(source, day("2017-03-01"), day("2018-09-01"), figure, group,
                                 repair, thin);
            } catch (const DataError&) {
              continue;  // Nothing in force, or nothing to divide by.
            } catch (const std::invalid_argument&) {
              continue;  // Not by this group.
            }
            std::int64_t sum = 0;
            std::int64_t numerator = 0;
            std::int64_t denominator = 0;
            for (const Contribution& c : found.parts) {
              sum += c.part;
              numerator += c.numerator;
              denominator += c.denominator;
              // Who is a municipality stays; whose place one takes may be reorganised.
              if (options.geography && c.cause == Cause::reorganisation &&
                  (figure == "mean" || figure.starts_with("official"))) {
                EXPECT_EQ(c.denominator, 0);
              }
              if (repair == Repair::repaired) {
                EXPECT_NE(c.cause, Cause::lag);
              }
            }
            parts += static_cast<std::int64_t>(found.parts.size());
            EXPECT_EQ(numerator, found.numerator_after - found.numerator_before);
            EXPECT_EQ(denominator, found.denominator_after - found.denominator_before);
            // sum / unit = after − before, multiplied out.
            const std::int64_t whole =
                found.numerator_after * (found.unit / found.denominator_after) -
                found.numerator_before * (found.unit / found.denominator_before);
            EXPECT_EQ(sum, whole) << seed << " " << figure << " " << group;
          }
    }
  }
  EXPECT_GT(parts, 5000);
}

}  // namespace
}  // namespace munigraph
