#include "store/properties.hpp"

#include <nlohmann/json.hpp>

#include "munigraph/core/error.hpp"

namespace munigraph::store {
namespace {

constexpr const char* exported_name = "exported";

nlohmann::json columns_json(const std::vector<ExtraColumn>& columns) {
  nlohmann::json made = nlohmann::json::array();
  for (const ExtraColumn& column : columns)
    made.push_back({column.name, column.values.index() == 0 ? "number" : "text"});
  return made;
}

}  // namespace

Remarks read_remarks(const Database& database) {
  Remarks remarks;
  Statement rows(database, "SELECT name, value FROM properties WHERE name <> ?1");
  rows.text(1, exported_name);
  while (rows.step()) {
    std::string name(rows.text_at(0));
    remarks.emplace(std::move(name), std::string(rows.text_at(1)));
  }
  return remarks;
}

void check_remarks(const Remarks& remarks) {
  if (remarks.contains(exported_name))
    throw DataError("a remark has a name that is taken",
                    {"", "", "remarks", exported_name, "another name; tables hold this day"});
}

std::string properties_json(const RegisterTables& tables, const Remarks& remarks) {
  nlohmann::json made;
  made["exported"] = tables.exported ? munigraph::to_string(*tables.exported) : "";
  made["remarks"] = remarks;
  made["domains"] = tables.domains;
  made["participants"] = columns_json(tables.participant_extras);
  made["arrangements"] = columns_json(tables.arrangement_extras);
  return made.dump();
}

void restore_properties(const Database& database, const std::string& json) {
  const nlohmann::json found = nlohmann::json::parse(json);
  database.run("DELETE FROM domains; DELETE FROM extra_columns; DELETE FROM properties");
  Statement domain(database, "INSERT INTO domains VALUES (?1, ?2)");
  for (const auto& [theme, name] : found.at("domains").items()) {
    domain.copied(1, theme);
    domain.copied(2, name.get<std::string>());
    domain.execute();
  }
  Statement extra(database, "INSERT INTO extra_columns VALUES (?1, ?2, ?3, ?4)");
  for (const char* table : {"participants", "arrangements"}) {
    std::int64_t position = 0;
    for (const auto& column : found.at(table)) {
      extra.text(1, table);
      extra.integer(2, position++);
      extra.copied(3, column.at(0).get<std::string>());
      extra.copied(4, column.at(1).get<std::string>());
      extra.execute();
    }
  }
  // What an earlier version wrote into the history knows no remarks.
  Remarks properties = found.value("remarks", Remarks());
  if (auto day = found.at("exported").get<std::string>(); !day.empty())
    properties.emplace(exported_name, std::move(day));
  Statement property(database, "INSERT INTO properties VALUES (?1, ?2)");
  for (const auto& [name, value] : properties) {
    property.text(1, name);
    property.text(2, value);
    property.execute();
  }
}

}  // namespace munigraph::store
