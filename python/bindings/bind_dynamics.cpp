#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common.hpp"
#include "munigraph/dynamics/chronicle.hpp"
#include "munigraph/dynamics/names.hpp"
#include "munigraph/dynamics/spells.hpp"
#include "structs.hpp"

namespace munigraph::python {

void bind_track(py::module_& module);

namespace {

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

/// An event with the ids of its rows.
struct NamedEvent {
  Event event;
  std::string versions;
  std::string participant;
};

/// A spell with the id of its row.
struct NamedSpell {
  Spell spell;
  std::string participant;
};

Columns<NamedEvent> named(const Register& reg, const std::vector<Event>& events) {
  Columns<NamedEvent> table;
  for (const Event& event : events)
    table.rows.push_back({event, versions_of(reg, event), id_of(reg, event.participant)});
  return table;
}

Columns<NamedSpell> named(const Register& reg, const std::vector<Spell>& spells) {
  Columns<NamedSpell> table;
  for (const Spell& spell : spells) table.rows.push_back({spell, id_of(reg, spell.participant)});
  return table;
}

/// A column of events from a member or function of an event.
template <class Get>
auto of_event(Get get) {
  return [get](const NamedEvent& row) { return std::invoke(get, row.event); };
}

template <class Get>
auto of_spell(Get get) {
  return [get](const NamedSpell& row) { return std::invoke(get, row.spell); };
}

void bind_chronicle(py::module_& module) {
  BoundColumns<NamedEvent>(module, "Events")
      .column("date", of_event(&Event::date))
      .column("earliest", of_event(&Event::earliest))
      .column("latest", of_event(&Event::latest))
      .column("date_basis", of_event([](const Event& e) { return word(e.basis); }))
      .column("event", of_event([](const Event& e) { return word(e.kind); }))
      .column("reason", of_event([](const Event& e) { return word(e.reason); }))
      .column("administrative", of_event(&Event::administrative))
      .column("arrangement", of_event(&Event::arrangement))
      .column("versions", &NamedEvent::versions)
      .column("participant", &NamedEvent::participant)
      .column("counterpart", of_event(&Event::counterpart))
      .column("before", of_event(&Event::before))
      .column("after", of_event(&Event::after))
      .column("share", of_event(&Event::share))
      .column("rule", of_event(&Event::rule));
  BoundColumns<Candidate>(module, "Candidates")
      .column("event", [](const Candidate& c) { return word(c.kind); })
      .column("arrangement", &Candidate::arrangement)
      .column("counterpart", &Candidate::counterpart)
      .column("ended", &Candidate::ended)
      .column("began", &Candidate::began)
      .column("share", &Candidate::share)
      .column("why", &Candidate::why);
}

void bind_spells(py::module_& module) {
  BoundColumns<NamedSpell>(module, "Spells")
      .column("arrangement", of_spell(&Spell::arrangement))
      .column("participant", &NamedSpell::participant)
      .column("start", of_spell(&Spell::start))
      .column("entry", of_spell(&Spell::entry))
      .column("stop", of_spell(&Spell::stop))
      .column("stop_earliest", of_spell(&Spell::stop_earliest))
      .column("start_known", of_spell(&Spell::start_known))
      .column("exit", of_spell(&Spell::exit))
      .column("cause", of_spell(&Spell::cause))
      .column("registered", of_spell(&Spell::registered))
      .column("members", [](const NamedSpell& row) -> std::int64_t { return row.spell.members; })
      .column("version", of_spell(&Spell::version));
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
  bind_chronicle(module);
  bind_spells(module);
  module.def(
      "chronicle",
      [](const Register& reg, const std::map<std::string, double>& rules, const py::object& from) {
        const ChronicleRules set = rules_from(rules);
        const std::optional<GeographyOrigin> origin = origin_from(from);
        const Chronicle found = run_interruptible(py::none(), [&](Monitor& monitor) {
          return chronicle(reg, set, &monitor, origin ? &*origin : nullptr);
        });
        return py::make_tuple(named(reg, found.events), Columns<Candidate>{found.candidates});
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
        return named(reg, found);
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
