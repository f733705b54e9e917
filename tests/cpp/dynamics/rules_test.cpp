#include "munigraph/dynamics/rules.hpp"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>
#include <string>

namespace munigraph {
namespace {

TEST(ChronicleRules, EveryRuleIsSetAndReadByItsName) {
  std::set<std::string_view> names;
  for (const ChronicleRule& rule : chronicle_rules()) {
    EXPECT_TRUE(names.insert(rule.name).second);
    EXPECT_TRUE((rule.share != nullptr) != (rule.days != nullptr)) << rule.name;
    ChronicleRules rules;
    const double other = rule.days != nullptr ? 7 : 0.125;
    EXPECT_NE(rule_value(rules, rule.name), other);
    set_rule(rules, rule.name, other);
    EXPECT_EQ(rule_value(rules, rule.name), other);
  }
  // All members are described: the struct holds nothing else.
  EXPECT_EQ(names.size(), 11U);
}

TEST(ChronicleRules, RefusesUnknownNamesAndValuesOutOfRange) {
  ChronicleRules rules;
  try {
    set_rule(rules, "near_day", 3);
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_NE(std::string(error.what()).find("near_days"), std::string::npos);
  }
  EXPECT_THROW(set_rule(rules, "merged_share", 1.5), std::invalid_argument);
  EXPECT_THROW(set_rule(rules, "merged_share", -0.1), std::invalid_argument);
  EXPECT_THROW(set_rule(rules, "near_days", 1.5), std::invalid_argument);
  EXPECT_THROW(set_rule(rules, "near_days", -1), std::invalid_argument);
  EXPECT_THROW((void)rule_value(rules, "x"), std::invalid_argument);
}

}  // namespace
}  // namespace munigraph
