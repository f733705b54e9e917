#include "munigraph/dynamics/factsheet.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "core/index.hpp"
#include "munigraph/dynamics/names.hpp"
#include "munigraph/registry/succession.hpp"

namespace munigraph {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

using detail::at;

double count(std::size_t n) { return static_cast<double>(n); }

class Sheet {
 public:
  explicit Sheet(const FactsheetOptions& options) : options_(options) {}

  void add(std::string figure, std::string group, double value, double numerator,
           double denominator, double coverage) {
    const bool thin = coverage < options_.min_coverage;
    rows_.push_back({std::move(figure), std::move(group), thin ? missing : value, numerator,
                     denominator, coverage});
  }
  void add_share(std::string figure, std::string group, double numerator, double denominator,
                 double coverage = 1.0) {
    const double value = denominator > 0 ? numerator / denominator : missing;
    add(std::move(figure), std::move(group), value, numerator, denominator, coverage);
  }
  std::vector<FactsheetFigure> take() { return std::move(rows_); }

 private:
  const FactsheetOptions& options_;
  std::vector<FactsheetFigure> rows_;
};

/// What is counted of one group of arrangements.
struct ArrangementGroup {
  std::size_t arrangements = 0;
  std::size_t memberships = 0;
  std::size_t two_to_five = 0;
  std::set<std::int32_t> official;  ///< Municipalities in an official one.
};

/// What is counted of one group of municipalities.
struct MunicipalityGroup {
  std::vector<double> arrangements;  ///< Per municipality.
  std::size_t official = 0;
};

/// numpy's default: linear between order statistics.
double quantile(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return missing;
  const double at = share * count(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(at));
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - std::floor(at)) * (sorted[above] - sorted[below]);
}

class DayFigures {
 public:
  DayFigures(const Inventories& source, const Inventory& inventory, const FactsheetOptions& options)
      : source_(source), inventory_(inventory), options_(options), sheet_(options) {}

  /// `wanted` are groups of arrangements that are written also where nothing is in them.
  std::vector<FactsheetFigure> make(const std::vector<std::string>& wanted = {}) {
    for (const std::string& group : wanted)
      if (is_group_of_arrangements(group)) by_arrangement_[group];
    count_arrangements();
    count_municipalities();
    write_arrangements();
    write_municipalities();
    write_sizes();
    write_phase();
    write_coverage();
    return sheet_.take();
  }

 private:
  void count_arrangements() {
    by_arrangement_["all"];
    for (const CountedArrangement& a : inventory_.arrangements) {
      std::vector<std::string> labels = groups_of_version(source_, a.version, options_);
      labels.emplace_back("all");
      for (const std::string& label : labels) {
        ArrangementGroup& group = by_arrangement_[label];
        ++group.arrangements;
        group.memberships += a.members.size();
        if (a.members.size() <= 5) ++group.two_to_five;
        if (source_.is_official(a.version))
          group.official.insert(a.members.begin(), a.members.end());
      }
    }
  }

  void count_municipalities() {
    std::map<std::int32_t, double> arrangements;
    for (const CountedArrangement& a : inventory_.arrangements)
      for (const std::int32_t p : a.members) arrangements[p] += 1;
    const std::set<std::int32_t>& official = by_arrangement_["all"].official;
    by_municipality_["all"];
    for (const std::int32_t p : inventory_.municipalities) {
      std::vector<std::string> labels = groups_of_municipality(source_, p, options_);
      labels.emplace_back("all");
      for (const std::string& label : labels) {
        MunicipalityGroup& group = by_municipality_[label];
        const auto found = arrangements.find(p);
        group.arrangements.push_back(found == arrangements.end() ? 0 : found->second);
        if (official.contains(p)) ++group.official;
      }
    }
    for (auto& [label, group] : by_municipality_)
      std::sort(group.arrangements.begin(), group.arrangements.end());
  }

  void write_arrangements() {
    const double municipalities = count(inventory_.municipalities.size());
    for (const auto& [label, group] : by_arrangement_) {
      const double coverage = coverage_of(source_, inventory_, label);
      const double number = count(group.arrangements);
      const double members = count(group.memberships);
      sheet_.add("arrangements", label, number, number, missing, coverage);
      sheet_.add("memberships", label, members, members, missing, coverage);
      sheet_.add_share("mean", label, members, municipalities, coverage);
      sheet_.add_share("two_to_five", label, count(group.two_to_five), number, coverage);
      sheet_.add_share("official_share", label, count(group.official.size()), municipalities,
                       coverage * known_form());
      write_inhabitants(label, group.official, coverage * known_form());
    }
  }

