#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "munigraph/core/date.hpp"
#include "munigraph/core/export.hpp"
#include "munigraph/core/words.hpp"

namespace munigraph {

/// What a choice takes.
enum class ChoiceKind : std::uint8_t {
  text,     ///< Any text.
  word,     ///< One of `words`.
  integer,  ///< A whole number.
  number,
  boolean,
  date,     ///< YYYY-MM-DD.
  factors,  ///< A number for each of some of `words`.
};

template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<ChoiceKind>() noexcept;

/// A value of a choice: none, or what its kind says; a list where it takes several.
using ChoiceValue =
    std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<std::string>>;

/// Which numbers a choice takes.
struct MUNIGRAPH_EXPORT ChoiceRange {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool above_low = false;   ///< `low` itself is out.
  bool below_high = false;  ///< `high` itself is out.

  [[nodiscard]] bool contains(double value) const noexcept;
  /// "a number above 0, at most 1"; "a whole number …" for integers.
  [[nodiscard]] std::string text(ChoiceKind kind) const;
};

/// One choice that users make: everything that documents, checks and interfaces need to know.
struct Choice {
  std::string_view name;
  ChoiceKind kind = ChoiceKind::text;
  std::string_view about = {};  ///< One sentence.
  std::string_view what = {};   ///< What one value is called in messages.
  bool several = false;         ///< Takes a list too.
  bool optional = false;        ///< Takes none.
  std::span<const std::string_view> words = {};
  ChoiceRange range = {};
  ChoiceValue standard = {};      ///< The default.
  std::string_view example = {};  ///< As a user would write it, where the default shows little.
};

/// What cannot be read from the type of a member.
struct ChoiceDetails {
  ChoiceRange range = {};
  std::string_view what = {};
  std::string_view example = {};
  bool required = false;  ///< A list that must not be empty.
};

/// The choices of one piece of work, in the order in which they are shown.
struct ChoiceList {
  std::string_view name;
  std::vector<Choice> choices;
};

/// Throws std::invalid_argument with the choice, the value and what was expected.
MUNIGRAPH_EXPORT void require_in_range(const Choice& choice, double value);

/// The list with `more` behind.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<Choice> joined(std::vector<Choice> list,
                                                          std::vector<Choice> more);
/// The list without the choices named.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<Choice> without(std::vector<Choice> list,
                                                           std::span<const std::string_view> names);

/// JSON: an object of lists, each an array of objects with `name, kind, about, several, optional,
/// words, low, high, above_low, below_high, default, example`. Numbers without bounds have null.
[[nodiscard]] MUNIGRAPH_EXPORT std::string to_json(std::span<const ChoiceList> lists);

namespace detail {

template <class T>
struct MemberType {
  static_assert(std::is_enum_v<T>, "a choice has one of the types below, or an enumeration");
  static constexpr ChoiceKind kind = ChoiceKind::word;
  static constexpr bool several = false;
  static constexpr bool optional = false;
  static std::span<const std::string_view> known() { return words<T>(); }
  static ChoiceValue value(T from) { return std::string(word(from)); }
};

struct PlainMember {
  static constexpr bool several = false;
  static constexpr bool optional = false;
  static std::span<const std::string_view> known() { return {}; }
};

template <>
struct MemberType<std::string> : PlainMember {
  static constexpr ChoiceKind kind = ChoiceKind::text;
  static ChoiceValue value(std::string from) { return from; }
};

template <>
struct MemberType<bool> : PlainMember {
  static constexpr ChoiceKind kind = ChoiceKind::boolean;
  static ChoiceValue value(bool from) { return from; }
};

template <std::integral T>
struct MemberType<T> : PlainMember {
  static constexpr ChoiceKind kind = ChoiceKind::integer;
  static ChoiceValue value(T from) { return static_cast<std::int64_t>(from); }
};

template <>
struct MemberType<double> : PlainMember {
  static constexpr ChoiceKind kind = ChoiceKind::number;
  static ChoiceValue value(double from) { return from; }
};

template <>
struct MemberType<Date> : PlainMember {
  static constexpr ChoiceKind kind = ChoiceKind::date;
  static ChoiceValue value(Date from) { return to_string(from); }
};

template <class T>
struct MemberType<std::optional<T>> : MemberType<T> {
  static constexpr bool optional = true;
  static ChoiceValue value(const std::optional<T>& from) {
    return from ? MemberType<T>::value(*from) : ChoiceValue{};
  }
};

template <class T>
struct MemberType<std::vector<T>> : MemberType<T> {
  static constexpr bool several = true;
  static constexpr bool optional = true;
  static ChoiceValue value(const std::vector<T>& from) {
    if (from.empty()) return {};
    std::vector<std::string> list;
    for (const T& one : from) list.push_back(std::get<std::string>(MemberType<T>::value(one)));
    return list;
  }
};

template <class Enum>
struct MemberType<std::map<Enum, double>> : PlainMember {
  static constexpr ChoiceKind kind = ChoiceKind::factors;
  static constexpr bool optional = true;
  static std::span<const std::string_view> known() { return words<Enum>(); }
  static ChoiceValue value(const std::map<Enum, double>&) { return {}; }
};

}  // namespace detail

/// The choice that a member of an options struct is: kind, words and default are the member's own.
template <class Options, class T>
[[nodiscard]] Choice describe(const Options& standard, T Options::* member, std::string_view name,
                              std::string_view about, const ChoiceDetails& details = {}) {
  using Type = detail::MemberType<T>;
  return {name,
          Type::kind,
          about,
          details.what.empty() ? name : details.what,
          Type::several,
          Type::optional && !details.required,
          Type::known(),
          details.range,
          Type::value(standard.*member),
          details.example};
}

/// A choice of a word that no single member stands for; without a default it may be left out.
[[nodiscard]] MUNIGRAPH_EXPORT Choice describe_word(std::string_view name,
                                                    std::span<const std::string_view> words,
                                                    std::string_view standard,
                                                    std::string_view about);

}  // namespace munigraph
