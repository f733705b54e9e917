#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "munigraph/core/date.hpp"
#include "munigraph/core/error.hpp"
#include "munigraph/core/words.hpp"
#include "registry/fields.hpp"
#include "store/sqlite.hpp"

namespace munigraph::store {

// Values of members as SQL. What is not known (empty text, NaN, year 0, no date) is NULL.

using detail::Word;

inline void bind(Statement& statement, int parameter, const std::string& value) {
  if (value.empty())
    statement.nothing(parameter);
  else
    statement.text(parameter, value);
}

inline void bind(Statement& statement, int parameter, double value) {
  if (std::isnan(value))
    statement.nothing(parameter);
  else
    statement.number(parameter, value);
}

inline void bind(Statement& statement, int parameter, std::int32_t value) {
  if (value == 0)
    statement.nothing(parameter);
  else
    statement.integer(parameter, value);
}

inline void bind(Statement& statement, int parameter, Date value) {
  statement.day(parameter, value);
}

inline void bind(Statement& statement, int parameter, const std::optional<Date>& value) {
  if (value)
    bind(statement, parameter, *value);
  else
    statement.nothing(parameter);
}

template <Word T>
void bind(Statement& statement, int parameter, T value) {
  statement.text(parameter, word(value));
}

[[noreturn]] inline void refuse(std::string_view column, std::string_view value,
                                const std::string& expected) {
  throw DataError("a value of the file cannot be right",
                  {"", "", std::string(column), std::string(value), expected});
}

inline void take(const Statement& statement, int at, std::string_view, std::string& value) {
  value = statement.text_at(at);
}

inline void take(const Statement& statement, int at, std::string_view, double& value) {
  if (!statement.is_null(at)) value = statement.number_at(at);
}

inline void take(const Statement& statement, int at, std::string_view name, std::int32_t& value) {
  const std::int64_t found = statement.integer_at(at);
  value = static_cast<std::int32_t>(found);
  if (value != found) refuse(name, statement.text_at(at), "a number that fits 32 bits");
}

inline void take(const Statement& statement, int at, std::string_view name, Date& value) {
  const auto found = parse_date(statement.text_at(at));
  if (!found) refuse(name, statement.text_at(at), "a date as YYYY-MM-DD");
  value = *found;
}

inline void take(const Statement& statement, int at, std::string_view name,
                 std::optional<Date>& value) {
  if (statement.is_null(at)) return;
  Date day{};
  take(statement, at, name, day);
  value = day;
}

template <Word T>
void take(const Statement& statement, int at, std::string_view name, T& value) {
  const auto found = from_word<T>(statement.text_at(at));
  if (!found) refuse(name, statement.text_at(at), "a word of the vocabulary");
  value = *found;
}

}  // namespace munigraph::store
