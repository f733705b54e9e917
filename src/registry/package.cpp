#include "munigraph/registry/package.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "core/json.hpp"
#include "core/utf8.hpp"
#include "munigraph/core/error.hpp"
#include "munigraph/registry/csv.hpp"
#include "munigraph/registry/text_table.hpp"
#include "registry/encoding.hpp"
#include "registry/files.hpp"
#include "registry/package/resource.hpp"

namespace munigraph {
namespace {

namespace fs = std::filesystem;
using package::Json;
using package::shown;

/// Version of what stands under "munigraph" in datapackage.json.
constexpr int format_version = 1;

/// A descriptor larger than this is none.
constexpr std::uint64_t most_of_a_descriptor = 64ULL << 20;

Json read_descriptor(const fs::path& file, const fs::path& folder) {
  package::check_inside(file, folder);
  const std::string text = to_utf8(read_file(file, most_of_a_descriptor), "UTF-8", file.string());
  try {
    return detail::parsed_json<Json>(text);
  } catch (const std::invalid_argument& error) {
    throw DataError("no valid JSON: " + std::string(error.what()),
                    {file.string(), "", "", "", "a data package descriptor"});
  }
}

std::map<std::string, std::string> domains_of(const Json& descriptor, const std::string& source) {
  std::map<std::string, std::string> domains;
  if (!descriptor.contains("munigraph")) return domains;
  const Json& own = descriptor["munigraph"];
  if (!own.is_object())
    throw DataError("no object",
                    {source, "", "munigraph", detail::shown_json(own), "format and domains"});
  if (own.contains("format") &&
      !(own["format"].is_number_integer() && own["format"].get<std::int64_t>() <= format_version))
    throw DataError("written by a newer version",
                    {source, "", "format", detail::shown_json(own["format"]),
                     "format " + std::to_string(format_version) + " or older"});
  if (!own.contains("domains")) return domains;
  if (!own["domains"].is_object())
    throw DataError("no object", {source, "", "domains", detail::shown_json(own["domains"]),
                                  "a domain for each theme"});
  for (const auto& [theme, domain] : own["domains"].items()) {
    if (!domain.is_string())
      throw DataError(
          "a domain is no text",
          {source, "", "domains", theme + ": " + detail::shown_json(domain), "theme: domain"});
    domains[theme] = domain.get<std::string>();
  }
  return domains;
}

/// Domains of the resource of that name (which other programs keep when they rewrite a package) and
/// those below "munigraph" in the descriptor.
std::map<std::string, std::string> all_domains(const std::map<std::string, TextTable>& tables,
                                               std::map<std::string, std::string> domains) {
  const auto found = tables.find("domains");
  if (found == tables.end()) return domains;
  const TextTable& table = found->second;
  const auto* themes = table.find("theme");
  const auto* names = table.find("domain");
  if (themes == nullptr || names == nullptr || table.names.size() != 2)
    throw DataError("other columns than theme and domain",
                    {table.source, "", themes == nullptr ? "theme" : "domain", "",
                     "columns 'theme' and 'domain'"});
  std::map<std::string, std::string> listed;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const auto row = std::to_string(table.first_row + r);
    const auto& theme = (*themes)[r];
    if (!listed.emplace(theme, (*names)[r]).second)
      throw DataError("a theme is there twice",
                      {table.source, row, "theme", theme, "distinct themes"});
    if (const auto other = domains.find(theme);
        other != domains.end() && other->second != (*names)[r])
      throw DataError("another domain than in datapackage.json",
                      {table.source, row, "domain", (*names)[r], other->second});
  }
  domains.merge(listed);
  return domains;
}

/// The day of Frictionless's `created` (a date, or a time that begins with one).
std::optional<Date> export_day_of(const Json& descriptor, const std::string& source) {
  if (!descriptor.contains("created") || descriptor["created"].is_null()) return std::nullopt;
  const Json& created = descriptor["created"];
  const std::string text = created.is_string() ? created.get<std::string>() : "";
  const auto day = parse_date(std::string_view(text).substr(0, 10));
  const bool more = text.size() > 10 && text[10] != 'T' && text[10] != ' ';
  if (!day || more)
    throw DataError("no date",
                    {source, "", "created", detail::shown_json(created), "YYYY-MM-DD, or a time"});
  return day;
}

/// Frictionless type of a column.
const char* type_of(const TextTable& table, std::size_t column) {
  static const std::map<std::string, const char*> schema = {
      {"population", "number"}, {"population_year", "year"}, {"lon", "number"},
      {"lat", "number"},        {"valid_from", "date"},      {"valid_to", "date"},
      {"date", "date"},         {"share", "number"}};
  if (table.types[column] == ColumnType::number) return "number";
  if (table.types[column] == ColumnType::text) return "string";
  const auto found = schema.find(table.names[column]);
  return found == schema.end() ? "string" : found->second;
}

Json describe(const TextTable& table, const char* name) {
  Json fields = Json::array();
  for (std::size_t c = 0; c < table.names.size(); ++c)
    fields.push_back({{"name", table.names[c]}, {"type", type_of(table, c)}});
  return {{"name", name},
          {"path", std::string(name) + ".csv"},
          {"profile", "tabular-data-resource"},
          {"format", "csv"},
          {"mediatype", "text/csv"},
          {"encoding", "utf-8"},
          {"schema", {{"fields", fields}, {"missingValues", {""}}}}};
}

TextTable domain_table(const std::map<std::string, std::string>& domains) {
  TextTable table;
  table.source = "domains";
  table.names = {"theme", "domain"};
  table.columns.resize(2);
  table.types = {ColumnType::text, ColumnType::text};
  for (const auto& [theme, domain] : domains) {
    table.columns[0].push_back(theme);
    table.columns[1].push_back(domain);
  }
  return table;
}

/// Throws DataError with the row of a text that is no UTF-8.
void check_utf8(const TextTable& table) {
  const auto check = [&](const std::string& value, const std::string& row,
                         const std::string& column) {
    if (detail::first_invalid_utf8(value) == std::string::npos) return;
    throw DataError("not UTF-8", {table.source, row, column, value, "text in UTF-8"});
  };
  for (std::size_t c = 0; c < table.names.size(); ++c) {
    check(table.names[c], "", table.names[c]);
    for (std::size_t r = 0; r < table.rows(); ++r)
      check(table.columns[c][r], std::to_string(r + 1), table.names[c]);
  }
}

}  // namespace

