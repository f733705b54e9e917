#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "munigraph/core/export.hpp"
#include "munigraph/registry/text_table.hpp"

namespace munigraph {

/// How the text of a CSV file is to be read. Characters that are not used are NUL.
struct CsvDialect {
  char delimiter = ',';
  char quote = '"';
  char escape = '\0';        ///< The character behind it is taken as it is.
  bool double_quote = true;  ///< Two quotes within quotes are one.
  bool skip_initial_space = false;
  char comment = '\0';         ///< Lines that begin with it are left out.
  std::size_t header_row = 1;  ///< Record with the names; 0: none, and columns are called 1, 2, ….
};

/// Reads a CSV file (RFC 4180, UTF-8 with or without byte order mark, header first). Row numbers
/// in errors count records, the header being row 1. Throws DataError for a missing file, bytes
/// that are no UTF-8, an unclosed quote, a column named twice, or a row with too many or too few
/// fields.
[[nodiscard]] MUNIGRAPH_EXPORT TextTable read_csv(const std::filesystem::path& file,
                                                  char delimiter = ',');
[[nodiscard]] MUNIGRAPH_EXPORT TextTable read_csv(const std::filesystem::path& file,
                                                  const CsvDialect& dialect);

/// As read_csv(), of text in memory, UTF-8 with or without byte order mark too; `source` is what
/// errors call it.
[[nodiscard]] MUNIGRAPH_EXPORT TextTable parse_csv(const std::string& text,
                                                   const std::string& source,
                                                   const CsvDialect& dialect = {});

/// Writes a CSV file: to a new file beside it, which then takes its name, so that a reader finds
/// the old one or the new one and nothing between. Throws DataError if it cannot be written, if
/// columns differ in length, or for text that is not UTF-8.
MUNIGRAPH_EXPORT void write_csv(const TextTable& table, const std::filesystem::path& file);

}  // namespace munigraph
