#include "munigraph/registry/builder.hpp"

#include <istream>
#include <iterator>
#include <stdexcept>
#include <utility>
#include <vector>

#include "munigraph/core/error.hpp"
#include "munigraph/core/text.hpp"
#include "munigraph/registry/csv.hpp"

namespace munigraph {
namespace {

using Rows = std::unordered_map<std::string, std::int32_t>;

/// Adds a row and its id, or neither.
template <class Row>
void append(std::vector<Row>& table, Rows& rows, Row row, const char* name) {
  const auto number = static_cast<std::int32_t>(table.size());
  const std::string id = row.id;
  const auto refuse = [&](const char* message) {
    throw DataError(message, {name, std::to_string(number + 1), "id", id, "a unique id"});
  };
  if (id.empty()) refuse("an id is missing");
  if (rows.contains(id)) refuse("an id is there twice");
  table.push_back(std::move(row));
  rows.emplace(id, number);
}

template <class Row>
std::int32_t row_of(const std::vector<Row>& table, const Rows& rows, std::string_view what,
                    std::string_view id) {
  if (const auto found = rows.find(std::string(id)); found != rows.end()) return found->second;
  std::vector<std::string_view> ids;
  ids.reserve(table.size());
  for (const Row& row : table) ids.push_back(row.id);
  throw UnknownId(unknown_word(what, id, ids));
}

TextTable needed(std::istream* stream, const char* name) {
  if (stream == nullptr)
    throw std::invalid_argument("read_register needs a stream of " + std::string(name));
  return read_csv(*stream, name);
}

std::map<std::string, std::string> domains_of(std::istream& stream) {
  const TextTable table = read_csv(stream, "domains");
  const auto column = [&](const char* name) -> const std::vector<std::string>& {
    if (const auto* found = table.find(name)) return *found;
    throw DataError("a column is missing", {table.source, "1", name, "", "theme and domain"});
  };
  const std::vector<std::string>& themes = column("theme");
  const std::vector<std::string>& domains = column("domain");
  std::map<std::string, std::string> mapping;
  for (std::size_t r = 0; r < themes.size(); ++r)
    if (!mapping.emplace(themes[r], domains[r]).second)
      throw DataError("a theme is there twice", {table.source, std::to_string(table.first_row + r),
                                                 "theme", themes[r], "one domain per theme"});
  return mapping;
}

}  // namespace

RegisterBuilder& RegisterBuilder::participant(Participant row) {
  append(tables_.participants, participants_, std::move(row), "participants");
  return *this;
}

RegisterBuilder& RegisterBuilder::participant(std::string id, std::string name) {
  Participant row;
  row.id = std::move(id);
  row.name = name.empty() ? row.id : std::move(name);
  return participant(std::move(row));
}

RegisterBuilder& RegisterBuilder::arrangement(Arrangement row) {
  if (row.chain.empty()) row.chain = row.id;
  append(tables_.arrangements, arrangements_, std::move(row), "arrangements");
  return *this;
}

RegisterBuilder& RegisterBuilder::arrangement(std::string id, std::span<const std::string> members,
                                              Validity validity) {
  std::vector<std::int32_t> rows;
  rows.reserve(members.size());
  for (const std::string& member : members) rows.push_back(participant_row(member));
  Arrangement row;
  row.id = row.name = std::move(id);
  row.validity = validity;
  arrangement(std::move(row));
  const auto number = static_cast<std::int32_t>(tables_.arrangements.size() - 1);
  for (const std::int32_t member : rows)
    tables_.memberships.push_back({number, member, Role::member, {}});
  return *this;
}

RegisterBuilder& RegisterBuilder::arrangement(std::string id,
                                              std::initializer_list<std::string> members,
                                              Validity validity) {
  return arrangement(std::move(id), std::span<const std::string>(members.begin(), members.size()),
                     validity);
}

RegisterBuilder& RegisterBuilder::member(std::string_view arrangement, std::string_view participant,
                                         Role role, Validity validity) {
  tables_.memberships.push_back(
      {arrangement_row(arrangement), participant_row(participant), role, validity});
  return *this;
}

RegisterBuilder& RegisterBuilder::theme(std::string_view arrangement, std::string theme) {
  tables_.arrangement_themes.push_back(
      {arrangement_row(arrangement), std::move(theme), ThemeBasis::given});
  return *this;
}

RegisterBuilder& RegisterBuilder::domain(std::string theme, std::string domain) {
  tables_.domains.insert_or_assign(std::move(theme), std::move(domain));
  return *this;
}

std::int32_t RegisterBuilder::participant_row(std::string_view id) const {
  return row_of(tables_.participants, participants_, "participant", id);
}

std::int32_t RegisterBuilder::arrangement_row(std::string_view id) const {
  return row_of(tables_.arrangements, arrangements_, "arrangement", id);
}

TextTable read_csv(std::istream& stream, const std::string& source) {
  // A file that is not there is a stream that failed before anything was read.
  const bool open = !stream.fail();
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!open || stream.bad())
    throw DataError("cannot be read", {source, "", "", "", "a stream of CSV"});
  return parse_csv(text, source);
}

Register read_register(const RegisterStreams& streams) {
  RegisterText text;
  text.participants = needed(streams.participants, "participants");
  text.arrangements = needed(streams.arrangements, "arrangements");
  text.memberships = needed(streams.memberships, "memberships");
  if (streams.arrangement_themes != nullptr)
    text.arrangement_themes = read_csv(*streams.arrangement_themes, "arrangement_themes");
  if (streams.successions != nullptr)
    text.successions = read_csv(*streams.successions, "successions");
  RegisterTables tables = parse_tables(text);
  if (streams.domains != nullptr) tables.domains = domains_of(*streams.domains);
  return Register(std::move(tables));
}

}  // namespace munigraph
