#include <algorithm>
#include <map>
#include <utility>

#include "dynamics/ends.hpp"

namespace munigraph::dynamics {

Ends::Listing Ends::list_segments() const {
  Listing listing;
  for (std::size_t l = 0; l < history_.lives().size(); ++l) {
    const Lifetime& life = history_.lives()[l];
    for (std::size_t k = life.first; k <= life.last; ++k)
      for (const std::int32_t member :
           history_.carried(history_.chains()[life.chain].segments[k].listed))
        listing[member].emplace_back(l, k);
  }
  return listing;
}

/// Members of an ended life that a segment has when the life ends: because a version of it starts
/// then, or because they join it then.
std::size_t Ends::taken(std::size_t ended, std::size_t life, std::size_t segment) const {
  const Lifetime& other = history_.lives()[life];
  const Segment& version = history_.chains()[other.chain].segments[segment];
  const std::vector<std::int32_t>& members = last(ended).carried_end;
  const Day end = last(ended).end;
  // What goes on under another number was in force before, too.
  const bool before = segment > other.first || edges_[life].continues;
  if (before && near(end, version.start)) return shared(members, version.carried_start);
  if (version.start >= end || version.end <= end) return 0;
  std::vector<std::int32_t> newcomers;
  for (const Stay& stay : version.stays)
    if (stay.from != always && stay.from > version.start && near(end, stay.from))
      newcomers.push_back(stay.participant);
  return shared(members, history_.carried(newcomers));
}

/// Whether a segment differs from the one before it in what taking another over changes: form,
/// name, themes, host, or new members that are those of the other.
bool Ends::changed(std::size_t ended, std::size_t life, std::size_t segment) const {
  const Lifetime& other = history_.lives()[life];
  if (segment == other.first) return true;  // It goes on under another number.
  const std::vector<Segment>& segments = history_.chains()[other.chain].segments;
  const Segment& before = segments[segment - 1];
  const Segment& after = segments[segment];
  const auto has = [](const std::vector<std::int32_t>& set, std::int32_t member) {
    return std::binary_search(set.begin(), set.end(), member);
  };
  const std::vector<std::int32_t>& members = last(ended).carried_end;
  return features_.differ(before, after) ||
         std::any_of(members.begin(), members.end(), [&](std::int32_t member) {
           return has(after.carried_start, member) && !has(before.carried_end, member);
         });
}

std::vector<Ends::Pair> Ends::takers(std::size_t ended, const Listing& listing) const {
  const std::vector<std::int32_t>& members = last(ended).carried_end;
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> both;
  for (const std::int32_t member : members)
    if (const auto found = listing.find(member); found != listing.end())
      for (const auto& place : found->second)
        if (history_.lives()[place.first].chain != history_.lives()[ended].chain) ++both[place];
  std::map<std::size_t, Pair> found;  // One per life that takes over.
  for (const auto& [place, count] : both) {
    const auto size = static_cast<double>(members.size());
    if (static_cast<double>(count) < rules_.absorbed_share * size) continue;
    const std::size_t there = taken(ended, place.first, place.second);
    if (there == 0 || static_cast<double>(there) < rules_.absorbed_share * size) continue;
    const Segment& version =
        history_.chains()[history_.lives()[place.first].chain].segments[place.second];
    if (has_domains_ && !share_domain(last(ended).row, version.row, false)) continue;
    // Who joins inside a version did something; a version may say again what is known.
    const bool differs =
        !near(last(ended).end, version.start) || changed(ended, place.first, place.second);
    Pair pair{ended, place.first, there, 0, place.second, differs};
    const auto [at, fresh] = found.emplace(place.first, pair);
    if (!fresh && differs && !at->second.differs) at->second = pair;
  }
  std::vector<Pair> result;
  for (const auto& [life, pair] : found) result.push_back(pair);
  return result;
}

void Ends::absorb(Chronicle& result) {
  const Listing listing = list_segments();
  for (std::size_t l = 0; l < edges_.size(); ++l) {
    check(monitor_);
    const std::size_t size = last(l).carried_end.size();
    if (!edges_[l].ends || edges_[l].fate || size < 2) continue;
    const std::vector<Pair> pairs = takers(l, listing);
    for (const Pair& pair : pairs) {
      const double share = static_cast<double>(pair.both) / static_cast<double>(size);
      if (pairs.size() > 1 || !pair.differs) {
        result.candidates.push_back(candidate(EventKind::absorbed, pair, share,
                                              pairs.size() > 1 ? "not_unique" : "nothing_differs"));
        continue;
      }
      Event event = joint(EventKind::absorbed, pair, share);
      const Segment& into =
          history_.chains()[history_.lives()[pair.begun].chain].segments[pair.segment];
      event.version_after = into.row;
      event.earliest = date_of(last(l).end);
      event.date = date_of(history_.speaks_from(last(l).end));
      event.latest = event.date;
      event.rule = "members_in_one_that_went_on";
      result.events.push_back(std::move(event));
      edges_[l].fate = EventKind::absorbed;
    }
  }
}

}  // namespace munigraph::dynamics
