#include "dynamics/members.hpp"

#include <algorithm>

namespace munigraph::dynamics {
namespace {

/// A stay with the segment that it stands in.
struct Piece {
  std::size_t segment = 0;
  Stay stay;
};

/// Finds one participant's changes from its pieces.
class Walk {
 public:
  Walk(const Chain& chain, const Lifetime& life, std::vector<Change>& changes)
      : segments_(chain.segments), life_(life), changes_(changes) {}

  void follow(const std::vector<Piece>& pieces) {
    for (std::size_t k = 0; k < pieces.size(); ++k) {
      const Piece& piece = pieces[k];
      const Piece* before = k > 0 ? &pieces[k - 1] : nullptr;
      if (before == nullptr ? piece.segment != life_.first || comes_later(piece)
                            : came_back(*before, piece))
        join(piece);
      const Piece* after = k + 1 < pieces.size() ? &pieces[k + 1] : nullptr;
      if (after == nullptr ? piece.segment < life_.last || !stays(piece) : came_back(piece, *after))
        leave(piece);
    }
  }

 private:
  [[nodiscard]] const Segment& at(const Piece& piece) const { return segments_[piece.segment]; }
  [[nodiscard]] bool stays(const Piece& piece) const { return piece.stay.to >= at(piece).end; }
  [[nodiscard]] bool comes_later(const Piece& piece) const {
    return piece.stay.from > at(piece).start && at(piece).start != always;
  }
  [[nodiscard]] bool came_back(const Piece& a, const Piece& b) const {
    if (a.segment == b.segment) return b.stay.from > a.stay.to;
    if (b.segment > a.segment + 1 || !stays(a)) return true;
    // Without a recorded end, a later accession only repeats what was known.
    return a.stay.to != never && comes_later(b);
  }

  void join(const Piece& piece) {
    Change change{true, piece.stay.participant, piece.segment};
    change.known = piece.stay.from != always;
    const bool inside = piece.segment == life_.first || listed_before(piece);
    change.at_border = !inside;
    if (inside) {
      change.date = change.earliest = change.latest = piece.stay.from;
    } else {
      change.earliest = segments_[piece.segment - 1].start;
      change.latest = at(piece).start;
      change.date = change.known ? piece.stay.from : change.latest;
      change.earliest = std::min(change.earliest, change.date);
      change.latest = std::max(change.latest, change.date);
    }
    changes_.push_back(change);
  }

  /// Whether the same segment or the one before has the participant as well.
  [[nodiscard]] bool listed_before(const Piece& piece) const {
    const auto [first, last] = at(piece).stays_of(piece.stay.participant);
    return first < last && at(piece).stays[first].from < piece.stay.from;
  }

  void leave(const Piece& piece) {
    Change change{false, piece.stay.participant, piece.segment};
    const bool recorded = piece.stay.to != never;
    if (!stays(piece) || piece.segment == life_.last) {
      change.known = true;
      change.date = change.earliest = change.latest = piece.stay.to;
    } else {
      change.at_border = true;
      change.latest = segments_[piece.segment + 1].start;
      change.earliest = recorded ? std::min(at(piece).end, change.latest) : at(piece).start;
      change.known = recorded && change.earliest == change.latest;
      change.date = change.latest;
    }
    changes_.push_back(change);
  }

