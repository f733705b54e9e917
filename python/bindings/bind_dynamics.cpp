#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common.hpp"
#include "munigraph/dynamics/chronicle.hpp"
#include "munigraph/dynamics/names.hpp"
#include "munigraph/dynamics/spells.hpp"

namespace munigraph::python {

void bind_track(py::module_& module);

namespace {

/// Days since 1970-01-01 as NumPy has them; its NaT where there is none.
std::int64_t days_of(const std::optional<Date>& date) {
  if (!date) return std::numeric_limits<std::int64_t>::min();
  return static_cast<std::int64_t>(date->time_since_epoch() / std::chrono::days{1});
}

template <class Row, class Get>
py::object texts(const std::vector<Row>& rows, Get&& get) {
  std::vector<std::string> column;
  column.reserve(rows.size());
  for (const Row& row : rows) column.emplace_back(get(row));
  return py::cast(std::move(column));
}

template <class T, class Row, class Get>
py::object numbers(const std::vector<Row>& rows, Get&& get) {
  std::vector<T> column;
  column.reserve(rows.size());
  for (const Row& row : rows) column.push_back(static_cast<T>(get(row)));
  return to_numpy(std::move(column));
}

std::string id_of(const Register& reg, std::int32_t participant) {
  return participant < 0 ? std::string()
                         : reg.tables().participants[static_cast<std::size_t>(participant)].id;
}

/// "a → b", or one id where there is one.
std::string versions_of(const Register& reg, const Event& event) {
  const auto id = [&](std::int32_t row) {
    return row < 0 ? std::string() : reg.tables().arrangements[static_cast<std::size_t>(row)].id;
  };
  const std::string before = id(event.version_before);
  const std::string after = id(event.version_after);
  if (before.empty() || after.empty() || before == after) return before.empty() ? after : before;
  return before + " → " + after;
}

py::dict event_columns(const Register& reg, const std::vector<Event>& events) {
  py::dict columns;
  columns["date"] = numbers<std::int64_t>(events, [](const Event& e) { return days_of(e.date); });
  columns["earliest"] =
      numbers<std::int64_t>(events, [](const Event& e) { return days_of(e.earliest); });
  columns["latest"] =
      numbers<std::int64_t>(events, [](const Event& e) { return days_of(e.latest); });
  columns["date_basis"] = texts(events, [](const Event& e) { return word(e.basis); });
  columns["event"] = texts(events, [](const Event& e) { return word(e.kind); });
  columns["reason"] = texts(events, [](const Event& e) { return word(e.reason); });
  columns["administrative"] =
      numbers<std::uint8_t>(events, [](const Event& e) { return e.administrative(); });
  columns["arrangement"] = texts(events, [](const Event& e) { return e.arrangement; });
  columns["versions"] = texts(events, [&](const Event& e) { return versions_of(reg, e); });
  columns["participant"] = texts(events, [&](const Event& e) { return id_of(reg, e.participant); });
  columns["counterpart"] = texts(events, [](const Event& e) { return e.counterpart; });
  columns["before"] = texts(events, [](const Event& e) { return e.before; });
  columns["after"] = texts(events, [](const Event& e) { return e.after; });
  columns["share"] = numbers<double>(events, [](const Event& e) { return e.share; });
  columns["rule"] = texts(events, [](const Event& e) { return e.rule; });
  return columns;
}

py::dict candidate_columns(const std::vector<Candidate>& candidates) {
  py::dict columns;
  columns["event"] = texts(candidates, [](const Candidate& c) { return word(c.kind); });
  columns["arrangement"] = texts(candidates, [](const Candidate& c) { return c.arrangement; });
  columns["counterpart"] = texts(candidates, [](const Candidate& c) { return c.counterpart; });
  columns["ended"] =
      numbers<std::int64_t>(candidates, [](const Candidate& c) { return days_of(c.ended); });
  columns["began"] =
      numbers<std::int64_t>(candidates, [](const Candidate& c) { return days_of(c.began); });
  columns["share"] = numbers<double>(candidates, [](const Candidate& c) { return c.share; });
  columns["why"] = texts(candidates, [](const Candidate& c) { return c.why; });
  return columns;
}

py::dict spell_columns(const Register& reg, const std::vector<Spell>& spells) {
  py::dict columns;
  columns["arrangement"] = texts(spells, [](const Spell& s) { return s.arrangement; });
  columns["participant"] = texts(spells, [&](const Spell& s) { return id_of(reg, s.participant); });
  columns["start"] = numbers<std::int64_t>(spells, [](const Spell& s) { return days_of(s.start); });
  columns["entry"] = numbers<std::int64_t>(spells, [](const Spell& s) { return days_of(s.entry); });
  columns["stop"] = numbers<std::int64_t>(spells, [](const Spell& s) { return days_of(s.stop); });
  columns["stop_earliest"] =
      numbers<std::int64_t>(spells, [](const Spell& s) { return days_of(s.stop_earliest); });
  columns["start_known"] =
      numbers<std::uint8_t>(spells, [](const Spell& s) { return s.start_known; });
  columns["exit"] = numbers<std::uint8_t>(spells, [](const Spell& s) { return s.exit; });
  columns["cause"] = texts(spells, [](const Spell& s) { return s.cause; });
  columns["registered"] =
      numbers<std::uint8_t>(spells, [](const Spell& s) { return s.registered; });
  columns["members"] = numbers<std::int64_t>(spells, [](const Spell& s) { return s.members; });
  columns["version"] = numbers<std::int64_t>(spells, [](const Spell& s) { return s.version; });
  return columns;
}

ChronicleRules rules_from(const std::map<std::string, double>& values) {
  ChronicleRules rules;
  for (const auto& [name, value] : values) set_rule(rules, name, value);
  return rules;
}

/// `(register, day, rule for splits)` of a register on a fixed geography, or None.
std::optional<GeographyOrigin> origin_from(const py::object& given) {
  if (given.is_none()) return std::nullopt;
  const auto parts = py::cast<py::tuple>(given);
  GeographyOrigin origin{py::cast<Register>(parts[0]), {}, SplitRule::largest};
  if (const auto day = parse_date(py::cast<std::string>(parts[1]))) origin.day = *day;
  if (const auto rule = from_word<SplitRule>(py::cast<std::string>(parts[2])))
    origin.splits = *rule;
  return origin;
}

py::list rule_table() {
  py::list rows;
  for (const ChronicleRule& rule : chronicle_rules())
    rows.append(py::make_tuple(std::string(rule.name), rule_value({}, rule.name),
                               rule.days != nullptr, std::string(rule.about)));
  return rows;
}

}  // namespace

void bind_dynamics(py::module_& module) {
  module.def(
      "chronicle",
      [](const Register& reg, const std::map<std::string, double>& rules, const py::object& from) {
        const ChronicleRules set = rules_from(rules);
        const std::optional<GeographyOrigin> origin = origin_from(from);
        const Chronicle found = run_interruptible(py::none(), [&](Monitor& monitor) {
          return chronicle(reg, set, &monitor, origin ? &*origin : nullptr);
        });
        return py::make_tuple(event_columns(reg, found.events),
                              candidate_columns(found.candidates));
      },
      py::arg("register"), py::arg("rules"), py::arg("origin") = py::none());
  module.def(
      "spells",
      [](const Register& reg, bool memberships, const std::map<std::string, double>& rules,
         const py::object& from) {
        const ChronicleRules set = rules_from(rules);
        const std::optional<GeographyOrigin> origin = origin_from(from);
        const std::vector<Spell> found = run_interruptible(py::none(), [&](Monitor& monitor) {
          return memberships ? membership_spells(reg, set, &monitor, origin ? &*origin : nullptr)
                             : arrangement_spells(reg, set, &monitor);
        });
        return spell_columns(reg, found);
      },
      py::arg("register"), py::arg("memberships"), py::arg("rules"),
      py::arg("origin") = py::none());
  module.def("chronicle_rules", &rule_table);
  module.def(
      "check_chronicle_rules",
      [](const std::map<std::string, double>& rules) { rules_from(rules); }, py::arg("rules"));
  module.def("normalised_name", &normalised_name, py::arg("name"));
  bind_track(module);
}

}  // namespace munigraph::python
