#include "dynamics/comparable.hpp"

#include <cmath>
#include <string>

#include "munigraph/core/error.hpp"

namespace munigraph::dynamics {
namespace {

/// Tenths only where there are any.
std::string percent(double share) {
  const auto tenths = static_cast<int>(std::lround(1000 * share));
  const std::string rest = tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10);
  return std::to_string(tenths / 10) + rest + "%";
}

/// A trend of official themes mixes classification with change where their coverage moves.
void check_trend(const Inventories& source, const Inventory& before, const Inventory& after,
                 std::string_view group) {
  const auto& bases = source.options().bases;
  const bool official = bases.size() == 1 && bases.front() == ThemeBasis::official;
  const bool asked = !source.options().themes.empty() || group.starts_with("theme=") ||
                     group.starts_with("domain=");
  if (!official || !asked) return;
  const double first = coverage_of(source, before, group);
  const double second = coverage_of(source, after, group);
  if (std::abs(second - first) <= 0.05) return;
  throw DataError("no trend of official themes: it would mix classification with change",
                  {"arrangement_themes", "", "basis",
                   "coverage " + percent(first) + " on " + to_string(before.day) + ", " +
                       percent(second) + " on " + to_string(after.day),
                   "coverage that moves by at most 5 points"});
}

void check_coverage(const Inventories& source, const Inventory& day, std::string_view figure,
                    std::string_view group, const FactsheetOptions& options) {
  const FactsheetFigure found = figure_of(source, day, figure, group, options);
  if (found.coverage >= options.min_coverage) return;
  if (found.denominator == 0) return;  // Said apart: there is nothing to divide by.
  const std::string of = group == "all" ? "" : ", " + std::string(group);
  throw DataError(
      "the register is too thin for a difference of " + std::string(figure) + of,
      {std::string(figure), "", "coverage", percent(found.coverage) + " on " + to_string(day.day),
       "at least " + percent(options.min_coverage) + " on both days (min_coverage)"});
}

}  // namespace

void check_comparable(const Inventories& source, const Inventory& before, const Inventory& after,
                      std::string_view figure, std::string_view group,
                      const FactsheetOptions& options) {
  check_trend(source, before, after, group);
  for (const Inventory* day : {&before, &after})
    check_coverage(source, *day, figure, group, options);
}

}  // namespace munigraph::dynamics
