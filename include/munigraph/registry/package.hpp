#pragma once

#include <filesystem>

#include "munigraph/registry/register.hpp"

namespace munigraph {

/// Reads a register from a tabular data package: a folder with datapackage.json (Frictionless)
/// whose resources participants, arrangements, memberships and, where they are there,
/// arrangement_themes and successions are CSV files (with the delimiter of their dialect, where one
/// is given). Columns beyond the schema have the type that the descriptor gives them. Throws
/// DataError, also for a resource outside the folder.
[[nodiscard]] Register read_package(const std::filesystem::path& folder);

/// Writes a register as a tabular data package that read_package() reads back as it is. The folder
/// is made if it is not there. All files are written beside the old ones first and then take their
/// names, datapackage.json last: what fails before that leaves an older package as it was.
/// Throws DataError if the folder cannot be written.
void write_package(const Register& reg, const std::filesystem::path& folder);

}  // namespace munigraph
