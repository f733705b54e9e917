#include "store/history.hpp"

#include <chrono>
#include <ctime>
#include <nlohmann/json.hpp>

#include "munigraph/core/error.hpp"
#include "registry/fields.hpp"
#include "store/properties.hpp"

namespace munigraph::store {
namespace {

bool same_extras(const std::vector<ExtraColumn>& a, std::size_t i,
                 const std::vector<ExtraColumn>& b, std::size_t j) {
  return extras_json(a, i) == extras_json(b, j);
}

template <class Row>
bool same_row(const Row& a, const Row& b) {
  bool equal = true;
  detail::each_field(
      [&](std::string_view, const auto& x, const auto& y) { equal = equal && detail::same(x, y); },
      a, b);
  return equal;
}

class Applier {
 public:
  Applier(const Database& database, const RegisterTables& before, const RowKeys& keys,
          const Target& target, std::int64_t import, const Monitor* monitor)
      : database_(database),
        before_(before),
        keys_(keys),
        target_(target),
        import_(import),
        monitor_(monitor),
        writer_(database, *target.tables, new_keys_, import),
        change_(database, "INSERT INTO changes VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)") {}

  void run() {
    const RegisterTables& after = *target_.tables;
    const std::array<std::size_t, 5> sizes = {
        after.participants.size(), after.arrangements.size(), after.memberships.size(),
        after.arrangement_themes.size(), after.successions.size()};
    for (std::size_t t = 5; t-- > 0;) take_out(static_cast<Table>(t));
    for (std::size_t t = 0; t < 5; ++t) {
      const auto table = static_cast<Table>(t);
      new_keys_[table].resize(sizes[t]);
      for (std::size_t row = 0; row < sizes[t]; ++row) {
        check_now_and_then(row, monitor_);
        bring(table, row);
      }
    }
    bring_properties();
  }

 private:
  [[nodiscard]] const std::vector<std::int32_t>& origin(Table table) const {
    return (*target_.origin)[static_cast<std::size_t>(table)];
  }

  void take_out(Table table) {
    const auto& keys = keys_[table];
    std::vector<std::uint8_t> stays(keys.size());
    for (const std::int32_t row : origin(table))
      if (row >= 0) stays[static_cast<std::size_t>(row)] = 1;
    Statement remove(database_, "DELETE FROM " + std::string(name_of(table)) + " WHERE key = ?1");
    for (std::size_t row = 0; row < keys.size(); ++row) {
      if (stays[row] != 0) continue;
      record(table, keys[row], "removed", stored_row(database_, table, keys[row]), "");
      remove.integer(1, keys[row]);
      remove.execute();
    }
  }

  void bring(Table table, std::size_t row) {
    const std::int32_t was = origin(table)[row];
    if (was < 0) {
      const auto& sources = target_.source_rows[static_cast<std::size_t>(table)];
      writer_.insert(table, row, static_cast<std::size_t>(sources[row]) + 1);
      return;
    }
    const auto old = static_cast<std::size_t>(was);
    const std::int64_t key = keys_[table][old];
    new_keys_[table][row] = key;
    if (equal(table, old, row)) return;
    const std::string earlier = stored_row(database_, table, key);
    const std::int64_t changed = changed_in(table, key);
    writer_.replace(table, row);
    record(table, key, closes(table, old, row) ? "closed" : "changed", earlier,
           stored_row(database_, table, key), changed);
  }

  [[nodiscard]] std::int64_t changed_in(Table table, std::int64_t key) const {
    Statement found(database_,
                    "SELECT changed FROM " + std::string(name_of(table)) + " WHERE key = ?1");
    found.integer(1, key);
    return found.step() ? found.integer_at(0) : 0;
  }

  void record(Table table, std::int64_t key, const char* action, const std::string& earlier,
              const std::string& later, std::int64_t changed = -1) {
    change_.integer(1, import_);
    change_.text(2, name_of(table));
    change_.integer(3, key);
    change_.text(4, action);
    change_.integer(5, changed < 0 ? changed_in(table, key) : changed);
    change_.text(6, earlier);
    if (later.empty())
      change_.nothing(7);
    else
      change_.text(7, later);
    change_.execute();
  }

  [[nodiscard]] bool equal(Table table, std::size_t old, std::size_t row) const {
    const RegisterTables& a = before_;
    const RegisterTables& b = *target_.tables;
    switch (table) {
      case Table::participants:
        return same_row(a.participants[old], b.participants[row]) &&
               same_extras(a.participant_extras, old, b.participant_extras, row);
      case Table::arrangements:
        return same_row(a.arrangements[old], b.arrangements[row]) &&
               same_extras(a.arrangement_extras, old, b.arrangement_extras, row);
      case Table::memberships:
        return same_row(a.memberships[old], b.memberships[row]);
      case Table::arrangement_themes:
        return same_row(a.arrangement_themes[old], b.arrangement_themes[row]);
      case Table::successions:
        break;
    }
    return same_row(a.successions[old], b.successions[row]);
  }

  /// Whether only an end was set.
  [[nodiscard]] bool closes(Table table, std::size_t old, std::size_t row) const {
    const auto only_end = [](auto a, const auto& b) {
      if (!b.validity.to || a.validity.to == b.validity.to) return false;
      a.validity.to = b.validity.to;
      return same_row(a, b);
    };
    if (table == Table::arrangements)
      return only_end(before_.arrangements[old], target_.tables->arrangements[row]);
    if (table == Table::memberships)
      return only_end(before_.memberships[old], target_.tables->memberships[row]);
    return false;
  }

  void bring_properties() {
    const std::string earlier = properties_json(before_, read_remarks(database_));
    const std::string later = properties_json(*target_.tables, target_.remarks);
    if (earlier == later) return;
    restore_properties(database_, later);
    change_.integer(1, import_);
    change_.text(2, properties_name);
    change_.integer(3, 0);
    change_.text(4, "changed");
    change_.integer(5, 0);
    change_.text(6, earlier);
    change_.text(7, later);
    change_.execute();
  }

  const Database& database_;
  const RegisterTables& before_;
  const RowKeys& keys_;
  const Target& target_;
  std::int64_t import_;
  const Monitor* monitor_;
  RowKeys new_keys_;
  RowWriter writer_;
  Statement change_;
};

}  // namespace

std::string now() {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const std::time_t time = std::chrono::system_clock::to_time_t(seconds);
  std::tm parts{};
  gmtime_r(&time, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

std::int64_t begin_import(const Database& database, const char* kind, const Origin& origin,
                          const RegisterTables& tables) {
  Statement begin(database,
                  "INSERT INTO imports (time, kind, source, author, note, exported) "
                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
  begin.copied(1, origin.time.empty() ? now() : origin.time);
  begin.text(2, kind);
  begin.text(3, origin.source);
  begin.text(4, origin.author);
  begin.text(5, origin.note);
  if (tables.exported)
    begin.copied(6, munigraph::to_string(*tables.exported));
  else
    begin.nothing(6);
  begin.execute();
  return database.last_key();
}

void apply(const Database& database, const RegisterTables& before, const RowKeys& keys,
           const Target& target, std::int64_t import, const Monitor* monitor) {
  Applier(database, before, keys, target, import, monitor).run();
}

}  // namespace munigraph::store
