#include "registry/package/schema.hpp"

#include <set>

namespace munigraph::package {
namespace {

/// A field's name or a list of them.
std::vector<std::string> names_of(const Part& part, const char* key, const Json& json) {
  std::vector<std::string> names;
  const auto add = [&](const Json& one) {
    if (!one.is_string()) part.refuse(key, "no name of a field", shown(one), "names of fields");
    names.push_back(one.get<std::string>());
  };
  if (json.is_array())
    for (const Json& one : json) add(one);
  else
    add(json);
  if (names.empty()) part.refuse(key, "an empty list", "", "names of fields");
  return names;
}

void check_known(const Part& part, const char* key, const Schema& schema,
                 const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    bool known = false;
    for (const Field& field : schema.fields) known = known || field.name == name;
    if (!known) part.refuse(key, "a field that is not described", name, "a field of the schema");
  }
}

void read_foreign_keys(const Part& part, Schema& schema) {
  const Json* list = part.find("foreignKeys");
  if (list == nullptr) return;
  if (!list->is_array()) part.refuse("foreignKeys", "no list", shown(*list), "a list");
  for (const Json& one : *list) {
    const bool shaped = one.is_object() && one.contains("fields") && one.contains("reference") &&
                        one["reference"].is_object() && one["reference"].contains("fields");
    if (!shaped) part.refuse("foreignKeys", "no foreign key", shown(one), "fields and a reference");
    const Part reference{one["reference"], part.source, part.place + ".foreignKeys"};
    ForeignKey key{names_of(part, "foreignKeys", one["fields"]), reference.text("resource", ""),
                   names_of(part, "foreignKeys", one["reference"]["fields"])};
    check_known(part, "foreignKeys", schema, key.fields);
    if (key.fields.size() != key.targets.size())
      part.refuse("foreignKeys", "numbers of fields differ", std::to_string(key.targets.size()),
                  std::to_string(key.fields.size()) + " fields");
    schema.foreign.push_back(std::move(key));
  }
}

void read_keys(const Part& part, Schema& schema) {
  if (const Json* key = part.find("primaryKey")) {
    if (!key->is_array() || !key->empty())
      schema.keys.push_back(names_of(part, "primaryKey", *key));
  }
  if (const Json* list = part.find("uniqueKeys")) {
    if (!list->is_array()) part.refuse("uniqueKeys", "no list", shown(*list), "lists of fields");
    for (const Json& key : *list) schema.keys.push_back(names_of(part, "uniqueKeys", key));
  }
  for (const auto& key : schema.keys) check_known(part, "primaryKey", schema, key);
  read_foreign_keys(part, schema);
}

std::string match_of(const Part& part) {
  const Json* value = part.find("fieldsMatch");
  if (value == nullptr) return "";
  // An early draft of the standard had a list with one word.
  const Json& one = value->is_array() && value->size() == 1 ? (*value)[0] : *value;
  const std::string word = one.is_string() ? one.get<std::string>() : "";
  for (const char* known : {"exact", "equal", "subset", "superset", "partial"})
    if (word == known) return word;
  part.refuse("fieldsMatch", "an unknown word", shown(*value),
              "exact, equal, subset, superset or partial");
}

/// Values of a schema that are missing ones; a field may name its own.
std::set<std::string> missing_values(const Part& part) {
  const Json* list = part.find("missingValues");
  if (list == nullptr) return {""};
  if (!list->is_array()) part.refuse("missingValues", "no list", shown(*list), "a list of texts");
  std::set<std::string> values;
  for (const Json& one : *list) {
    const Json& value = one.is_object() && one.contains("value") ? one["value"] : one;
    if (!value.is_string())
      part.refuse("missingValues", "no text", shown(value), "a list of texts");
    values.insert(value.get<std::string>());
  }
  return values;
}

void read_csv_keys(const Part& part, Resource& resource) {
  CsvDialect& csv = resource.dialect;
  csv.delimiter = part.character("delimiter", csv.delimiter);
  csv.quote = part.character("quoteChar", csv.quote);
  csv.escape = part.character("escapeChar", csv.escape);
  csv.double_quote = part.flag("doubleQuote", csv.double_quote);
  csv.skip_initial_space = part.flag("skipInitialSpace", csv.skip_initial_space);
  if (csv.delimiter == '\0' || csv.delimiter == csv.quote)
    part.refuse("delimiter", "no usable delimiter", std::string(1, csv.delimiter),
                "one character that is not the quote");
  if (part.find("nullSequence") != nullptr) resource.null_sequence = part.text("nullSequence", "");
  const std::string end = part.text("lineTerminator", "\n");
  if (end != "\n" && end != "\r\n" && end != "\r")
    part.refuse("lineTerminator", "an end of lines that is not read", end, "\\n, \\r\\n or \\r");
}

void read_header_rows(const Part& part, Resource& resource) {
  const Json* rows = part.find("headerRows");
  if (rows == nullptr) return;
  const bool one = rows->is_array() && rows->size() == 1 && (*rows)[0].is_number_unsigned() &&
                   (*rows)[0].get<std::uint64_t>() > 0;
  if (!one) part.refuse("headerRows", "no single header", shown(*rows), "a list of one row");
  resource.dialect.header_row = (*rows)[0].get<std::size_t>();
}

}  // namespace

