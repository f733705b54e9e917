#pragma once

#include <filesystem>

#include "munigraph/registry/text_table.hpp"

namespace munigraph {

/// Reads a CSV file (RFC 4180, UTF-8 with or without byte order mark, header first). Row numbers
/// in errors count records, the header being row 1. Throws DataError for a missing file, bytes
/// that are no UTF-8, an unclosed quote, a column named twice, or a row with too many or too few
/// fields.
[[nodiscard]] TextTable read_csv(const std::filesystem::path& file, char delimiter = ',');

/// Writes a CSV file: to a new file beside it, which then takes its name, so that a reader finds
/// the old one or the new one and nothing between. Throws DataError if it cannot be written, if
/// columns differ in length, or for text that is not UTF-8.
void write_csv(const TextTable& table, const std::filesystem::path& file);

}  // namespace munigraph
