#include "registry/package/resource.hpp"

#include <algorithm>
#include <array>
#include <system_error>

#include "munigraph/core/text.hpp"
#include "registry/encoding.hpp"
#include "registry/files.hpp"
#include "registry/package/schema.hpp"

namespace munigraph::package {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t most_of_a_descriptor = 64ULL << 20;

/// Keys that mean something elsewhere: here they would be ignored by every reader.
constexpr std::array<const char*, 14> misplaced = {
    "missingValues", "decimalChar", "groupChar",  "bareNumber", "trueValues",
    "falseValues",   "delimiter",   "quoteChar",  "escapeChar", "doubleQuote",
    "commentChar",   "header",      "primaryKey", "foreignKeys"};

void refuse_misplaced(const Part& part) {
  for (const char* key : misplaced)
    if (part.find(key) != nullptr)
      part.refuse(key, "a key in the wrong place", shown(*part.find(key)),
                  "it in the resource's schema or dialect");
}

/// Where a file lies. A path may not lead out of the package's folder.
fs::path file_of(const Part& part, const char* key, const Json& json, const fs::path& folder) {
  if (!json.is_string()) part.refuse(key, "no path", shown(json), "a path below the folder");
  const fs::path path = json.get<std::string>();
  bool leaves = path.is_absolute() || path.has_root_name() || path.empty();
  for (const fs::path& step : path) leaves = leaves || step == "..";
  if (leaves)
    part.refuse(key, "a resource outside the package", path.string(),
                "a path below the package's folder");
  if (path.string().find("://") != std::string::npos)
    part.refuse(key, "an address", path.string(), "a path below the package's folder");
  return folder / path;
}

/// Files of `path` and of `extrapaths` (frictionless).
std::vector<fs::path> files_of(const Part& part, const fs::path& folder) {
  std::vector<fs::path> files;
  for (const char* key : {"path", "extrapaths"}) {
    const Json* paths = part.find(key);
    if (paths == nullptr) continue;
    if (!paths->is_array())
      files.push_back(file_of(part, key, *paths, folder));
    else
      for (const Json& path : *paths) files.push_back(file_of(part, key, path, folder));
  }
  if (files.empty()) part.refuse("path", "a resource without a path", "", "a path or a list");
  return files;
}

/// A schema or dialect that stands in the descriptor, or in a file that it names.
Json described(const Part& part, const char* key, const fs::path& folder) {
  const Json& json = *part.find(key);
  if (json.is_object()) return json;
  if (!json.is_string()) part.refuse(key, "no object", shown(json), "an object or a path");
  const fs::path file = file_of(part, key, json, folder);
  check_inside(file, folder);
  const std::string text = to_utf8(read_file(file, most_of_a_descriptor), "UTF-8", file.string());
  Json read = Json::parse(text, nullptr, false);
  if (!read.is_object())
    throw DataError("no valid JSON", {file.string(), "", key, "", "an object"});
  return read;
}

void read_kind(const Part& part, Resource& resource) {
  const auto one_of = [&](const char* key, const std::string& value,
                          std::initializer_list<const char*> known) {
    for (const char* word : known)
      if (value == word) return;
    part.refuse(key, std::string("a ") + key + " that is not read", value, *known.begin());
  };
  one_of("type", part.text("type", "table"), {"table"});
  one_of("scheme", part.text("scheme", "file"), {"file"});
  one_of("compression", part.text("compression", "no"), {"no", ""});
  const std::string format = part.text("format", "csv");
  one_of("format", format, {"csv", "tsv"});
  if (format == "tsv") resource.dialect.delimiter = '\t';
  const std::string media = part.text("mediatype", "text/csv");
  if (media.find("csv") == std::string::npos && !media.starts_with("text/"))
    part.refuse("mediatype", "a mediatype that is not read", media, "text/csv");
  const std::string encoding = part.text("encoding", "utf-8");
  if (!is_known_encoding(encoding))
    part.refuse("encoding", "an encoding that is not read", encoding,
                "utf-8, ascii, iso-8859-1, iso-8859-15, windows-1252 or utf-16");
  resource.encoding = encoding;
}

void read_counts(const Part& part, Resource& resource) {
  const auto count = [](const Part& in, const char* key, std::optional<std::uint64_t>& target) {
    const Json* value = in.find(key);
    if (value == nullptr) return;
    if (!value->is_number_unsigned()) in.refuse(key, "no number", shown(*value), "a whole number");
    target = value->get<std::uint64_t>();
  };
  const auto read = [&](const Part& in) {
    count(in, "bytes", resource.bytes);
    count(in, "rows", resource.rows);
    count(in, "fields", resource.columns);
    if (in.find("hash") != nullptr) resource.hash = in.text("hash", "");
  };
  read(part);
  if (const Json* stats = part.find("stats")) {
    if (!stats->is_object()) part.refuse("stats", "no object", shown(*stats), "an object");
    read({*stats, part.source, part.place + ".stats"});
  }
  const bool known = resource.hash.find(':') == std::string::npos ||
                     resource.hash.starts_with("sha256:") || resource.hash.starts_with("md5:");
  if (!known)
    part.refuse("hash", "a kind of hash that is not checked", resource.hash, "sha256 or md5");
}

Resource read_resource(const Part& part, const fs::path& folder) {
  part.check_keys({"name",        "path",     "extrapaths",  "type",         "scheme",  "format",
                   "mediatype",   "encoding", "compression", "profile",      "$schema", "title",
                   "description", "homepage", "sources",     "licenses",     "bytes",   "hash",
                   "rows",        "fields",   "stats",       "schema",       "dialect", "keywords",
                   "image",       "version",  "created",     "contributors", "id"},
                  true);
  refuse_misplaced(part);
  for (const char* key : {"data", "innerpath", "basepath", "layout", "control", "controls",
                          "detector", "jsonschema", "pipeline", "checklist"})
    if (part.find(key) != nullptr)
      part.refuse(key, "a key that is not read", shown(*part.find(key)), "files of CSV");
  Resource resource;
  resource.name = part.text("name", "");
  resource.files = files_of(part, folder);
  read_kind(part, resource);
  read_counts(part, resource);
  if (part.find("dialect") != nullptr) {
    const Json dialect = described(part, "dialect", folder);
    read_dialect({dialect, part.source, part.place + ".dialect"}, resource);
  }
  if (part.find("schema") != nullptr) {
    const Json schema = described(part, "schema", folder);
    resource.schema = read_schema({schema, part.source, part.place + ".schema"}, resource);
  }
  if (resource.dialect.header_row == 0 && (!resource.schema || resource.schema->fields.empty()))
    part.refuse("header", "no names of columns", "false", "a schema with fields");
  return resource;
}

}  // namespace

