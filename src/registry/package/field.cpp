#include "registry/package/field.hpp"

#include <unordered_set>

#include "core/number_text.hpp"
#include "munigraph/core/date.hpp"
#include "munigraph/core/text.hpp"
#include "registry/package/dates.hpp"

namespace munigraph::package {
namespace {

FieldType type_of(const Part& part, const std::string& word) {
  static const std::map<std::string, FieldType> types = {
      {"any", FieldType::any},          {"string", FieldType::text},
      {"number", FieldType::number},    {"integer", FieldType::integer},
      {"boolean", FieldType::boolean},  {"date", FieldType::date},
      {"datetime", FieldType::datetime}};
  static const std::vector<std::string_view> others = {
      "year", "yearmonth", "time", "duration", "object", "array", "list", "geopoint", "geojson"};
  if (const auto found = types.find(word); found != types.end()) return found->second;
  for (const std::string_view other : others)
    if (other == word) return FieldType::other;
  std::vector<std::string_view> all(others);
  for (const auto& [name, type] : types) all.push_back(name);
  part.refuse("type", "a type that is not read", word, unknown_word("type", word, all));
}

/// Words of a list, each as canonical text.
std::set<std::string> words_of(const Part& part, const char* key) {
  const Json* list = part.find(key);
  std::set<std::string> words;
  if (list == nullptr) return words;
  if (!list->is_array()) part.refuse(key, "no list", shown(*list), "a list");
  for (const Json& one : *list) {
    const Json& value = one.is_object() && one.contains("value") ? one["value"] : one;
    if (value.is_structured()) part.refuse(key, "no value", shown(value), "text or a number");
    words.insert(shown(value));
  }
  return words;
}

void read_format(const Part& part, Field& field) {
  const std::string format = part.text("format", "default");
  if (format == "default") return;
  if (field.type == FieldType::text) {
    // These say what a text means, and leave it as it is.
    if (format == "email" || format == "uri" || format == "uuid") return;
    part.refuse("format", "a format of text that is not read", format,
                "default, email, uri or uuid");
  }
  if (field.type != FieldType::date)
    part.refuse("format", "a format that is not read", format, "default");
  if (format == "any")
    part.refuse("format", "a format that leaves day and month open", format,
                "default (YYYY-MM-DD) or a pattern such as %d/%m/%Y");
  field.pattern = format.starts_with("fmt:") ? format.substr(4) : format;
  const std::string bad = unread_directive(field.pattern);
  const bool names_a_day = field.pattern.find("%d") != std::string::npos &&
                           (field.pattern.find("%Y") != std::string::npos ||
                            field.pattern.find("%y") != std::string::npos);
  if (!bad.empty() || !names_a_day)
    part.refuse("format", "a pattern of dates that is not read", format,
                "default (YYYY-MM-DD) or a pattern of %Y, %y, %m, %d, %b, %B such as %d/%m/%Y");
}

void read_constraints(const Part& field_part, Field& field) {
  const Json* json = field_part.find("constraints");
  if (json == nullptr) return;
  if (!json->is_object())
    field_part.refuse("constraints", "no object", shown(*json), "an object of constraints");
  const Part part{*json, field_part.source, field_part.place + ".constraints"};
  part.check_keys({"required", "unique", "enum", "minLength", "maxLength", "minimum", "maximum",
                   "exclusiveMinimum", "exclusiveMaximum"},
                  false);
  field.required = part.flag("required", false);
  field.unique = part.flag("unique", false);
  if (part.find("enum") != nullptr) field.words = words_of(part, "enum");
  const auto length = [&](const char* key) -> std::optional<std::size_t> {
    const Json* value = part.find(key);
    if (value == nullptr) return std::nullopt;
    if (!value->is_number_unsigned())
      part.refuse(key, "no length", shown(*value), "a whole number");
    return value->get<std::size_t>();
  };
  field.min_length = length("minLength");
  field.max_length = length("maxLength");
  for (const char* key : {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"})
    if (const Json* value = part.find(key)) {
      if (value->is_structured()) part.refuse(key, "no limit", shown(*value), "a number or a date");
      field.limits[key] = shown(*value);
      // Limits are written as values are.
      if (field.type == FieldType::date && !field.pattern.empty())
        if (const auto day = date_by(field.pattern, field.limits[key]))
          field.limits[key] = to_string(*day);
    }
}

std::optional<double> number_in(const std::string& text) {
  const detail::ParsedNumber found = detail::parse_number(text);
  if (found.error != std::errc{}) return std::nullopt;
  return found.value;
}

/// A number as text of the core: a point, no groups, nothing around it where it is not bare.
std::string plain_number(const Field& field, const std::string& value) {
  std::string text = value;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!field.bare) {
    // A sign or a decimal character belongs to the number where a digit follows.
    const auto begins = [&](std::size_t at) {
      const bool leads = text[at] == '-' || text[at] == '+' || text[at] == field.decimal;
      return is_digit(text[at]) || (leads && at + 1 < text.size() && is_digit(text[at + 1]));
    };
    while (!text.empty() && !begins(0)) text.erase(0, 1);
    while (!text.empty() && !is_digit(text.back())) text.pop_back();
  }
  if (!field.group.empty())
    for (std::size_t at = text.find(field.group); at != std::string::npos;
         at = text.find(field.group, at))
      text.erase(at, field.group.size());
  if (field.decimal != '.') {
    // A point that is neither the decimal character nor that of groups is no part of a number.
    if (text.find('.') != std::string::npos) return value + " ";
    if (const auto at = text.find(field.decimal); at != std::string::npos) text[at] = '.';
  }
  if (text.size() > 1 && text[0] == '+' && is_digit(text[1])) text.erase(0, 1);
  return text;
}

/// Faults of one column, each with its row.
class Faults {
 public:
  Faults(const Field& field, const TextTable& table) : field_(field), table_(table) {}
  [[noreturn]] void at(std::size_t row, const std::string& value, const std::string& message,
                       const std::string& expected) const {
    throw DataError(message, {table_.source, std::to_string(table_.first_row + row), field_.name,
                              value, expected});
  }

 private:
  const Field& field_;
  const TextTable& table_;
};

std::string day_of(const Field& field, const std::string& value, std::size_t row,
                   const Faults& faults) {
  if (field.type == FieldType::date) {
    const auto day = field.pattern.empty() ? parse_date(value) : date_by(field.pattern, value);
    if (!day)
      faults.at(row, value, "no date",
                "a date as " + (field.pattern.empty() ? "YYYY-MM-DD" : field.pattern));
    return to_string(*day);
  }
  return value;
}

std::string converted(const Field& field, const std::string& value, std::size_t row,
                      const Faults& faults) {
  if (field.missing.contains(value)) return "";
  switch (field.type) {
    case FieldType::number:
    case FieldType::integer: {
      if (value.empty())
        faults.at(row, value, "an empty field that missingValues does not name", "a number");
      std::string text = plain_number(field, value);
      const bool whole = text.find_first_of(".eEnN") == std::string::npos;
      if (!number_in(text) || (field.type == FieldType::integer && !whole))
        faults.at(row, value, "no usable number",
                  field.type == FieldType::integer ? "a whole number" : "a number");
      return text;
    }
    case FieldType::boolean:
      if (field.yes.contains(value)) return "yes";
      if (field.no.contains(value)) return "no";
      faults.at(row, value, "neither true nor false",
                "one of trueValues and falseValues: " + *field.yes.begin() + ", " +
                    *field.no.begin() + ", …");
    case FieldType::date:
      return day_of(field, value, row, faults);
    default:
      return value;
  }
}

std::size_t length_of(const std::string& text) {
  std::size_t points = 0;
  for (const char c : text) points += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return points;
}

/// Less, equal or more: as numbers where both are, else as text (dates are then in order).
int compared(const std::string& a, const std::string& b) {
  const auto x = number_in(a);
  const auto y = number_in(b);
  if (x && y) return *x < *y ? -1 : (*x > *y ? 1 : 0);
  return a.compare(b);
}

void check_value(const Field& field, const std::string& raw, const std::string& value,
                 std::size_t row, const Faults& faults) {
  if (value.empty()) {
    if (field.required) faults.at(row, raw, "a value is missing", "a value (required)");
    return;
  }
  if (field.words && !field.words->contains(value) && !field.words->contains(raw))
    faults.at(row, raw, "a value that enum does not name", "a value of enum");
  if (field.min_length && length_of(raw) < *field.min_length)
    faults.at(row, raw, "too short", "minLength " + std::to_string(*field.min_length));
  if (field.max_length && length_of(raw) > *field.max_length)
    faults.at(row, raw, "too long", "maxLength " + std::to_string(*field.max_length));
  for (const auto& [key, limit] : field.limits) {
    const int side = compared(value, limit);
    const bool good = key == "minimum"            ? side >= 0
                      : key == "maximum"          ? side <= 0
                      : key == "exclusiveMinimum" ? side > 0
                                                  : side < 0;
    if (!good) faults.at(row, raw, "out of range", key + " " + limit);
  }
}

}  // namespace

ColumnType Field::column_type() const {
  if (type == FieldType::number || type == FieldType::integer) return ColumnType::number;
  return type == FieldType::any ? ColumnType::inferred : ColumnType::text;
}

Field read_field(const Part& part, const std::set<std::string>& missing) {
  part.check_keys({"name", "type", "format", "title", "description", "example", "constraints",
                   "rdfType", "missingValues", "decimalChar", "groupChar", "bareNumber",
                   "trueValues", "falseValues", "categories", "categoriesOrdered", "floatNumber"},
                  true);
  Field field;
  field.name = part.text("name", "");
  field.declared = part.text("type", "any");
  field.type = type_of(part, field.declared);
  field.missing = part.find("missingValues") != nullptr ? words_of(part, "missingValues") : missing;
  read_format(part, field);
  field.decimal = part.character("decimalChar", '.');
  field.group = part.text("groupChar", "");
  if (field.group.size() == 1 && field.group[0] == field.decimal)
    part.refuse("groupChar", "the character of decimals too", field.group, "another character");
  field.bare = part.flag("bareNumber", true);
  field.yes = part.find("trueValues") != nullptr
                  ? words_of(part, "trueValues")
                  : std::set<std::string>{"true", "True", "TRUE", "1"};
  field.no = part.find("falseValues") != nullptr
                 ? words_of(part, "falseValues")
                 : std::set<std::string>{"false", "False", "FALSE", "0"};
  if (field.yes.empty() || field.no.empty())
    part.refuse(field.yes.empty() ? "trueValues" : "falseValues", "an empty list", "", "a word");
  read_constraints(part, field);
  if (part.find("categories") != nullptr) field.words = words_of(part, "categories");
  return field;
}

void convert(const Field& field, TextTable& table, std::size_t column) {
  const Faults faults(field, table);
  std::unordered_set<std::string> seen;
  auto& values = table.columns[column];
  for (std::size_t r = 0; r < values.size(); ++r) {
    const std::string raw = std::move(values[r]);
    values[r] = converted(field, raw, r, faults);
    check_value(field, raw, values[r], r, faults);
    if (field.unique && !values[r].empty() && !seen.insert(values[r]).second)
      faults.at(r, raw, "a value is there twice", "distinct values (unique)");
  }
}

}  // namespace munigraph::package
