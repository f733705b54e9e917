#include "dynamics/features.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "munigraph/dynamics/names.hpp"

namespace munigraph::dynamics {
namespace {

constexpr std::array compared{EventKind::form, EventKind::name, EventKind::themes, EventKind::host};

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : "; ") + word;
  return text;
}

std::string_view rule_of(EventKind kind) {
  switch (kind) {
    case EventKind::form:
      return "other_form";
    case EventKind::name:
      return "other_name";
    case EventKind::host:
      return "other_host";
    default:
      return "other_themes";
  }
}

/// What is not classified is no set of themes: only two stated sets can differ.
void explain_classification(Event& event, const std::string& known, const std::string& after) {
  event.reason = EventReason::classified;
  if (after.empty())
    event.rule = "classification_missing";
  else if (known.empty())
    event.rule = "first_classification";
  else if (known == after)
    event.rule = "classification_back";
  else
    event.reason = EventReason::real;
}

}  // namespace

Features::Features(const History& history, const ChronicleRules& rules)
    : history_(history), rules_(rules) {
  const RegisterTables& t = history.source().tables();
  themes_.resize(t.arrangements.size());
  // What a classifier proposes or a chain hands on is no statement of the register.
  for (const ArrangementTheme& row : t.arrangement_themes)
    if (row.basis == ThemeBasis::official || row.basis == ThemeBasis::given)
      themes_[static_cast<std::size_t>(row.arrangement)].push_back(row.theme);
  for (auto& list : themes_) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
}

/// A life with its segments, and the events at its borders.
struct Features::Walk {
  const Chain& chain;
  const Lifetime& life;

  [[nodiscard]] const Segment& at(std::size_t k) const { return chain.segments[life.first + k]; }
  [[nodiscard]] std::size_t size() const noexcept { return life.last - life.first + 1; }

  [[nodiscard]] Event event(std::size_t k, EventKind kind) const {
    Event event;
    event.kind = kind;
    event.arrangement = chain.id;
    event.version_before = at(k - 1).row;
    event.version_after = at(k).row;
    event.date = date_of(at(k).start);
    if (at(k - 1).start != always) event.earliest = date_of(at(k - 1).start);
    event.latest = event.date;
    return event;
  }

  /// Whether what k began was taken back by k + 1 (A, B, A) within so many days.
  [[nodiscard]] bool undone(const Column& values, std::size_t k, std::int32_t days) const {
    return k > 0 && k + 1 < values.size() && values[k].key != values[k - 1].key &&
           values[k + 1].key == values[k - 1].key && at(k + 1).start - at(k - 1).start <= days;
  }
};

std::vector<Event> Features::events(const Chain& chain, const Lifetime& life,
                                    const std::vector<char>& changed) const {
  const Walk walk{chain, life};
  std::vector<char> differs = changed;
  std::vector<Event> result;
  for (const EventKind kind : compared) compare(walk, kind, result, differs);
  inside_hosts(walk, result);
  for (std::size_t k = 1; k < walk.size(); ++k) {
    if (history_.number_of(walk.at(k - 1).row) != history_.number_of(walk.at(k).row))
      result.push_back(renumbered(walk, k));
    else if (differs[k] == 0)
      result.push_back(revised(walk, k));
  }
  return result;
}

bool Features::differ(const Segment& before, const Segment& after) const {
  return std::any_of(compared.begin(), compared.end(), [&](EventKind kind) {
    return value(before, kind).key != value(after, kind).key;
  });
}

Features::Value Features::value(const Segment& segment, EventKind kind) const {
  const Arrangement& version = history_.version(segment.row);
  if (kind == EventKind::form) {
    const std::string form = history_.form_of(segment.row);
    return {form, form};
  }
  if (kind == EventKind::name) return {normalised_name(version.name), version.name};
  if (kind == EventKind::host) return hosts(segment);
  const std::string themes = joined(themes_[static_cast<std::size_t>(segment.row)]);
  return {themes, themes};
}

std::vector<std::int32_t> Features::host_rows(const Segment& segment) {
  std::vector<std::int32_t> rows;
  for (const Stay& stay : segment.stays)
    if (stay.host && stay.to >= segment.end) rows.push_back(stay.participant);
  return rows;
}

Features::Value Features::hosts(const Segment& segment) const {
  std::vector<std::string> ids;
  for (const std::int32_t row : host_rows(segment))
    ids.push_back(history_.source().tables().participants[static_cast<std::size_t>(row)].id);
  const std::string text = joined(ids);
  return {text, text};
}

