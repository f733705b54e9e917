#include "munigraph/registry/package.hpp"

#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <system_error>
#include <variant>

#include "munigraph/core/error.hpp"
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
    return Json::parse(text);
  } catch (const Json::exception& error) {
    throw DataError("no valid JSON: " + std::string(error.what()),
                    {file.string(), "", "", "", "a data package descriptor"});
  }
}

/// Paths of the resources by name. A path may not lead out of the package's folder.
std::map<std::string, fs::path> resources_of(const Json& descriptor, const fs::path& folder) {
  const std::string source = (folder / "datapackage.json").string();
  std::map<std::string, fs::path> paths;
  if (!descriptor.is_object() || !descriptor.contains("resources") ||
      !descriptor["resources"].is_array())
    throw DataError("no list of resources", {source, "", "resources", "", "a list of resources"});
  for (const Json& resource : descriptor["resources"]) {
    if (!resource.is_object() || !resource.contains("name") || !resource["name"].is_string() ||
        !resource.contains("path") || !resource["path"].is_string())
      throw DataError("a resource without name or path",
                      {source, "", "resources", resource.dump(), "an object with name and path"});
    const fs::path path = resource["path"].get<std::string>();
    bool leaves = path.is_absolute();
    for (const fs::path& part : path) leaves = leaves || part == "..";
    if (leaves)
      throw DataError("a resource outside the package",
                      {source, "", "path", path.string(), "a path below the package's folder"});
    paths[resource["name"].get<std::string>()] = folder / path;
  }
  return paths;
}

std::map<std::string, std::string> domains_of(const Json& descriptor, const std::string& source) {
  std::map<std::string, std::string> domains;
  if (!descriptor.contains("munigraph")) return domains;
  const Json& own = descriptor["munigraph"];
  if (!own.is_object() || own.value("format", format_version) > format_version)
    throw DataError("written by a newer version",
                    {source, "", "munigraph", own.dump().substr(0, 80),
                     "format " + std::to_string(format_version) + " or older"});
  if (own.contains("domains"))
    for (const auto& [theme, domain] : own["domains"].items()) {
      if (!domain.is_string())
        throw DataError("a domain is no text", {source, "", "domains", theme, "theme: domain"});
      domains[theme] = domain.get<std::string>();
    }
  return domains;
}

/// Frictionless types of the columns that are not plain text.
const char* type_of(const std::string& column) {
  static const std::map<std::string, const char*> types = {
      {"population", "number"}, {"population_year", "year"}, {"lon", "number"},
      {"lat", "number"},        {"valid_from", "date"},      {"valid_to", "date"},
      {"date", "date"},         {"share", "number"}};
  const auto found = types.find(column);
  return found == types.end() ? "string" : found->second;
}

Json describe(const TextTable& table, const char* name, const std::vector<ExtraColumn>& extras) {
  Json fields = Json::array();
  for (const std::string& column : table.names) {
    const char* type = type_of(column);
    for (const ExtraColumn& extra : extras)
      if (extra.name == column && std::holds_alternative<std::vector<double>>(extra.values))
        type = "number";
    fields.push_back({{"name", column}, {"type", type}});
  }
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
  const auto paths = resources_of(descriptor, folder);
  const auto needed = [&](const char* name) {
    const auto found = paths.find(name);
    if (found == paths.end())
      throw DataError("a resource is missing", {descriptor_file.string(), "", "resources", "",
                                                std::string("a resource '") + name + "'"});
    return read_csv(found->second);
  };
  const auto optional = [&](const char* name) -> std::optional<TextTable> {
    const auto found = paths.find(name);
    if (found == paths.end()) return std::nullopt;
    return read_csv(found->second);
  };
  RegisterText text{needed("participants"), needed("arrangements"), needed("memberships"),
                    optional("arrangement_themes"), optional("successions")};
  RegisterTables tables = parse_tables(text);
  tables.domains = domains_of(descriptor, descriptor_file.string());
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
  for (const auto& [name, table] : all) {
    write_csv(*table, folder / (std::string(name) + ".csv"));
    const bool people = table == &text.participants;
    const bool arrangements = table == &text.arrangements;
    resources.push_back(describe(*table, name,
                                 people         ? reg.tables().participant_extras
                                 : arrangements ? reg.tables().arrangement_extras
                                                : std::vector<ExtraColumn>{}));
  }
  Json domains = Json::object();
  for (const auto& [theme, domain] : reg.tables().domains) domains[theme] = domain;
  const Json descriptor = {{"profile", "tabular-data-package"},
                           {"name", "register"},
                           {"resources", resources},
                           {"munigraph", {{"format", format_version}, {"domains", domains}}}};
  write_text_file(descriptor.dump(2) + "\n", folder / "datapackage.json");
}

}  // namespace munigraph
