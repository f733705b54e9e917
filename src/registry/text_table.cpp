#include "munigraph/registry/text_table.hpp"

#include <cmath>
#include <initializer_list>
#include <limits>
#include <unordered_map>
#include <unordered_set>

#include "core/number_text.hpp"
#include "munigraph/core/error.hpp"
#include "munigraph/core/text.hpp"

namespace munigraph {
namespace {

/// As an upper limit: none.
constexpr double most = std::numeric_limits<double>::max();

/// The number that a whole field is, if it is one and finite.
std::optional<double> finite_number(const std::string& field) {
  const detail::ParsedNumber found = detail::parse_number(field);
  if (found.error != std::errc{} || !std::isfinite(found.value)) return std::nullopt;
  return found.value;
}

/// Whether a number is rather a code, which would lose something as a number: "007", or more digits
/// than a double holds.
bool is_code(const std::string& field) {
  const std::size_t first = field[0] == '-' ? 1 : 0;
  if (field.size() > first + 1 && field[first] == '0' && field[first + 1] != '.') return true;
  const std::size_t digits = field.find_first_not_of("0123456789", first);
  return digits == std::string::npos && field.size() - first > 15;
}

/// What stands behind a date.
enum class TimePart : std::uint8_t { none, time, zone, other };

/// Midnight without a zone is the same as nothing: so tables of times show their days.
TimePart time_part(std::string_view text) {
  if (text.empty()) return TimePart::none;
  if (text[0] != 'T' && text[0] != ' ') return TimePart::other;
  std::size_t end = text.find_first_not_of("0123456789:.,", 1);
  if (end == std::string_view::npos) end = text.size();
  const std::string_view clock = text.substr(1, end - 1);
  if (clock.size() < 4 || clock.find(':') == std::string_view::npos) return TimePart::other;
  if (end < text.size()) return TimePart::zone;
  return clock.find_first_of("123456789") == std::string_view::npos ? TimePart::none
                                                                    : TimePart::time;
}

/// Reads the fields of one table; every getter knows where it is.
class FieldReader {
 public:
  FieldReader(const TextTable& table, std::initializer_list<std::string_view> needed,
              std::initializer_list<std::string_view> optional)
      : table_(table), known_(needed) {
    known_.insert(known_.end(), optional.begin(), optional.end());
    check_shape();
    for (const std::string_view name : needed) {
      if (table.find(name) != nullptr) continue;
      const std::vector<std::string_view> there(table.names.begin(), table.names.end());
      std::string found;
      for (const auto& column : there) found += (found.empty() ? "" : ", ") + std::string(column);
      const std::string_view near = nearest_word(name, there);
      throw DataError("a needed column is missing",
                      {table.source, "", std::string(name), found,
                       "a column '" + std::string(name) + "'" +
                           (near.empty() ? "" : " (is it '" + std::string(near) + "'?)")});
    }
  }

  [[nodiscard]] std::size_t rows() const noexcept { return table_.rows(); }

  [[nodiscard]] const std::string& text(std::size_t row, std::string_view column) const {
    static const std::string missing;
    const auto* values = column_of(column);
    return values == nullptr ? missing : (*values)[row];
  }

  template <class Enum>
  [[nodiscard]] Enum value(std::size_t row, std::string_view column) const {
    const std::string& field = text(row, column);
    if (field.empty()) return Enum{};
    if (const auto found = from_word<Enum>(field)) return *found;
    const std::string_view near = nearest_word(field, words<Enum>());
    std::string expected;
    for (const auto& one : words<Enum>())
      expected += (expected.empty() ? "" : ", ") + std::string(one);
    if (!near.empty()) expected += " (did you mean '" + std::string(near) + "'?)";
    fail(row, column, "unknown word", "one of " + expected);
  }

  [[nodiscard]] std::optional<Date> date(std::size_t row, std::string_view column) const {
    const std::string& field = text(row, column);
    if (field.empty()) return std::nullopt;
    const auto found = parse_date(std::string_view(field).substr(0, 10));
    const TimePart rest = found ? time_part(std::string_view(field).substr(10)) : TimePart::other;
    if (rest == TimePart::other) fail(row, column, "no date", "a date as YYYY-MM-DD, or nothing");
    if (rest == TimePart::zone)
      fail(row, column, "a time zone, in which another day may be meant",
           "a date as YYYY-MM-DD without a time");
    if (rest == TimePart::time)
      fail(row, column, "a time of day",
           "a date as YYYY-MM-DD without a time (valid_to is the first day that is out)");
    return found;
  }

  [[nodiscard]] Validity validity(std::size_t row) const {
    return {date(row, "valid_from"), date(row, "valid_to")};
  }