  const std::vector<Segment>& segments_;
  const Lifetime& life_;
  std::vector<Change>& changes_;
};

std::string joined_ids(const std::vector<Participant>& participants,
                       const std::vector<std::int32_t>& rows) {
  std::string text;
  for (const std::int32_t row : rows)
    text += (text.empty() ? "" : "; ") + participants[static_cast<std::size_t>(row)].id;
  return text;
}

/// Whether someone is a member right after a change.
bool there_after(const Segment& segment, std::int32_t participant, Day day) {
  const auto [first, last] = segment.stays_of(participant);
  for (std::size_t k = first; k < last; ++k)
    if (segment.stays[k].from <= day && day < segment.stays[k].to) return true;
  return false;
}

enum class Return { no, gap, corrected };

/// Whether two successive changes of one participant take each other back.
Return taken_back(const Chain& chain, const Change& x, const Change& y,
                  const ChronicleRules& rules) {
  const std::vector<Segment>& segments = chain.segments;
  const auto days = [&](std::size_t first, std::size_t last) {
    return segments[last].start - segments[first].start;
  };
  if (!x.joined && y.joined) {
    if (!x.at_border || !y.at_border)
      return y.date - x.date <= rules.corrected_days ? Return::gap : Return::no;
    if (y.segment != x.segment + 2) return Return::no;
    return days(x.segment, y.segment) <= rules.corrected_days ? Return::corrected : Return::gap;
  }
  if (x.joined && !y.joined && x.at_border && y.at_border && x.segment == y.segment &&
      days(x.segment - 1, y.segment + 1) <= rules.corrected_days)
    return Return::corrected;
  return Return::no;
}

/// The record's own doing is dated by the record: an accession says when the member first joined.
void mark(Event& event, const Chain& chain, const Change& change, Return how) {
  if (event.reason == EventReason::merger) return;
  if (change.at_border && change.joined && change.date < change.latest) {
    event.earliest = date_of(chain.segments[change.segment - 1].start);
    event.date = date_of(change.latest);
    event.basis = DateBasis::version;
  }
  event.reason =
      how == Return::corrected ? EventReason::error_corrected : EventReason::gap_in_register;
  event.rule = how == Return::corrected ? "taken_back" : "missing_in_between";
}

}  // namespace

std::vector<Change> changes_of(const Chain& chain, const Lifetime& life) {
  std::vector<std::pair<std::int32_t, Piece>> all;
  for (std::size_t k = life.first; k <= life.last; ++k)
    for (const Stay& stay : chain.segments[k].stays)
      all.emplace_back(stay.participant, Piece{k, stay});
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Change> changes;
  Walk walk(chain, life, changes);
  std::vector<Piece> pieces;
  for (std::size_t k = 0; k < all.size(); ++k) {
    pieces.push_back(all[k].second);
    if (k + 1 < all.size() && all[k + 1].first == all[k].first) continue;
    walk.follow(pieces);
    pieces.clear();
  }
  return changes;
}

MemberReasons::MemberReasons(const History& history, const ChronicleRules& rules,
                             const Reorganised* moved)
    : history_(history), rules_(rules), moved_(moved) {
  const RegisterTables& t = history.source().tables();
  member_somewhere_.assign(t.participants.size(), 0);
  for (const Membership& m : t.memberships)
    member_somewhere_[static_cast<std::size_t>(m.participant)] = 1;
}

const Participant& MemberReasons::participant(std::int32_t row) const {
  return history_.source().tables().participants[static_cast<std::size_t>(row)];
}

std::vector<Event> MemberReasons::events(const Chain& chain, const Lifetime& life,
                                         const std::vector<Change>& changes) const {
  std::vector<Event> result;
  result.reserve(changes.size());
  for (const Change& change : changes) {
    Event event;
    event.kind = change.joined ? EventKind::joined : EventKind::left;
    event.arrangement = chain.id;
    event.participant = change.participant;
    event.basis = !change.known   ? DateBasis::version
                  : change.joined ? DateBasis::accession
                                  : DateBasis::recorded;
    const std::size_t other = change.joined ? change.segment - 1 : change.segment + 1;
    const std::int32_t row = chain.segments[change.segment].row;
    const std::int32_t beside = change.at_border ? chain.segments[other].row : row;
    event.version_before = change.joined ? beside : row;
    event.version_after = change.joined ? row : beside;
    event.date = date_of(change.date);
    if (change.earliest != always) event.earliest = date_of(change.earliest);
    event.latest = date_of(change.latest);
    if (change.joined)
      explain_joined(chain, life, change, event);
    else
      explain_left(chain, life, change, event);
    result.push_back(std::move(event));
  }
  for (std::size_t k = 0; k + 1 < changes.size(); ++k) {
    if (changes[k].participant != changes[k + 1].participant) continue;
    const Return how = taken_back(chain, changes[k], changes[k + 1], rules_);
    if (how == Return::no) continue;
    mark(result[k], chain, changes[k], how);
    mark(result[k + 1], chain, changes[k + 1], how);
  }
  return result;
}

void MemberReasons::explain_left(const Chain& chain, const Lifetime& life, const Change& change,
                                 Event& event) const {
  const Segment& segment = chain.segments[change.segment];
  std::vector<std::int32_t> heirs;
  Day when = never;
  for (const Kin& kin : history_.kinship().successors(change.participant)) {
    const bool next = change.at_border && change.segment < life.last
                          ? chain.segments[change.segment + 1].lists(kin.participant)
                          : there_after(segment, kin.participant, change.date);
    if (!next) continue;
    heirs.push_back(kin.participant);
    when = std::min(when, kin.date);
  }
  if (!heirs.empty()) {
    event.reason = EventReason::merger;
    event.rule = "successor_in_next_version";
    event.counterpart = joined_ids(history_.source().tables().participants, heirs);
    if (!change.known) {
      event.date = date_of(when);
      event.basis = DateBasis::succession;
    }
  } else if (dissolved(change.participant) <= change.latest + rules_.lag_days) {
    event.reason = EventReason::dissolved_not_succeeded;
    event.rule = "dissolved_without_successor_in_chain";
  } else if (!explain_moved(change, event)) {
    event.rule = change.known ? "end_of_membership" : "missing_in_next_version";
  }
}

/// On a fixed geography: what happened to those for whom the participant stands.
bool MemberReasons::explain_moved(const Change& change, Event& event) const {
  if (moved_ == nullptr) return false;
  const auto* told = moved_->find(
      event.kind, change.joined ? event.version_after : event.version_before, change.participant);
  if (told == nullptr) return false;
  event.reason = told->event.reason;
  const bool reorganised =
      event.reason == EventReason::merger || event.reason == EventReason::dissolved_not_succeeded;
  event.rule = reorganised ? "as_municipalities_were" : told->event.rule;
  event.counterpart = told->members;
  if (!change.known) {
    event.date = told->event.date;
    event.basis = told->event.basis;
  }
  return true;
}

Day MemberReasons::dissolved(std::int32_t row) const {
  if (participant(row).validity.to) return day_of(*participant(row).validity.to);
  Day when = never;
  for (const Kin& kin : history_.kinship().successors(row)) when = std::min(when, kin.date);
  return when;
}

bool MemberReasons::existed(std::int32_t row, Day day) const {
  const std::optional<Date>& from = participant(row).validity.from;
  return !from || day_of(*from) <= day;
}

/// A municipality that was there already joins by a merger only after it; one that was not yet
/// there cannot have joined otherwise.
bool MemberReasons::in_time(const Change& change, Day succession) const {
  if (!existed(change.participant, change.date)) return true;
  const Day slack = change.known ? rules_.near_days : rules_.lag_days;
  return succession <= change.date + slack;
}

void MemberReasons::explain_joined(const Chain& chain, const Lifetime& life, const Change& change,
                                   Event& event) const {
  if (joined_by_merger(chain, life, change, event) || born_of_unknown(chain, change, event)) return;
  if (change.at_border && change.known && change.date <= chain.segments[change.segment - 1].start) {
    event.reason = EventReason::late;
    event.rule = "accession_before_previous_version";
    return;
  }
  if (explain_moved(change, event)) return;
  event.rule = change.at_border ? "new_in_version" : "accession_inside_version";
}

bool MemberReasons::joined_by_merger(const Chain& chain, const Lifetime& life, const Change& change,
                                     Event& event) const {
  std::vector<std::int32_t> parents;
  Day when = never;
  const std::size_t until = change.at_border ? change.segment : change.segment + 1;
  for (const Kin& kin : history_.kinship().predecessors(change.participant)) {
    if (!in_time(change, kin.date)) continue;
    for (std::size_t k = life.first; k < until; ++k) {
      if (!chain.segments[k].lists(kin.participant)) continue;
      parents.push_back(kin.participant);
      when = std::min(when, kin.date);
      break;
    }
  }
  if (parents.empty()) return false;
  event.reason = EventReason::merger;
  event.rule = "predecessor_in_chain";
  event.counterpart = joined_ids(history_.source().tables().participants, parents);
  if (!change.known) {
    event.date = date_of(when);
    event.basis = DateBasis::succession;
  }
  return true;
}

bool MemberReasons::born_of_unknown(const Chain& chain, const Change& change, Event& event) const {
  const auto predecessors = history_.kinship().predecessors(change.participant);
  const Day since = chain.segments[change.at_border ? change.segment - 1 : change.segment].start;
  if (change.at_border) {
    // The version before is known, and has no predecessor: only who was not there yet, and of
    // whom nothing is known at all, can be one's heir.
    if (existed(change.participant, since)) return false;
    for (const Kin& kin : predecessors)
      if (member_somewhere_[static_cast<std::size_t>(kin.participant)] != 0) return false;
  }
  std::vector<Day> births;
  for (const Kin& kin : predecessors) births.push_back(kin.date);
  if (const auto& from = participant(change.participant).validity.from)
    births.push_back(day_of(*from));
  const bool found = std::any_of(births.begin(), births.end(), [&](Day birth) {
    return birth > since && in_time(change, birth) && change.date - birth <= rules_.lag_days;
  });
  if (!found) return false;
  event.reason = EventReason::merger;
  event.rule = "no_predecessor_known";
  return true;
}

}  // namespace munigraph::dynamics
