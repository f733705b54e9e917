#pragma once

// How the library writes down its choices: kind, words and default are read from the members of
// options themselves.

#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "munigraph/core/choice.hpp"
#include "munigraph/core/date.hpp"

namespace munigraph {

/// What cannot be read from the type of a member.
struct ChoiceDetails {
  ChoiceRange range = {};
  std::string_view what = {};
  std::string_view example = {};
  bool required = false;  ///< A list that must not be empty.
};

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
[[nodiscard]] Choice describe_word(std::string_view name, std::span<const std::string_view> words,
                                   std::string_view standard, std::string_view about);

/// The list with `more` behind.
[[nodiscard]] std::vector<Choice> joined(std::vector<Choice> list, std::vector<Choice> more);
/// The list without the choices named.
[[nodiscard]] std::vector<Choice> without(std::vector<Choice> list,
                                          std::span<const std::string_view> names);

}  // namespace munigraph
