#pragma once

#include <vector>

#include "munigraph/core/choice.hpp"

namespace munigraph {

/// The choices of every way to cluster, by the name of the function that takes them.
[[nodiscard]] std::vector<ChoiceList> clustering_choices();

}  // namespace munigraph
