#include "munigraph/registry/register.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <variant>

#include "munigraph/core/error.hpp"
#include "munigraph/core/text.hpp"
#include "munigraph/registry/text_table.hpp"

namespace munigraph {
namespace {

[[noreturn]] void reject(const std::string& message, const char* table, std::size_t row,
                         const char* column, const std::string& value,
                         const std::string& expected) {
  throw DataError(message, {table, std::to_string(row + 1), column, value, expected});
}

void check_validity(const Validity& validity, const char* table, std::size_t row) {
  if (validity.from && validity.to && *validity.to < *validity.from)
    reject("ends before it starts", table, row, "valid_to", to_string(*validity.to),
           to_string(*validity.from) + " or later");
}

void check_extras(const std::vector<ExtraColumn>& extras, const char* table, std::size_t rows) {
  for (const ExtraColumn& extra : extras) {
    const std::size_t size =
        std::visit([](const auto& values) { return values.size(); }, extra.values);
    if (size != rows)
      throw DataError("columns differ in length", {table, "", extra.name, std::to_string(size),
                                                   std::to_string(rows) + " rows"});
  }
}

template <class Row>
std::unordered_map<std::string, std::int32_t> rows_by_id(const std::vector<Row>& rows,
                                                         const char* table) {
  std::unordered_map<std::string, std::int32_t> result;
  result.reserve(rows.size());
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (rows[r].id.empty()) reject("an id is missing", table, r, "id", "", "a unique id");
    if (!result.emplace(rows[r].id, static_cast<std::int32_t>(r)).second)
      reject("an id is there twice", table, r, "id", rows[r].id, "a unique id");
    check_validity(rows[r].validity, table, r);
  }
  return result;
}

template <class Row>
std::int32_t find_row(const std::unordered_map<std::string, std::int32_t>& rows,
                      const std::vector<Row>& table, std::string_view what, std::string_view id) {
  const auto found = rows.find(std::string(id));
  if (found != rows.end()) return found->second;
  std::vector<std::string_view> ids;
  ids.reserve(table.size());
  for (const Row& row : table) ids.push_back(row.id);
  throw UnknownId(unknown_word(what, id, ids));
}

std::optional<Date> latest_day(const RegisterTables& t) {
  std::optional<Date> latest;
  const auto see = [&](const Validity& v) { latest = std::max({latest, v.from, v.to}); };
  for (const Arrangement& a : t.arrangements) see(a.validity);
  return latest;
}

/// The domain of the theme itself, else of the levels above it ("a | b" → "a"), else the domain
/// that bears the theme's name; empty if there is none.
std::string_view domain_in(const std::map<std::string, std::string>& mapping,
                           const std::vector<std::string>& names, std::string_view theme) {
  std::string key(theme);
  for (;;) {
    if (const auto found = mapping.find(key); found != mapping.end()) return found->second;
    const auto bar = key.rfind('|');
    if (bar == std::string::npos) break;
    const auto end = key.find_last_not_of(" |", bar);
    if (end == std::string::npos) break;
    key.resize(end + 1);
  }
  const auto own = std::lower_bound(names.begin(), names.end(), theme);
  return own != names.end() && *own == theme ? std::string_view(*own) : std::string_view();
}

}  // namespace

Register::Register(RegisterTables tables) {
  auto data = std::make_shared<Data>();
  data->tables = std::move(tables);
  index(*data);
  check_memberships(*data);
  find_domains(*data);
  data_ = std::move(data);
}

