#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

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

/// The choices of one piece of work, in the order in which they are shown.
struct ChoiceList {
  std::string_view name;
  std::vector<Choice> choices;
};

/// Throws std::invalid_argument with the choice, the value and what was expected.
MUNIGRAPH_EXPORT void require_in_range(const Choice& choice, double value);

/// JSON: an object of lists, each an array of objects with `name, kind, about, several, optional,
/// words, low, high, above_low, below_high, default, example`. Numbers without bounds have null.
[[nodiscard]] MUNIGRAPH_EXPORT std::string to_json(std::span<const ChoiceList> lists);

}  // namespace munigraph
