#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/describe.hpp"
#include "core/json.hpp"
#include "core/utf8.hpp"
#include "munigraph/core/choice.hpp"

namespace munigraph {

namespace detail {

using Json = nlohmann::ordered_json;

[[noreturn]] inline void reject(std::string_view name, const Json& value,
                                const std::string& expected) {
  throw std::invalid_argument(std::string(name) + " is " + shown_json(value) + ", expected " +
                              expected);
}

/// Throws std::invalid_argument for what JSON cannot say: text that is not UTF-8, a number that is
/// not finite; alone or in a list.
inline void require_sayable(std::string_view name, const Json& value) {
  if (value.is_structured())
    for (const Json& one : value) require_sayable(name, one);
  if (value.is_number_float() && !std::isfinite(value.get<double>()))
    throw std::invalid_argument(std::string(name) + " is " +
                                (std::isnan(value.get<double>()) ? "nan" : "infinite") +
                                ", expected a finite number");
  if (value.is_string() &&
      first_invalid_utf8(value.get_ref<const std::string&>()) != std::string::npos)
    throw std::invalid_argument(std::string(name) + " is " + shown_json(value) +
                                ", expected text encoded as UTF-8");
}

/// Reads and writes one value of a choice.
template <class T>
struct JsonValue {
  static_assert(std::is_enum_v<T>);
  static T read(const Choice& choice, const Json& value) {
    if (!value.is_string()) reject(choice.name, value, "a word");
    return parse_word<T>(choice.what, value.get<std::string>());
  }
  static Json write(T value) { return std::string(word(value)); }
};

template <>
struct JsonValue<std::string> {
  static std::string read(const Choice& choice, const Json& value) {
    if (!value.is_string()) reject(choice.name, value, "a word");
    return value.get<std::string>();
  }
  static Json write(const std::string& value) { return value; }
};

template <>
struct JsonValue<bool> {
  static bool read(const Choice& choice, const Json& value) {
    if (!value.is_boolean()) reject(choice.name, value, "true or false");
    return value.get<bool>();
  }
  static Json write(bool value) { return value; }
};

template <>
struct JsonValue<std::int32_t> {
  static std::int32_t read(const Choice& choice, const Json& value) {
    const bool fits = value.is_number_integer() && std::abs(value.get<double>()) <= 0x7fffffff;
    if (!fits || (choice.range.low >= 0 && value.get<double>() < 0))
      reject(choice.name, value, choice.range.text(ChoiceKind::integer));
    return value.get<std::int32_t>();
  }
  static Json write(std::int32_t value) { return value; }
};

template <>
struct JsonValue<double> {
  static double read(const Choice& choice, const Json& value) {
    if (!value.is_number()) reject(choice.name, value, choice.range.text(ChoiceKind::number));
    return value.get<double>();
  }
  static Json write(double value) { return value; }
};

template <>
struct JsonValue<Date> {
  static Date read(const Choice& choice, const Json& value) {
    const auto date = value.is_string() ? parse_date(value.get<std::string>()) : std::nullopt;
    if (!date) reject(choice.name, value, "a date as YYYY-MM-DD");
    return *date;
  }
  static Json write(Date value) { return to_string(value); }
};

template <class T>
struct JsonValue<std::optional<T>> {
  static std::optional<T> read(const Choice& choice, const Json& value) {
    if (value.is_null()) return std::nullopt;
    return JsonValue<T>::read(choice, value);
  }
  static Json write(const std::optional<T>& value) {
    return value ? JsonValue<T>::write(*value) : Json(nullptr);
  }
};

/// A list; a single word stands for a list of one, null for no filter.
template <class T>
struct JsonValue<std::vector<T>> {
  static std::vector<T> read(const Choice& choice, const Json& value) {
    if (value.is_null() && choice.optional) return {};
    if (value.is_string()) return {JsonValue<T>::read(choice, value)};
    if (!value.is_array()) reject(choice.name, value, "a word or a list of words");
    std::vector<T> result;
    for (const Json& one : value) result.push_back(JsonValue<T>::read(choice, one));
    if (result.empty())
      reject(choice.name, value,
             choice.optional ? "at least one word, or nothing at all for no filter"
                             : "at least one word");
    return result;
  }
  static Json write(const std::vector<T>& list) {
    if (list.empty()) return nullptr;
    Json result = Json::array();
    for (const T& one : list) result.push_back(JsonValue<T>::write(one));
    return result;
  }
};

template <class Enum>
struct JsonValue<std::map<Enum, double>> {
  static std::map<Enum, double> read(const Choice& choice, const Json& value) {
    std::map<Enum, double> result;
    if (value.is_null()) return result;
    if (!value.is_object()) reject(choice.name, value, "a number per " + std::string(choice.what));
    for (const auto& [name, factor] : value.items()) {
      if (!factor.is_number()) reject(std::string(choice.name) + "." + name, factor, "a number");
      result[parse_word<Enum>(choice.what, name)] = factor.template get<double>();
    }
    return result;
  }
  static Json write(const std::map<Enum, double>& value) {
    Json result = nullptr;
    for (const auto& [key, factor] : value) result[std::string(word(key))] = factor;
    return result;
  }
};

/// Calls `seen` with every number in a value, and what it is a number of.
template <class T, class Seen>
void each_number(const Choice& choice, const T& value, Seen&& seen) {
  if constexpr (std::is_same_v<T, std::int32_t> || std::is_same_v<T, double>)
    seen(choice, static_cast<double>(value));
}
template <class T, class Seen>
void each_number(const Choice& choice, const std::optional<T>& value, Seen&& seen) {
  if (value) each_number(choice, *value, seen);
}
template <class Enum, class Seen>
void each_number(const Choice& choice, const std::map<Enum, double>& value, Seen&& seen) {
  for (const auto& [key, factor] : value) {
    const std::string name = std::string(choice.name) + " of '" + std::string(word(key)) + "'";
    Choice one = choice;
    one.name = name;
    seen(one, factor);
  }
}

}  // namespace detail

/// The choices of an options struct in one table: what each is, and how it is read, written and
/// checked. Kind, words and default come from the members.
template <class Options>
class ChoiceTable {
 public:
  using Json = nlohmann::ordered_json;

