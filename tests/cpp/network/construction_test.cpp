#include "munigraph/network/construction.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "munigraph/core/error.hpp"
#include "network/constructions.hpp"
#include "registry/folders.hpp"
#include "registry/registers.hpp"

namespace munigraph {
namespace {

using testing::arrangement;
using testing::day;
using testing::during;
using testing::fault_of;
using testing::municipality;
using testing::weight;
using Ids = std::vector<std::string>;

/// Six municipalities in two provinces (4 and 2) and a water board.
///   youth   p q r        care | youth   imposed  public_body   policy
///   waste   p q r s t    waste          semi     covenant      execution
///   both    s t          care, waste    free     covenant      both
///   shelter p* q r       care           star, host p
///   map     p q r s t u  division
///   water   u w          w is the water board
///   watch   t u (observer: s)           waste
RegisterTables small() {
  RegisterTables t;
  for (const char* id : {"p", "q", "r", "s"}) t.participants.push_back(municipality(id, "West"));
  for (const char* id : {"t", "u"}) t.participants.push_back(municipality(id, "East"));
  t.participants.push_back(municipality("w", "East"));
  t.participants.back().kind = ParticipantKind::water_board;
  for (const char* id : {"youth", "waste", "both", "shelter", "map", "water", "watch"})
    t.arrangements.push_back(arrangement(id));
  auto& a = t.arrangements;
  a[0].obligation = Obligation::imposed;
  a[0].legal_form = LegalForm::public_body;
  a[0].phase = Phase::policy;
  a[1].obligation = Obligation::semi;
  a[1].legal_form = LegalForm::covenant;
  a[1].phase = Phase::execution;
  a[2].obligation = Obligation::free;
  a[2].legal_form = LegalForm::covenant;
  a[2].phase = Phase::both;
  a[3].structure = Structure::star;
  a[4].kind = ArrangementKind::division;
  const std::vector<std::vector<std::int32_t>> members = {
      {0, 1, 2}, {0, 1, 2, 3, 4}, {3, 4}, {0, 1, 2}, {0, 1, 2, 3, 4, 5}, {5, 6}, {4, 5}};
  for (std::size_t k = 0; k < members.size(); ++k)
    for (const std::int32_t node : members[k])
      t.memberships.push_back({static_cast<std::int32_t>(k), node, Role::member, {}});
  t.memberships[10].role = Role::host;  // p in the shelter
  t.memberships.push_back({6, 3, Role::observer, {}});
  t.domains = {{"care", "social"}, {"waste", "physical"}, {"order", "safety"}};
  t.arrangement_themes = {{0, "care | youth", ThemeBasis::given}, {1, "waste", ThemeBasis::given},
                          {2, "care", ThemeBasis::given},         {2, "waste", ThemeBasis::given},
                          {3, "care", ThemeBasis::given},         {6, "waste", ThemeBasis::given}};
  return t;
}

ConstructedNetwork build(const Construction& construction, const RegisterTables& t = small()) {
  return construct(Register(t).at(day("2020-07-01")), construction);
}

/// Ids of the arrangements that a construction keeps.
template <class Choice>
Ids kept(Choice&& choose, const RegisterTables& t = small()) {
  Construction construction;
  choose(construction);
  Ids ids;
  for (const std::int32_t row : build(construction, t).arrangements)
    ids.push_back(t.arrangements[static_cast<std::size_t>(row)].id);
  return ids;
}

using C = Construction;

TEST(Construction, WithoutChoices) {
  const ConstructedNetwork made = build({});
  EXPECT_EQ(made.network.node_count(), 6);  // no water board
  EXPECT_EQ(kept([](C&) {}), (Ids{"youth", "waste", "both", "shelter", "watch"}));
  EXPECT_EQ(made.construction.date, day("2020-07-01"));
  // p–q: youth 1/2, waste 1/4, shelter 1/2; q–r: youth and waste, no tie in the star.
  EXPECT_DOUBLE_EQ(weight(made, 0, 1), 1.25);
  EXPECT_DOUBLE_EQ(weight(made, 1, 2), 0.75);
  EXPECT_DOUBLE_EQ(weight(made, 3, 4), 1.25);
  // The observer s has no tie from "watch", and does not count in k.
  EXPECT_DOUBLE_EQ(weight(made, 4, 5), 1.0);
  EXPECT_EQ(weight(made, 3, 5), 0);
}

TEST(Construction, Domains) {
  EXPECT_EQ(kept([](C& c) { c.domain = {"social"}; }), (Ids{"youth", "both", "shelter"}));
  EXPECT_EQ(kept([](C& c) { c.domain = {"physical"}; }), (Ids{"waste", "both", "watch"}));
  EXPECT_EQ(kept([](C& c) { c.domain = {"social", "physical"}; }),
            (Ids{"youth", "waste", "both", "shelter", "watch"}));
  EXPECT_EQ(build({.domain = {"physical"}}).network.isolate_count(), 0);
  EXPECT_EQ(build({.domain = {"social"}}).network.isolate_count(), 1);  // u
}

TEST(Construction, Themes) {
  EXPECT_EQ(kept([](C& c) { c.themes = {"care"}; }), (Ids{"youth", "both", "shelter"}));
  EXPECT_EQ(kept([](C& c) { c.themes = {"care | youth"}; }), (Ids{"youth"}));
  EXPECT_EQ(kept([](C& c) {
              c.themes = {"care"};
              c.domain = {"physical"};
            }),
            (Ids{"both"}));
}

TEST(Construction, Words) {
  EXPECT_EQ(kept([](C& c) { c.legal_forms = {LegalForm::covenant}; }), (Ids{"waste", "both"}));
  EXPECT_EQ(kept([](C& c) { c.obligation = {Obligation::imposed, Obligation::semi}; }),
            (Ids{"youth", "waste"}));
  EXPECT_EQ(kept([](C& c) { c.phase = {Phase::both, Phase::unknown}; }),
            (Ids{"both", "shelter", "watch"}));
  EXPECT_EQ(kept([](C& c) { c.arrangement_kinds = {ArrangementKind::division}; }), (Ids{"map"}));
  EXPECT_EQ(kept([](C& c) { c.arrangement_kinds.clear(); }).size(), 6U);
}

TEST(Construction, ParticipantKindsAreTheNodes) {
  const Construction with_water = {
      .kinds = {ParticipantKind::municipality, ParticipantKind::water_board}};
  EXPECT_EQ(build(with_water).network.node_count(), 7);
  EXPECT_EQ(kept([&](C& c) { c.kinds = with_water.kinds; }),
            (Ids{"youth", "waste", "both", "shelter", "water", "watch"}));
}

TEST(Construction, Sizes) {
  EXPECT_EQ(kept([](C& c) { c.min_size = 3; }), (Ids{"youth", "waste", "shelter"}));
  EXPECT_EQ(kept([](C& c) { c.max_size = 3; }), (Ids{"youth", "both", "shelter", "watch"}));
  // One member is left of "water": it is there where asked for, without ties.
  EXPECT_EQ(kept([](C& c) { c.min_size = 1; }).size(), 6U);
}

TEST(Construction, ProvinceCoverage) {
  // Of West (4): youth 3/4, waste 4/4, both 1/4, shelter 3/4. Of East (2): waste and both 1/2,
  // watch 2/2.
  EXPECT_EQ(kept([](C& c) {
              c.max_province_coverage = 1.0;
              c.min_province = 1;
            }),
            (Ids{"youth", "both", "shelter"}));
  EXPECT_EQ(kept([](C& c) {
              c.max_province_coverage = 0.75;
              c.min_province = 1;
            }),
            (Ids{"both"}));
  EXPECT_EQ(kept([](C& c) {
              c.max_province_coverage = 0.76;
              c.min_province = 1;
            }),
            (Ids{"youth", "both", "shelter"}));
  EXPECT_EQ(kept([](C& c) {
              c.max_province_coverage = 0.5;
              c.min_province = 1;
            }),
            (Ids{}));
}

TEST(Construction, SmallProvincesAreNotCovered) {
  // West has four municipalities, East two.
  const auto of = [](std::int32_t least) {
    return kept([&](C& c) {
      c.max_province_coverage = 0.5;
      c.min_province = least;
    });
  };
  EXPECT_EQ(of(2), (Ids{}));
  EXPECT_EQ(of(3), (Ids{"both", "watch"}));
  EXPECT_EQ(of(4), (Ids{"both", "watch"}));
  EXPECT_EQ(of(5), (Ids{"youth", "waste", "both", "shelter", "watch"}));
  EXPECT_EQ(C{}.min_province, 5);
  EXPECT_THROW((void)build({.min_province = 0}), std::invalid_argument);
}

TEST(Construction, CountsWhatEveryFilterLeftOut) {
  const auto left = [](const Construction& c) {
    std::map<std::string, int> counts;
    for (const LeftOut& one : build(c).left_out)
      counts[one.filter + ":" + one.value] = one.arrangements;
    return counts;
  };
  using Counts = std::map<std::string, int>;
  // "water" has one municipality and a water board; "map" is a division.
  EXPECT_EQ(left({}), (Counts{{"arrangement_kinds:division", 1}, {"kinds:", 1}}));
  EXPECT_EQ(left({.domain = {"social"}}), (Counts{{"domain:", 4}}));
  EXPECT_EQ(left({.max_size = 2}),
            (Counts{{"arrangement_kinds:division", 1}, {"kinds:", 1}, {"max_size:", 3}}));
  EXPECT_EQ(left({.min_size = 4}).at("min_size:"), 5);
  EXPECT_EQ(left({.max_province_coverage = 0.5, .min_province = 1}).at("max_province_coverage:"),
            5);
  EXPECT_EQ(left({.max_share = 0.5}).at("max_share:"), 1);
}

TEST(Construction, MaxShareOfAllNodes) {
  EXPECT_EQ(kept([](C& c) { c.max_share = 0.5; }), (Ids{"youth", "both", "shelter", "watch"}));
  EXPECT_EQ(kept([](C& c) { c.max_share = 0.49; }), (Ids{"both", "watch"}));
}

TEST(Construction, SharesAreExactAtTheirLimit) {
  // 0.55 · 20 is more than 11 in doubles, and 0.07 · 100 more than 7.
  for (const auto& [members, all] :
       std::vector<std::pair<int, int>>{{11, 20}, {7, 100}, {29, 50}}) {
    RegisterTables t;
    for (int i = 0; i < all; ++i)
      t.participants.push_back(municipality("p" + std::to_string(i), "West"));
    t.arrangements = {arrangement("a"), arrangement("b")};
    for (int i = 0; i < members; ++i) t.memberships.push_back({0, i, Role::member, {}});
    for (int i = 0; i < 2; ++i) t.memberships.push_back({1, i, Role::member, {}});
    const double share = static_cast<double>(members) / all;
    EXPECT_EQ(kept(
                  [&](C& c) {
                    c.max_province_coverage = share;
                    c.min_province = 1;
                  },
                  t),
              (Ids{"b"}));
    EXPECT_EQ(kept([&](C& c) { c.max_share = share; }, t), (Ids{"a", "b"}));
  }
}

TEST(Construction, MinSharedKeepsPairsWithTheirFullWeight) {
  const ConstructedNetwork made = build({.min_shared = 3});
  EXPECT_DOUBLE_EQ(weight(made, 0, 1), 1.25);
  EXPECT_EQ(weight(made, 1, 2), 0);  // two
  EXPECT_EQ(made.network.cooperation().edge_count(), 2U);
}

TEST(Construction, IntensityPerLegalForm) {
  const ConstructedNetwork made =
      build({.intensity = {{LegalForm::covenant, 0.5}, {LegalForm::unknown, 0}}});
  EXPECT_DOUBLE_EQ(weight(made, 0, 1), 0.5 + 0.125);
  EXPECT_EQ(weight(made, 4, 5), 0);
}

TEST(Construction, SplitDomainsWeighsByTheShareChosen) {
  EXPECT_DOUBLE_EQ(weight(build({.domain = {"social"}}), 3, 4), 1.0);
  EXPECT_DOUBLE_EQ(weight(build({.domain = {"social"}, .split_domains = true}), 3, 4), 0.5);
  EXPECT_DOUBLE_EQ(weight(build({.domain = {"physical", "social"}, .split_domains = true}), 3, 4),
                   1.25);
  EXPECT_DOUBLE_EQ(weight(build({.domain = {"social"}, .split_domains = true}), 0, 1), 1.0);
}

TEST(Construction, AStarWhoseHostIsGoneMakesNoTies) {
  RegisterTables t = small();
  t.participants[0].validity = during("", "2020-07-01");
  const ConstructedNetwork made = build({.themes = {"care"}}, t);
  EXPECT_EQ(made.network.node_count(), 5);
  EXPECT_EQ(made.arrangements.size(), 3U);
  EXPECT_DOUBLE_EQ(weight(made, 0, 1), 1.0);  // q–r from "youth" alone
  EXPECT_EQ(made.network.affiliation().host(2), AffiliationNetwork::absent_host);
  RegisterTables hosts = small();
  hosts.memberships[11].role = Role::host;
  EXPECT_EQ(fault_of([&] { (void)build({}, hosts); }).expected, "one host at a time");
}

TEST(Construction, OneVersionOfAChainAtATime) {
  RegisterTables t = small();
  t.arrangements[0].chain = t.arrangements[1].chain = "c";
  t.arrangements[0].validity = during("", "2020-07-01");
  t.arrangements[1].validity = during("2020-07-01", "");
  t.memberships[7].validity = during("2020-07-02", "");  // t joins "waste" a day later
  const Register reg(t);
  const auto sizes = [&](const char* date) {
    const ConstructedNetwork made = construct(reg.at(day(date)), {.max_size = 5});
    std::map<std::string, int> result;
    for (std::size_t a = 0; a < made.arrangements.size(); ++a)
      result[t.arrangements[static_cast<std::size_t>(made.arrangements[a])].id] =
          made.network.affiliation().size(static_cast<std::int32_t>(a));
    return result;
  };
  EXPECT_EQ(sizes("2020-06-30").count("waste"), 0U);
  EXPECT_EQ(sizes("2020-06-30")["youth"], 3);
  EXPECT_EQ(sizes("2020-07-01").count("youth"), 0U);
  EXPECT_EQ(sizes("2020-07-01")["waste"], 4);
  EXPECT_EQ(sizes("2020-07-02")["waste"], 5);
}

TEST(Construction, RefusesUnknownAndEmptyDomains) {
  EXPECT_THROW((void)build({.domain = {"socail"}}), std::invalid_argument);
  try {
    (void)build({.domain = {"socail"}});
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "unknown domain 'socail'; did you mean 'social'?");
  }
  DataLocation fault = fault_of([] { (void)build({.domain = {"safety"}}); });
  EXPECT_EQ(fault.column, "domain");
  EXPECT_EQ(fault.value, "safety");
  EXPECT_EQ(fault.expected, "a domain of an arrangement in force on 2020-07-01");
  fault = fault_of([] { (void)build({.themes = {"order"}}); });
  EXPECT_EQ(fault.column, "theme");
  try {
    (void)build({.themes = {"care", "car"}});
    FAIL() << "a theme of no arrangement and no mapping";
  } catch (const DataError&) {
    FAIL() << "an unknown word is misuse";
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "unknown theme 'car'; did you mean 'care'?");
  }
  RegisterTables spaced = small();
  spaced.arrangement_themes[0].theme = "care  | youth";
  EXPECT_EQ(build({.themes = {"care"}}, spaced).arrangements.size(),
            build({.themes = {"care"}}).arrangements.size());
}

TEST(Construction, RefusesValuesOutOfRange) {
  const std::vector<Construction> bad = {{.kinds = {}},
                                         {.min_size = 0},
                                         {.min_size = 3, .max_size = 2},
                                         {.max_province_coverage = 0.0},
                                         {.max_province_coverage = 1.1},
                                         {.max_share = -1.0},
                                         {.min_shared = 0},
                                         {.intensity = {{LegalForm::covenant, -1.0}}},
                                         {.split_domains = true}};
  for (const Construction& construction : bad)
    EXPECT_THROW((void)build(construction), std::invalid_argument) << to_json(construction);
}

}  // namespace
}  // namespace munigraph
