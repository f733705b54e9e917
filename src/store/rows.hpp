#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "munigraph/core/monitor.hpp"
#include "munigraph/registry/tables.hpp"
#include "store/schema.hpp"
#include "store/sqlite.hpp"

namespace munigraph::store {

/// Keys of the rows of a register in the file, per table.
struct RowKeys {
  std::vector<std::int64_t> of[5];
  [[nodiscard]] std::vector<std::int64_t>& operator[](Table table) {
    return of[static_cast<std::size_t>(table)];
  }
  [[nodiscard]] const std::vector<std::int64_t>& operator[](Table table) const {
    return of[static_cast<std::size_t>(table)];
  }
};

/// Reads all rows, in the order of their keys; `keys` gets them where it is given.
[[nodiscard]] RegisterTables read_tables(const Database& database, RowKeys* keys,
                                         const Monitor* monitor);

/// Writes rows of a register. Keys of arrangements and participants must be known before rows that
/// refer to them are written.
class RowWriter {
 public:
  RowWriter(const Database& database, const RegisterTables& tables, RowKeys& keys,
            std::int64_t import);

  /// Adds row `row` of a table; `key` 0 lets the file choose. Its key is kept in `keys`.
  void insert(Table table, std::size_t row, std::size_t source_row, std::int64_t key = 0);
  /// Writes row `row` over the one with its key.
  void replace(Table table, std::size_t row);

 private:
  template <class Row>
  int bind_row(Statement& statement, const Row& row);
  void bind_all(Statement& statement, Table table, std::size_t row, int& next);
  Statement& inserter(Table table);
  Statement& replacer(Table table);

  const Database* database_;
  const RegisterTables* tables_;
  RowKeys* keys_;
  std::int64_t import_;
  std::vector<Statement> inserters_;
  std::vector<Statement> replacers_;
};

/// The columns beyond the schema of a row as a JSON object; empty where it has none.
[[nodiscard]] std::string extras_json(const std::vector<ExtraColumn>& columns, std::size_t row);

/// A row of the file as a JSON object, as `changes` keeps it. Empty where there is none.
[[nodiscard]] std::string stored_row(const Database& database, Table table, std::int64_t key);

/// Puts a row back as it was: over the one with its key, or where it was taken out.
void restore_row(const Database& database, Table table, std::int64_t key, const std::string& json,
                 std::int64_t changed, bool removed);

}  // namespace munigraph::store