  template <class T>
  ChoiceTable& add(T Options::* member, std::string_view name, std::string_view about,
                   const ChoiceDetails& details = {}) {
    Row row;
    row.about = describe(Options{}, member, name, about, details);
    row.read = [member](const Choice& choice, Options& options, const Json& value) {
      options.*member = detail::JsonValue<T>::read(choice, value);
    };
    row.write = [member](const Options& options) {
      return detail::JsonValue<T>::write(options.*member);
    };
    row.check = [member](const Choice& choice, const Options& options) {
      detail::each_number(choice, options.*member, &require_in_range);
    };
    names_.push_back(name);
    rows_.push_back(std::move(row));
    return *this;
  }

  [[nodiscard]] std::vector<Choice> choices() const {
    std::vector<Choice> result;
    for (const Row& row : rows_) result.push_back(row.about);
    return result;
  }

  /// Throws std::invalid_argument for a number out of range.
  void check(const Options& options) const {
    for (const Row& row : rows_) row.check(row.about, options);
  }

  /// Sets what a key says. Throws std::invalid_argument for an unknown key or word, or a value of
  /// the wrong kind; ranges are for check().
  void read(Options& options, const std::string& key, const Json& value) const {
    for (const Row& row : rows_) {
      if (row.about.name != key) continue;
      row.read(row.about, options, value);
      return;
    }
    throw std::invalid_argument(unknown_word("option", key, names_));
  }

  /// Every choice spelled out, behind what `json` holds. Throws std::invalid_argument for what JSON
  /// cannot say: text that is not UTF-8, a number that is not finite. Ranges are for check().
  void write(const Options& options, Json& json) const {
    for (const Row& row : rows_) {
      Json value = row.write(options);
      detail::require_sayable(row.about.name, value);
      json[std::string(row.about.name)] = std::move(value);
    }
  }

 private:
  struct Row {
    Choice about;
    std::function<void(const Choice&, Options&, const Json&)> read;
    std::function<Json(const Options&)> write;
    std::function<void(const Choice&, const Options&)> check;
  };

  std::vector<Row> rows_;
  std::vector<std::string_view> names_;
};

}  // namespace munigraph
