#pragma once

#include <string>
#include <string_view>

#include "munigraph/registry/tables.hpp"
#include "store/sqlite.hpp"

namespace munigraph::store {

/// Under this name `changes` keeps what belongs to no row.
inline constexpr std::string_view properties_name = "properties";

/// Domains, columns beyond the schema and the day of the export, as one JSON object.
[[nodiscard]] std::string properties_json(const RegisterTables& tables);
/// Writes them; what was there goes.
void write_properties(const Database& database, const RegisterTables& tables);
/// The same from JSON.
void restore_properties(const Database& database, const std::string& json);

}  // namespace munigraph::store
