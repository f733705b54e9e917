#include <cmath>
#include <functional>
#include <utility>

#include "core/number_text.hpp"

#include "munigraph/registry/text_table.hpp"

namespace munigraph {
namespace {

template <class Row>
using Field = std::pair<const char*, std::function<std::string(const Row&)>>;

template <class Row>
TextTable format(const char* source, const std::vector<Row>& rows,
                 const std::vector<Field<Row>>& fields) {
  TextTable table;
  table.source = source;
  for (const auto& [name, text] : fields) {
    table.names.emplace_back(name);
    auto& column = table.columns.emplace_back();
    column.reserve(rows.size());
    for (const Row& row : rows) column.push_back(text(row));
  }
  table.types.assign(table.names.size(), ColumnType::inferred);
  return table;
}

void append(TextTable& table, const std::vector<ExtraColumn>& extras) {
  for (const ExtraColumn& extra : extras) {
    table.names.push_back(extra.name);
    auto& column = table.columns.emplace_back();
    const auto* numbers = std::get_if<std::vector<double>>(&extra.values);
    table.types.push_back(numbers != nullptr ? ColumnType::number : ColumnType::text);
    if (numbers != nullptr)
      for (const double value : *numbers) column.push_back(format_number(value));
    else
      column = std::get<std::vector<std::string>>(extra.values);
  }
}

std::string text(const std::optional<Date>& date) { return date ? to_string(*date) : ""; }

template <class Enum>
std::string text(Enum value) {
  return std::string(word(value));
}

TextTable format_participants(const RegisterTables& tables) {
  using P = Participant;
  TextTable table = format<P>(
      "participants", tables.participants,
      {{"id", [](const P& p) { return p.id; }},
       {"name", [](const P& p) { return p.name; }},
       {"kind", [](const P& p) { return text(p.kind); }},
       {"province", [](const P& p) { return p.province; }},
       {"population", [](const P& p) { return format_number(p.population); }},
       {"population_year",
        [](const P& p) { return p.population_year == 0 ? "" : std::to_string(p.population_year); }},
       {"lon", [](const P& p) { return format_number(p.lon); }},
       {"lat", [](const P& p) { return format_number(p.lat); }},
       {"valid_from", [](const P& p) { return text(p.validity.from); }},
       {"valid_to", [](const P& p) { return text(p.validity.to); }}});
  append(table, tables.participant_extras);
  return table;
}

TextTable format_arrangements(const RegisterTables& tables) {
  using A = Arrangement;
  TextTable table =
      format<A>("arrangements", tables.arrangements,
                {{"id", [](const A& a) { return a.id; }},
                 {"chain", [](const A& a) { return a.chain; }},
                 {"name", [](const A& a) { return a.name; }},
                 {"kind", [](const A& a) { return text(a.kind); }},
                 {"legal_form", [](const A& a) { return text(a.legal_form); }},
                 {"structure", [](const A& a) { return text(a.structure); }},
                 {"obligation", [](const A& a) { return text(a.obligation); }},
                 {"phase", [](const A& a) { return text(a.phase); }},
                 {"parent", [](const A& a) { return a.parent; }},
                 {"inputs", [](const A& a) { return text(a.inputs); }},
                 {"decision_rules", [](const A& a) { return text(a.decision_rules); }},
                 {"evaluation", [](const A& a) { return text(a.evaluation); }},
                 {"valid_from", [](const A& a) { return text(a.validity.from); }},
                 {"valid_to", [](const A& a) { return text(a.validity.to); }},
                 {"source", [](const A& a) { return a.source; }}});
  append(table, tables.arrangement_extras);
  return table;
}

TextTable format_memberships(const RegisterTables& tables) {
  using M = Membership;
  const auto id = [](const auto& rows, std::int32_t row) {
    return rows[static_cast<std::size_t>(row)].id;
  };
  return format<M>(
      "memberships", tables.memberships,
      {{"arrangement", [&](const M& m) { return id(tables.arrangements, m.arrangement); }},
       {"participant", [&](const M& m) { return id(tables.participants, m.participant); }},
       {"role", [](const M& m) { return text(m.role); }},
       {"valid_from", [](const M& m) { return text(m.validity.from); }},
       {"valid_to", [](const M& m) { return text(m.validity.to); }}});
}

TextTable format_themes(const RegisterTables& tables) {
  using T = ArrangementTheme;
  return format<T>("arrangement_themes", tables.arrangement_themes,
                   {{"arrangement",
                     [&](const T& t) {
                       return tables.arrangements[static_cast<std::size_t>(t.arrangement)].id;
                     }},
                    {"theme", [](const T& t) { return t.theme; }},
                    {"basis", [](const T& t) { return text(t.basis); }}});
}

TextTable format_successions(const RegisterTables& tables) {
  using S = Succession;
  return format<S>("successions", tables.successions,
                   {{"date", [](const S& s) { return to_string(s.date); }},
                    {"from", [](const S& s) { return s.from; }},
                    {"to", [](const S& s) { return s.to; }},
                    {"kind", [](const S& s) { return text(s.kind); }},
                    {"share", [](const S& s) { return format_number(s.share); }},
                    {"share_of", [](const S& s) { return s.share_of; }}});
}

}  // namespace

std::string format_number(double value) {
  if (std::isnan(value)) return "";
  // The shortest form of 100000 would be 1e+05.
  const bool whole = std::abs(value) < 1e15 && value == std::floor(value);
  return whole ? detail::whole(value) : detail::shortest(value);
}

RegisterText format_tables(const RegisterTables& tables) {
  RegisterText out;
  out.participants = format_participants(tables);
  out.arrangements = format_arrangements(tables);
  out.memberships = format_memberships(tables);
  out.arrangement_themes = format_themes(tables);
  out.successions = format_successions(tables);
  return out;
}

}  // namespace munigraph
