#pragma once

#include <filesystem>
#include <string>

#include "munigraph/registry/register.hpp"
#include "munigraph/registry/text_table.hpp"

namespace munigraph {

/// Reads a CSV file (RFC 4180, UTF-8 with or without byte order mark, header first). Row numbers
/// in errors count records, the header being row 1. Throws DataError for a missing file, bytes
/// that are no UTF-8, an unclosed quote, a column named twice, or a row with too many or too few
/// fields.
[[nodiscard]] TextTable read_csv(const std::filesystem::path& file, char delimiter = ',');

/// Writes a CSV file: to a new file beside it, which then takes its name, so that a reader finds
/// the old one or the new one and nothing between. Throws DataError if it cannot be written.
void write_csv(const TextTable& table, const std::filesystem::path& file);

/// Reads a register from a tabular data package: a folder with datapackage.json (Frictionless)
/// whose resources participants, arrangements, memberships and, where they are there,
/// arrangement_themes and successions are CSV files. Throws DataError.
[[nodiscard]] Register read_package(const std::filesystem::path& folder);

/// Writes a register as a tabular data package that read_package() reads back as it is. The folder
/// is made if it is not there; each file is replaced whole, datapackage.json last.
void write_package(const Register& reg, const std::filesystem::path& folder);

}  // namespace munigraph
