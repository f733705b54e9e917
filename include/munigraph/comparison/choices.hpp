#pragma once

#include <vector>

#include "munigraph/core/choice.hpp"
#include "munigraph/core/export.hpp"

namespace munigraph {

/// The choices of comparisons of labellings, by the name of the function that takes them.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<ChoiceList> comparison_choices();

}  // namespace munigraph
