#include "munigraph/dynamics/inventory.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "munigraph/core/error.hpp"
#include "registry/reorganisations.hpp"

namespace munigraph {
namespace {

using testing::day;
using testing::during;
using testing::join;
using testing::names;
using testing::valley;

/// v: a, b and d; w: d alone at first, d and f from 2018 on.
RegisterTables two() {
  RegisterTables t = valley();
  for (const char* id : {"a", "b", "d"}) join(t, 0, id);
  join(t, 1, "d");
  for (const char* id : {"d", "f"}) join(t, 2, id);
  return t;
}

TEST(Inventory, CountsArrangementsOfAtLeastTwoMunicipalitiesInForce) {
  const Inventories all{Register(two())};
  const Inventory found = all.at(day("2017-07-01"));
  ASSERT_EQ(found.arrangements.size(), 1U);
  EXPECT_EQ(names(all.source().tables(), found.arrangements[0].members),
            (std::vector<std::string>{"a", "b", "d"}));
  EXPECT_EQ(found.memberships, 3);
  EXPECT_EQ(found.inferred, 0);
  EXPECT_EQ(found.in_force, (std::vector<std::int32_t>{0, 1}));
  EXPECT_EQ(found.find(1), nullptr);
  const Inventory early = all.at(day("2018-07-01"));
  EXPECT_EQ(early.find(1)->version, 2);
}

TEST(Inventory, RepairedMembershipsFollowTheMunicipalities) {
  const Inventories all{Register(two())};
  const Inventory plain = all.at(day("2019-07-01"), Repair::plain);
  EXPECT_EQ(plain.find(0), nullptr);  // a and b are dissolved, d alone is left
  const Inventory repaired = all.at(day("2019-07-01"));
  ASSERT_NE(repaired.find(0), nullptr);
  EXPECT_EQ(names(all.source().tables(), repaired.find(0)->members),
            (std::vector<std::string>{"ab", "d"}));
  EXPECT_EQ(repaired.inferred, 1);
}

TEST(Inventory, OneGeographyHasTheMunicipalitiesOfItsDay) {
  InventoryOptions options;
  options.geography = day("2020-07-01");
  const Inventories all(Register(two()), options);
  const Inventory found = all.at(day("2017-07-01"));
  EXPECT_EQ(names(all.source().tables(), found.municipalities),
            (std::vector<std::string>{"ab", "d", "e", "f", "r"}));
  EXPECT_EQ(names(all.source().tables(), found.find(0)->members),
            (std::vector<std::string>{"ab", "d"}));
  EXPECT_FALSE(all.changes().empty());
}

TEST(Inventory, FiltersByFormAndTheme) {
  RegisterTables t = two();
  t.arrangements[0].legal_form = LegalForm::public_body;
  t.arrangement_themes = {{0, "care", ThemeBasis::official}, {2, "waste", ThemeBasis::proposed}};
  t.domains = {{"care", "social"}};
  const auto counted = [&](InventoryOptions options) {
    return Inventories(Register(t), std::move(options)).at(day("2018-07-01")).arrangements.size();
  };
  EXPECT_EQ(counted({}), 2U);
  InventoryOptions form;
  form.forms = {LegalForm::public_body};
  EXPECT_EQ(counted(form), 1U);
  InventoryOptions domain;
  domain.themes = {"social"};
  EXPECT_EQ(counted(domain), 1U);
  InventoryOptions basis;
  basis.themes = {"waste"};
  EXPECT_EQ(counted(basis), 1U);
  basis.bases = {ThemeBasis::official};
  EXPECT_EQ(counted(basis), 0U);
  EXPECT_TRUE(Inventories{Register(t)}.is_official(0));
  EXPECT_FALSE(Inventories{Register(t)}.is_official(2));
}

TEST(Inventory, ADayBeforeTheRegisterIsAnError) {
  const Inventories all{Register(two())};
  EXPECT_THROW((void)all.at(day("2010-01-01")), DataError);
}

}  // namespace
}  // namespace munigraph
