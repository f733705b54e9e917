#pragma once

#include <string>
#include <string_view>

#include "munigraph/registry/tables.hpp"
#include "munigraph/store/store.hpp"
#include "store/sqlite.hpp"

namespace munigraph::store {

/// Under this name `changes` keeps what belongs to no row.
inline constexpr std::string_view properties_name = "properties";

/// What is said of the register as a whole.
[[nodiscard]] Remarks read_remarks(const Database& database);
/// Throws DataError for a name that the file needs itself.
void check_remarks(const Remarks& remarks);

/// Domains, columns beyond the schema, the day of the export and remarks, as one JSON object.
[[nodiscard]] std::string properties_json(const RegisterTables& tables, const Remarks& remarks);
/// Writes them; what was there goes.
void restore_properties(const Database& database, const std::string& json);

}  // namespace munigraph::store