Schema read_schema(const Part& part, const Resource& resource) {
  part.check_keys({"fields",      "missingValues", "primaryKey", "uniqueKeys",  "foreignKeys",
                   "fieldsMatch", "name",          "title",      "description", "$schema",
                   "profile",     "keywords",      "homepage",   "examples",    "version",
                   "image",       "created",       "sources",    "licenses",    "contributors"},
                  true);
  Schema schema;
  std::set<std::string> missing = missing_values(part);
  if (resource.null_sequence) missing.insert(*resource.null_sequence);
  schema.missing = missing;
  const Json* fields = part.find("fields");
  if (fields == nullptr) return schema;
  if (!fields->is_array()) part.refuse("fields", "no list", shown(*fields), "a list of fields");
  std::set<std::string> names;
  for (const Json& one : *fields) {
    if (!one.is_object() || !one.contains("name") || !one["name"].is_string())
      part.refuse("fields", "a field without a name", shown(one), "objects with a name");
    const auto name = one["name"].get<std::string>();
    if (!names.insert(name).second)
      part.refuse("fields", "a field is there twice", name, "distinct names");
    schema.fields.push_back(
        read_field({one, part.source, part.place + ".fields." + name}, missing));
    if (resource.null_sequence) schema.fields.back().missing.insert(*resource.null_sequence);
  }
  schema.match = match_of(part);
  read_keys(part, schema);
  return schema;
}

void read_dialect(const Part& part, Resource& resource) {
  part.check_keys({"csv",
                   "delimiter",
                   "quoteChar",
                   "escapeChar",
                   "doubleQuote",
                   "skipInitialSpace",
                   "nullSequence",
                   "lineTerminator",
                   "header",
                   "headerRows",
                   "headerJoin",
                   "headerCase",
                   "caseSensitiveHeader",
                   "commentChar",
                   "skipBlankRows",
                   "csvddfVersion",
                   "$schema",
                   "title",
                   "description",
                   "name",
                   "type"},
                  false);
  read_csv_keys(part, resource);
  if (const Json* csv = part.find("csv")) {
    if (!csv->is_object()) part.refuse("csv", "no object", shown(*csv), "an object");
    const Part inner{*csv, part.source, part.place + ".csv"};
    inner.check_keys({"delimiter", "quoteChar", "escapeChar", "doubleQuote", "skipInitialSpace",
                      "nullSequence", "lineTerminator", "type"},
                     false);
    read_csv_keys(inner, resource);
  }
  read_header_rows(part, resource);
  if (!part.flag("header", true)) resource.dialect.header_row = 0;
  resource.dialect.comment = part.character("commentChar", '\0');
  resource.ignores_case = !part.flag("caseSensitiveHeader", true) || !part.flag("headerCase", true);
  (void)part.flag("skipBlankRows", true);
}

}  // namespace munigraph::package
