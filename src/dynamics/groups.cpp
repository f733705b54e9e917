#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <stdexcept>
#include <string>

#include "core/index.hpp"
#include "munigraph/dynamics/factsheet.hpp"
#include "munigraph/registry/text_table.hpp"

namespace munigraph {

template <>
std::span<const std::string_view> words<Grouping>() noexcept {
  static constexpr std::array<std::string_view, 5> all{"form", "theme", "domain", "province",
                                                       "size"};
  return all;
}

namespace {

using detail::at;

bool has(const FactsheetOptions& options, Grouping grouping) {
  return std::find(options.by.begin(), options.by.end(), grouping) != options.by.end();
}

/// A theme and the levels above it.
void add_theme(std::set<std::string>& labels, std::string theme) {
  for (;;) {
    labels.insert("theme=" + theme);
    const auto bar = theme.rfind('|');
    if (bar == std::string::npos) return;
    const auto end = theme.find_last_not_of(" |", bar);
    if (end == std::string::npos) return;
    theme.resize(end + 1);
  }
}

std::string size_label(double population, const std::vector<double>& classes) {
  const auto next = std::upper_bound(classes.begin(), classes.end(), population);
  if (next == classes.begin())
    return "size=0-" + (classes.empty() ? std::string() : format_number(classes.front() - 1));
  if (next == classes.end()) return "size=" + format_number(classes.back()) + "+";
  return "size=" + format_number(*std::prev(next)) + "-" + format_number(*next - 1);
}

/// A number in an error, where one that is none has a name too.
std::string said(double value) { return std::isnan(value) ? "nan" : format_number(value); }

/// Whether arrangements need a theme to be counted in a group or by the filters.
bool asks_for_theme(const Inventories& source, std::string_view group) {
  return !source.options().themes.empty() || group.starts_with("theme=") ||
         group.starts_with("domain=");
}

}  // namespace

std::span<const SizeClass> size_classes_of_arrangements() noexcept {
  static constexpr std::array<SizeClass, 4> all{
      {{"members=2-5", 2, 5},
       {"members=6-10", 6, 10},
       {"members=11-20", 11, 20},
       {"members=21+", 21, std::numeric_limits<std::size_t>::max()}}};
  return all;
}

void check(const FactsheetOptions& options) {
  if (!(options.min_coverage >= 0 && options.min_coverage <= 1))
    throw std::invalid_argument("min_coverage is " + said(options.min_coverage) +
                                ", expected a share from 0 to 1");
  double before = 0;
  for (const double size : options.size_classes) {
    if (!(size > before && std::isfinite(size)))
      throw std::invalid_argument("size_classes: " + said(size) + " after " + said(before) +
                                  ", expected numbers of inhabitants above 0, ascending");
    before = size;
  }
}

std::vector<std::uint8_t> classified_versions(const Inventories& source) {
  const RegisterTables& t = source.source().tables();
  std::vector<std::uint8_t> found(t.arrangements.size(), 0);
  for (const ArrangementTheme& row : t.arrangement_themes)
    if (row.basis == ThemeBasis::official) found[at(row.arrangement)] = 1;
  return found;
}

std::vector<std::string> groups_of_version(const Inventories& source, std::int32_t version,
                                           const FactsheetOptions& options) {
  const RegisterTables& t = source.source().tables();
  std::set<std::string> labels;
  const LegalForm form = t.arrangements[at(version)].legal_form;
  if (has(options, Grouping::form) && form != LegalForm::unknown)
    labels.insert("form=" + std::string(word(form)));
  for (const std::int32_t r : source.themes_of(version)) {
    const std::string& theme = t.arrangement_themes[at(r)].theme;
    if (has(options, Grouping::theme)) add_theme(labels, theme);
    const std::string_view domain = source.source().domain_of(theme);
    if (has(options, Grouping::domain) && !domain.empty())
      labels.insert("domain=" + std::string(domain));
  }
  return {labels.begin(), labels.end()};
}

std::vector<std::string> groups_of_municipality(const Inventories& source, std::int32_t participant,
                                                const FactsheetOptions& options) {
  const Participant& p = source.source().tables().participants[at(participant)];
  std::vector<std::string> labels;
  if (has(options, Grouping::province) && !p.province.empty())
    labels.push_back("province=" + p.province);
  if (has(options, Grouping::size) && p.population >= 0)
    labels.push_back(size_label(p.population, options.size_classes));
  return labels;
}

bool is_group_of_arrangements(std::string_view group) noexcept {
  return group.starts_with("form=") || group.starts_with("theme=") || group.starts_with("domain=");
}

double coverage_of(const Inventories& source, const Inventory& inventory, std::string_view group) {
  const auto& there = inventory.in_force;
  if (std::all_of(there.begin(), there.end(), [](std::int32_t v) { return v < 0; })) return 0.0;
  const bool form = group.starts_with("form=") || !source.options().forms.empty();
  const bool theme = asks_for_theme(source, group);
  const RegisterTables& t = source.source().tables();
  std::int64_t known_form = 0;
  std::int64_t known_theme = 0;
  for (const std::int32_t version : inventory.eligible) {
    if (t.arrangements[at(version)].legal_form != LegalForm::unknown) ++known_form;
    if (!source.themes_of(version).empty()) ++known_theme;
  }
  const auto share = [&](std::int64_t known) {
    return inventory.eligible.empty()
               ? 0.0
               : static_cast<double>(known) / static_cast<double>(inventory.eligible.size());
  };
  return std::min(form ? share(known_form) : 1.0, theme ? share(known_theme) : 1.0);
}

}  // namespace munigraph
