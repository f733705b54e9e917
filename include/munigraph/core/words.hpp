#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>

#include "munigraph/core/text.hpp"

namespace munigraph {

/// The words of a closed vocabulary, in the order of its enumerators. Every enumeration that users
/// name values of has a specialisation beside it.
template <class Enum>
[[nodiscard]] std::span<const std::string_view> words() noexcept;

template <class Enum>
[[nodiscard]] std::string_view word(Enum value) noexcept {
  return words<Enum>()[static_cast<std::size_t>(value)];
}

/// The enumerator of a word, or nothing.
template <class Enum>
[[nodiscard]] std::optional<Enum> from_word(std::string_view text) noexcept {
  const auto all = words<Enum>();
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i] == text) return static_cast<Enum>(i);
  return std::nullopt;
}

/// The enumerator of a word. Throws std::invalid_argument that says `what` it is no word for, and
/// names the nearest.
template <class Enum>
[[nodiscard]] Enum parse_word(std::string_view what, std::string_view text) {
  if (const auto found = from_word<Enum>(text)) return *found;
  throw std::invalid_argument(unknown_word(what, text, words<Enum>()));
}

}  // namespace munigraph
