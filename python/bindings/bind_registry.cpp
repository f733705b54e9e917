#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include <pybind11/stl/filesystem.h>

#include "common.hpp"
#include "munigraph/core/error.hpp"
#include "munigraph/core/text.hpp"
#include "munigraph/network/construction.hpp"
#include "munigraph/registry/geography.hpp"
#include "munigraph/registry/package.hpp"
#include "munigraph/registry/register.hpp"
#include "munigraph/registry/repair.hpp"
#include "munigraph/registry/text_table.hpp"

namespace munigraph::python {
namespace {

/// Names of the columns of each table that hold numbers; all others hold text.
using NumberColumns = std::map<std::string, std::set<std::string>>;

TextTable text_table(const py::dict& columns, const std::string& source,
                     const NumberColumns& numbers) {
  TextTable table;
  table.source = source;
  const auto listed = numbers.find(source);
  for (const auto& [name, values] : columns) {
    table.names.push_back(py::cast<std::string>(name));
    table.columns.push_back(py::cast<std::vector<std::string>>(values));
    const bool number = listed != numbers.end() && listed->second.contains(table.names.back());
    table.types.push_back(number ? ColumnType::number : ColumnType::text);
  }
  return table;
}

NumberColumns number_columns(const Register& reg) {
  NumberColumns numbers;
  const auto collect = [&](const char* table, const std::vector<ExtraColumn>& extras) {
    for (const ExtraColumn& extra : extras)
      if (std::holds_alternative<std::vector<double>>(extra.values))
        numbers[table].insert(extra.name);
  };
  collect("participants", reg.tables().participant_extras);
  collect("arrangements", reg.tables().arrangement_extras);
  return numbers;
}

py::dict columns_of(const TextTable& table) {
  py::dict columns;
  for (std::size_t c = 0; c < table.names.size(); ++c)
    columns[py::str(table.names[c])] = py::cast(table.columns[c]);
  return columns;
}

Date date_from(const std::string& text) {
  const auto date = parse_date(text);
  if (!date) throw DataError("no date", {"", "", "date", text, "a date as YYYY-MM-DD"});
  return *date;
}

Register register_from_text(const py::dict& tables, std::map<std::string, std::string> domains,
                            const NumberColumns& numbers,
                            const std::optional<std::string>& exported) {
  const auto table = [&](const char* name) {
    return text_table(py::cast<py::dict>(tables[name]), name, numbers);
  };
  const auto optional = [&](const char* name) -> std::optional<TextTable> {
    return tables.contains(name) ? std::optional(table(name)) : std::nullopt;
  };
  const RegisterText text{table("participants"), table("arrangements"), table("memberships"),
                          optional("arrangement_themes"), optional("successions")};
  py::gil_scoped_release release;
  RegisterTables parsed = parse_tables(text);
  parsed.domains = std::move(domains);
  if (exported) parsed.exported = date_from(*exported);
  return Register(std::move(parsed));
}

py::dict register_to_text(const Register& reg) {
  RegisterText text;
  {
    py::gil_scoped_release release;
    text = format_tables(reg.tables());
  }
  py::dict tables;
  tables["participants"] = columns_of(text.participants);
  tables["arrangements"] = columns_of(text.arrangements);
  tables["arrangement_themes"] = columns_of(*text.arrangement_themes);
  tables["memberships"] = columns_of(text.memberships);
  tables["successions"] = columns_of(*text.successions);
  return tables;
}

std::optional<std::string> text_of(const std::optional<Date>& date) {
  return date ? std::optional(to_string(*date)) : std::nullopt;
}

Snapshot snapshot_at(const Register& reg, const std::string& text) {
  return reg.at(date_from(text));
}

/// Rows `membership, arrangement, participant, became, action, reason`; rows count from 0.
py::list change_rows(const Register& reg, const std::vector<GeographyChange>& changes) {
  const RegisterTables& t = reg.tables();
  py::list rows;
  for (const GeographyChange& c : changes)
    rows.append(py::make_tuple(c.membership,
                               t.arrangements[static_cast<std::size_t>(c.arrangement)].id,
                               t.participants[static_cast<std::size_t>(c.participant)].id, c.became,
                               std::string(word(c.action)), c.reason));
  return rows;
}

SplitRule split_rule(const std::string& text) {
  if (const auto rule = from_word<SplitRule>(text)) return *rule;
  throw std::invalid_argument(unknown_word("rule for splits", text, words<SplitRule>()));
}

py::tuple move_to_geography(const Register& reg, const std::string& date,
                            const std::string& splits) {
  std::optional<FixedGeography> moved;
  {
    const Date day = date_from(date);
    const SplitRule rule = split_rule(splits);
    py::gil_scoped_release release;
    check_geography(reg, day);
    moved = on_geography(reg, day, rule);
  }
  return py::make_tuple(moved->reg,
                        py::make_tuple(moved->read, moved->taken, moved->merged, moved->left_out),
                        moved->arrangements_gone, change_rows(reg, moved->changes));
}

py::tuple repaired_at(const Register& reg, const std::string& date, const std::string& splits) {
  std::optional<RepairedSnapshot> repaired;
  {
    const Date day = date_from(date);
    const SplitRule rule = split_rule(splits);
    py::gil_scoped_release release;
    repaired = at_repaired(reg, day, rule);
  }
  return py::make_tuple(repaired->snapshot.source(), repaired->snapshot,
                        to_numpy(std::move(repaired->inferred)),
                        change_rows(reg, repaired->changes));
}

void bind_register(py::module_& module) {
  py::class_<Register>(module, "Register", py::module_local())
      .def_static("from_text", &register_from_text, py::arg("tables"), py::arg("domains"),
                  py::arg("numbers") = NumberColumns{}, py::arg("exported") = py::none())
      .def_static(
          "read_package",
          [](const std::filesystem::path& folder, std::uint64_t max_bytes) {
            py::gil_scoped_release release;
            return read_package(folder, max_bytes);
          },
          py::arg("folder"), py::arg("max_bytes") = largest_package_file)
      .def(
          "write_package",
          [](const Register& reg, const std::filesystem::path& folder) {
            py::gil_scoped_release release;
            write_package(reg, folder);
          },
          py::arg("folder"))
      .def("to_text", &register_to_text)
      .def_property_readonly("number_columns", &number_columns)
      .def("at", &snapshot_at, py::arg("date"))
      .def("on_geography", &move_to_geography, py::arg("date"), py::arg("splits"))
      .def("at_repaired", &repaired_at, py::arg("date"), py::arg("splits"))
      .def(
          "day_of_year",
          [](const Register& reg, std::int32_t year) { return to_string(day_of_year(reg, year)); },
          py::arg("year"))
      .def(
          "geography_of_year",
          [](const Register& reg, std::int32_t year) {
            return to_string(geography_of_year(reg, year));
          },
          py::arg("year"))
      .def_property_readonly("last_day",
                             [](const Register& reg) { return text_of(reg.last_day()); })
      .def_property_readonly("exported",
                             [](const Register& reg) { return text_of(reg.tables().exported); })
      .def_property_readonly("counts",
                             [](const Register& reg) {
                               const RegisterTables& t = reg.tables();
                               return py::make_tuple(t.participants.size(), t.arrangements.size(),
                                                     t.arrangement_themes.size(),
                                                     t.memberships.size(), t.successions.size());
                             })
      .def_property_readonly("domain_map", [](const Register& reg) { return reg.tables().domains; })
      .def_property_readonly("domains", [](const Register& r) { return r.domains(); })
      .def_property_readonly("unknown_themes", [](const Register& r) { return r.unknown_themes(); })
      .def(
          "domain_of",
          [](const Register& reg, const std::string& theme) {
            return std::string(reg.domain_of(theme));
          },
          py::arg("theme"))
      .def("participant_row", &Register::participant, py::arg("id"))
      .def("arrangement_row", &Register::arrangement, py::arg("id"))
      .def_property_readonly("usable_range", [](const Register& reg) {
        const Validity range = reg.usable_range();
        return py::make_tuple(text_of(range.from), text_of(range.to));
      });
}

void bind_snapshot(py::module_& module) {
  py::class_<Snapshot>(module, "Snapshot", py::module_local())
      .def_property_readonly("date", [](const Snapshot& s) { return to_string(s.date()); })
      .def_property_readonly("participants",
                             [](const Snapshot& s) { return to_numpy(s.participants()); })
      .def_property_readonly("arrangements",
                             [](const Snapshot& s) { return to_numpy(s.arrangements()); })
      .def_property_readonly("memberships",
                             [](const Snapshot& s) { return to_numpy(s.memberships()); })
      .def(
          "construct",
          [](const Snapshot& snapshot, const std::string& json) {
            std::optional<ConstructedNetwork> made;
            {
              py::gil_scoped_release release;
              made = construct(snapshot, construction_from_json(json));
            }
            py::list left_out;
            for (const LeftOut& one : made->left_out)
              left_out.append(py::make_tuple(one.filter, one.value, one.arrangements));
            return py::make_tuple(made->network, to_numpy(std::move(made->participants)),
                                  to_numpy(std::move(made->arrangements)),
                                  to_json(made->construction), left_out);
          },
          py::arg("construction"))
      .def("arrangement_domains", [](const Snapshot& snapshot) {
        // Per arrangement in force: its domains, as names.
        std::vector<std::vector<std::string>> result;
        for (const std::int32_t row : snapshot.arrangements()) {
          auto& names = result.emplace_back();
          for (const std::int32_t d : snapshot.source().domains_of(row))
            names.push_back(snapshot.source().domains()[static_cast<std::size_t>(d)]);
        }
        return result;
      });
}

}  // namespace

void bind_registry(py::module_& module) {
  bind_register(module);
  bind_snapshot(module);
  module.def("normalise_construction",
             [](const std::string& json) { return to_json(construction_from_json(json)); });
}

}  // namespace munigraph::python
