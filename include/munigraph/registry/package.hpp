#pragma once

#include <cstdint>
#include <filesystem>

#include "munigraph/core/export.hpp"
#include "munigraph/registry/register.hpp"

namespace munigraph {

/// The largest file that read_package() reads, in bytes, where nothing else is said.
inline constexpr std::uint64_t largest_package_file = 4ULL << 30;

/// Reads a register from a tabular data package: a folder with datapackage.json (Frictionless,
/// versions 1 and 2) whose resources participants, arrangements, memberships and, where they are
/// there, arrangement_themes (or themes), successions and domains (theme, domain) are CSV files.
///
/// What the descriptor declares is honoured or refused, with the key: paths and lists of them,
/// encoding, dialect, types and formats of fields, missing values, decimal and group characters,
/// bare numbers, words for true and false, constraints, keys, fieldsMatch, bytes, hash, rows.
/// Columns beyond the schema of a register have the type that the descriptor gives them.
/// Files are regular files inside the folder of at most `max_bytes` each. Throws DataError.
[[nodiscard]] MUNIGRAPH_EXPORT Register
read_package(const std::filesystem::path& folder, std::uint64_t max_bytes = largest_package_file);

/// Writes a register as a tabular data package that read_package() reads back as it is. The folder
/// is made if it is not there. All files are written into a new folder beside it, which then takes
/// its place in one step: whoever is killed meanwhile leaves the older package or the new one.
/// Other files of the folder are kept. (Where a folder cannot be exchanged, since it is a mount
/// point, the working folder or on a system that has no such step, files are replaced one by one,
/// datapackage.json last.)
/// Throws DataError if the folder cannot be written, and for what could not be read back: text that
/// is no UTF-8, a year beyond 9999.
MUNIGRAPH_EXPORT void write_package(const Register& reg, const std::filesystem::path& folder);

}  // namespace munigraph
