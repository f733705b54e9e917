#pragma once

#include <string_view>

#include "munigraph/dynamics/factsheet.hpp"

namespace munigraph::dynamics {

/// Whether two days tell enough of a figure to say why it differs.
///
/// Throws DataError where official themes are asked for and their coverage moves by more than 5
/// points (such a trend mixes classification with change), or where the coverage of the figure is
/// below `min_coverage` on either day: a difference of two figures that are not given is not given
/// either.
void check_comparable(const Inventories& source, const Inventory& before, const Inventory& after,
                      std::string_view figure, std::string_view group,
                      const FactsheetOptions& options);

}  // namespace munigraph::dynamics
