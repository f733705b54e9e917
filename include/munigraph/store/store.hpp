#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "munigraph/core/date.hpp"
#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/registry/register.hpp"
#include "munigraph/registry/update.hpp"

namespace munigraph {

/// What is said of a register as a whole, by name: its licence, its source, its limits.
using Remarks = std::map<std::string, std::string>;

/// Where facts come from: kept with every row of a store.
struct Origin {
  std::string source;  ///< What was imported: a file, a register's name.
  std::string author;  ///< Who did it; may be empty.
  std::string note;
  std::string time;       ///< When, ISO 8601 in UTC; empty: now.
  std::string kind = {};  ///< As of ImportRecord; empty: what the function does.
  /// What state_of said when the change was prepared; where it says something else now, another
  /// program has written since and nothing is done. Empty: not asked.
  std::string expected = {};
  /// What the file is to say of the register as a whole; nothing: what it says already. The name
  /// "exported" is taken.
  std::optional<Remarks> remarks = {};
};

/// One import of a store.
struct ImportRecord {
  std::int64_t number = 0;
  std::string time;
  std::string kind;  ///< save, update, workbook or record.
  Origin origin;
  std::string undone;  ///< When it was taken back; empty: it stands.
  std::int64_t added = 0;
  std::int64_t changed = 0;
};

/// One row that an import changed, as JSON before and after.
struct StoredChange {
  std::int64_t import = 0;
  RegisterTable table = RegisterTable::participants;
  UpdateAction action = UpdateAction::changed;
  std::string id;
  std::string before;
  std::string after;
};

/// Reads a register from one SQLite file. Throws DataError for a file that is missing, is no
/// register, is of a newer version or was tampered with. Nothing that the file's schema says is
/// run. Cost O(rows).
[[nodiscard]] MUNIGRAPH_STORE_EXPORT Register open_register(const std::filesystem::path& path,
                                                            const Monitor* monitor = nullptr);

/// Writes a register as one SQLite file: tables with checks and foreign keys, indexes, views for
/// people, the origin of every row. A new file takes its name when it is complete. A file that is
/// there must be a register; it comes to hold just this one, in one transaction, and its history
/// says what changed. Throws DataError.
MUNIGRAPH_STORE_EXPORT void save_register(const Register& reg, const std::filesystem::path& path,
                                          const Origin& origin = {},
                                          const Monitor* monitor = nullptr);

/// Brings a file up to date by a newer export, as update() does, in one transaction. Only what came
/// from imports of the same source can have left it. The same register twice changes nothing, and
/// makes no import.
MUNIGRAPH_STORE_EXPORT UpdateReport update_register(const std::filesystem::path& path,
                                                    const Register& newer,
                                                    const Origin& origin = {},
                                                    std::optional<Date> closing = {},
                                                    const Monitor* monitor = nullptr);

/// Names the state of a file; another one after every import and every undo. Cost O(imports).
[[nodiscard]] MUNIGRAPH_STORE_EXPORT std::string state_of(const std::filesystem::path& path);

/// What a file says of its register as a whole. Throws as open_register.
[[nodiscard]] MUNIGRAPH_STORE_EXPORT Remarks remarks_of(const std::filesystem::path& path);

/// All imports, oldest first.
[[nodiscard]] MUNIGRAPH_STORE_EXPORT std::vector<ImportRecord> imports_of(
    const std::filesystem::path& path);

/// What imports changed in rows that were there before, oldest first; what they added is in
/// the tables.
[[nodiscard]] MUNIGRAPH_STORE_EXPORT std::vector<StoredChange> changes_of(
    const std::filesystem::path& path);

/// Takes back an import (the last that stands, where none is named), in one transaction: what it
/// added goes, what it changed is again as it was. Refused with a DataError that names the rows
/// where a later import changed one of them or refers to one, and for the first import. Returns the
/// number of the import.
MUNIGRAPH_STORE_EXPORT std::int64_t undo_import(const std::filesystem::path& path,
                                                std::optional<std::int64_t> import = {});

/// Whether a file begins as a register does; false for what is not there.
[[nodiscard]] MUNIGRAPH_STORE_EXPORT bool is_register_file(
    const std::filesystem::path& path) noexcept;

}  // namespace munigraph
