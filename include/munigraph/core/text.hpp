#pragma once

#include <span>
#include <string>
#include <string_view>

#include "munigraph/core/export.hpp"

namespace munigraph {

/// The word of `words` nearest to `word` in edit distance (Damerau–Levenshtein, ignoring case), if
/// it is near enough to be a likely slip (distance ≤ max(1, length/3)); empty otherwise. Ties: the
/// first.
[[nodiscard]] MUNIGRAPH_EXPORT std::string_view nearest_word(
    std::string_view word, std::span<const std::string_view> words);

/// "unknown <what> 'x'; did you mean 'y'?", or with the list of known words where none is near.
[[nodiscard]] MUNIGRAPH_EXPORT std::string unknown_word(std::string_view what,
                                                        std::string_view word,
                                                        std::span<const std::string_view> words);

}  // namespace munigraph
