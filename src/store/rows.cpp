#include "store/rows.hpp"

#include <nlohmann/json.hpp>
#include <variant>

#include "munigraph/core/error.hpp"
#include "registry/fields.hpp"
#include "store/values.hpp"

namespace munigraph::store {
namespace {

constexpr std::array<Table, 5> all_tables = {Table::participants, Table::arrangements,
                                             Table::memberships, Table::arrangement_themes,
                                             Table::successions};

bool has_extras(Table table) {
  return table == Table::participants || table == Table::arrangements;
}

/// Names of the columns that say to which rows a row belongs.
std::vector<std::string> references(Table table) {
  if (table == Table::memberships) return {"arrangement", "participant"};
  if (table == Table::arrangement_themes) return {"arrangement"};
  return {};
}

std::string written_columns(Table table) {
  std::string text;
  for (const std::string& name : references(table)) text += name + ", ";
  text += columns_of(table);
  if (has_extras(table)) text += ", extras";
  return text;
}

/// The names in a list of columns.
std::vector<std::string> listed(const std::string& columns) {
  std::vector<std::string> names;
  for (std::size_t from = 0; from < columns.size();) {
    const std::size_t comma = std::min(columns.find(',', from), columns.size());
    names.push_back(columns.substr(from, comma - from));
    from = comma + 2;
  }
  return names;
}

std::string insert_statement(Table table) {
  const std::string columns = written_columns(table);
  std::string marks;
  for (std::size_t i = 0; i < listed(columns).size(); ++i) marks += "?, ";
  return "INSERT INTO " + std::string(name_of(table)) + " (" + columns +
         ", import, source_row, changed, key) VALUES (" + marks + "?, ?, ?, ?)";
}

std::string replace_statement(Table table) {
  std::string text = "UPDATE " + std::string(name_of(table)) + " SET ";
  for (const std::string& name : listed(written_columns(table))) text += name + " = ?, ";
  return text + "changed = ? WHERE key = ?";
}

}  // namespace

std::string extras_json(const std::vector<ExtraColumn>& columns, std::size_t row) {
  nlohmann::ordered_json made = nlohmann::ordered_json::object();
  for (const ExtraColumn& column : columns) {
    if (const auto* numbers = std::get_if<std::vector<double>>(&column.values)) {
      if (!std::isnan((*numbers)[row])) made[column.name] = (*numbers)[row];
    } else if (const auto& text = std::get<std::vector<std::string>>(column.values)[row];
               !text.empty()) {
      made[column.name] = text;
    }
  }
  return made.empty() ? std::string() : made.dump();
}

RowWriter::RowWriter(const Database& database, const RegisterTables& tables, RowKeys& keys,
                     std::int64_t import)
    : database_(&database), tables_(&tables), keys_(&keys), import_(import) {
  for (const Table table : all_tables) {
    inserters_.emplace_back(database, insert_statement(table));
    replacers_.emplace_back(database, replace_statement(table));
  }
}

Statement& RowWriter::inserter(Table table) { return inserters_[static_cast<std::size_t>(table)]; }
Statement& RowWriter::replacer(Table table) { return replacers_[static_cast<std::size_t>(table)]; }

void RowWriter::bind_all(Statement& statement, Table table, std::size_t row, int& next) {
  const auto bind_row_of = [&](const auto& one) {
    detail::each_field([&](std::string_view, const auto& value) { bind(statement, next++, value); },
                       one);
  };
  const auto key_of = [&](Table other, std::int32_t at) {
    statement.integer(next++, (*keys_)[other][static_cast<std::size_t>(at)]);
  };
  const auto bind_extras = [&](const std::vector<ExtraColumn>& columns) {
    const std::string json = extras_json(columns, row);
    if (json.empty())
      statement.nothing(next++);
    else
      statement.copied(next++, json);
  };
  switch (table) {
    case Table::participants:
      bind_row_of(tables_->participants[row]);
      bind_extras(tables_->participant_extras);
      return;
    case Table::arrangements:
      bind_row_of(tables_->arrangements[row]);
      bind_extras(tables_->arrangement_extras);
      return;
    case Table::memberships:
      key_of(Table::arrangements, tables_->memberships[row].arrangement);
      key_of(Table::participants, tables_->memberships[row].participant);
      bind_row_of(tables_->memberships[row]);
      return;
    case Table::arrangement_themes:
      key_of(Table::arrangements, tables_->arrangement_themes[row].arrangement);
      bind_row_of(tables_->arrangement_themes[row]);
      return;
    case Table::successions:
      bind_row_of(tables_->successions[row]);
      return;
  }
}

void RowWriter::insert(Table table, std::size_t row, std::size_t source_row, std::int64_t key) {
  Statement& statement = inserter(table);
  int next = 1;
  bind_all(statement, table, row, next);
  statement.integer(next++, import_);
  statement.integer(next++, static_cast<std::int64_t>(source_row));
  statement.integer(next++, import_);
  if (key == 0)
    statement.nothing(next);
  else
    statement.integer(next, key);
  statement.execute();
  auto& keys = (*keys_)[table];
  if (keys.size() <= row) keys.resize(row + 1);
  keys[row] = key == 0 ? database_->last_key() : key;
}

void RowWriter::replace(Table table, std::size_t row) {
  Statement& statement = replacer(table);
  int next = 1;
  bind_all(statement, table, row, next);
  statement.integer(next++, import_);
  statement.integer(next, (*keys_)[table][row]);
  statement.execute();
}

std::string stored_row(const Database& database, Table table, std::int64_t key) {
  // Not SQLite's json_object(): it writes numbers with fifteen digits.
  const std::string columns = written_columns(table) + ", import, source_row";
  Statement row(database,
                "SELECT " + columns + " FROM " + std::string(name_of(table)) + " WHERE key = ?1");
  row.integer(1, key);
  if (!row.step()) return {};
  nlohmann::ordered_json made = nlohmann::ordered_json::object();
  int at = 0;
  for (const std::string& name : listed(columns)) {
    switch (row.type_at(at)) {
      case SQLITE_NULL:
        made[name] = nullptr;
        break;
      case SQLITE_INTEGER:
        made[name] = row.integer_at(at);
        break;
      case SQLITE_FLOAT:
        made[name] = row.number_at(at);
        break;
      default:
        made[name] = std::string(row.text_at(at));
    }
    ++at;
  }
  return made.dump();
}

namespace {

void bind_json(Statement& statement, int parameter, const nlohmann::json& value) {
  if (value.is_null())
    statement.nothing(parameter);
  else if (value.is_number_integer())
    statement.integer(parameter, value.get<std::int64_t>());
  else if (value.is_number())
    statement.number(parameter, value.get<double>());
  else
    statement.copied(parameter, value.get<std::string>());
}

}  // namespace

void restore_row(const Database& database, Table table, std::int64_t key, const std::string& json,
                 std::int64_t changed, bool removed) {
  const nlohmann::json row = nlohmann::json::parse(json);
  std::vector<std::string> columns = listed(written_columns(table) + ", import, source_row");
  std::string text;
  std::string marks;
  for (const std::string& name : columns) {
    text += removed ? name + ", " : name + " = ?, ";
    marks += "?, ";
  }
  const std::string target(name_of(table));
  Statement statement(
      database,
      removed ? "INSERT INTO " + target + " (" + text + "changed, key) VALUES (" + marks + "?, ?)"
              : "UPDATE " + target + " SET " + text + "changed = ? WHERE key = ?");
  int next = 1;
  for (const std::string& name : columns) bind_json(statement, next++, row.at(name));
  statement.integer(next++, changed);
  statement.integer(next, key);
  statement.execute();
}

}  // namespace munigraph::store
