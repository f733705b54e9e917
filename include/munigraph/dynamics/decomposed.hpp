#pragma once

#include <span>
#include <string_view>

#include "munigraph/core/export.hpp"
#include "munigraph/dynamics/factsheet.hpp"

namespace munigraph {

/// A figure that difference() can decompose, and by which groups.
struct Decomposed {
  std::string_view figure;
  bool of_arrangements = false;    ///< form=…, theme=…, domain=….
  bool of_municipalities = false;  ///< province=…, size=….
  bool of_sizes = false;           ///< members=….
};

/// All of them. Not there are medians and quartiles, which no sums make up; figures about two years
/// (`changed_…`), which tell their causes themselves; and what describes the record alone (`phase`,
/// `inferred`).
[[nodiscard]] MUNIGRAPH_EXPORT std::span<const Decomposed> decomposed_figures() noexcept;

/// Throws std::invalid_argument for a figure that is not one of decomposed_figures(), naming those,
/// and for a group that nothing in the register is in, naming the nearest and the kinds of groups
/// that the figure has; and as check().
MUNIGRAPH_EXPORT void check_decomposable(const Inventories& source, std::string_view figure,
                                         std::string_view group, const FactsheetOptions& options);

}  // namespace munigraph