Register read_package(const fs::path& folder, std::uint64_t max_bytes) {
  std::error_code status;
  if (!fs::is_directory(folder, status))
    throw DataError("no such folder", {folder.string(), "", "", "", "a data package folder"});
  const fs::path descriptor_file = folder / "datapackage.json";
  const std::string source = descriptor_file.string();
  const Json descriptor = read_descriptor(descriptor_file, folder);
  const auto resources = package::read_resources(descriptor, folder);
  for (const char* name : {"participants", "arrangements", "memberships"})
    if (!resources.contains(name))
      throw DataError("a resource is missing",
                      {source, "", "resources", "", std::string("a resource '") + name + "'"});
  std::map<std::string, TextTable> tables;
  for (const auto& [name, resource] : resources)
    tables[name] = package::read_table(resource, folder, max_bytes);
  package::check_foreign_keys(resources, tables);
  const auto domains = all_domains(tables, domains_of(descriptor, source));
  const auto optional = [&](const char* name) -> std::optional<TextTable> {
    const auto found = tables.find(name);
    if (found == tables.end()) return std::nullopt;
    return std::move(found->second);
  };
  const RegisterText text{std::move(tables["participants"]), std::move(tables["arrangements"]),
                          std::move(tables["memberships"]), optional("arrangement_themes"),
                          optional("successions")};
  RegisterTables parsed = parse_tables(text);
  parsed.domains = domains;
  parsed.exported = export_day_of(descriptor, source);
  return Register(std::move(parsed));
}

void write_package(const Register& reg, const fs::path& folder) {
  const RegisterText text = format_tables(reg.tables());
  const TextTable domains = domain_table(reg.tables().domains);
  std::vector<std::pair<const char*, const TextTable*>> all = {
      {"participants", &text.participants},
      {"arrangements", &text.arrangements},
      {"arrangement_themes", &*text.arrangement_themes},
      {"memberships", &text.memberships},
      {"successions", &*text.successions},
  };
  if (domains.rows() > 0) all.emplace_back("domains", &domains);
  for (const auto& [name, table] : all) check_utf8(*table);
  // What cannot be read back (a year of five digits, say) is refused here, with its row.
  (void)parse_tables(text);
  Json resources = Json::array();
  std::vector<NewFile> files;
  for (const auto& [name, table] : all) {
    files.push_back({std::string(name) + ".csv", csv_text(*table)});
    resources.push_back(describe(*table, name));
  }
  Json descriptor = {{"profile", "tabular-data-package"},
                     {"name", "register"},
                     {"resources", resources},
                     {"munigraph", {{"format", format_version}}}};
  if (reg.tables().exported) descriptor["created"] = to_string(*reg.tables().exported);
  files.push_back({"datapackage.json", descriptor.dump(2) + "\n"});
  publish_folder(folder, files, {"domains.csv"});
}

}  // namespace munigraph