  void write_inhabitants(const std::string& label, const std::set<std::int32_t>& served,
                         double coverage) {
    double all = 0;
    double here = 0;
    std::size_t known = 0;
    for (const std::int32_t p : inventory_.municipalities) {
      const double population = source_.source().tables().participants[at(p)].population;
      if (std::isnan(population)) continue;
      ++known;
      all += population;
      if (served.contains(p)) here += population;
    }
    const double share = inventory_.municipalities.empty()
                             ? 0.0
                             : count(known) / count(inventory_.municipalities.size());
    sheet_.add_share("official_inhabitants", label, here, all, std::min(coverage, share));
  }

  void write_municipalities() {
    const double filters = coverage_of(source_, inventory_, "all");
    for (const auto& [label, group] : by_municipality_) {
      const double coverage = std::min(filters, known_municipalities(label));
      if (label != "all") {
        double members = 0;
        for (const double number : group.arrangements) members += number;
        sheet_.add_share("mean", label, members, count(group.arrangements.size()), coverage);
        sheet_.add_share("official_share", label, count(group.official),
                         count(group.arrangements.size()), coverage * known_form());
      }
      // Named anew: Clang before 16 does not capture structured bindings.
      const auto add = [&, &label = label, &group = group](const char* figure, double share) {
        sheet_.add(figure, label, quantile(group.arrangements, share), missing, missing, coverage);
      };
      add("lower_quartile", 0.25);
      add("median", 0.5);
      add("upper_quartile", 0.75);
    }
  }

  void write_sizes() {
    for (const SizeClass& one : size_classes_of_arrangements()) {
      std::size_t number = 0;
      for (const CountedArrangement& a : inventory_.arrangements)
        if (a.members.size() >= one.from && a.members.size() <= one.to) ++number;
      sheet_.add("arrangements", std::string(one.label), count(number), count(number), missing,
                 coverage_of(source_, inventory_, "all"));
    }
  }

  void write_phase() {
    std::map<Phase, std::size_t> phases;
    std::size_t known = 0;
    for (const CountedArrangement& a : inventory_.arrangements) {
      const Phase phase = source_.source().tables().arrangements[at(a.version)].phase;
      if (phase == Phase::unknown) continue;
      ++known;
      ++phases[phase];
    }
    const double coverage = inventory_.arrangements.empty()
                                ? 0.0
                                : count(known) / count(inventory_.arrangements.size());
    for (const Phase phase : {Phase::policy, Phase::execution, Phase::both})
      sheet_.add_share("phase", "phase=" + std::string(word(phase)), count(phases[phase]),
                       count(known), coverage);
  }

  void write_coverage() {
    const std::vector<std::uint8_t> classified = classified_versions(source_);
    std::size_t number = 0;
    for (const CountedArrangement& a : inventory_.arrangements)
      if (classified[at(a.version)] != 0) ++number;
    sheet_.add_share("classified", "all", count(number), count(inventory_.arrangements.size()));
    sheet_.add_share("inferred", "all", static_cast<double>(inventory_.inferred),
                     static_cast<double>(inventory_.memberships));
  }

  /// Share of counted arrangements whose form is known.
  double known_form() {
    if (known_form_ >= 0) return known_form_;
    std::size_t known = 0;
    for (const CountedArrangement& a : inventory_.arrangements)
      if (source_.source().tables().arrangements[at(a.version)].legal_form != LegalForm::unknown)
        ++known;
    const double of_none = inventory_.eligible.empty() ? 0.0 : 1.0;  // None counts: that is known.
    known_form_ = inventory_.arrangements.empty()
                      ? of_none
                      : count(known) / count(inventory_.arrangements.size());
    return known_form_;
  }

  /// Share of municipalities of which the dimension of a group is known.
  double known_municipalities(const std::string& label) {
    const std::string dimension = label.substr(0, label.find('='));
    if (label == "all") return 1.0;
    std::size_t known = 0;
    for (const auto& [other, group] : by_municipality_)
      if (other.starts_with(dimension + "=")) known += group.arrangements.size();
    return count(known) / count(inventory_.municipalities.size());
  }

  const Inventories& source_;
  const Inventory& inventory_;
  const FactsheetOptions& options_;
  Sheet sheet_;
  double known_form_ = -1;
  std::map<std::string, ArrangementGroup> by_arrangement_;
  std::map<std::string, MunicipalityGroup> by_municipality_;
};

/// Members carried to one day, where successions explain the difference.
std::vector<std::int32_t> carried(const SuccessionMap& map, const std::vector<std::int32_t>& rows,
                                  Date day) {
  std::set<std::int32_t> result;
  for (const std::int32_t p : rows)
    for (const std::int32_t q : map.carry(p, day, SplitRule::largest)) result.insert(q);
  return {result.begin(), result.end()};
}