  [[nodiscard]] double number(std::size_t row, std::string_view column, double low,
                              double high) const {
    const std::string& field = text(row, column);
    if (field.empty()) return std::numeric_limits<double>::quiet_NaN();
    const auto result = finite_number(field);
    if (!result || *result < low || *result > high)
      fail(row, column, "no usable number",
           high == most ? "a number of at least " + format_number(low)
                        : "a number from " + format_number(low) + " to " + format_number(high));
    return *result;
  }

  [[noreturn]] void fail(std::size_t row, std::string_view column, const std::string& message,
                         const std::string& expected) const {
    throw DataError(message, {table_.source, std::to_string(table_.first_row + row),
                              std::string(column), text(row, column), expected});
  }

  [[nodiscard]] std::vector<ExtraColumn> extras() const {
    std::vector<ExtraColumn> result;
    for (std::size_t c = 0; c < table_.names.size(); ++c)
      if (!is_known(table_.names[c])) result.push_back(extra(c));
    return result;
  }

  void refuse_extras() const {
    for (const std::string& name : table_.names)
      if (!is_known(name))
        throw DataError("unknown column",
                        {table_.source, "", name, "", unknown_word("column", name, known_)});
  }

 private:
  void check_shape() const {
    if (table_.columns.size() != table_.names.size() ||
        (!table_.types.empty() && table_.types.size() != table_.names.size()))
      throw DataError("names, columns and types differ in number",
                      {table_.source, "", "", std::to_string(table_.columns.size()),
                       std::to_string(table_.names.size()) + " columns"});
    std::unordered_set<std::string_view> seen;
    for (std::size_t c = 0; c < table_.names.size(); ++c) {
      const std::string& name = table_.names[c];
      if (table_.columns[c].size() != table_.rows())
        throw DataError("columns differ in length",
                        {table_.source, "", name, std::to_string(table_.columns[c].size()),
                         std::to_string(table_.rows()) + " rows"});
      if (!seen.insert(name).second)
        throw DataError("a column is there twice",
                        {table_.source, "", name, name, "distinct column names"});
    }
  }
  [[nodiscard]] const std::vector<std::string>* column_of(std::string_view name) const {
    const auto cached = cache_.find(name);
    if (cached != cache_.end()) return cached->second;
    return cache_[name] = table_.find(name);
  }
  [[nodiscard]] bool is_known(std::string_view name) const {
    for (const auto& word : known_)
      if (word == name) return true;
    return false;
  }
  [[nodiscard]] ExtraColumn extra(std::size_t column) const {
    const std::string& name = table_.names[column];
    const auto& fields = table_.columns[column];
    const ColumnType type = table_.types.empty() ? ColumnType::inferred : table_.types[column];
    if (type == ColumnType::text) return {name, fields};
    std::vector<double> numbers;
    bool any = false;
    for (std::size_t r = 0; r < fields.size(); ++r) {
      if (fields[r].empty()) {
        numbers.push_back(std::numeric_limits<double>::quiet_NaN());
        continue;
      }
      const auto value = finite_number(fields[r]);
      if (type == ColumnType::number && !value) fail(r, name, "no usable number", "a number");
      if (type == ColumnType::inferred && (!value || is_code(fields[r]))) return {name, fields};
      numbers.push_back(*value);
      any = true;
    }
    if (type == ColumnType::inferred && !any) return {name, fields};
    return {name, std::move(numbers)};
  }