void Features::compare(const Walk& walk, EventKind kind, std::vector<Event>& events,
                       std::vector<char>& differs) const {
  Column values;
  for (std::size_t k = 0; k < walk.size(); ++k) values.push_back(value(walk.at(k), kind));
  std::string known = values.front().key;  // Of the last version that states anything.
  for (std::size_t k = 1; k < values.size(); ++k) {
    const Value& before = values[k - 1];
    const Value& after = values[k];
    if (after.key != before.key) {
      differs[k] = 1;
      Event event = walk.event(k, kind);
      event.before = before.shown;
      event.after = after.shown;
      event.rule = rule_of(kind);
      if (walk.undone(values, k, rules_.corrected_days) ||
          walk.undone(values, k - 1, rules_.corrected_days)) {
        event.reason = EventReason::error_corrected;
        event.rule = "taken_back";
      } else if (kind == EventKind::host) {
        explain_host(walk.at(k - 1), walk.at(k), event);
      } else if (kind == EventKind::themes && (before.key.empty() || after.key.empty())) {
        explain_classification(event, known, after.key);
      }
      events.push_back(std::move(event));
    }
    if (!after.key.empty()) known = after.key;
  }
}

/// A host in the place of one that it was made of, or took over, is the same one.
void Features::explain_host(const Segment& before, const Segment& after, Event& event) const {
  const std::vector<std::int32_t> old_ones = host_rows(before);
  const std::vector<std::int32_t> new_ones = host_rows(after);
  if (old_ones.size() != 1 || new_ones.size() != 1) return;
  const Day one = history_.kinship().one_from({old_ones.front(), new_ones.front()});
  if (one == never || one > day_of(*event.latest) + rules_.lag_days) return;
  event.reason = EventReason::merger;
  event.rule = "successor_is_host";
  event.date = date_of(one);
  event.basis = DateBasis::succession;
}

void Features::inside_hosts(const Walk& walk, std::vector<Event>& events) const {
  const auto& participants = history_.source().tables().participants;
  for (std::size_t k = 0; k < walk.size(); ++k) {
    std::vector<Stay> hosts;
    for (const Stay& stay : walk.at(k).stays)
      if (stay.host) hosts.push_back(stay);
    std::sort(hosts.begin(), hosts.end(),
              [](const Stay& a, const Stay& b) { return a.from < b.from; });
    for (std::size_t h = 1; h < hosts.size(); ++h) {
      if (hosts[h].from == always || hosts[h].participant == hosts[h - 1].participant) continue;
      Event event;
      event.kind = EventKind::host;
      event.arrangement = walk.chain.id;
      event.version_before = event.version_after = walk.at(k).row;
      event.date = date_of(hosts[h].from);
      event.earliest = event.latest = event.date;
      event.basis = DateBasis::accession;
      event.participant = hosts[h].participant;
      event.before = participants[static_cast<std::size_t>(hosts[h - 1].participant)].id;
      event.after = participants[static_cast<std::size_t>(hosts[h].participant)].id;
      event.rule = "other_host";
      events.push_back(std::move(event));
    }
  }
}

Event Features::renumbered(const Walk& walk, std::size_t segment) const {
  const Segment& before = walk.at(segment - 1);
  const Segment& after = walk.at(segment);
  Event event = walk.event(segment, EventKind::renumbered);
  event.before = history_.number_of(before.row);
  event.after = history_.number_of(after.row);
  event.counterpart = event.arrangement;
  event.share = overlap(before.carried_end, history_.carried(history_.taken_over(before, after)));
  event.rule = "other_number_in_chain";
  return event;
}

Event Features::revised(const Walk& walk, std::size_t segment) const {
  const Segment& before = walk.at(segment - 1);
  const Segment& after = walk.at(segment);
  Event event = walk.event(segment, EventKind::revised);
  event.rule = "nothing_differs";
  if (before.end < after.start && history_.gap(before.end, after.start) > 0) {
    event.reason = EventReason::gap_in_register;
    event.rule = "gap_between_versions";
  } else if (before.stated_end != never && before.stated_end > after.start) {
    event.reason = EventReason::gap_in_register;
    event.rule = "overlap_of_versions";
  }
  return event;
}

}  // namespace munigraph::dynamics
