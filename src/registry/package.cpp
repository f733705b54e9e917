#include "munigraph/registry/package.hpp"

#include <array>
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
#include "registry/files.hpp"

namespace munigraph {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// Version of what stands under "munigraph" in datapackage.json.
constexpr int format_version = 1;

Json read_descriptor(const fs::path& file) {
  const std::string text = read_text_file(file);
  try {
    return detail::parsed_json<Json>(text);
  } catch (const std::invalid_argument& error) {
    throw DataError("no valid JSON: " + std::string(error.what()),
                    {file.string(), "", "", "", "a data package descriptor"});
  }
}

/// What the descriptor says of one resource.
struct Resource {
  fs::path file;
  char delimiter = ',';
  std::map<std::string, ColumnType> types;
};

/// Where a resource lies. A path may not lead out of the package's folder.
fs::path file_of(const Json& resource, const fs::path& folder, const std::string& source) {
  const fs::path path = resource["path"].get<std::string>();
  bool leaves = path.is_absolute() || path.has_root_name();
  for (const fs::path& part : path) leaves = leaves || part == "..";
  if (leaves)
    throw DataError("a resource outside the package",
                    {source, "", "path", path.string(), "a path below the package's folder"});
  return folder / path;
}

char delimiter_of(const Json& resource, const std::string& source) {
  if (!resource.contains("dialect")) return ',';
  const Json& dialect = resource["dialect"];
  if (!dialect.is_object() || !dialect.contains("delimiter")) return ',';
  const Json& delimiter = dialect["delimiter"];
  const std::string text = delimiter.is_string() ? delimiter.get<std::string>() : "";
  if (text.size() != 1 || text == "\"" || text == "\n" || text == "\r")
    throw DataError("no usable delimiter",
                    {source, "", "delimiter", detail::shown_json(delimiter), "one character"});
  return text[0];
}

/// Types of the fields that the schema of a resource describes.
std::map<std::string, ColumnType> types_of(const Json& resource) {
  std::map<std::string, ColumnType> types;
  if (!resource.contains("schema") || !resource["schema"].is_object()) return types;
  const Json& schema = resource["schema"];
  if (!schema.contains("fields") || !schema["fields"].is_array()) return types;
  for (const Json& field : schema["fields"]) {
    if (!field.is_object() || !field.contains("name") || !field["name"].is_string()) continue;
    const std::string type = field.contains("type") && field["type"].is_string()
                                 ? field["type"].get<std::string>()
                                 : "any";
    const bool number = type == "number" || type == "integer";
    types[field["name"].get<std::string>()] = number          ? ColumnType::number
                                              : type == "any" ? ColumnType::inferred
                                                              : ColumnType::text;
  }
  return types;
}

std::map<std::string, Resource> resources_of(const Json& descriptor, const fs::path& folder) {
  const std::string source = (folder / "datapackage.json").string();
  if (!descriptor.is_object() || !descriptor.contains("resources") ||
      !descriptor["resources"].is_array())
    throw DataError("no list of resources", {source, "", "resources", "", "a list of resources"});
  std::map<std::string, Resource> resources;
  for (const Json& resource : descriptor["resources"]) {
    if (!resource.is_object() || !resource.contains("name") || !resource["name"].is_string() ||
        !resource.contains("path") || !resource["path"].is_string())
      throw DataError(
          "a resource without name or path",
          {source, "", "resources", detail::shown_json(resource), "an object with name and path"});
    const auto name = resource["name"].get<std::string>();
    const Resource described{file_of(resource, folder, source), delimiter_of(resource, source),
                             types_of(resource)};
    if (!resources.emplace(name, described).second)
      throw DataError("a resource is there twice",
                      {source, "", "resources", name, "distinct names"});
  }
  return resources;
}

TextTable read_resource(const Resource& resource) {
  TextTable table = read_csv(resource.file, resource.delimiter);
  for (const std::string& name : table.names) {
    const auto type = resource.types.find(name);
    table.types.push_back(type == resource.types.end() ? ColumnType::inferred : type->second);
  }
  return table;
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

/// The day of Frictionless's `created` (a date, or a time that begins with one).
std::optional<Date> export_day_of(const Json& descriptor, const std::string& source) {
  if (!descriptor.contains("created")) return std::nullopt;
  const Json& created = descriptor["created"];
  const std::string text = created.is_string() ? created.get<std::string>() : "";
  const auto day = parse_date(std::string_view(text).substr(0, 10));
  if (!day)
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

}  // namespace

Register read_package(const fs::path& folder) {
  std::error_code status;
  if (!fs::is_directory(folder, status))
    throw DataError("no such folder", {folder.string(), "", "", "", "a data package folder"});
  const fs::path descriptor_file = folder / "datapackage.json";
  const Json descriptor = read_descriptor(descriptor_file);
  const auto resources = resources_of(descriptor, folder);
  const auto needed = [&](const char* name) {
    const auto found = resources.find(name);
    if (found == resources.end())
      throw DataError("a resource is missing", {descriptor_file.string(), "", "resources", "",
                                                std::string("a resource '") + name + "'"});
    return read_resource(found->second);
  };
  const auto optional = [&](const char* name) -> std::optional<TextTable> {
    const auto found = resources.find(name);
    if (found == resources.end()) return std::nullopt;
    return read_resource(found->second);
  };
  const RegisterText text{needed("participants"), needed("arrangements"), needed("memberships"),
                          optional("arrangement_themes"), optional("successions")};
  RegisterTables tables = parse_tables(text);
  tables.domains = domains_of(descriptor, descriptor_file.string());
  tables.exported = export_day_of(descriptor, descriptor_file.string());
  return Register(std::move(tables));
}

void write_package(const Register& reg, const fs::path& folder) {
  std::error_code status;
  fs::create_directories(folder, status);
  if (status || !fs::is_directory(folder))
    throw DataError("the folder cannot be made", {folder.string(), "", "", "", "a writable place"});
  const RegisterText text = format_tables(reg.tables());
  const std::array<std::pair<const char*, const TextTable*>, 5> all = {{
      {"participants", &text.participants},
      {"arrangements", &text.arrangements},
      {"arrangement_themes", &*text.arrangement_themes},
      {"memberships", &text.memberships},
      {"successions", &*text.successions},
  }};
  Json resources = Json::array();
  std::vector<FileDraft> drafts;
  for (const auto& [name, table] : all) {
    drafts.emplace_back(csv_text(*table), folder / (std::string(name) + ".csv"));
    resources.push_back(describe(*table, name));
  }
  Json domains = Json::object();
  for (const auto& [theme, domain] : reg.tables().domains) {
    for (const std::string& word : {theme, domain})
      if (detail::first_invalid_utf8(word) != std::string::npos)
        throw DataError("text that is not UTF-8",
                        {"domains", "", "", "", "themes and domains encoded as UTF-8"});
    domains[theme] = domain;
  }
  Json descriptor = {{"profile", "tabular-data-package"},
                     {"name", "register"},
                     {"resources", resources},
                     {"munigraph", {{"format", format_version}, {"domains", domains}}}};
  if (reg.tables().exported) descriptor["created"] = to_string(*reg.tables().exported);
  drafts.emplace_back(descriptor.dump(2) + "\n", folder / "datapackage.json");
  for (FileDraft& draft : drafts) draft.publish();
}

}  // namespace munigraph
