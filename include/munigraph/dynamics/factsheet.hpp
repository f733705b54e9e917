#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/dynamics/inventory.hpp"

namespace munigraph {

/// By what figures are split.
enum class Grouping : std::uint8_t { form, theme, domain, province, size };

template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<Grouping>() noexcept;

struct FactsheetOptions {
  std::vector<Grouping> by = {Grouping::form, Grouping::theme, Grouping::domain, Grouping::province,
                              Grouping::size};
  /// Below this share of what has the attribute that a figure needs there is no number.
  double min_coverage = 0.5;
  /// Where size classes of municipalities begin, in inhabitants; ascending.
  std::vector<double> size_classes = {20'000, 50'000, 100'000};
};

/// One number of one day. `group` is "all", or a dimension and its value: "form=public_body",
/// "theme=…" (with what lies below it), "domain=…", "province=…", "size=20000-49999",
/// "members=2-5", "phase=policy", "cause=real".
struct FactsheetFigure {
  std::string figure;
  std::string group;
  double value = 0.0;        ///< NaN where coverage is too low or the denominator is 0.
  double numerator = 0.0;    ///< NaN where there is none (medians, quartiles).
  double denominator = 0.0;  ///< NaN where there is none (counts).
  double coverage = 1.0;     ///< Share of arrangements or municipalities that the figure knows.
};

/// The figures of one day:
/// `arrangements`, `memberships`; `mean`, `lower_quartile`, `median`, `upper_quartile` of the
/// number of arrangements per municipality in force (those without any count as 0); `two_to_five`,
/// the share of arrangements with two to five municipalities; `official_share`, the share of
/// municipalities in at least one arrangement of an official form, and `official_inhabitants`, that
/// of their inhabitants; `phase` among arrangements whose phase is known; `classified`, the share
/// of arrangements with an official theme; `inferred`, the share of memberships that were carried
/// over. Quartiles interpolate linearly, as numpy's do. `groups` of arrangements ("form=covenant")
/// have figures also where no arrangement of the day is in them, others where one is.
/// Cost: linear in memberships and groups.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<FactsheetFigure> figures(
    const Inventories& source, const Inventory& inventory, const FactsheetOptions& options = {},
    const std::vector<std::string>& groups = {});

/// One of the figures() of a day for "all" or a group of `options.by`. A group of arrangements that
/// none is in has a figure, too; of one of municipalities nothing is known then (coverage 0).
[[nodiscard]] MUNIGRAPH_EXPORT FactsheetFigure figure_of(const Inventories& source,
                                                         const Inventory& inventory,
                                                         std::string_view figure,
                                                         std::string_view group,
                                                         const FactsheetOptions& options = {});

/// What changed between two days among arrangements that both count, as shares of them:
/// `changed_members` (municipalities that the register names; the cause `reorganisation` where
/// successions explain all of it, else `real`), `changed_form` (both known), `changed_themes`
/// (official ones, as sets; `classified` where there were none before, which is no change), and
/// `changed_name` (as normalised). Groups: "all" and "cause=…".
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<FactsheetFigure> changed(
    const Inventories& source, const Inventory& before, const Inventory& after,
    const FactsheetOptions& options = {});

/// A class of sizes of arrangements.
struct SizeClass {
  std::string_view label;  ///< "members=2-5", …
  std::size_t from = 0;
  std::size_t to = 0;  ///< Inclusive.
};
[[nodiscard]] MUNIGRAPH_EXPORT std::span<const SizeClass> size_classes_of_arrangements() noexcept;

/// Throws std::invalid_argument for a `min_coverage` outside [0, 1] or size classes that are not
/// positive and ascending.
MUNIGRAPH_EXPORT void check(const FactsheetOptions& options);

/// Versions with an official theme.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<std::uint8_t> classified_versions(
    const Inventories& source);

/// Labels of the groups that an arrangement's version is in, without "all": ascending, each once.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<std::string> groups_of_version(
    const Inventories& source, std::int32_t version, const FactsheetOptions& options);
/// Labels of the groups that a municipality is in, without "all".
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<std::string> groups_of_municipality(
    const Inventories& source, std::int32_t participant, const FactsheetOptions& options);

/// Whether a label is that of a group of arrangements: "form=…", "theme=…" or "domain=…".
[[nodiscard]] MUNIGRAPH_EXPORT bool is_group_of_arrangements(std::string_view group) noexcept;

/// Share of arrangements that have what a group or the filters of an inventory ask for: 1 where
/// nothing is asked, and 0 where something is and there is no arrangement that could have it, or
/// where the register has no arrangement at all.
[[nodiscard]] MUNIGRAPH_EXPORT double coverage_of(const Inventories& source,
                                                  const Inventory& inventory,
                                                  std::string_view group);

}  // namespace munigraph
