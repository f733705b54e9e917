#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "munigraph/core/error.hpp"
#include "munigraph/store/store.hpp"
#include "store/history.hpp"
#include "store/properties.hpp"
#include "store/schema.hpp"

namespace munigraph {
namespace {

using store::Access;
using store::Database;
using store::Statement;
using store::Table;

std::string text(std::string_view view) { return std::string(view); }

/// The id of a row as people know it, in SQL; `row` is the name of the table in the query.
std::string id_in_sql(Table table, const std::string& row) {
  const std::string arrangement =
      "coalesce((SELECT id FROM arrangements WHERE key = " + row + ".arrangement), '?')";
  switch (table) {
    case Table::memberships:
      return arrangement + " || ', ' || coalesce((SELECT id FROM participants WHERE key = " + row +
             ".participant), '?')";
    case Table::arrangement_themes:
      return arrangement + " || ', ' || " + row + ".theme";
    case Table::successions:
      return row + ".date || ', ' || " + row + ".predecessor || ', ' || " + row + ".successor";
    default:
      return row + ".id";
  }
}

/// The import to take back: the one named, or the last that stands.
std::int64_t chosen(const Database& database, std::optional<std::int64_t> import) {
  const std::int64_t first = database.integer("SELECT min(import) FROM imports");
  const std::int64_t last =
      database.integer("SELECT max(import) FROM imports WHERE undone IS NULL");
  const std::int64_t number = import.value_or(last);
  Statement found(database, "SELECT undone IS NULL FROM imports WHERE import = ?1");
  found.integer(1, number);
  if (!found.step())
    throw DataError("there is no such import",
                    {database.name(), "", "import", std::to_string(number), ""});
  if (found.integer_at(0) == 0)
    throw DataError("this import has been taken back already",
                    {database.name(), "", "import", std::to_string(number), ""});
  if (number == first)
    throw DataError("the first import cannot be taken back",
                    {database.name(), "", "import", std::to_string(number),
                     "a later one; without the first the file would hold nothing"});
  return number;
}

/// Rows that a later import changed, or that rows of a later import refer to.
std::vector<std::string> conflicts(const Database& database, std::int64_t import) {
  std::vector<std::string> found;
  const auto look = [&](const std::string& sql) {
    Statement rows(database, sql);
    rows.integer(1, import);
    while (rows.step() && found.size() < 20) found.push_back(text(rows.text_at(0)));
  };
  for (std::size_t t = 0; t < store::table_names.size(); ++t) {
    const auto table = static_cast<Table>(t);
    const std::string name(store::name_of(table));
    const std::string id = "'" + name + " ' || " + id_in_sql(table, "r");
    look("SELECT " + id + " FROM " + name + " AS r WHERE r.import = ?1 AND r.changed <> ?1");
    look("SELECT " + id + " FROM changes AS c JOIN " + name +
         " AS r ON r.key = c.key WHERE c.import = ?1 AND c.table_name = '" + name +
         "' AND c.action <> 'removed' AND r.changed <> ?1");
    look("SELECT '" + name +
         " ' || c.key FROM changes AS c WHERE c.import = ?1 AND c.table_name = '" + name +
         "' AND c.action <> 'removed' AND NOT EXISTS (SELECT 1 FROM " + name +
         " AS r WHERE r.key = c.key)");
  }
  look(
      "SELECT 'domains and columns' FROM changes AS c JOIN imports AS i USING (import) "
      "WHERE c.table_name = 'properties' AND i.undone IS NULL AND c.import > ?1 AND EXISTS "
      "(SELECT 1 FROM changes WHERE table_name = 'properties' AND import = ?1)");
  const std::string member = "'memberships ' || " + id_in_sql(Table::memberships, "r");
  look("SELECT " + member +
       " FROM memberships AS r JOIN arrangements AS a ON a.key = r.arrangement "
       "WHERE a.import = ?1 AND r.import <> ?1");
  look("SELECT " + member +
       " FROM memberships AS r JOIN participants AS p ON p.key = r.participant "
       "WHERE p.import = ?1 AND r.import <> ?1");
  return found;
}

void take_back(const Database& database, std::int64_t import) {
  for (std::size_t t = store::table_names.size(); t-- > 0;) {
    Statement remove(database, "DELETE FROM " + text(store::table_names[t]) + " WHERE import = ?1");
    remove.integer(1, import);
    remove.execute();
  }
  for (std::size_t t = 0; t < store::table_names.size(); ++t) {
    Statement rows(database,
                   "SELECT key, action, before, changed_before FROM changes "
                   "WHERE import = ?1 AND table_name = ?2 ORDER BY key");
    rows.integer(1, import);
    rows.text(2, store::table_names[t]);
    while (rows.step())
      store::restore_row(database, static_cast<Table>(t), rows.integer_at(0), text(rows.text_at(2)),
                         rows.integer_at(3), rows.text_at(1) == "removed");
  }
  Statement properties(database,
                       "SELECT before FROM changes WHERE import = ?1 AND table_name = ?2");
  properties.integer(1, import);
  properties.text(2, store::properties_name);
  if (properties.step()) store::restore_properties(database, text(properties.text_at(0)));
  Statement mark(database, "UPDATE imports SET undone = ?2 WHERE import = ?1");
  mark.integer(1, import);
  mark.copied(2, store::now());
  mark.execute();
}

}  // namespace

std::int64_t undo_import(const std::filesystem::path& path, std::optional<std::int64_t> import) {
  const Database database = store::opened(path, Access::write);
  store::Transaction transaction(database);
  const std::int64_t number = chosen(database, import);
  const std::vector<std::string> rows = conflicts(database, number);
  if (!rows.empty()) {
    std::string listed;
    for (const std::string& row : rows) listed += (listed.empty() ? "" : "; ") + row;
    throw DataError("a later import changed rows of this one, or refers to them",
                    {path.string(), "", "import", std::to_string(number),
                     "rows that nothing later touched; these are: " + listed});
  }
  try {
    take_back(database, number);
  } catch (const nlohmann::json::exception&) {
    throw DataError("the history of this import is damaged",
                    {path.string(), "", "import", std::to_string(number), "rows as JSON"});
  }
  transaction.commit();
  return number;
}

std::vector<ImportRecord> imports_of(const std::filesystem::path& path) {
  const Database database = store::opened(path, Access::read);
  std::vector<ImportRecord> records;
  std::string added;
  for (const auto name : store::table_names)
    added += (added.empty() ? "" : " + ") + std::string("(SELECT count(*) FROM ") + text(name) +
             " AS r WHERE r.import = i.import)";
  Statement rows(database, "SELECT import, time, kind, source, author, note, undone, " + added +
                               ", (SELECT count(*) FROM changes AS c WHERE c.import = i.import) "
                               "FROM imports AS i ORDER BY import");
  while (rows.step()) {
    ImportRecord record;
    record.number = rows.integer_at(0);
    record.time = text(rows.text_at(1));
    record.kind = text(rows.text_at(2));
    record.origin = {text(rows.text_at(3)),
                     text(rows.text_at(4)),
                     text(rows.text_at(5)),
                     record.time,
                     record.kind,
                     "",
                     {}};
    record.undone = text(rows.text_at(6));
    record.added = rows.integer_at(7);
    record.changed = rows.integer_at(8);
    records.push_back(std::move(record));
  }
  return records;
}

std::vector<StoredChange> changes_of(const std::filesystem::path& path) {
  const Database database = store::opened(path, Access::read);
  std::vector<StoredChange> changes;
  for (std::size_t t = 0; t < store::table_names.size(); ++t) {
    const auto table = static_cast<Table>(t);
    // What was removed has no row any more: its id is found from what was there.
    std::string fields;
    for (const char* name :
         {"id", "arrangement", "participant", "theme", "date", "predecessor", "successor"})
      fields += std::string(", json_extract(c.before, '$.") + name + "') AS " + name;
    Statement rows(database, "WITH r AS (SELECT c.import AS number, c.action, c.before, c.after" +
                                 fields +
                                 " FROM changes AS c JOIN imports AS i USING (import) "
                                 "WHERE c.table_name = ?1 AND i.undone IS NULL) "
                                 "SELECT r.number, r.action, r.before, r.after, " +
                                 id_in_sql(table, "r") + " FROM r ORDER BY r.number");
    rows.text(1, store::table_names[t]);
    while (rows.step()) {
      StoredChange change;
      change.import = rows.integer_at(0);
      change.table = static_cast<RegisterTable>(t);
      change.action = parse_word<UpdateAction>("action", rows.text_at(1));
      change.before = text(rows.text_at(2));
      change.after = text(rows.text_at(3));
      change.id = text(rows.text_at(4));
      changes.push_back(std::move(change));
    }
  }
  return changes;
}

}  // namespace munigraph
