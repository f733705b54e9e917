#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "munigraph/core/choice.hpp"
#include "munigraph/core/export.hpp"

namespace munigraph {

/// The names of the null models.
[[nodiscard]] MUNIGRAPH_EXPORT std::span<const std::string_view> null_model_words() noexcept;

/// The choices of null models and backbones, by the name of the function that takes them.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<ChoiceList> null_model_choices();

}  // namespace munigraph
