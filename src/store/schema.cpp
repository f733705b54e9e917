#include "store/schema.hpp"

#include <map>
#include <optional>
#include <type_traits>
#include <vector>

#include "munigraph/core/error.hpp"
#include "registry/fields.hpp"
#include "store/values.hpp"

namespace munigraph::store {
namespace {

template <class T>
std::string type_of(std::string_view name, bool needed) {
  const std::string column(name);
  const std::string suffix = needed ? " NOT NULL" : "";
  if constexpr (Word<T>) {
    std::string words;
    for (const auto one : munigraph::words<T>())
      words += (words.empty() ? "'" : ", '") + std::string(one) + "'";
    return "TEXT NOT NULL CHECK (" + column + " IN (" + words + "))";
  } else if constexpr (std::is_same_v<T, std::string>) {
    return "TEXT" + suffix + " CHECK (" + column + " <> '')";
  } else if constexpr (std::is_same_v<T, double>) {
    return "REAL" + suffix;
  } else if constexpr (std::is_same_v<T, std::int32_t>) {
    return "INTEGER" + suffix;
  } else {
    return "TEXT" + suffix + " CHECK (" + column + " = date(" + column + "))";
  }
}

/// Columns that every row has.
bool is_needed(std::string_view name) {
  return name == "id" || name == "chain" || name == "theme" || name == "date" ||
         name == "predecessor" || name == "successor";
}

template <class Row>
std::string columns_with_types() {
  std::string text;
  Row row{};
  detail::each_field(
      [&](std::string_view name, auto& member) {
        using T = std::remove_reference_t<decltype(member)>;
        text += "  " + std::string(name) + " " + type_of<T>(name, is_needed(name)) + ",\n";
      },
      row);
  return text;
}

template <class Row>
std::vector<std::string> names() {
  std::vector<std::string> found;
  Row row{};
  detail::each_field([&](std::string_view name, auto&) { found.emplace_back(name); }, row);
  return found;
}

std::vector<std::string> names_of(Table table) {
  switch (table) {
    case Table::participants:
      return names<Participant>();
    case Table::arrangements:
      return names<Arrangement>();
    case Table::memberships:
      return names<Membership>();
    case Table::arrangement_themes:
      return names<ArrangementTheme>();
    case Table::successions:
      break;
  }
  return names<Succession>();
}

constexpr std::string_view bookkeeping =
    "  import INTEGER NOT NULL REFERENCES imports,\n"
    "  source_row INTEGER NOT NULL,\n"
    "  changed INTEGER NOT NULL REFERENCES imports\n";
constexpr std::string_view validity =
    ",\n  CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to)\n";

std::string with_bookkeeping(const std::string& columns, bool has_validity) {
  std::string text = columns + std::string(bookkeeping);
  if (has_validity) {
    text.pop_back();
    text += validity;
  }
  return text;
}

/// Name of a table → the statement that makes it.
std::map<std::string, std::string> tables() {
  const std::string arrangement = "  arrangement INTEGER NOT NULL REFERENCES arrangements,\n";
  const std::string participant = "  participant INTEGER NOT NULL REFERENCES participants,\n";
  const std::string key = "  key INTEGER PRIMARY KEY,\n";
  const std::string extras = "  extras TEXT,\n";
  std::map<std::string, std::string> made;
  const auto add = [&](const std::string& name, const std::string& body, const char* kind) {
    made[name] = "CREATE TABLE " + name + " (\n" + body + ") " + kind;
  };
  add("imports",
      "  import INTEGER PRIMARY KEY,\n  time TEXT NOT NULL,\n"
      "  kind TEXT NOT NULL CHECK (kind IN ('save', 'update', 'workbook', 'record')),\n"
      "  source TEXT NOT NULL,\n  author TEXT NOT NULL,\n  note TEXT NOT NULL,\n"
      "  exported TEXT CHECK (exported = date(exported)),\n  undone TEXT\n",
      "STRICT");
  add("properties", "  name TEXT PRIMARY KEY,\n  value TEXT NOT NULL\n", "STRICT, WITHOUT ROWID");
  add("domains", "  theme TEXT PRIMARY KEY,\n  domain TEXT NOT NULL\n", "STRICT, WITHOUT ROWID");
  add("extra_columns",
      "  table_name TEXT NOT NULL CHECK (table_name IN ('participants', 'arrangements')),\n"
      "  position INTEGER NOT NULL,\n  name TEXT NOT NULL,\n"
      "  type TEXT NOT NULL CHECK (type IN ('number', 'text')),\n"
      "  PRIMARY KEY (table_name, name)\n",
      "STRICT, WITHOUT ROWID");
  add("participants", with_bookkeeping(key + columns_with_types<Participant>() + extras, true),
      "STRICT");
  add("arrangements", with_bookkeeping(key + columns_with_types<Arrangement>() + extras, true),
      "STRICT");
  add("memberships",
      with_bookkeeping(key + arrangement + participant + columns_with_types<Membership>(), true),
      "STRICT");
  add("arrangement_themes",
      with_bookkeeping(key + arrangement + columns_with_types<ArrangementTheme>(), false),
      "STRICT");
  add("successions", with_bookkeeping(key + columns_with_types<Succession>(), false), "STRICT");
  add("changes",
      "  import INTEGER NOT NULL REFERENCES imports,\n"
      "  table_name TEXT NOT NULL,\n  key INTEGER NOT NULL,\n"
      "  action TEXT NOT NULL CHECK (action IN ('changed', 'closed', 'removed')),\n"
      "  changed_before INTEGER NOT NULL,\n"
      "  before TEXT NOT NULL,\n"
      "  after TEXT,\n"
      "  PRIMARY KEY (import, table_name, key)\n",
      "STRICT, WITHOUT ROWID");
  return made;
}

constexpr std::string_view indexes = R"(
CREATE UNIQUE INDEX participants_by_id ON participants (id);
CREATE UNIQUE INDEX arrangements_by_id ON arrangements (id);
CREATE INDEX arrangements_by_chain ON arrangements (chain);
CREATE INDEX memberships_by_arrangement ON memberships (arrangement);
CREATE INDEX memberships_by_participant ON memberships (participant);
CREATE INDEX arrangement_themes_by_arrangement ON arrangement_themes (arrangement);
CREATE INDEX changes_by_row ON changes (table_name, key);
)";

/// For people: what the tables say, with names instead of keys. `since` and `until` bound the time
/// in which arrangement, participant and membership are all in force (half-open).
constexpr std::string_view views = R"(
CREATE VIEW memberships_named AS
SELECT a.id AS arrangement, a.name AS arrangement_name, a.legal_form, p.id AS participant,
       p.name AS participant_name, p.kind AS participant_kind, m.role,
       max(coalesce(a.valid_from, '0000-01-01'), coalesce(p.valid_from, '0000-01-01'),
           coalesce(m.valid_from, '0000-01-01')) AS since,
       min(coalesce(a.valid_to, '9999-12-31'), coalesce(p.valid_to, '9999-12-31'),
           coalesce(m.valid_to, '9999-12-31')) AS until,
       i.source, m.source_row, i.time AS imported
FROM memberships AS m JOIN arrangements AS a ON a.key = m.arrangement
     JOIN participants AS p ON p.key = m.participant JOIN imports AS i ON i.import = m.import;
CREATE VIEW arrangements_per_year AS
WITH RECURSIVE
  days(day) AS (
    SELECT valid_from FROM arrangements UNION ALL SELECT valid_to FROM arrangements
    UNION ALL SELECT exported FROM imports),
  bounds(first, last) AS (
    SELECT min(substr(day, 1, 4)) + 0, max(substr(day, 1, 4)) + 0 FROM days),
  years(year) AS (
    SELECT first FROM bounds WHERE first IS NOT NULL
    UNION ALL SELECT year + 1 FROM years, bounds WHERE year < last)
SELECT years.year, n.participant, n.participant_name, count(DISTINCT n.arrangement) AS arrangements
FROM years JOIN memberships_named AS n
     ON n.since <= years.year || '-07-01' AND years.year || '-07-01' < n.until
WHERE n.participant_kind = 'municipality'
GROUP BY years.year, n.participant;
)";

}  // namespace

