#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "munigraph/core/random.hpp"
#include "munigraph/network/construction.hpp"
#include "network/constructions.hpp"
#include "registry/registers.hpp"

namespace munigraph {
namespace {

using testing::day;
using testing::random_construction;
using Ids = std::vector<std::string>;

TEST(ConstructionJson, RoundTrip) {
  Random random(5);
  for (int i = 0; i < 300; ++i) {
    Construction c = random_construction(random);
    c.date = day("2020-07-01");
    const std::string json = to_json(c);
    EXPECT_EQ(to_json(construction_from_json(json)), json);
  }
  EXPECT_EQ(to_json(construction_from_json("{}")), to_json(Construction{}));
  EXPECT_EQ(construction_from_json(R"({"domain": "social", "phase": ["policy"]})").domain,
            (Ids{"social"}));
}

std::string complaint(const std::string& json) {
  try {
    (void)construction_from_json(json);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

TEST(ConstructionJson, AsksWhatWasMeant) {
  const auto meant = [](const std::string& json, const std::string& word) {
    EXPECT_NE(complaint(json).find("did you mean '" + word + "'"), std::string::npos)
        << json << ": " << complaint(json);
  };
  meant(R"({"domian": "social"})", "domain");
  meant(R"({"weighting": "newmann"})", "newman");
  meant(R"({"obligation": "imposd"})", "imposed");
  meant(R"({"phase": ["polcy"]})", "policy");
  meant(R"({"legal_forms": "covenants"})", "covenant");
  meant(R"({"kinds": ["municipalities"]})", "municipality");
  meant(R"({"arrangement_kinds": "divisions"})", "division");
  meant(R"({"intensity": {"convenant": 2}})", "covenant");
  meant(R"({"backbone": "disparty"})", "disparity");
}

TEST(ConstructionJson, RefusesWhatIsNoConstruction) {
  for (const char* json : {"",
                           "[]",
                           "{",
                           "1",
                           R"({"version": 2})",
                           R"({"version": "1"})",
                           R"({"date": "2020-7-1"})",
                           R"({"date": 2020})",
                           R"({"domain": []})",
                           R"({"domain": [1]})",
                           R"({"domain": 1})",
                           R"({"min_size": 2.5})",
                           R"({"min_size": -1})",
                           R"({"min_size": true})",
                           R"({"max_size": 1e30})",
                           R"({"max_size": 99999999999})",
                           R"({"max_share": "0.5"})",
                           R"({"weighting": null})",
                           R"({"split_domains": 1})",
                           R"({"intensity": [1]})",
                           R"({"intensity": {"covenant": "1"}})",
                           R"({"kinds": null})",
                           R"({"backbone": "disparty"})",
                           R"({"backbone": true})"})
    EXPECT_NE(complaint(json), "") << json;
}

TEST(ConstructionJson, RangesAreChecked) {
  for (const char* json : {R"({"min_size": 0})", R"({"max_size": 0})", R"({"max_share": 0})",
                           R"({"max_share": 1.5})", R"({"max_province_coverage": 0})",
                           R"({"min_shared": 0})", R"({"intensity": {"covenant": -1}})"})
    EXPECT_THROW(check_ranges(construction_from_json(json)), std::invalid_argument) << json;
  EXPECT_NO_THROW(check_ranges(Construction{}));
}

TEST(ConstructionJson, EveryChoiceIsDescribedAndInTheDocument) {
  const std::string json = to_json(Construction{});
  std::size_t last = json.find("version");
  for (const Choice& choice : construction_choices()) {
    const std::size_t at = json.find('"' + std::string(choice.name) + "\":");
    ASSERT_NE(at, std::string::npos) << choice.name;
    EXPECT_GT(at, last) << choice.name;  // in the order of the description
    last = at;
    EXPECT_TRUE(choice.about.ends_with('.')) << choice.name;
  }
  EXPECT_EQ(construction_choices().size(), 18U);
}

TEST(ConstructionJson, RefusesToNestTooDeep) {
  const std::string lists(100'000, '[');
  std::string objects;
  for (int depth = 0; depth < 100'000; ++depth) objects += R"({"domain":)";
  for (const std::string& deep :
       {lists, lists + std::string(100'000, ']'), R"({"domain": )" + lists, objects})
    EXPECT_THROW((void)construction_from_json(deep), std::invalid_argument);
  // Not too deep to be read, and of the wrong kind: shown by its kind alone.
  try {
    (void)construction_from_json(R"({"domain": [[["a"]]]})");
    ADD_FAILURE();
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "domain is array, expected a word");
  }
}

TEST(ConstructionJson, RefusesToWriteWhatItCannotSay) {
  Construction c;
  c.max_share = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW((void)to_json(c), std::invalid_argument);
  c = Construction{};
  c.max_province_coverage = std::numeric_limits<double>::infinity();
  EXPECT_THROW((void)to_json(c), std::invalid_argument);
  c = Construction{};
  c.themes = {"care", "Zo\xEB"};
  try {
    (void)to_json(c);
    ADD_FAILURE();
  } catch (const std::invalid_argument& error) {
    const std::string text = error.what();
    EXPECT_NE(text.find("themes is"), std::string::npos);
    EXPECT_NE(text.find("expected text encoded as UTF-8"), std::string::npos);
  }
  c = Construction{};
  c.intensity[LegalForm::covenant] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW((void)to_json(c), std::invalid_argument);
}

}  // namespace
}  // namespace munigraph
