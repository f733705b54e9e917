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

InventoryOptions options_from(const py::dict& given) {
  const auto list = [&](const char* key) { return py::cast<std::vector<std::string>>(given[key]); };
  InventoryOptions options;
  options.themes = list("themes");
  options.forms = values_of<LegalForm>("legal form", list("forms"));
  options.bases = values_of<ThemeBasis>("basis of themes", list("bases"));
  options.starts =
      value_of<MembershipStart>("start of memberships", py::cast<std::string>(given["starts"]));
  if (!given["geography"].is_none())
    options.geography = day_from(py::cast<std::string>(given["geography"]));
  options.splits = value_of<SplitRule>("rule for splits", py::cast<std::string>(given["splits"]));
  for (const auto& [name, value] : py::cast<std::map<std::string, double>>(given["rules"]))
    set_rule(options.rules, name, value);
  return options;
}

FactsheetOptions figure_options(const std::vector<std::string>& by, double min_coverage,
                                std::vector<double> size_classes) {
  FactsheetOptions options;
  options.by = values_of<Grouping>("grouping", by);
  options.min_coverage = min_coverage;
  options.size_classes = std::move(size_classes);
  return options;
}

py::dict figure_columns(const std::vector<FactsheetFigure>& rows) {
  py::dict columns;
  std::vector<std::string> names;
  std::vector<std::string> groups;
  std::vector<double> values;
  std::vector<double> numerators;
  std::vector<double> denominators;
  std::vector<double> coverages;
  for (const FactsheetFigure& row : rows) {
    names.push_back(row.figure);
    groups.push_back(row.group);
    values.push_back(row.value);
    numerators.push_back(row.numerator);
    denominators.push_back(row.denominator);
    coverages.push_back(row.coverage);
  }
  columns["figure"] = py::cast(names);
  columns["group"] = py::cast(groups);
  columns["value"] = to_numpy(std::move(values));
  columns["numerator"] = to_numpy(std::move(numerators));
  columns["denominator"] = to_numpy(std::move(denominators));
  columns["coverage"] = to_numpy(std::move(coverages));
  return columns;
}

py::dict difference_dict(const Difference& found) {
  py::list parts;
  for (const Contribution& c : found.parts)
    parts.append(
        py::make_tuple(std::string(word(c.cause)), c.detail, c.numerator, c.denominator, c.part));
  py::dict result;
  result["before"] = py::make_tuple(found.numerator_before, found.denominator_before);
  result["after"] = py::make_tuple(found.numerator_after, found.denominator_after);
  result["unit"] = found.unit;
  result["parts"] = parts;
  result["in_between"] = found.in_between;
  return result;
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

/// The register, and columns `date, event, reason, arrangement, participant, counterpart`.
py::tuple planted(const Register& base, const std::map<std::string, double>& given,
                  std::uint64_t seed) {
  const HistoryOptions options = history_from(given, seed);
  PlantedHistory found = run_interruptible(py::none(), [&](Monitor& monitor) {
    return plant_history(base.tables(), options, &monitor);
  });
  std::map<std::string, std::vector<std::string>> columns;
  for (const char* name : {"date", "event", "reason", "arrangement", "participant", "counterpart"})
    columns[name];
  for (const PlantedEvent& e : found.truth) {
    columns["date"].push_back(to_string(e.date));
    columns["event"].emplace_back(word(e.kind));
    columns["reason"].emplace_back(word(e.reason));
    columns["arrangement"].push_back(e.arrangement);
    columns["participant"].push_back(e.participant);
    columns["counterpart"].push_back(e.counterpart);
  }
  return py::make_tuple(Register(std::move(found.tables)), columns);
}

}  // namespace

void bind_factsheet(py::module_& module) {
  module.def("plant_history", &planted, py::arg("register"), py::arg("options"), py::arg("seed"));
  py::class_<Inventory>(module, "Inventory", py::module_local())
      .def_property_readonly("day", [](const Inventory& i) { return to_string(i.day); })
      .def("memberships", &counted_memberships);
  py::class_<Inventories>(module, "Inventories", py::module_local())
      .def(py::init([](const Register& reg, const py::dict& given) {
             const InventoryOptions options = options_from(given);
             return run_interruptible(py::none(), [&](Monitor& monitor) {
               return std::make_unique<Inventories>(reg, options, &monitor);
             });
           }),
           py::arg("register"), py::arg("options"))
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
             const std::vector<double>& size_classes) {
            const FactsheetOptions options = figure_options(by, min_coverage, size_classes);
            std::vector<FactsheetFigure> rows;
            {
              py::gil_scoped_release release;
              rows = figures(source, inventory, options);
            }
            return figure_columns(rows);
          },
          py::arg("inventory"), py::arg("by"), py::arg("min_coverage"), py::arg("size_classes"))
      .def(
          "changed",
          [](const Inventories& source, const Inventory& before, const Inventory& after,
             double min_coverage) {
            const FactsheetOptions options = figure_options({}, min_coverage, {});
            std::vector<FactsheetFigure> rows;
            {
              py::gil_scoped_release release;
              rows = changed(source, before, after, options);
            }
            return figure_columns(rows);
          },
          py::arg("before"), py::arg("after"), py::arg("min_coverage"))
      .def(
          "difference",
          [](const Inventories& source, const std::string& before, const std::string& after,
             const std::string& figure, const std::string& group, bool repaired,
             const std::vector<double>& size_classes) {
            const Date first = day_from(before);
            const Date second = day_from(after);
            const FactsheetOptions options = figure_options({}, 0.0, size_classes);
            Difference found;
            {
              py::gil_scoped_release release;
              found =
                  difference(source, first, second, figure, group, repair_of(repaired), options);
            }
            return difference_dict(found);
          },
          py::arg("before"), py::arg("after"), py::arg("figure"), py::arg("group"),
          py::arg("repaired"), py::arg("size_classes"));
}

}  // namespace munigraph::python
