#pragma once

#include <vector>

#include "munigraph/core/choice.hpp"

namespace munigraph {

/// The choices of inference, by the name of the function that takes them.
[[nodiscard]] std::vector<ChoiceList> inference_choices();

}  // namespace munigraph
