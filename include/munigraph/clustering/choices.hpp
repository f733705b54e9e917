#pragma once

#include <vector>

#include "munigraph/core/choice.hpp"
#include "munigraph/core/export.hpp"

namespace munigraph {

/// The choices of every way to cluster, by the name of the function that takes them.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<ChoiceList> clustering_choices();

}  // namespace munigraph
