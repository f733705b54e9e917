#pragma once

#include <vector>

#include "munigraph/core/choice.hpp"
#include "munigraph/core/export.hpp"

namespace munigraph {

/// The choices of what looks at several dates, by the name of the function that takes them.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<ChoiceList> dynamics_choices();

}  // namespace munigraph
