#include "munigraph/core/choice.hpp"

#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/choice_table.hpp"

namespace munigraph {

enum class Colour { red, green };

template <>
std::span<const std::string_view> words<Colour>() noexcept {
  static constexpr std::array<std::string_view, 2> all = {"red", "green"};
  return all;
}

namespace {

using Json = nlohmann::ordered_json;

struct Paint {
  Colour colour = Colour::green;
  std::vector<Colour> under{};
  std::vector<std::string> names = {"wall"};
  std::int32_t coats = 2;
  std::optional<double> share{};
  std::map<Colour, double> mix{};
  bool dry = true;
  std::optional<Date> day{};
};

ChoiceTable<Paint> table() {
  ChoiceTable<Paint> t;
  t.add(&Paint::colour, "colour", "Which colour.");
  t.add(&Paint::under, "under", "Colours below it.", {.what = "colour below"});
  t.add(&Paint::names, "names", "What is painted.", {.required = true});
  t.add(&Paint::coats, "coats", "How often.", {.range = {.low = 1, .high = 9}});
  t.add(&Paint::share, "share", "How much.", {.range = {.low = 0, .high = 1, .above_low = true}});
  t.add(&Paint::mix, "mix", "Factor of each colour.", {.range = {.low = 0}, .what = "colour"});
  t.add(&Paint::dry, "dry", "Whether it dries.");
  t.add(&Paint::day, "day", "When.");
  return t;
}

Paint read(const char* json) {
  const auto t = table();
  Paint paint;
  const Json parsed = Json::parse(json);
  for (const auto& [key, value] : parsed.items()) t.read(paint, key, value);
  return paint;
}

std::string complaint(const char* json) {
  try {
    table().check(read(json));
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

TEST(Choice, KindWordsAndDefaultAreTheMembersOwn) {
  const std::vector<Choice> all = table().choices();
  EXPECT_EQ(all[0].kind, ChoiceKind::word);
  EXPECT_EQ(all[0].words.size(), 2U);
  EXPECT_EQ(std::get<std::string>(all[0].standard), "green");
  EXPECT_FALSE(all[0].several || all[0].optional);
  EXPECT_TRUE(all[1].several && all[1].optional);
  EXPECT_TRUE(std::holds_alternative<std::monostate>(all[1].standard));
  EXPECT_TRUE(all[2].several && !all[2].optional);
  EXPECT_EQ(std::get<std::vector<std::string>>(all[2].standard), std::vector<std::string>{"wall"});
  EXPECT_EQ(std::get<std::int64_t>(all[3].standard), 2);
  EXPECT_EQ(all[4].kind, ChoiceKind::number);
  EXPECT_TRUE(all[4].optional);
  EXPECT_EQ(all[5].kind, ChoiceKind::factors);
  EXPECT_TRUE(std::get<bool>(all[6].standard));
  EXPECT_EQ(all[7].kind, ChoiceKind::date);
}

TEST(Choice, RangesSayWhatTheyTake) {
  constexpr double inf = std::numeric_limits<double>::infinity();
  const ChoiceRange share{.low = 0, .high = 1, .above_low = true};
  EXPECT_FALSE(share.contains(0));
  EXPECT_TRUE(share.contains(1));
  EXPECT_FALSE(share.contains(1.5));
  EXPECT_FALSE(share.contains(std::numeric_limits<double>::quiet_NaN()));
  EXPECT_FALSE(ChoiceRange{}.contains(inf));
  EXPECT_EQ(share.text(ChoiceKind::number), "a number above 0, at most 1");
  EXPECT_EQ((ChoiceRange{.high = 0.5, .below_high = true}.text(ChoiceKind::number)),
            "a number below 0.5");
  EXPECT_EQ((ChoiceRange{.low = 1}.text(ChoiceKind::integer)), "a whole number of at least 1");
}

TEST(Choice, TheTableReadsWhatItWrites) {
  const char* json = R"({"colour":"red","under":["green"],"names":["door"],"coats":3,)"
                     R"("share":0.5,"mix":{"red":2.0},"dry":false,"day":"2020-07-01"})";
  Json written = Json::object();
  table().write(read(json), written);
  EXPECT_EQ(written, Json::parse(json));
  written = Json::object();
  table().write(Paint{}, written);
  EXPECT_EQ(written, Json::parse(R"({"colour":"green","under":null,"names":["wall"],"coats":2,)"
                                 R"("share":null,"mix":null,"dry":true,"day":null})"));
  EXPECT_EQ(read(R"({"under": "red"})").under, std::vector<Colour>{Colour::red});
}

TEST(Choice, MistakesAreNamed) {
  EXPECT_EQ(complaint(R"({"color": "red"})"), "unknown option 'color'; did you mean 'colour'?");
  EXPECT_EQ(complaint(R"({"colour": "gren"})"), "unknown colour 'gren'; did you mean 'green'?");
  EXPECT_EQ(complaint(R"({"under": ["rd"]})"), "unknown colour below 'rd'; did you mean 'red'?");
  EXPECT_EQ(complaint(R"({"names": null})"), "names is null, expected a word or a list of words");
  EXPECT_EQ(complaint(R"({"names": []})"), "names is [], expected at least one word");
  EXPECT_EQ(complaint(R"({"coats": 0})"),
            "coats is 0, expected a whole number of at least 1, at most 9");
  EXPECT_EQ(complaint(R"({"coats": 2.0})"),
            "coats is 2.0, expected a whole number of at least 1, at most 9");
  EXPECT_EQ(complaint(R"({"share": 0})"), "share is 0, expected a number above 0, at most 1");
  EXPECT_EQ(complaint(R"({"mix": {"red": -1}})"),
            "mix of 'red' is -1, expected a number of at least 0");
  EXPECT_EQ(complaint(R"({"mix": {"read": 1}})"), "unknown colour 'read'; did you mean 'red'?");
  EXPECT_EQ(complaint(R"({"dry": 1})"), "dry is 1, expected true or false");
  EXPECT_EQ(complaint(R"({"day": "2020-7-1"})"),
            "day is \"2020-7-1\", expected a date as YYYY-MM-DD");
}

TEST(Choice, AsJson) {
  const std::vector<ChoiceList> lists = {{"paint", table().choices()}};
  const Json all = Json::parse(to_json(lists));
  ASSERT_EQ(all["paint"].size(), 8U);
  EXPECT_EQ(all["paint"][0],
            Json::parse(R"({"name":"colour","kind":"word","about":"Which colour.","what":"colour",)"
                        R"("several":false,"optional":false,"words":["red","green"],"low":null,)"
                        R"("high":null,"above_low":false,"below_high":false,"default":"green",)"
                        R"("example":""})"));
  EXPECT_EQ(all["paint"][3]["high"], 9);
}

TEST(Choice, ListsJoinAndLeaveOut) {
  const std::vector<Choice> all = table().choices();
  constexpr std::array<std::string_view, 2> some = {"colour", "day"};
  EXPECT_EQ(without(all, some).size(), 6U);
  EXPECT_EQ(joined(all, all).size(), 16U);
}

}  // namespace
}  // namespace munigraph
