#pragma once

#include <vector>

#include "munigraph/core/choice.hpp"

namespace munigraph {

/// The choices of what looks at several dates, by the name of the function that takes them.
[[nodiscard]] std::vector<ChoiceList> dynamics_choices();

}  // namespace munigraph
