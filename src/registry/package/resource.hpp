#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "munigraph/registry/csv.hpp"
#include "registry/package/field.hpp"
#include "registry/package/keys.hpp"

namespace munigraph::package {

/// Fields of a resource that are those of another (or of itself, where `resource` is empty).
struct ForeignKey {
  std::vector<std::string> fields;
  std::string resource;
  std::vector<std::string> targets;
};

/// What a table schema says.
struct Schema {
  std::vector<Field> fields;
  std::set<std::string> missing;  ///< Of columns that no field describes.
  std::string match;  ///< fieldsMatch; empty: the fields are there, in any order, perhaps others.
  std::vector<std::vector<std::string>> keys;  ///< primaryKey and uniqueKeys.
  std::vector<ForeignKey> foreign;
};

/// What the descriptor says of one resource.
struct Resource {
  std::string name;
  std::vector<std::filesystem::path> files;
  std::string encoding = "UTF-8";
  CsvDialect dialect;
  bool ignores_case = false;  ///< Of names of columns.
  std::optional<std::string> null_sequence;
  std::optional<Schema> schema;
  std::optional<std::uint64_t> bytes, rows, columns;
  std::string hash;
};

/// The resources of a package in `folder`, by their names. Throws DataError for whatever is not
/// honoured, with its key.
[[nodiscard]] std::map<std::string, Resource> read_resources(const Json& descriptor,
                                                             const std::filesystem::path& folder);

/// The table of a resource, as it is described: decoded, converted, checked. Files are regular
/// files inside `folder` of at most `most` bytes.
[[nodiscard]] TextTable read_table(const Resource& resource, const std::filesystem::path& folder,
                                   std::uint64_t most);

/// Checks the foreign keys of all tables. Throws DataError with the row.
void check_foreign_keys(const std::map<std::string, Resource>& resources,
                        const std::map<std::string, TextTable>& tables);

/// Throws DataError if a file of the package is none, or lies outside its folder.
void check_inside(const std::filesystem::path& file, const std::filesystem::path& folder);

}  // namespace munigraph::package
