#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "munigraph/core/text.hpp"
#include "munigraph/network/construction.hpp"

namespace munigraph {
namespace {

using Json = nlohmann::ordered_json;

constexpr int construction_version = 1;

constexpr std::array<std::string_view, 18> keys = {
    "version",           "date",       "domain",    "themes",
    "legal_forms",       "obligation", "phase",     "kinds",
    "arrangement_kinds", "min_size",   "max_size",  "max_province_coverage",
    "max_share",         "min_shared", "weighting", "intensity",
    "split_domains",     "backbone"};

[[noreturn]] void reject(const std::string& key, const Json& value, const std::string& expected) {
  throw std::invalid_argument(key + " is " + value.dump() + ", expected " + expected);
}

std::vector<std::string> text_list(const std::string& key, const Json& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return {value.get<std::string>()};
  std::vector<std::string> result;
  if (!value.is_array()) reject(key, value, "a word or a list of words");
  for (const Json& one : value) {
    if (!one.is_string()) reject(key, one, "a word");
    result.push_back(one.get<std::string>());
  }
  if (result.empty()) reject(key, value, "at least one word, or nothing at all for no filter");
  return result;
}

template <class Enum>
Enum parse_word(const std::string& key, const std::string& text) {
  if (const auto found = from_word<Enum>(text)) return *found;
  throw std::invalid_argument(unknown_word(key, text, words<Enum>()));
}

template <class Enum>
std::vector<Enum> word_list(const std::string& key, const Json& value) {
  std::vector<Enum> result;
  for (const std::string& text : text_list(key, value))
    result.push_back(parse_word<Enum>(key, text));
  return result;
}

std::int32_t integer(const std::string& key, const Json& value) {
  if (!value.is_number_integer() || value.get<std::int64_t>() < 0 ||
      value.get<std::int64_t>() > 0x7fffffff)
    reject(key, value, "a whole number of at least 0");
  return value.get<std::int32_t>();
}

double number(const std::string& key, const Json& value) {
  if (!value.is_number()) reject(key, value, "a number");
  return value.get<double>();
}

std::map<LegalForm, double> intensities(const std::string& key, const Json& value) {
  std::map<LegalForm, double> result;
  if (value.is_null()) return result;
  if (!value.is_object()) reject(key, value, "a number per legal form");
  const std::string prefix = key + ".";
  for (const auto& [form, intensity] : value.items())
    result[parse_word<LegalForm>("legal form", form)] = number(prefix + form, intensity);
  return result;
}

void set(Construction& c, const std::string& key, const Json& value) {
  if (key == "version") {
    if (integer(key, value) > construction_version)
      reject(key, value, std::to_string(construction_version) + " or older");
  } else if (key == "date") {
    if (value.is_null()) return;
    const auto date = value.is_string() ? parse_date(value.get<std::string>()) : std::nullopt;
    if (!date) reject(key, value, "a date as YYYY-MM-DD");
    c.date = date;
  } else if (key == "domain") {
    c.domains = text_list(key, value);
  } else if (key == "themes") {
    c.themes = text_list(key, value);
  } else if (key == "legal_forms") {
    c.legal_forms = word_list<LegalForm>("legal form", value);
  } else if (key == "obligation") {
    c.obligations = word_list<Obligation>(key, value);
  } else if (key == "phase") {
    c.phases = word_list<Phase>(key, value);
  } else if (key == "kinds") {
    c.kinds = word_list<ParticipantKind>("kind of participant", value);
  } else if (key == "arrangement_kinds") {
    c.arrangement_kinds = word_list<ArrangementKind>("kind of arrangement", value);
  } else if (key == "min_size") {
    c.min_size = integer(key, value);
  } else if (key == "max_size") {
    if (!value.is_null()) c.max_size = integer(key, value);
  } else if (key == "max_province_coverage") {
    if (!value.is_null()) c.max_province_coverage = number(key, value);
  } else if (key == "max_share") {
    if (!value.is_null()) c.max_share = number(key, value);
  } else if (key == "min_shared") {
    c.min_shared = integer(key, value);
  } else if (key == "weighting") {
    if (!value.is_string()) reject(key, value, "the name of a weighting");
    c.weighting = parse_weighting(value.get<std::string>());
  } else if (key == "intensity") {
    c.intensity = intensities(key, value);
  } else if (key == "split_domains") {
    if (!value.is_boolean()) reject(key, value, "true or false");
    c.split_domains = value.get<bool>();
  } else if (key == "backbone") {
    if (value.is_null()) return;
    if (!value.is_string()) reject(key, value, "the name of a backbone, or nothing");
    c.backbone = value.get<std::string>();
  } else {
    throw std::invalid_argument(unknown_word("option", key, keys));
  }
}

template <class Enum>
Json word_json(const std::vector<Enum>& list) {
  if (list.empty()) return nullptr;
  Json result = Json::array();
  for (const Enum value : list) result.push_back(std::string(word(value)));
  return result;
}

Json text_json(const std::vector<std::string>& list) {
  return list.empty() ? Json(nullptr) : Json(list);
}

template <class T>
Json optional_json(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

}  // namespace

std::string to_json(const Construction& c) {
  Json intensity = nullptr;
  for (const auto& [form, value] : c.intensity) intensity[std::string(word(form))] = value;
  const Json json = {
      {"version", construction_version},
      {"date", c.date ? Json(to_string(*c.date)) : Json(nullptr)},
      {"domain", text_json(c.domains)},
      {"themes", text_json(c.themes)},
      {"legal_forms", word_json(c.legal_forms)},
      {"obligation", word_json(c.obligations)},
      {"phase", word_json(c.phases)},
      {"kinds", word_json(c.kinds)},
      {"arrangement_kinds", word_json(c.arrangement_kinds)},
      {"min_size", c.min_size},
      {"max_size", optional_json(c.max_size)},
      {"max_province_coverage", optional_json(c.max_province_coverage)},
      {"max_share", optional_json(c.max_share)},
      {"min_shared", c.min_shared},
      {"weighting", std::string(to_string(c.weighting))},
      {"intensity", intensity},
      {"split_domains", c.split_domains},
      {"backbone", optional_json(c.backbone)},
  };
  return json.dump();
}

Construction construction_from_json(std::string_view json) {
  Json parsed;
  try {
    parsed = Json::parse(json);
  } catch (const Json::exception& error) {
    throw std::invalid_argument("no valid construction: " + std::string(error.what()));
  }
  if (!parsed.is_object()) reject("construction", parsed, "an object");
  Construction construction;
  for (const auto& [key, value] : parsed.items()) set(construction, key, value);
  return construction;
}

}  // namespace munigraph
