#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <pybind11/stl/filesystem.h>

#include "common.hpp"
#include "munigraph/core/error.hpp"
#include "munigraph/registry/update.hpp"
#include "munigraph/store/store.hpp"

namespace munigraph::python {
namespace {

std::optional<Date> day(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  const auto date = parse_date(*text);
  if (!date) throw DataError("no date", {"", "", "closing", *text, "a date as YYYY-MM-DD"});
  return date;
}

/// (closing, unchanged per table, rows `table, action, id, column, before, after`).
py::tuple report_of(const UpdateReport& report) {
  py::list rows;
  for (const RowChange& change : report.changes) {
    const std::string table(word(change.table));
    const std::string action(word(change.action));
    if (change.fields.empty()) rows.append(py::make_tuple(table, action, change.id, "", "", ""));
    for (const FieldChange& field : change.fields)
      rows.append(
          py::make_tuple(table, action, change.id, field.column, field.before, field.after));
  }
  py::object closing = py::none();
  if (report.closing) closing = py::str(to_string(*report.closing));
  return py::make_tuple(closing, report.unchanged, rows);
}

Origin origin(const std::string& source, const std::string& author, const std::string& note,
              const std::string& kind, const std::string& expected,
              const std::optional<Remarks>& remarks) {
  return {source, author, note, "", kind, expected, remarks};
}

void bind_files(py::module_& module) {
  module.def(
      "open_register",
      [](const std::filesystem::path& path) {
        return run_interruptible(py::none(),
                                 [&](Monitor& monitor) { return open_register(path, &monitor); });
      },
      py::arg("path"));
  module.def(
      "save_register",
      [](const Register& reg, const std::filesystem::path& path, const std::string& source,
         const std::string& author, const std::string& note, const std::string& kind,
         const std::string& expected, const std::optional<Remarks>& remarks) {
        run_interruptible(py::none(), [&](Monitor& monitor) {
          save_register(reg, path, origin(source, author, note, kind, expected, remarks), &monitor);
          return true;
        });
      },
      py::arg("register"), py::arg("path"), py::arg("source"), py::arg("author"), py::arg("note"),
      py::arg("kind") = "", py::arg("expected") = "", py::arg("remarks") = py::none());
  module.def(
      "remarks_of", [](const std::filesystem::path& path) { return remarks_of(path); },
      py::arg("path"));
  module.def(
      "state_of_file", [](const std::filesystem::path& path) { return state_of(path); },
      py::arg("path"));
  module.def(
      "update_register",
      [](const std::filesystem::path& path, const Register& newer, const std::string& source,
         const std::string& author, const std::string& note,
         const std::optional<std::string>& closing) {
        const auto end = day(closing);
        return report_of(run_interruptible(py::none(), [&](Monitor& monitor) {
          return update_register(path, newer, origin(source, author, note, "", "", {}), end,
                                 &monitor);
        }));
      },
      py::arg("path"), py::arg("newer"), py::arg("source"), py::arg("author"), py::arg("note"),
      py::arg("closing") = py::none());
  module.def(
      "undo_import",
      [](const std::filesystem::path& path, std::optional<std::int64_t> import) {
        py::gil_scoped_release release;
        return undo_import(path, import);
      },
      py::arg("path"), py::arg("import_") = py::none());
  module.def(
      "is_register_file", [](const std::filesystem::path& path) { return is_register_file(path); },
      py::arg("path"));
}

void bind_history(py::module_& module) {
  module.def(
      "imports_of",
      [](const std::filesystem::path& path) {
        std::vector<ImportRecord> records;
        {
          py::gil_scoped_release release;
          records = imports_of(path);
        }
        py::list rows;
        for (const ImportRecord& one : records)
          rows.append(py::make_tuple(one.number, one.time, one.kind, one.origin.source,
                                     one.origin.author, one.origin.note, one.undone, one.added,
                                     one.changed));
        return rows;
      },
      py::arg("path"));
  module.def(
      "changes_of",
      [](const std::filesystem::path& path) {
        std::vector<StoredChange> changes;
        {
          py::gil_scoped_release release;
          changes = changes_of(path);
        }
        py::list rows;
        for (const StoredChange& one : changes)
          rows.append(py::make_tuple(one.import, std::string(word(one.table)),
                                     std::string(word(one.action)), one.id, one.before, one.after));
        return rows;
      },
      py::arg("path"));
}

}  // namespace

void bind_store(py::module_& module) {
  module.def(
      "update",
      [](const Register& base, const Register& newer, const std::optional<std::string>& closing) {
        UpdateOptions options;
        options.closing = day(closing);
        std::optional<Register> made;
        UpdateReport report;
        {
          py::gil_scoped_release release;
          Updated updated = update(base, newer, options);
          report = std::move(updated.report);
          made = Register(std::move(updated.tables));
        }
        return py::make_tuple(*made, report_of(report));
      },
      py::arg("base"), py::arg("newer"), py::arg("closing") = py::none());
  bind_files(module);
  bind_history(module);
}

}  // namespace munigraph::python
