#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "munigraph/registry/text_table.hpp"
#include "registry/package/keys.hpp"

namespace munigraph::package {

enum class FieldType : std::uint8_t { any, text, number, integer, boolean, date, datetime, other };

/// What a table schema says of one field, and how its values become those of a register.
struct Field {
  std::string name;
  std::string declared;  ///< The type's word.
  FieldType type = FieldType::any;
  std::string pattern;  ///< Of dates: as of strptime; empty: YYYY-MM-DD.
  std::set<std::string> missing;
  char decimal = '.';
  std::string group;
  bool bare = true;
  std::set<std::string> yes;
  std::set<std::string> no;

  bool required = false;
  bool unique = false;
  std::optional<std::set<std::string>> words;
  std::optional<std::size_t> min_length;
  std::optional<std::size_t> max_length;
  std::map<std::string, std::string> limits;  ///< minimum, maximum, exclusive…: canonical text.

  [[nodiscard]] ColumnType column_type() const;
};

/// Reads one field of a schema. Throws DataError for what is not honoured, with its key.
[[nodiscard]] Field read_field(const Part& part, const std::set<std::string>& missing);

/// Makes the values of a column those that the register reads: missing ones empty, numbers with a
/// point and no groups, dates as YYYY-MM-DD, booleans yes or no; and checks the constraints.
/// Throws DataError with the row.
void convert(const Field& field, TextTable& table, std::size_t column);

}  // namespace munigraph::package
