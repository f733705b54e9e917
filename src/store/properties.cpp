#include "store/properties.hpp"

#include <nlohmann/json.hpp>

namespace munigraph::store {
namespace {

nlohmann::json columns_json(const std::vector<ExtraColumn>& columns) {
  nlohmann::json made = nlohmann::json::array();
  for (const ExtraColumn& column : columns)
    made.push_back({column.name, column.values.index() == 0 ? "number" : "text"});
  return made;
}

}  // namespace

std::string properties_json(const RegisterTables& tables) {
  nlohmann::json made;
  made["exported"] = tables.exported ? munigraph::to_string(*tables.exported) : "";
  made["domains"] = tables.domains;
  made["participants"] = columns_json(tables.participant_extras);
  made["arrangements"] = columns_json(tables.arrangement_extras);
  return made.dump();
}

void write_properties(const Database& database, const RegisterTables& tables) {
  restore_properties(database, properties_json(tables));
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
  const auto exported = found.at("exported").get<std::string>();
  if (exported.empty()) return;
  Statement property(database, "INSERT INTO properties VALUES ('exported', ?1)");
  property.text(1, exported);
  property.execute();
}

}  // namespace munigraph::store
