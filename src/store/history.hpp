#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "munigraph/store/store.hpp"
#include "store/rows.hpp"

namespace munigraph::store {

/// This moment in UTC, ISO 8601.
[[nodiscard]] std::string now();

/// Begins an import: a row of `imports`. Its number.
std::int64_t begin_import(const Database& database, const char* kind, const Origin& origin,
                          const RegisterTables& tables);

/// What the rows of a file are to become.
struct Target {
  const RegisterTables* tables = nullptr;
  /// Per table and row: the row of the file that it is, or -1.
  const std::array<std::vector<std::int32_t>, 5>* origin = nullptr;
  /// Per table and row: the row of the source, for what is new.
  std::array<std::vector<std::int32_t>, 5> source_rows;
  /// What the file is to say of the register as a whole.
  Remarks remarks;
};

/// Brings a file from its rows to others within the transaction at hand; `changes` gets what was
/// there before. What is no longer there is taken out.
void apply(const Database& database, const RegisterTables& before, const RowKeys& keys,
           const Target& target, std::int64_t import, const Monitor* monitor);

}  // namespace munigraph::store
