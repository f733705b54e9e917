#include <algorithm>
#include <set>
#include <system_error>
#include <unordered_map>
#include <unordered_set>

#include "munigraph/core/text.hpp"
#include "registry/csv_text.hpp"
#include "registry/encoding.hpp"
#include "registry/files.hpp"
#include "registry/package/digest.hpp"
#include "registry/package/resource.hpp"

namespace munigraph::package {
namespace {

namespace fs = std::filesystem;

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

void check_bytes(const Resource& resource, const std::string& bytes) {
  const std::string source = resource.files[0].string();
  if (resource.bytes && *resource.bytes != bytes.size())
    throw DataError("not the file that is described",
                    {source, "", "bytes", std::to_string(bytes.size()),
                     std::to_string(*resource.bytes) + " bytes"});
  if (resource.hash.empty()) return;
  const bool sha = resource.hash.starts_with("sha256:");
  const std::string hash = sha ? "sha256:" + sha256(bytes)
                               : (resource.hash.starts_with("md5:") ? "md5:" : "") + md5(bytes);
  if (hash != lower(resource.hash))
    throw DataError("not the file that is described",
                    {source, "", "hash", hash, lower(resource.hash)});
}

/// Rows of further files behind those of the first. A header that is repeated is no row.
void append(TextTable& table, const std::string& text, const std::string& source,
            const CsvDialect& dialect) {
  CsvDialect plain = dialect;
  plain.header_row = 0;
  TextTable more = parse_decoded_csv(text, source, plain);
  if (more.names.empty()) return;
  if (more.columns.size() != table.columns.size())
    throw DataError("wrong number of fields", {source, "1", "", std::to_string(more.columns.size()),
                                               std::to_string(table.columns.size()) + " fields"});
  bool repeats = dialect.header_row > 0;
  for (std::size_t c = 0; c < table.names.size(); ++c)
    repeats = repeats && more.columns[c][0] == table.names[c];
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    table.columns[c].insert(table.columns[c].end(), more.columns[c].begin() + (repeats ? 1 : 0),
                            more.columns[c].end());
}

TextTable parse_files(const Resource& resource, const fs::path& folder, std::uint64_t most) {
  TextTable table;
  std::string all;
  for (std::size_t f = 0; f < resource.files.size(); ++f) {
    const fs::path& file = resource.files[f];
    check_inside(file, folder);
    std::string bytes = read_file(file, most);
    if (resource.bytes || !resource.hash.empty()) all += bytes;
    const std::string text = to_utf8(std::move(bytes), resource.encoding, file.string());
    if (f == 0) {
      table = parse_decoded_csv(text, file.string(), resource.dialect);
    } else {
      append(table, text, file.string(), resource.dialect);
      table.source += " + " + file.filename().string();
    }
  }
  check_bytes(resource, all);
  return table;
}

/// Gives columns the names of the fields where the file has none, or spells them otherwise.
void name_columns(const Resource& resource, TextTable& table) {
  if (!resource.schema) return;
  const std::vector<Field>& fields = resource.schema->fields;
  if (resource.dialect.header_row == 0) {
    if (table.names.empty()) table.columns.resize(fields.size());
    if (table.columns.size() != fields.size())
      throw DataError(
          "numbers of fields differ",
          {table.source, "", "fields", std::to_string(table.columns.size()) + " columns",
           std::to_string(fields.size()) + " fields of the schema"});
    table.names.clear();
    for (const Field& field : fields) table.names.push_back(field.name);
  }
  if (!resource.ignores_case) return;
  for (std::string& name : table.names)
    for (const Field& field : fields)
      if (lower(field.name) == lower(name)) name = field.name;
}

[[noreturn]] void refuse_missing(const TextTable& table, const std::string& field) {
  const std::vector<std::string_view> there(table.names.begin(), table.names.end());
  std::string found;
  for (const auto& one : there) found += (found.empty() ? "" : ", ") + std::string(one);
  const std::string_view near = nearest_word(field, there);
  throw DataError(
      "a field of the schema is missing",
      {table.source, "", field, found,
       "a column '" + field + "'" + (near.empty() ? "" : " (is it '" + std::string(near) + "'?)")});
}

/// Whether the columns are those that fieldsMatch allows.
void check_match(const Schema& schema, const TextTable& table) {
  std::set<std::string> described;
  for (const Field& field : schema.fields) described.insert(field.name);
  const std::set<std::string> there(table.names.begin(), table.names.end());
  const std::string& match = schema.match;
  std::size_t shared = 0;
  for (const Field& field : schema.fields) {
    shared += there.contains(field.name);
    if (!there.contains(field.name) && match != "superset" && match != "partial")
      refuse_missing(table, field.name);
  }
  const bool closed = match == "exact" || match == "equal" || match == "superset";
  for (const std::string& name : table.names)
    if (closed && !described.contains(name))
      throw DataError("a column that no field describes",
                      {table.source, "", name, name, "fields of the schema (" + match + ")"});
  for (std::size_t c = 0; match == "exact" && c < table.names.size(); ++c)
    if (schema.fields[c].name != table.names[c])
      throw DataError("columns in another order", {table.source, "", table.names[c], table.names[c],
                                                   schema.fields[c].name + " (fieldsMatch exact)"});
  if (match == "partial" && shared == 0 && !schema.fields.empty())
    refuse_missing(table, schema.fields[0].name);
}

/// The values of some columns of a row as one key.
std::string key_of(const TextTable& table, const std::vector<std::size_t>& columns, std::size_t r) {
  std::string key;
  for (const std::size_t c : columns) key += table.columns[c][r] + '\0';
  return key;
}

std::vector<std::size_t> positions(const TextTable& table, const std::vector<std::string>& names) {
  std::vector<std::size_t> columns;
  for (const std::string& name : names) {
    const auto at = std::find(table.names.begin(), table.names.end(), name);
    if (at == table.names.end()) refuse_missing(table, name);
    columns.push_back(static_cast<std::size_t>(at - table.names.begin()));
  }
  return columns;
}

void check_unique(const TextTable& table, const std::vector<std::string>& names) {
  const auto columns = positions(table, names);
  std::unordered_set<std::string> seen;
  for (std::size_t r = 0; r < table.rows(); ++r)
    if (!seen.insert(key_of(table, columns, r)).second)
      throw DataError("a key is there twice",
                      {table.source, std::to_string(table.first_row + r), names[0],
                       table.columns[columns[0]][r], "distinct values of the key"});
}

void convert_columns(const Resource& resource, TextTable& table) {
  std::unordered_map<std::string, const Field*> fields;
  if (resource.schema)
    for (const Field& field : resource.schema->fields) fields[field.name] = &field;
  std::set<std::string> missing;
  if (resource.schema) missing = resource.schema->missing;
  if (resource.null_sequence) missing.insert(*resource.null_sequence);
  for (std::size_t c = 0; c < table.names.size(); ++c) {
    const auto found = fields.find(table.names[c]);
    if (found != fields.end()) {
      convert(*found->second, table, c);
      table.types.push_back(found->second->column_type());
      continue;
    }
    table.types.push_back(ColumnType::inferred);
    for (std::string& value : table.columns[c])
      if (missing.contains(value)) value.clear();
  }
}

}  // namespace

void check_inside(const fs::path& file, const fs::path& folder) {
  std::error_code status;
  const fs::path real = fs::canonical(file, status);
  if (status) return;  // Not there: whoever reads it says so.
  const fs::path home = fs::canonical(folder, status);
  const auto [at, rest] = std::mismatch(home.begin(), home.end(), real.begin(), real.end());
  if (status || at != home.end())
    throw DataError("a link out of the package",
                    {file.string(), "", "path", real.string(), "a file inside the folder"});
}

TextTable read_table(const Resource& resource, const fs::path& folder, std::uint64_t most) {
  TextTable table = parse_files(resource, folder, most);
  const auto count = [&](const char* key, const std::optional<std::uint64_t>& stated,
                         std::size_t there) {
    if (stated && *stated != there)
      throw DataError(
          "not the table that is described",
          {table.source, "", key, std::to_string(there), std::to_string(*stated) + " " + key});
  };
  name_columns(resource, table);
  count("rows", resource.rows, table.rows());
  count("fields", resource.columns, table.names.size());
  if (resource.schema) check_match(*resource.schema, table);
  convert_columns(resource, table);
  if (resource.schema)
    for (const auto& key : resource.schema->keys) check_unique(table, key);
  return table;
}

void check_foreign_keys(const std::map<std::string, Resource>& resources,
                        const std::map<std::string, TextTable>& tables) {
  for (const auto& [name, resource] : resources) {
    if (!resource.schema) continue;
    for (const ForeignKey& key : resource.schema->foreign) {
      const std::string other = key.resource.empty()       ? name
                                : key.resource == "themes" ? "arrangement_themes"
                                                           : key.resource;
      const TextTable& table = tables.at(name);
      if (!tables.contains(other))
        throw DataError("a resource that is not there",
                        {table.source, "", "foreignKeys", key.resource, "a resource"});
      const TextTable& target = tables.at(other);
      const auto from = positions(table, key.fields);
      const auto to = positions(target, key.targets);
      std::unordered_set<std::string> known;
      for (std::size_t r = 0; r < target.rows(); ++r) known.insert(key_of(target, to, r));
      const std::string nothing(key.fields.size(), '\0');
      for (std::size_t r = 0; r < table.rows(); ++r) {
        const std::string value = key_of(table, from, r);
        if (value != nothing && !known.contains(value))
          throw DataError("a value that the other table does not have",
                          {table.source, std::to_string(table.first_row + r), key.fields[0],
                           table.columns[from[0]][r], "a value of " + other + " (foreignKeys)"});
      }
    }
  }
}

}  // namespace munigraph::package
