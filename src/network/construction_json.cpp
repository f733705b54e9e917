#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/choice_table.hpp"
#include "munigraph/network/construction.hpp"

namespace munigraph {
namespace {

using Json = nlohmann::ordered_json;

constexpr int construction_version = 1;
constexpr ChoiceRange at_least_one{.low = 1};
constexpr ChoiceRange share{.low = 0, .high = 1, .above_low = true};

/// The one place in which a choice of construction is written down.
ChoiceTable<Construction> make_table() {
  using C = Construction;
  ChoiceTable<C> t;
  t.add(&C::date, "date", "The date on which arrangements are in force.",
        {.example = "2020-07-01"});
  t.add(&C::domain, "domain", "Only arrangements with a theme in any of these domains of policy.",
        {.example = "social"});
  t.add(&C::themes, "themes", "Only arrangements with any of these themes, or one below it.",
        {.what = "theme"});
  t.add(&C::legal_forms, "legal_forms", "Only arrangements of these legal forms.",
        {.what = "legal form", .example = "public_body"});
  t.add(&C::obligation, "obligation",
        "Only arrangements that statute demands, demands in part, or leaves free.",
        {.example = "free"});
  t.add(&C::phase, "phase", "Only arrangements for policy, its execution, or both.",
        {.example = "policy"});
  t.add(&C::kinds, "kinds", "Kinds of participants that are nodes.",
        {.what = "kind of participant", .required = true});
  t.add(&C::arrangement_kinds, "arrangement_kinds", "Kinds of arrangements that tie.",
        {.what = "kind of arrangement"});
  t.add(&C::min_size, "min_size", "Fewest members of an arrangement, of those left by the filters.",
        {.range = at_least_one});
  t.add(&C::max_size, "max_size", "Most members of an arrangement, of those left by the filters.",
        {.range = at_least_one, .example = "20"});
  t.add(&C::max_province_coverage, "max_province_coverage",
        "Leave out what covers at least this share of the municipalities of some province.",
        {.range = share, .example = "0.8"});
  t.add(&C::min_province, "min_province",
        "Fewest municipalities in force of a province that max_province_coverage looks at.",
        {.range = at_least_one});
  t.add(&C::max_share, "max_share", "Leave out what has more than this share of all nodes.",
        {.range = share, .example = "0.1"});
  t.add(&C::min_shared, "min_shared",
        "Keep ties of pairs with at least so many shared arrangements.", {.range = at_least_one});
  t.add(&C::weighting, "weighting", "How shared arrangements become the weight of a tie.");
  t.add(&C::intensity, "intensity", "Factor for each legal form; 1 where not named.",
        {.range = {.low = 0}, .what = "legal form", .example = "covenant=0.5"});
  t.add(&C::split_domains, "split_domains",
        "Weigh an arrangement by the share of its domains that were chosen.");
  t.add(&C::backbone, "backbone", "Keep only ties that are significant by this test.");
  return t;
}

const ChoiceTable<Construction>& table() {
  static const ChoiceTable<Construction> made = make_table();
  return made;
}

void check_version(const Json& value) {
  const Choice version{.name = "version", .kind = ChoiceKind::integer, .range = {.low = 0}};
  if (detail::JsonValue<std::int32_t>::read(version, value) > construction_version)
    detail::reject("version", value, std::to_string(construction_version) + " or older");
}

}  // namespace

template <>
std::span<const std::string_view> words<Backbone>() noexcept {
  static constexpr std::array<std::string_view, 2> all = {"disparity", "bicm"};
  return all;
}

std::vector<Choice> construction_choices() { return table().choices(); }

void check_ranges(const Construction& construction) { table().check(construction); }

std::string to_json(const Construction& construction) {
  Json json = {{"version", construction_version}};
  table().write(construction, json);
  return json.dump();
}

Construction construction_from_json(std::string_view json) {
  Json parsed;
  try {
    parsed = detail::parsed_json<Json>(json);
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument("no valid construction: " + std::string(error.what()));
  }
  if (!parsed.is_object()) detail::reject("construction", parsed, "an object");
  Construction construction;
  for (const auto& [key, value] : parsed.items()) {
    if (key == "version")
      check_version(value);
    else
      table().read(construction, key, value);
  }
  return construction;
}

}  // namespace munigraph