void create_tables(const Database& database) {
  database.run("PRAGMA application_id = " + std::to_string(application_id));
  database.run("PRAGMA user_version = " + std::to_string(schema_version));
  for (const auto& [name, statement] : tables()) database.run(statement);
}

void create_indexes(const Database& database) {
  database.run(std::string(indexes));
  database.run(std::string(views));
}

void check_schema(const Database& database) {
  const auto refuse_file = [&](const std::string& message, const std::string& found,
                               const std::string& expected) {
    throw DataError(message, {database.name(), "", "", found, expected});
  };
  if (database.integer("PRAGMA page_count") == 0)
    refuse_file("the file is no register", "an empty file", "a file written by munigraph");
  if (database.integer("PRAGMA application_id") != application_id)
    refuse_file("the file is no register", "an SQLite database of another program",
                "a file written by munigraph");
  const std::int64_t version = database.integer("PRAGMA user_version");
  if (version != schema_version)
    refuse_file("the file has another version of the schema", std::to_string(version),
                std::to_string(schema_version) + " (a newer munigraph may read it)");
  if (database.integer("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'") != 0)
    refuse_file("the file has triggers", "", "tables and views alone");
  for (const auto& [name, statement] : tables()) {
    Statement made(database, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1");
    made.text(1, name);
    if (!made.step() || made.text_at(0) != statement)
      refuse_file("a table is not as it should be", name, "the table as munigraph makes it");
  }
}

Database opened(const std::filesystem::path& path, Access access, const Monitor* monitor) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    throw DataError("there is no such file", {path.string(), "", "", "", "a register file"});
  if (!std::filesystem::is_regular_file(path, ignored))
    throw DataError("this is no file", {path.string(), "", "", "", "a register file"});
  Database database(path, access);
  database.listen(monitor);
  check_schema(database);
  return database;
}

std::string columns_of(Table table) {
  std::string text;
  for (const std::string& name : names_of(table)) text += (text.empty() ? "" : ", ") + name;
  return text;
}

int column_count(Table table) { return static_cast<int>(names_of(table).size()); }

}  // namespace munigraph::store
