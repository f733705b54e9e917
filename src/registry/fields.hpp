#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>

#include "munigraph/core/words.hpp"
#include "munigraph/registry/tables.hpp"
#include "munigraph/registry/text_table.hpp"

namespace munigraph::detail {

// The columns of every table, once: what compares, writes and reads rows walks through these lists.
// `f(name, member...)` is called for each, with the members of all rows given.

template <class T, class Row>
concept Either = std::is_same_v<std::remove_const_t<T>, Row>;

template <class F, class... Rows>
  requires(Either<Rows, Participant> && ...)
void each_field(F&& f, Rows&... rows) {
  f("id", rows.id...);
  f("name", rows.name...);
  f("kind", rows.kind...);
  f("province", rows.province...);
  f("population", rows.population...);
  f("population_year", rows.population_year...);
  f("lon", rows.lon...);
  f("lat", rows.lat...);
  f("valid_from", rows.validity.from...);
  f("valid_to", rows.validity.to...);
}

template <class F, class... Rows>
  requires(Either<Rows, Arrangement> && ...)
void each_field(F&& f, Rows&... rows) {
  f("id", rows.id...);
  f("chain", rows.chain...);
  f("name", rows.name...);
  f("kind", rows.kind...);
  f("legal_form", rows.legal_form...);
  f("structure", rows.structure...);
  f("obligation", rows.obligation...);
  f("phase", rows.phase...);
  f("parent", rows.parent...);
  f("inputs", rows.inputs...);
  f("decision_rules", rows.decision_rules...);
  f("evaluation", rows.evaluation...);
  f("valid_from", rows.validity.from...);
  f("valid_to", rows.validity.to...);
  f("source", rows.source...);
}

/// Without the arrangement and the participant, which are keys.
template <class F, class... Rows>
  requires(Either<Rows, Membership> && ...)
void each_field(F&& f, Rows&... rows) {
  f("role", rows.role...);
  f("valid_from", rows.validity.from...);
  f("valid_to", rows.validity.to...);
}

/// Without the arrangement, which is a key.
template <class F, class... Rows>
  requires(Either<Rows, ArrangementTheme> && ...)
void each_field(F&& f, Rows&... rows) {
  f("theme", rows.theme...);
  f("basis", rows.basis...);
}

/// `from` and `to` are words of SQL.
template <class F, class... Rows>
  requires(Either<Rows, Succession> && ...)
void each_field(F&& f, Rows&... rows) {
  f("date", rows.date...);
  f("predecessor", rows.from...);
  f("successor", rows.to...);
  f("kind", rows.kind...);
  f("share", rows.share...);
  f("share_of", rows.share_of...);
}

// Values as text, and whether they are the same. What is not known (empty text, NaN, year 0, no
// date) is empty text.

template <class T>
concept Word = std::is_enum_v<T>;

inline std::string as_text(const std::string& value) { return value; }
inline std::string as_text(double value) { return format_number(value); }
inline std::string as_text(std::int32_t value) { return value == 0 ? "" : std::to_string(value); }
inline std::string as_text(Date value) { return munigraph::to_string(value); }
inline std::string as_text(const std::optional<Date>& value) {
  return value ? munigraph::to_string(*value) : std::string();
}
template <Word T>
std::string as_text(T value) {
  return std::string(word(value));
}

template <class T>
bool same(const T& a, const T& b) {
  return a == b;
}
inline bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

}  // namespace munigraph::detail