void Register::index(Data& data) {
  const RegisterTables& t = data.tables;
  data.participant_rows = rows_by_id(t.participants, "participants");
  data.arrangement_rows = rows_by_id(t.arrangements, "arrangements");
  check_extras(t.participant_extras, "participants", t.participants.size());
  check_extras(t.arrangement_extras, "arrangements", t.arrangements.size());
  for (std::size_t r = 0; r < t.participants.size(); ++r)
    if (const double population = t.participants[r].population;
        std::isinf(population) || population < 0)
      reject("no usable number", "participants", r, "population", format_number(population),
             "a number of at least 0, or NaN where it is not known");
  const auto participants = static_cast<std::int32_t>(t.participants.size());
  const auto arrangements = static_cast<std::int32_t>(t.arrangements.size());

  data.membership_offsets.assign(t.arrangements.size() + 1, 0);
  for (std::size_t r = 0; r < t.memberships.size(); ++r) {
    const Membership& m = t.memberships[r];
    if (m.participant < 0 || m.participant >= participants)
      reject("unknown participant", "memberships", r, "participant", std::to_string(m.participant),
             "a row of participants");
    if (m.arrangement < 0 || m.arrangement >= arrangements)
      reject("unknown arrangement", "memberships", r, "arrangement", std::to_string(m.arrangement),
             "a row of arrangements");
    check_validity(m.validity, "memberships", r);
    ++data.membership_offsets[static_cast<std::size_t>(m.arrangement) + 1];
  }
  std::partial_sum(data.membership_offsets.begin(), data.membership_offsets.end(),
                   data.membership_offsets.begin());
  data.membership_rows.resize(t.memberships.size());
  auto next = data.membership_offsets;
  for (std::size_t r = 0; r < t.memberships.size(); ++r)
    data.membership_rows[next[static_cast<std::size_t>(t.memberships[r].arrangement)]++] =
        static_cast<std::int32_t>(r);

  for (std::size_t r = 0; r < t.arrangements.size(); ++r) {
    const Arrangement& a = t.arrangements[r];
    if (data.membership_offsets[r] == data.membership_offsets[r + 1])
      reject("an arrangement without members", "arrangements", r, "id", a.id,
             "at least one row of memberships");
    if (!a.parent.empty() && !data.arrangement_rows.contains(a.parent))
      reject("unknown parent", "arrangements", r, "parent", a.parent, "the id of an arrangement");
    if (a.validity.from && (!data.range.from || *a.validity.from < *data.range.from))
      data.range.from = a.validity.from;
    if (a.validity.to && (!data.range.to || *a.validity.to > *data.range.to))
      data.range.to = a.validity.to;
  }
  data.last_day = t.exported ? t.exported : latest_day(t);
  const auto open = [](const Arrangement& a) { return !a.validity.to; };
  if (std::any_of(t.arrangements.begin(), t.arrangements.end(), open)) data.range.to.reset();
}

void Register::check_memberships(const Data& data) {
  const RegisterTables& t = data.tables;
  std::vector<std::int32_t> rows;
  for (std::size_t a = 0; a < t.arrangements.size(); ++a) {
    rows.assign(
        data.membership_rows.begin() + static_cast<std::ptrdiff_t>(data.membership_offsets[a]),
        data.membership_rows.begin() + static_cast<std::ptrdiff_t>(data.membership_offsets[a + 1]));
    const auto at = [&](std::int32_t r) -> const Membership& {
      return t.memberships[static_cast<std::size_t>(r)];
    };
    std::stable_sort(rows.begin(), rows.end(), [&](std::int32_t x, std::int32_t y) {
      return at(x).participant < at(y).participant;
    });
    for (std::size_t k = 0; k + 1 < rows.size(); ++k)
      for (std::size_t l = k + 1;
           l < rows.size() && at(rows[l]).participant == at(rows[k]).participant; ++l)
        if (at(rows[k]).validity.overlaps(at(rows[l]).validity))
          reject("a participant is in arrangement '" + t.arrangements[a].id + "' twice at a time",
                 "memberships", static_cast<std::size_t>(rows[l]), "participant",
                 t.participants[static_cast<std::size_t>(at(rows[l]).participant)].id,
                 "one row per participant and time");
    if (t.arrangements[a].structure != Structure::star) continue;
    std::erase_if(rows, [&](std::int32_t r) { return at(r).role != Role::host; });
    for (std::size_t k = 0; k < rows.size(); ++k)
      for (std::size_t l = k + 1; l < rows.size(); ++l)
        if (at(rows[k]).validity.overlaps(at(rows[l]).validity))
          reject("star '" + t.arrangements[a].id + "' has several hosts", "memberships",
                 static_cast<std::size_t>(std::max(rows[k], rows[l])), "role", "host",
                 "one host at a time");
  }
}

