#include "dynamics/ends.hpp"

#include <algorithm>
#include <optional>

namespace munigraph::dynamics {
namespace {

/// What the known accessions of a segment's members say about its start.
struct Accessions {
  std::size_t known = 0;
  std::size_t well_before = 0;
  std::size_t at_start = 0;
  Day first = never;
};

Accessions accessions_of(const Segment& segment, const ChronicleRules& rules) {
  Accessions found;
  std::int32_t last = -1;
  for (const Stay& stay : segment.stays) {
    if (stay.participant == last) continue;  // Who came back joined before.
    last = stay.participant;
    if (stay.from == always) continue;
    ++found.known;
    if (segment.start - stay.from > rules.registered_days) ++found.well_before;
    if (stay.from == segment.start) ++found.at_start;
    found.first = std::min(found.first, stay.from);
  }
  return found;
}

bool mostly_before(const Accessions& accessions, const ChronicleRules& rules) {
  return accessions.known > 0 && static_cast<double>(accessions.well_before) >=
                                     rules.registered_share * static_cast<double>(accessions.known);
}

}  // namespace

Ends::Ends(const History& history, const ChronicleRules& rules, const Monitor* monitor)
    : history_(history), rules_(rules), monitor_(monitor), features_(history, rules) {
  const Register& reg = history.source();
  for (std::size_t a = 0; a < reg.tables().arrangements.size() && !has_domains_; ++a)
    has_domains_ = !reg.domains_of(static_cast<std::int32_t>(a)).empty();
  for (std::size_t l = 0; l < history.lives().size(); ++l) {
    Edge edge;
    const Day end = last(l).end;
    const bool to_be_continued =
        history.lives()[l].last + 1 < history.chains()[history.lives()[l].chain].segments.size();
    edge.begins = first(l).start != always;
    edge.ends = end != never && (to_be_continued || end != history.closing());
    edge.registered = edge.begins && (first(l).start == history.opening() ||
                                      mostly_before(accessions_of(first(l), rules), rules));
    edges_.push_back(edge);
  }
  find_pairs(monitor);
}

const Segment& Ends::first(std::size_t life) const {
  const Lifetime& l = history_.lives()[life];
  return history_.chains()[l.chain].segments[l.first];
}

const Segment& Ends::last(std::size_t life) const {
  const Lifetime& l = history_.lives()[life];
  return history_.chains()[l.chain].segments[l.last];
}

void Ends::find(Chronicle& result) {
  renumber(result, true);
  merge(result);
  renumber(result, false);
  split(result);
  absorb(result);
  for (std::size_t l = 0; l < edges_.size(); ++l) {
    if (history_.lives()[l].first > 0) result.events.push_back(reuse_of(l));
    if (edges_[l].begins && !edges_[l].explained_begin) result.events.push_back(begin_of(l));
    if (!edges_[l].ends || edges_[l].fate) continue;
    result.events.push_back(end_of(l));
    edges_[l].fate = EventKind::ended;
  }
}

Event Ends::begin_of(std::size_t life) const {
  const Segment& segment = first(life);
  const Accessions accessions = accessions_of(segment, rules_);
  Event event;
  event.kind = EventKind::founded;
  event.arrangement = history_.chains()[history_.lives()[life].chain].id;
  event.version_after = segment.row;
  event.date = date_of(segment.start);
  event.latest = date_of(std::min(segment.start, accessions.first));
  if (mostly_before(accessions, rules_)) {
    event.reason = EventReason::registered;
    event.rule = "accessions_before_start";
  } else if (edges_[life].registered) {
    event.reason = EventReason::registered;
    event.rule = "opening_of_register";
  } else if (accessions.known == 0) {
    event.reason = EventReason::unclear;
    event.rule = "no_accession_known";
  } else {
    event.rule = "accessions_at_start";
  }
  if (accessions.known > 0 && accessions.at_start == accessions.known)
    event.rule += "; all_accessions_equal_start";
  return event;
}

Event Ends::end_of(std::size_t life) const {
  const Segment& segment = last(life);
  Event event;
  event.kind = EventKind::ended;
  event.arrangement = history_.chains()[history_.lives()[life].chain].id;
  event.version_before = segment.row;
  event.earliest = date_of(segment.end);
  event.date = date_of(history_.speaks_from(segment.end));
  event.latest = event.date;
  event.rule = "last_version_ended";
  if (segment.at_end.size() < 2 || segment.carried_end.size() != 1) return event;
  const Day one = history_.kinship().one_from(segment.at_end);
  if (one <= segment.end + rules_.lag_days) {
    event.reason = EventReason::merger;
    event.rule = "inside_one_municipality";
    event.after = to_string(date_of(one));
    event.earliest = std::min(*event.earliest, date_of(one));
    event.latest = std::max(*event.latest, date_of(one));
    event.counterpart = history_.source()
                            .tables()
                            .participants[static_cast<std::size_t>(segment.carried_end.front())]
                            .id;
  }
  return event;
}

Event Ends::reuse_of(std::size_t life) const {
  const Lifetime& here = history_.lives()[life];
  const Chain& chain = history_.chains()[here.chain];
  const Segment& before = chain.segments[here.first - 1];
  Event event;
  event.kind = EventKind::id_reused;
  event.arrangement = event.counterpart = chain.id;
  event.version_before = before.row;
  event.version_after = first(life).row;
  event.date = date_of(first(life).start);
  event.earliest = event.latest = event.date;
  event.share = overlap(before.carried_end, first(life).carried_start);
  event.rule = "same_number_other_members";
  return event;
}

}  // namespace munigraph::dynamics