  const TextTable& table_;
  std::vector<std::string_view> known_;
  mutable std::unordered_map<std::string_view, const std::vector<std::string>*> cache_;
};

void parse_participants(const TextTable& table, RegisterTables& out) {
  const FieldReader read(table, {"id"},
                         {"name", "kind", "province", "population", "population_year", "lon", "lat",
                          "valid_from", "valid_to"});
  for (std::size_t r = 0; r < read.rows(); ++r) {
    Participant p;
    p.id = read.text(r, "id");
    p.name = read.text(r, "name").empty() ? p.id : read.text(r, "name");
    p.kind = read.value<ParticipantKind>(r, "kind");
    p.province = read.text(r, "province");
    p.population = read.number(r, "population", 0, most);
    const double year = read.number(r, "population_year", 0, 9999);
    if (!std::isnan(year) && year != std::floor(year))
      read.fail(r, "population_year", "no year", "a whole number");
    p.population_year = std::isnan(year) ? 0 : static_cast<std::int32_t>(year);
    p.lon = read.number(r, "lon", -180, 180);
    p.lat = read.number(r, "lat", -90, 90);
    p.validity = read.validity(r);
    out.participants.push_back(std::move(p));
  }
  out.participant_extras = read.extras();
}

void parse_arrangements(const TextTable& table, RegisterTables& out) {
  const FieldReader read(
      table, {"id"},
      {"chain", "name", "kind", "legal_form", "structure", "obligation", "phase", "parent",
       "inputs", "decision_rules", "evaluation", "valid_from", "valid_to", "source"});
  for (std::size_t r = 0; r < read.rows(); ++r) {
    Arrangement a;
    a.id = read.text(r, "id");
    a.chain = read.text(r, "chain").empty() ? a.id : read.text(r, "chain");
    a.name = read.text(r, "name").empty() ? a.id : read.text(r, "name");
    a.kind = read.value<ArrangementKind>(r, "kind");
    a.legal_form = read.value<LegalForm>(r, "legal_form");
    a.structure = read.value<Structure>(r, "structure");
    a.obligation = read.value<Obligation>(r, "obligation");
    a.phase = read.value<Phase>(r, "phase");
    a.parent = read.text(r, "parent");
    a.inputs = read.value<Answer>(r, "inputs");
    a.decision_rules = read.value<Answer>(r, "decision_rules");
    a.evaluation = read.value<Answer>(r, "evaluation");
    a.validity = read.validity(r);
    a.source = read.text(r, "source");
    out.arrangements.push_back(std::move(a));
  }
  out.arrangement_extras = read.extras();
}

/// Row numbers by id; the first of two equal ids wins here, and Register refuses the second.
template <class Row>
class Rows {
 public:
  explicit Rows(const std::vector<Row>& rows) : rows_(rows) {
    numbers_.reserve(rows.size());
    for (std::size_t r = 0; r < rows.size(); ++r)
      numbers_.emplace(rows[r].id, static_cast<std::int32_t>(r));
  }
  [[nodiscard]] std::int32_t operator()(const FieldReader& read, std::size_t row,
                                        std::string_view column) const {
    const std::string& id = read.text(row, column);
    const auto found = numbers_.find(id);
    if (found != numbers_.end()) return found->second;
    std::vector<std::string_view> ids;
    ids.reserve(rows_.size());
    for (const Row& one : rows_) ids.push_back(one.id);
    read.fail(row, column, unknown_word(column, id, ids), "an id of " + std::string(column) + "s");
  }

 private:
  const std::vector<Row>& rows_;
  std::unordered_map<std::string_view, std::int32_t> numbers_;
};

void parse_memberships(const TextTable& table, RegisterTables& out) {
  const FieldReader read(table, {"arrangement", "participant"}, {"role", "valid_from", "valid_to"});
  read.refuse_extras();
  const Rows arrangement(out.arrangements);
  const Rows participant(out.participants);
  out.memberships.reserve(read.rows());
  for (std::size_t r = 0; r < read.rows(); ++r)
    out.memberships.push_back({arrangement(read, r, "arrangement"),
                               participant(read, r, "participant"), read.value<Role>(r, "role"),
                               read.validity(r)});
}

void parse_themes(const TextTable& table, RegisterTables& out) {
  const FieldReader read(table, {"arrangement", "theme"}, {"basis"});
  read.refuse_extras();
  const Rows arrangement(out.arrangements);
  for (std::size_t r = 0; r < read.rows(); ++r)
    out.arrangement_themes.push_back({arrangement(read, r, "arrangement"), read.text(r, "theme"),
                                      read.value<ThemeBasis>(r, "basis")});
}

void parse_successions(const TextTable& table, RegisterTables& out) {
  const FieldReader read(table, {"date", "from", "to"}, {"kind", "share", "share_of"});
  read.refuse_extras();
  for (std::size_t r = 0; r < read.rows(); ++r) {
    const auto date = read.date(r, "date");
    if (!date) read.fail(r, "date", "a date is missing", "a date as YYYY-MM-DD");
    out.successions.push_back({*date, read.text(r, "from"), read.text(r, "to"),
                               read.value<SuccessionKind>(r, "kind"), read.number(r, "share", 0, 1),
                               read.text(r, "share_of")});
  }
}

}  // namespace

const std::vector<std::string>* TextTable::find(std::string_view name) const& noexcept {
  for (std::size_t c = 0; c < names.size(); ++c)
    if (names[c] == name) return &columns[c];
  return nullptr;
}

RegisterTables parse_tables(const RegisterText& text) {
  RegisterTables tables;
  parse_participants(text.participants, tables);
  parse_arrangements(text.arrangements, tables);
  parse_memberships(text.memberships, tables);
  if (text.arrangement_themes) parse_themes(*text.arrangement_themes, tables);
  if (text.successions) parse_successions(*text.successions, tables);
  return tables;
}

}  // namespace munigraph