void Register::find_domains(Data& data) {
  const RegisterTables& t = data.tables;
  std::set<std::string> names;
  for (const auto& [theme, domain] : t.domains) names.insert(domain);
  data.domains.assign(names.begin(), names.end());
  data.arrangement_domains.resize(t.arrangements.size());
  std::map<std::string_view, std::set<std::int32_t>> unknown;

  for (std::size_t r = 0; r < t.arrangement_themes.size(); ++r) {
    const ArrangementTheme& row = t.arrangement_themes[r];
    if (row.arrangement < 0 || row.arrangement >= static_cast<std::int32_t>(t.arrangements.size()))
      reject("unknown arrangement", "arrangement_themes", r, "arrangement",
             std::to_string(row.arrangement), "a row of arrangements");
    if (row.theme.empty())
      reject("a theme is missing", "arrangement_themes", r, "theme", "", "the name of a theme");
    const std::string_view domain = domain_in(t.domains, data.domains, row.theme);
    if (domain.empty()) {
      unknown[row.theme].insert(row.arrangement);
      continue;
    }
    const auto position = std::lower_bound(data.domains.begin(), data.domains.end(), domain);
    data.arrangement_domains[static_cast<std::size_t>(row.arrangement)].push_back(
        static_cast<std::int32_t>(position - data.domains.begin()));
  }
  for (const auto& [theme, arrangements] : unknown)
    data.unknown_themes.emplace(theme, static_cast<std::int32_t>(arrangements.size()));
  for (auto& list : data.arrangement_domains) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
}

std::int32_t Register::participant(std::string_view id) const {
  return find_row(data_->participant_rows, tables().participants, "participant", id);
}

std::int32_t Register::arrangement(std::string_view id) const {
  return find_row(data_->arrangement_rows, tables().arrangements, "arrangement", id);
}

std::vector<std::int32_t> Register::memberships_of(std::int32_t arrangement) const {
  const auto a = static_cast<std::size_t>(arrangement);
  const auto begin = data_->membership_rows.begin();
  return {begin + static_cast<std::ptrdiff_t>(data_->membership_offsets[a]),
          begin + static_cast<std::ptrdiff_t>(data_->membership_offsets[a + 1])};
}

std::string_view Register::domain_of(std::string_view theme) const& {
  return domain_in(tables().domains, data_->domains, theme);
}

Snapshot Register::at(Date date) const { return {*this, date}; }

Date day_of_year(const Register& reg, std::int32_t year) {
  const Date july = std::chrono::sys_days{std::chrono::year{year} / std::chrono::July / 1};
  return std::min(july, reg.last_day().value_or(july));
}

Snapshot::Snapshot(Register reg, Date date) : register_(std::move(reg)), date_(date) {
  const RegisterTables& t = register_.tables();
  std::vector<std::uint8_t> in_force(t.participants.size(), 0);
  for (std::size_t p = 0; p < t.participants.size(); ++p) {
    if (!t.participants[p].validity.contains(date)) continue;
    in_force[p] = 1;
    participants_.push_back(static_cast<std::int32_t>(p));
  }
  for (std::size_t a = 0; a < t.arrangements.size(); ++a) {
    if (!t.arrangements[a].validity.contains(date)) continue;
    arrangements_.push_back(static_cast<std::int32_t>(a));
    for (const std::int32_t m : register_.memberships_of(static_cast<std::int32_t>(a))) {
      const Membership& row = t.memberships[static_cast<std::size_t>(m)];
      if (in_force[static_cast<std::size_t>(row.participant)] != 0 && row.validity.contains(date))
        memberships_.push_back(m);
    }
  }
  if (arrangements_.empty() && !t.arrangements.empty()) {
    const Validity range = register_.usable_range();
    throw DataError("no arrangement is in force on this date",
                    {"arrangements", "", "valid_from", to_string(date),
                     "a date from " + (range.from ? to_string(*range.from) : "any time") +
                         (range.to ? " to before " + to_string(*range.to) : " on")});
  }
}

}  // namespace munigraph
