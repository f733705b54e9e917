#include <algorithm>
#include <map>
#include <utility>

#include "dynamics/ends.hpp"

// Ends and beginnings that belong together. Each rule takes what the ones before it left: the same
// arrangement under another number, several that became one, one that became several, one that went
// into another that was there. A large one that becomes one with a small one looks like a new
// number of the large one: where the small one brought members, it is a merger.

namespace munigraph::dynamics {
namespace {

double share_of(std::size_t both, std::size_t all) {
  return all == 0 ? 0 : static_cast<double>(both) / static_cast<double>(all);
}

bool reaches(std::size_t both, double share, double threshold) {
  return both > 0 && share >= threshold;
}

/// An arrangement that fell inside one municipality is continued by no other.
constexpr std::size_t fewest = 2;

}  // namespace

bool Ends::near(Day end, Day start) const {
  const std::int64_t days = history_.gap(end, start);
  return days <= rules_.near_days && -days <= rules_.near_days;
}

bool Ends::share_domain(std::int32_t a, std::int32_t b, bool open) const {
  const auto& x = history_.source().domains_of(a);
  const auto& y = history_.source().domains_of(b);
  if (x.empty() || y.empty()) return open;
  return shared(x, y) > 0;
}

void Ends::find_pairs(const Monitor* monitor) {
  std::map<std::int32_t, std::vector<std::size_t>> beginners;
  for (std::size_t l = 0; l < edges_.size(); ++l)
    if (edges_[l].begins)
      for (const std::int32_t member : first(l).carried_start) beginners[member].push_back(l);
  for (std::size_t l = 0; l < edges_.size(); ++l) {
    check(monitor);
    if (!edges_[l].ends) continue;
    std::map<std::size_t, std::size_t> both;
    for (const std::int32_t member : last(l).carried_end)
      if (const auto found = beginners.find(member); found != beginners.end())
        for (const std::size_t other : found->second)
          if (other != l && near(last(l).end, first(other).start)) ++both[other];
    for (const auto& [other, count] : both)
      pairs_.push_back({l, other, count, overlap(last(l).carried_end, first(other).carried_start)});
  }
}

Event Ends::joint(EventKind kind, const Pair& pair, double share) const {
  const std::vector<Lifetime>& lives = history_.lives();
  Event event;
  event.kind = kind;
  event.arrangement = history_.chains()[lives[pair.ended].chain].id;
  event.counterpart = history_.chains()[lives[pair.begun].chain].id;
  event.version_before = last(pair.ended).row;
  event.version_after = first(pair.begun).row;
  event.date = date_of(first(pair.begun).start);
  event.earliest = date_of(std::min(last(pair.ended).end, first(pair.begun).start));
  event.latest = date_of(std::max(last(pair.ended).end, first(pair.begun).start));
  event.share = share;
  return event;
}

Candidate Ends::candidate(EventKind kind, const Pair& pair, double share, const char* why) const {
  const std::vector<Lifetime>& lives = history_.lives();
  Candidate result;
  result.kind = kind;
  result.arrangement = history_.chains()[lives[pair.ended].chain].id;
  result.counterpart = history_.chains()[lives[pair.begun].chain].id;
  result.ended = date_of(last(pair.ended).end);
  result.began = date_of(first(pair.begun).start);
  result.share = share;
  result.why = why;
  return result;
}

std::vector<const Ends::Pair*> Ends::renumberings(Chronicle& result, bool first_time) const {
  std::vector<const Pair*> fit;
  for (const Pair& pair : pairs_) {
    if (edges_[pair.ended].fate || edges_[pair.begun].explained_begin) continue;
    const bool small = last(pair.ended).carried_end.size() < fewest ||
                       first(pair.begun).carried_start.size() < fewest;
    if (small || !reaches(pair.both, pair.overlap, rules_.renumbered_overlap)) continue;
    const char* why = nullptr;
    if (edges_[pair.begun].registered)
      why = "registered";
    else if (!share_domain(last(pair.ended).row, first(pair.begun).row, true))
      why = "no_domain_in_common";
    if (why == nullptr)
      fit.push_back(&pair);
    else if (first_time)
      result.candidates.push_back(candidate(EventKind::renumbered, pair, pair.overlap, why));
  }
  return fit;
}

bool Ends::brought_by_another(const Pair& pair, const std::vector<const Pair*>& rivals,
                              const std::vector<std::uint8_t>& goes_on) const {
  const std::vector<std::int32_t>& mine = last(pair.ended).carried_end;
  const std::vector<std::int32_t>& theirs = first(pair.begun).carried_start;
  return std::any_of(rivals.begin(), rivals.end(), [&](const Pair* other) {
    if (other->ended == pair.ended || goes_on[other->ended] != 0) return false;
    const std::vector<std::int32_t>& brought = last(other->ended).carried_end;
    if (brought.size() < fewest ||
        !reaches(other->both, share_of(other->both, brought.size()), rules_.merged_share))
      return false;
    return std::any_of(brought.begin(), brought.end(), [&](std::int32_t member) {
      return std::binary_search(theirs.begin(), theirs.end(), member) &&
             !std::binary_search(mine.begin(), mine.end(), member);
    });
  });
}

void Ends::renumber(Chronicle& result, bool first_time) {
  const std::vector<const Pair*> fit = renumberings(result, first_time);
  std::vector<int> of_ended(edges_.size(), 0);
  std::vector<int> of_begun(edges_.size(), 0);
  std::vector<std::uint8_t> goes_on(edges_.size(), 0);
  for (const Pair* pair : fit) {
    ++of_ended[pair->ended];
    ++of_begun[pair->begun];
    goes_on[pair->ended] = 1;
  }
  std::map<std::size_t, std::vector<const Pair*>> rivals;
  if (first_time)
    for (const Pair& pair : pairs_)
      if (of_begun[pair.begun] > 0) rivals[pair.begun].push_back(&pair);
  for (const Pair* pair : fit) {
    if (of_ended[pair->ended] > 1 || of_begun[pair->begun] > 1) {
      if (first_time)
        result.candidates.push_back(
            candidate(EventKind::renumbered, *pair, pair->overlap, "not_unique"));
      continue;
    }
    if (first_time && brought_by_another(*pair, rivals[pair->begun], goes_on)) continue;
    result.events.push_back(joint(EventKind::renumbered, *pair, pair->overlap));
    result.events.back().rule = "same_members_other_number";
    renumberings_.push_back({pair->ended, pair->begun});
    edges_[pair->ended].fate = EventKind::renumbered;
    edges_[pair->begun].explained_begin = edges_[pair->begun].continues = true;
  }
}

void Ends::merge(Chronicle& result) {
  const bool coarse = rules_.merged_share <= 0.5;
  std::map<std::size_t, std::vector<const Pair*>> into;
  for (const Pair& pair : pairs_) {
    const std::size_t size = last(pair.ended).carried_end.size();
    if (edges_[pair.ended].fate || edges_[pair.begun].explained_begin ||
        edges_[pair.begun].registered || size < fewest)
      continue;
    if (reaches(pair.both, share_of(pair.both, size), rules_.merged_share))
      into[pair.begun].push_back(&pair);
  }
  std::vector<int> of_ended(edges_.size(), 0);
  for (const auto& [begun, parts] : into)
    if (parts.size() >= 2)
      for (const Pair* pair : parts) ++of_ended[pair->ended];
  for (const auto& [begun, parts] : into) {
    if (parts.size() < 2) continue;
    const bool unique = coarse || std::all_of(parts.begin(), parts.end(), [&](const Pair* pair) {
                          return of_ended[pair->ended] == 1;
                        });
    for (const Pair* pair : parts) {
      const double share = share_of(pair->both, last(pair->ended).carried_end.size());
      if (!unique) {
        result.candidates.push_back(candidate(EventKind::merged, *pair, share, "not_unique"));
        continue;
      }
      result.events.push_back(joint(EventKind::merged, *pair, share));
      result.events.back().rule = "members_of_several_that_ended";
      edges_[pair->ended].fate = EventKind::merged;
      edges_[begun].explained_begin = true;
    }
  }
}

void Ends::split(Chronicle& result) {
  std::map<std::size_t, std::vector<const Pair*>> out_of;
  std::vector<int> of_begun(edges_.size(), 0);
  for (const Pair& pair : pairs_) {
    const std::size_t size = first(pair.begun).carried_start.size();
    if (edges_[pair.ended].fate || edges_[pair.begun].explained_begin ||
        edges_[pair.begun].registered || size < fewest)
      continue;
    if (reaches(pair.both, share_of(pair.both, size), rules_.split_share))
      out_of[pair.ended].push_back(&pair);
  }
  for (const auto& [ended, parts] : out_of)
    if (parts.size() >= 2)
      for (const Pair* pair : parts) ++of_begun[pair->begun];
  for (const auto& [ended, parts] : out_of) {
    if (parts.size() < 2) continue;
    const bool unique = std::all_of(parts.begin(), parts.end(),
                                    [&](const Pair* pair) { return of_begun[pair->begun] == 1; });
    for (const Pair* pair : parts) {
      const double share = share_of(pair->both, first(pair->begun).carried_start.size());
      if (!unique) {
        result.candidates.push_back(candidate(EventKind::split, *pair, share, "not_unique"));
        continue;
      }
      result.events.push_back(joint(EventKind::split, *pair, share));
      result.events.back().rule = "members_of_one_that_ended";
      edges_[ended].fate = EventKind::split;
      edges_[pair->begun].explained_begin = true;
    }
  }
}

}  // namespace munigraph::dynamics
