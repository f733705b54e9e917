#include "munigraph/core/choice.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/describe.hpp"

namespace munigraph {
namespace {

using Json = nlohmann::ordered_json;

Json bound(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

/// A number as people write it: the shortest digits, whole ones without a point.
std::string shown(double value) {
  if (!std::isfinite(value)) return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
  std::string text = Json(value).dump();
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

Json value_json(const ChoiceValue& value) {
  return std::visit(
      [](const auto& held) {
        if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::monostate>)
          return Json(nullptr);
        else
          return Json(held);
      },
      value);
}

Json choice_json(const Choice& choice) {
  Json all = Json::array();
  for (const std::string_view one : choice.words) all.push_back(std::string(one));
  return {{"name", std::string(choice.name)},
          {"kind", std::string(word(choice.kind))},
          {"about", std::string(choice.about)},
          {"what", std::string(choice.what)},
          {"several", choice.several},
          {"optional", choice.optional},
          {"words", all},
          {"low", bound(choice.range.low)},
          {"high", bound(choice.range.high)},
          {"above_low", choice.range.above_low},
          {"below_high", choice.range.below_high},
          {"default", value_json(choice.standard)},
          {"example", std::string(choice.example)}};
}

}  // namespace

template <>
std::span<const std::string_view> words<ChoiceKind>() noexcept {
  static constexpr std::array<std::string_view, 7> all = {"text",    "word", "integer", "number",
                                                          "boolean", "date", "factors"};
  return all;
}

bool ChoiceRange::contains(double value) const noexcept {
  return std::isfinite(value) && (above_low ? value > low : value >= low) &&
         (below_high ? value < high : value <= high);
}

std::string ChoiceRange::text(ChoiceKind kind) const {
  std::string text = kind == ChoiceKind::integer ? "a whole number" : "a number";
  const bool from = std::isfinite(low);
  if (from) text += (above_low ? " above " : " of at least ") + shown(low);
  if (std::isfinite(high))
    text += (from ? "," : "") + std::string(below_high ? " below " : " at most ") + shown(high);
  return text;
}

void require_in_range(const Choice& choice, double value) {
  if (choice.range.contains(value)) return;
  throw std::invalid_argument(std::string(choice.name) + " is " + shown(value) + ", expected " +
                              choice.range.text(choice.kind));
}

std::vector<Choice> joined(std::vector<Choice> list, std::vector<Choice> more) {
  list.insert(list.end(), std::make_move_iterator(more.begin()),
              std::make_move_iterator(more.end()));
  return list;
}

std::vector<Choice> without(std::vector<Choice> list, std::span<const std::string_view> names) {
  std::erase_if(list, [&](const Choice& choice) {
    return std::find(names.begin(), names.end(), choice.name) != names.end();
  });
  return list;
}

Choice describe_word(std::string_view name, std::span<const std::string_view> words,
                     std::string_view standard, std::string_view about) {
  Choice choice{.name = name, .kind = ChoiceKind::word, .about = about, .what = name};
  choice.words = words;
  if (standard.empty())
    choice.optional = true;
  else
    choice.standard = std::string(standard);
  return choice;
}

std::string to_json(std::span<const ChoiceList> lists) {
  Json result = Json::object();
  for (const ChoiceList& list : lists) {
    Json all = Json::array();
    for (const Choice& choice : list.choices) all.push_back(choice_json(choice));
    result[std::string(list.name)] = std::move(all);
  }
  return result.dump();
}

}  // namespace munigraph
