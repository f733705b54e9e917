#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common.hpp"
#include "munigraph/core/error.hpp"
#include "munigraph/core/text.hpp"
#include "munigraph/dynamics/difference.hpp"
#include "munigraph/dynamics/factsheet.hpp"
#include "munigraph/dynamics/inventory.hpp"
#include "munigraph/dynamics/planted.hpp"
#include "structs.hpp"

namespace munigraph::python {
namespace {

Repair repair_of(bool repaired) { return repaired ? Repair::repaired : Repair::plain; }

Date day_from(const std::string& text) {
  const auto date = parse_date(text);
  if (!date) throw DataError("no date", {"", "", "date", text, "a date as YYYY-MM-DD"});
  return *date;
}

template <class Enum>
Enum value_of(std::string_view what, const std::string& text) {
  if (const auto value = from_word<Enum>(text)) return *value;
  throw std::invalid_argument(unknown_word(what, text, words<Enum>()));
}

template <class Enum>
std::vector<Enum> values_of(std::string_view what, const std::vector<std::string>& texts) {
  std::vector<Enum> values;
  for (const std::string& text : texts) values.push_back(value_of<Enum>(what, text));
  return values;
}

std::unique_ptr<Inventories> inventories(const Register& reg, std::vector<std::string> themes,
                                         const std::vector<std::string>& forms,
                                         const std::vector<std::string>& bases,
                                         const std::optional<std::string>& geography,
                                         const std::string& starts, const std::string& splits,
                                         const std::map<std::string, double>& rules) {
  InventoryOptions options;
  options.themes = std::move(themes);
  options.forms = values_of<LegalForm>("legal form", forms);
  options.bases = values_of<ThemeBasis>("basis of themes", bases);
  options.starts = value_of<MembershipStart>("start of memberships", starts);
  if (geography) options.geography = day_from(*geography);
  if (options.geography) check_geography(reg, *options.geography);
  options.splits = value_of<SplitRule>("rule for splits", splits);
  for (const auto& [name, value] : rules) set_rule(options.rules, name, value);
  return run_interruptible(py::none(), [&](Monitor& monitor) {
    return std::make_unique<Inventories>(reg, options, &monitor);
  });
}

FactsheetOptions figure_options(const std::vector<std::string>& by, double min_coverage,
                                std::vector<double> size_classes) {
  FactsheetOptions options;
  options.by = values_of<Grouping>("grouping", by);
  options.min_coverage = min_coverage;
  options.size_classes = std::move(size_classes);
  return options;
}

/// Figure, and whether it has groups of arrangements, of municipalities, and of sizes.
py::list decomposed_table() {
  py::list rows;
  for (const Decomposed& one : decomposed_figures())
    rows.append(py::make_tuple(std::string(one.figure), one.of_arrangements, one.of_municipalities,
                               one.of_sizes));
  return rows;
}

/// Arrangement (row of `arrangements`) and municipality (row of `participants`) of every membership
/// that counts.
py::tuple counted_memberships(const Inventory& inventory) {
  std::vector<std::int32_t> versions;
  std::vector<std::int32_t> participants;
  for (const CountedArrangement& a : inventory.arrangements)
    for (const std::int32_t p : a.members) {
      versions.push_back(a.version);
      participants.push_back(p);
    }
  auto all = inventory.municipalities;
  return py::make_tuple(to_numpy(std::move(versions)), to_numpy(std::move(participants)),
                        to_numpy(std::move(all)));
}

HistoryOptions history_from(const std::map<std::string, double>& given, std::uint64_t seed) {
  HistoryOptions options;
  options.seed = seed;
  const std::map<std::string_view, double*> shares = {{"opening", &options.opening},
                                                      {"registered", &options.registered},
                                                      {"ended", &options.ended},
                                                      {"renumbered", &options.renumbered},
                                                      {"merged", &options.merged},
                                                      {"absorbed", &options.absorbed},
                                                      {"split", &options.split},
                                                      {"reused", &options.reused},
                                                      {"changed", &options.changed},
                                                      {"host", &options.host},
                                                      {"corrected", &options.corrected},
                                                      {"joined", &options.joined},
                                                      {"left", &options.left},
                                                      {"revised", &options.revised},
                                                      {"municipalities", &options.municipalities},
                                                      {"new_name", &options.new_name},
                                                      {"lagging", &options.lagging},
                                                      {"in_place", &options.in_place},
                                                      {"dated", &options.dated}};
  for (const auto& [name, value] : given) {
    if (name == "first_year") {
      options.first_year = static_cast<std::int32_t>(value);
    } else if (name == "years") {
      options.years = static_cast<std::int32_t>(value);
    } else if (const auto found = shares.find(name); found != shares.end()) {
      *found->second = value;
    } else {
      std::vector<std::string_view> known{"first_year", "years"};
      for (const auto& [share, target] : shares) known.push_back(share);
      throw std::invalid_argument(unknown_word("part of a history", name, known));
    }
  }
  return options;
}

/// The register, and what was planted.
py::tuple planted(const Register& base, const std::map<std::string, double>& given,
                  std::uint64_t seed) {
  const HistoryOptions options = history_from(given, seed);
  PlantedHistory found = run_interruptible(py::none(), [&](Monitor& monitor) {
    return plant_history(base.tables(), options, &monitor);
  });
  return py::make_tuple(Register(std::move(found.tables)),
                        Columns<PlantedEvent>{std::move(found.truth)});
}

void bind_results(py::module_& module) {
  BoundColumns<PlantedEvent>(module, "PlantedEvents")
      .column("date", &PlantedEvent::date)
      .column("event", [](const PlantedEvent& e) { return word(e.kind); })
      .column("reason", [](const PlantedEvent& e) { return word(e.reason); })
      .column("arrangement", &PlantedEvent::arrangement)
      .column("participant", &PlantedEvent::participant)
      .column("counterpart", &PlantedEvent::counterpart);
  BoundColumns<FactsheetFigure>(module, "FactsheetFigures")
      .column("figure", &FactsheetFigure::figure)
      .column("group", &FactsheetFigure::group)
      .column("value", &FactsheetFigure::value)
      .column("numerator", &FactsheetFigure::numerator)
      .column("denominator", &FactsheetFigure::denominator)
      .column("coverage", &FactsheetFigure::coverage);
  BoundColumns<Contribution>(module, "Contributions")
      .column("cause", [](const Contribution& c) { return word(c.cause); })
      .column("detail", &Contribution::detail)
      .column("numerator", &Contribution::numerator)
      .column("denominator", &Contribution::denominator)
      .column("part", &Contribution::part);
  Bound<Difference>(module, "Difference")
      .value("numerator_before", &Difference::numerator_before)
      .value("denominator_before", &Difference::denominator_before)
      .value("numerator_after", &Difference::numerator_after)
      .value("denominator_after", &Difference::denominator_after)
      .value("unit", &Difference::unit)
      .value("parts", [](const Difference& found) { return Columns<Contribution>{found.parts}; })
      .value("in_between", &Difference::in_between);
}

}  // namespace

void bind_factsheet(py::module_& module) {
  bind_results(module);
  module.def("decomposed_figures", &decomposed_table);
  module.def("plant_history", &planted, py::arg("register"), py::arg("options"), py::arg("seed"));
  py::class_<Inventory>(module, "Inventory", py::module_local())
      .def_property_readonly("day", [](const Inventory& i) { return to_string(i.day); })
      .def("memberships", &counted_memberships);
  py::class_<Inventories>(module, "Inventories", py::module_local())
      .def(py::init(&inventories), py::arg("register"), py::kw_only(), py::arg("themes"),
           py::arg("forms"), py::arg("bases"), py::arg("geography"), py::arg("starts"),
           py::arg("splits"), py::arg("rules"))
      .def_property_readonly("register", [](const Inventories& i) { return i.source(); })
      .def(
          "at",
          [](const Inventories& source, const std::string& date, bool repaired) {
            const Date day = day_from(date);
            py::gil_scoped_release release;
            return source.at(day, repair_of(repaired));
          },
          py::arg("date"), py::arg("repaired"))
      .def(
          "figures",
          [](const Inventories& source, const Inventory& inventory,
             const std::vector<std::string>& by, double min_coverage,
             const std::vector<double>& size_classes, const std::vector<std::string>& groups) {
            const FactsheetOptions options = figure_options(by, min_coverage, size_classes);
            py::gil_scoped_release release;
            return Columns<FactsheetFigure>{figures(source, inventory, options, groups)};
          },
          py::arg("inventory"), py::arg("by"), py::arg("min_coverage"), py::arg("size_classes"),
          py::arg("groups"))
      .def(
          "changed",
          [](const Inventories& source, const Inventory& before, const Inventory& after,
             double min_coverage) {
            const FactsheetOptions options = figure_options({}, min_coverage, {});
            py::gil_scoped_release release;
            return Columns<FactsheetFigure>{changed(source, before, after, options)};
          },
          py::arg("before"), py::arg("after"), py::arg("min_coverage"))
      .def(
          "difference",
          [](const Inventories& source, const std::string& before, const std::string& after,
             const std::string& figure, const std::string& group, bool repaired,
             double min_coverage, const std::vector<double>& size_classes) {
            const Date first = day_from(before);
            const Date second = day_from(after);
            const FactsheetOptions options = figure_options({}, min_coverage, size_classes);
            py::gil_scoped_release release;
            return difference(source, first, second, figure, group, repair_of(repaired), options);
          },
          py::arg("before"), py::arg("after"), py::arg("figure"), py::arg("group"),
          py::arg("repaired"), py::arg("min_coverage"), py::arg("size_classes"));
}

}  // namespace munigraph::python