class Changes {
 public:
  Changes(const Inventories& source, const FactsheetOptions& options)
      : source_(source), map_(source.source()), sheet_(options) {}

  std::vector<FactsheetFigure> make(const Inventory& before, const Inventory& after) {
    for (const CountedArrangement& b : before.arrangements) {
      const CountedArrangement* a = after.find(b.chain);
      if (a == nullptr) continue;
      ++both_;
      compare_members(before, after, b.chain);
      compare_versions(b.version, a->version);
    }
    write("changed_members", both_);
    write("changed_form", known_forms_);
    write("changed_themes", known_themes_);
    write("changed_name", both_);
    return sheet_.take();
  }

 private:
  void compare_members(const Inventory& before, const Inventory& after, std::int32_t chain) {
    const auto& old_ones = before.named[at(chain)];
    const auto& new_ones = after.named[at(chain)];
    if (old_ones == new_ones) return;
    const bool moved = carried(map_, old_ones, after.day) == carried(map_, new_ones, after.day);
    ++causes_["changed_members"][moved ? "reorganisation" : "real"];
  }

  void compare_versions(std::int32_t before, std::int32_t after) {
    const RegisterTables& t = source_.source().tables();
    const Arrangement& x = t.arrangements[at(before)];
    const Arrangement& y = t.arrangements[at(after)];
    if (x.legal_form != LegalForm::unknown && y.legal_form != LegalForm::unknown) {
      ++known_forms_;
      if (x.legal_form != y.legal_form) ++causes_["changed_form"]["real"];
    }
    if (normalised_name(x.name) != normalised_name(y.name)) ++causes_["changed_name"]["real"];
    const auto old_themes = official_themes(before);
    const auto new_themes = official_themes(after);
    if (old_themes.empty() && !new_themes.empty()) ++causes_["changed_themes"]["classified"];
    if (old_themes.empty() || new_themes.empty()) return;
    ++known_themes_;
    if (old_themes != new_themes) ++causes_["changed_themes"]["real"];
  }

  [[nodiscard]] std::set<std::string_view> official_themes(std::int32_t version) const {
    std::set<std::string_view> themes;
    for (const std::int32_t r : source_.themes_of(version)) {
      const ArrangementTheme& row = source_.source().tables().arrangement_themes[at(r)];
      if (row.basis == ThemeBasis::official) themes.insert(row.theme);
    }
    return themes;
  }

  /// "classified" stands beside the rest: it is no change.
  void write(const std::string& figure, std::size_t known) {
    double all = 0;
    for (const auto& [cause, number] : causes_[figure])
      if (cause != "classified") all += count(number);
    const double coverage = both_ == 0 ? 0.0 : count(known) / count(both_);
    sheet_.add_share(figure, "all", all, count(known), coverage);
    for (const auto& [cause, number] : causes_[figure])
      sheet_.add_share(figure, "cause=" + cause, count(number),
                       count(cause == "classified" ? both_ : known),
                       cause == "classified" ? 1.0 : coverage);
  }

  const Inventories& source_;
  SuccessionMap map_;
  Sheet sheet_;
  std::size_t both_ = 0;
  std::size_t known_forms_ = 0;
  std::size_t known_themes_ = 0;
  /// A cause of which there is none has a row, too.
  std::map<std::string, std::map<std::string, std::size_t>> causes_ = {
      {"changed_members", {{"real", 0}, {"reorganisation", 0}}},
      {"changed_form", {{"real", 0}}},
      {"changed_name", {{"real", 0}}},
      {"changed_themes", {{"classified", 0}, {"real", 0}}}};
};

}  // namespace

std::vector<FactsheetFigure> figures(const Inventories& source, const Inventory& inventory,
                                     const FactsheetOptions& options,
                                     const std::vector<std::string>& groups) {
  check(options);
  return DayFigures(source, inventory, options).make(groups);
}

FactsheetFigure figure_of(const Inventories& source, const Inventory& inventory,
                          std::string_view figure, std::string_view group,
                          const FactsheetOptions& options) {
  check(options);
  for (FactsheetFigure& one : DayFigures(source, inventory, options).make({std::string(group)}))
    if (one.figure == figure && one.group == group) return std::move(one);
  // Of municipalities that are not in force on the day nothing is known.
  return {std::string(figure), std::string(group), missing, 0, 0, 0};
}

std::vector<FactsheetFigure> changed(const Inventories& source, const Inventory& before,
                                     const Inventory& after, const FactsheetOptions& options) {
  check(options);
  return Changes(source, options).make(before, after);
}

}  // namespace munigraph
