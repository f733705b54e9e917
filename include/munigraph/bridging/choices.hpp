#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "munigraph/core/choice.hpp"
#include "munigraph/core/export.hpp"

namespace munigraph {

/// Everything that municipalities can be ranked by as bridges, in the order of the table.
[[nodiscard]] MUNIGRAPH_EXPORT std::span<const std::string_view> bridge_words() noexcept;

/// The choices of measures of bridging, by the name of the function that takes them.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<ChoiceList> bridging_choices();

}  // namespace munigraph
