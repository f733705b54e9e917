#include <limits>
#include <nlohmann/json.hpp>
#include <variant>

#include "munigraph/core/error.hpp"
#include "registry/fields.hpp"
#include "store/rows.hpp"
#include "store/values.hpp"

namespace munigraph::store {
namespace {

/// Key in the file → row of the register. Keys are ascending as rows are read.
class KeyMap {
 public:
  KeyMap(const Database& database, std::string_view table) : database_(&database), table_(table) {}

  void add(std::int64_t key) {
    if (keys_.empty() && key == count_ + 1) {
      ++count_;
      return;
    }
    if (keys_.empty())
      for (std::int64_t known = 1; known <= count_; ++known) keys_.push_back(known);
    keys_.push_back(key);
  }

  [[nodiscard]] std::int32_t row(std::int64_t key) const {
    if (keys_.empty() && key >= 1 && key <= count_) return static_cast<std::int32_t>(key - 1);
    const auto found = std::lower_bound(keys_.begin(), keys_.end(), key);
    if (found == keys_.end() || *found != key)
      throw DataError("a row refers to one that is not there",
                      {database_->name(), "", std::string(table_), std::to_string(key), ""});
    return static_cast<std::int32_t>(found - keys_.begin());
  }

 private:
  const Database* database_;
  std::string_view table_;
  std::int64_t count_ = 0;          ///< Keys are 1, 2, … until a row is taken out,
  std::vector<std::int64_t> keys_;  ///< and only then are they kept.
};

template <class Row>
Row row_at(const Database& database, const Statement& statement, int first) {
  Row row{};
  int at = first;
  try {
    detail::each_field(
        [&](std::string_view name, auto& value) { take(statement, at++, name, value); }, row);
  } catch (const DataError& error) {
    DataLocation location = error.location();
    location.source = database.name();
    throw DataError(error.message(), location);
  }
  return row;
}

std::vector<ExtraColumn> extra_columns(const Database& database, const char* table) {
  std::vector<ExtraColumn> columns;
  Statement listed(database,
                   "SELECT name, type FROM extra_columns WHERE table_name = ?1 ORDER BY position");
  listed.text(1, table);
  while (listed.step()) {
    columns.push_back({std::string(listed.text_at(0)), std::vector<double>()});
    if (listed.text_at(1) == "text") columns.back().values = std::vector<std::string>();
  }
  return columns;
}

/// Adds a row to every column beyond the schema, from a JSON object.
void take_extras(const Database& database, std::string_view json,
                 std::vector<ExtraColumn>& columns) {
  if (columns.empty()) return;
  nlohmann::json object = nlohmann::json::object();
  if (!json.empty()) object = nlohmann::json::parse(json, nullptr, false);
  if (!object.is_object())
    throw DataError("a value of the file cannot be right",
                    {database.name(), "", "extras", std::string(json), "a JSON object"});
  for (ExtraColumn& column : columns) {
    const auto found = object.find(column.name);
    const bool there = found != object.end();
    if (auto* numbers = std::get_if<std::vector<double>>(&column.values))
      numbers->push_back(there && found->is_number() ? found->get<double>()
                                                     : std::numeric_limits<double>::quiet_NaN());
    else
      std::get<std::vector<std::string>>(column.values)
          .push_back(there && found->is_string() ? found->get<std::string>() : std::string());
  }
}

Statement select(const Database& database, Table table, const std::string& references,
                 const std::string& more) {
  return Statement(database, "SELECT key, " + references + columns_of(table) + more + " FROM " +
                                 std::string(name_of(table)) + " ORDER BY key");
}

template <class Row>
void read_with_extras(const Database& database, Table table, std::vector<Row>& rows,
                      std::vector<ExtraColumn>& extras, KeyMap& map,
                      std::vector<std::int64_t>* keys, const Monitor* monitor) {
  extras = extra_columns(database, std::string(name_of(table)).c_str());
  Statement found = select(database, table, "", ", extras");
  const int last = 1 + column_count(table);
  while (found.step()) {
    check_now_and_then(rows.size(), monitor);
    rows.push_back(row_at<Row>(database, found, 1));
    take_extras(database, found.text_at(last), extras);
    map.add(found.integer_at(0));
    if (keys != nullptr) keys->push_back(found.integer_at(0));
  }
}

}  // namespace

RegisterTables read_tables(const Database& database, RowKeys* keys, const Monitor* monitor) {
  RegisterTables tables;
  const auto keys_of = [&](Table table) { return keys == nullptr ? nullptr : &(*keys)[table]; };
  KeyMap participants(database, "participant");
  KeyMap arrangements(database, "arrangement");
  read_with_extras(database, Table::participants, tables.participants, tables.participant_extras,
                   participants, keys_of(Table::participants), monitor);
  read_with_extras(database, Table::arrangements, tables.arrangements, tables.arrangement_extras,
                   arrangements, keys_of(Table::arrangements), monitor);
  const auto seen = [&](Table table, const Statement& row, std::size_t count) {
    check_now_and_then(count, monitor);
    if (keys != nullptr) (*keys)[table].push_back(row.integer_at(0));
  };
  tables.memberships.reserve(
      static_cast<std::size_t>(database.integer("SELECT count(*) FROM memberships")));
  Statement member = select(database, Table::memberships, "arrangement, participant, ", "");
  while (member.step()) {
    seen(Table::memberships, member, tables.memberships.size());
    tables.memberships.push_back(row_at<Membership>(database, member, 3));
    tables.memberships.back().arrangement = arrangements.row(member.integer_at(1));
    tables.memberships.back().participant = participants.row(member.integer_at(2));
  }
  Statement theme = select(database, Table::arrangement_themes, "arrangement, ", "");
  while (theme.step()) {
    seen(Table::arrangement_themes, theme, tables.arrangement_themes.size());
    tables.arrangement_themes.push_back(row_at<ArrangementTheme>(database, theme, 2));
    tables.arrangement_themes.back().arrangement = arrangements.row(theme.integer_at(1));
  }
  Statement succession = select(database, Table::successions, "", "");
  while (succession.step()) {
    seen(Table::successions, succession, tables.successions.size());
    tables.successions.push_back(row_at<Succession>(database, succession, 1));
  }
  Statement domain(database, "SELECT theme, domain FROM domains");
  while (domain.step())
    tables.domains.emplace(std::string(domain.text_at(0)), std::string(domain.text_at(1)));
  Statement exported(database, "SELECT value FROM properties WHERE name = 'exported'");
  if (exported.step()) tables.exported = parse_date(exported.text_at(0));
  return tables;
}

}  // namespace munigraph::store
