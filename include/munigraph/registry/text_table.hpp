#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/registry/tables.hpp"

namespace munigraph {

/// What a column beyond the schema holds.
enum class ColumnType : std::uint8_t {
  inferred,  ///< Numbers where every field that is there is one and none would lose digits.
  number,
  text
};

/// A table as text, column by column: how tables come in from files and from other languages.
/// An empty field is a missing value.
struct MUNIGRAPH_EXPORT TextTable {
  std::string source;         ///< What error messages call it.
  std::size_t first_row = 1;  ///< Number of the first data row in messages (2 in a CSV file).
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> columns;  ///< One per name, all of the same length.
  std::vector<ColumnType> types;                  ///< One per name, or empty: all inferred.

  [[nodiscard]] std::size_t rows() const noexcept {
    return columns.empty() ? 0 : columns.front().size();
  }
  /// The column of that name, or nullptr.
  [[nodiscard]] const std::vector<std::string>* find(std::string_view name) const& noexcept;
  const std::vector<std::string>* find(std::string_view name) const&& = delete;
};

/// The tables of a register as text; all but the first three may be left out.
struct RegisterText {
  TextTable participants;
  TextTable arrangements;
  TextTable memberships;
  std::optional<TextTable> arrangement_themes;
  std::optional<TextTable> successions;
};

/// Reads fields into typed rows. Columns needed: participants `id`; arrangements `id`; memberships
/// `arrangement`, `participant`; arrangement_themes `arrangement`, `theme`; successions `date`,
/// `from`, `to`. Other columns of the schema have defaults; columns beyond it are kept as extras
/// (participants, arrangements) and an error elsewhere. Throws DataError with table, row, column,
/// value and what was expected.
[[nodiscard]] MUNIGRAPH_EXPORT RegisterTables parse_tables(const RegisterText& text);

/// The inverse: every column of the schema, then the extras with their types; numbers with as many
/// digits as it takes to read the same number back.
[[nodiscard]] MUNIGRAPH_EXPORT RegisterText format_tables(const RegisterTables& tables);

/// Shortest decimal text that reads back as the same double, whole numbers below 10^15 without
/// exponent; empty for NaN.
[[nodiscard]] MUNIGRAPH_EXPORT std::string format_number(double value);

}  // namespace munigraph