std::map<std::string, Resource> read_resources(const Json& descriptor, const fs::path& folder) {
  const std::string source = (folder / "datapackage.json").string();
  if (!descriptor.is_object() || !descriptor.contains("resources") ||
      !descriptor["resources"].is_array())
    throw DataError("no list of resources", {source, "", "resources", "", "a list of resources"});
  const Part whole{descriptor, source, ""};
  whole.check_keys({"resources", "name", "id", "profile", "$schema", "title", "description",
                    "homepage", "version", "sources", "licenses", "contributors", "keywords",
                    "image", "created", "munigraph"},
                   true);
  refuse_misplaced(whole);
  static constexpr std::array<std::string_view, 6> known = {"participants", "arrangements",
                                                            "memberships",  "arrangement_themes",
                                                            "successions",  "domains"};
  std::map<std::string, Resource> resources;
  for (const Json& one : descriptor["resources"]) {
    if (!one.is_object() || !one.contains("name") || !one["name"].is_string())
      throw DataError("a resource without name or path",
                      {source, "", "resources", shown(one), "an object with name and path"});
    auto name = one["name"].get<std::string>();
    if (name == "themes") name = "arrangement_themes";
    if (std::find(known.begin(), known.end(), name) == known.end())
      throw DataError("a resource that is not read",
                      {source, "", "resources", name, unknown_word("resource", name, known)});
    if (resources.contains(name))
      throw DataError("a resource is there twice",
                      {source, "", "resources", name, "distinct names"});
    resources[name] = read_resource({one, source, name}, folder);
  }
  return resources;
}

}  // namespace munigraph::package
