#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "store/sqlite.hpp"

namespace munigraph::store {

/// "muni", in SQLite's header of the file: tells `file` and us what it is.
inline constexpr std::int64_t application_id = 0x6d756e69;
/// Version of the schema; newer files are refused, older ones brought up to date.
inline constexpr std::int64_t schema_version = 1;

/// The tables of a register, in the order in which rows refer to each other.
enum class Table : std::uint8_t {
  participants,
  arrangements,
  memberships,
  arrangement_themes,
  successions
};
inline constexpr std::array<std::string_view, 5> table_names = {
    "participants", "arrangements", "memberships", "arrangement_themes", "successions"};
[[nodiscard]] constexpr std::string_view name_of(Table table) noexcept {
  return table_names[static_cast<std::size_t>(table)];
}

/// Makes all tables, without the indexes.
void create_tables(const Database& database);
/// Makes indexes and views; after the rows, which is faster.
void create_indexes(const Database& database);

/// Throws DataError for a file that is no register, is newer than this version, or whose tables
/// are not those of its version: nothing in the file is trusted before.
void check_schema(const Database& database);

/// The register file of this path, checked. Throws DataError where there is none; a monitor must
/// stay until the connection ends.
[[nodiscard]] Database opened(const std::filesystem::path& path, Access access,
                              const Monitor* monitor = nullptr);

/// The list of a table's columns, without keys and bookkeeping: "id, name, kind, …".
[[nodiscard]] std::string columns_of(Table table);
[[nodiscard]] int column_count(Table table);

}  // namespace munigraph::store
