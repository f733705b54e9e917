#include "dynamics/history.hpp"

#include <algorithm>
#include <map>
#include <variant>

#include "munigraph/registry/text_table.hpp"

namespace munigraph::dynamics {
namespace {

Day start_of(const Validity& validity) { return validity.from ? day_of(*validity.from) : always; }
Day end_of(const Validity& validity) { return validity.to ? day_of(*validity.to) : never; }

bool in(const std::vector<std::int32_t>& set, std::int32_t value) {
  return std::binary_search(set.begin(), set.end(), value);
}

}  // namespace

bool Segment::lists(std::int32_t participant) const { return in(listed, participant); }
bool Segment::has_at_end(std::int32_t participant) const { return in(at_end, participant); }

std::pair<std::size_t, std::size_t> Segment::stays_of(std::int32_t participant) const {
  const auto first = std::lower_bound(
      stays.begin(), stays.end(), participant,
      [](const Stay& stay, std::int32_t value) { return stay.participant < value; });
  auto last = first;
  while (last != stays.end() && last->participant == participant) ++last;
  return {static_cast<std::size_t>(first - stays.begin()),
          static_cast<std::size_t>(last - stays.begin())};
}

std::size_t shared(const std::vector<std::int32_t>& a, const std::vector<std::int32_t>& b) {
  std::size_t count = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x == *y) {
      ++count;
      ++x;
      ++y;
    } else if (*x < *y) {
      ++x;
    } else {
      ++y;
    }
  }
  return count;
}

double overlap(const std::vector<std::int32_t>& a, const std::vector<std::int32_t>& b) {
  const std::size_t both = shared(a, b);
  const std::size_t all = a.size() + b.size() - both;
  return all == 0 ? 0 : static_cast<double>(both) / static_cast<double>(all);
}

std::string extra_text(const RegisterTables& tables, std::string_view column, std::int32_t row) {
  for (const ExtraColumn& extra : tables.arrangement_extras) {
    if (extra.name != column) continue;
    const auto r = static_cast<std::size_t>(row);
    if (const auto* texts = std::get_if<std::vector<std::string>>(&extra.values))
      return (*texts)[r];
    return format_number(std::get<std::vector<double>>(extra.values)[r]);
  }
  return {};
}

History::History(const Register& reg, const ChronicleRules& rules, const Monitor* monitor)
    : register_(reg), kinship_(reg) {
  find_silences();
  build_chains(rules, monitor);
  find_lives(rules);
  find_opening(rules);
}

void History::find_silences() {
  std::vector<std::pair<Day, Day>> stretches;
  for (const Arrangement& a : register_.tables().arrangements)
    if (start_of(a.validity) < end_of(a.validity))
      stretches.emplace_back(start_of(a.validity), end_of(a.validity));
  std::sort(stretches.begin(), stretches.end());
  Day until = never;
  bool first = true;
  for (const auto& [start, end] : stretches) {
    if (!first && start > until) silences_.emplace_back(until, start);
    until = first ? end : std::max(until, end);
    first = false;
  }
  if (!first) closing_ = until;
}

void History::build_chains(const ChronicleRules& rules, const Monitor* monitor) {
  const RegisterTables& t = register_.tables();
  std::map<std::string_view, std::vector<std::int32_t>> rows;
  for (std::size_t r = 0; r < t.arrangements.size(); ++r) {
    const Validity& validity = t.arrangements[r].validity;
    if (start_of(validity) < end_of(validity))
      rows[t.arrangements[r].chain].push_back(static_cast<std::int32_t>(r));
  }
  for (auto& [id, versions] : rows) {
    check_now_and_then(chains_.size() * 64, monitor);
    std::stable_sort(versions.begin(), versions.end(), [&](std::int32_t a, std::int32_t b) {
      return start_of(version(a).validity) < start_of(version(b).validity);
    });
    Chain chain{id, {}};
    for (std::size_t k = 0; k < versions.size(); ++k) {
      Segment segment;
      segment.row = versions[k];
      segment.start = start_of(version(versions[k]).validity);
      segment.stated_end = segment.end = end_of(version(versions[k]).validity);
      if (k + 1 < versions.size())
        segment.end = std::min(segment.end, start_of(version(versions[k + 1]).validity));
      for (const std::int32_t m : register_.memberships_of(versions[k])) {
        const Membership& row = t.memberships[static_cast<std::size_t>(m)];
        if (row.role != Role::observer)
          segment.stays.push_back({row.participant, start_of(row.validity), end_of(row.validity),
                                   row.role == Role::host});
      }
      std::sort(segment.stays.begin(), segment.stays.end(), [](const Stay& a, const Stay& b) {
        return std::pair(a.participant, a.from) < std::pair(b.participant, b.from);
      });
      fill(segment, rules);
      chain.segments.push_back(std::move(segment));
    }
    split_reused(chain, rules);
    chains_.push_back(std::move(chain));
  }
}

void History::fill(Segment& segment, const ChronicleRules& rules) const {
  segment.listed.clear();
  segment.at_start.clear();
  segment.at_end.clear();
  const auto add = [](std::vector<std::int32_t>& set, std::int32_t value) {
    if (set.empty() || set.back() != value) set.push_back(value);
  };
  for (const Stay& stay : segment.stays) {
    add(segment.listed, stay.participant);
    // What lies within the days of a near start belongs to it: registers enter members one by one.
    const bool first = segment.start == always || stay.from <= segment.start + rules.near_days;
    if (first && stay.to > segment.start) add(segment.at_start, stay.participant);
    if (stay.to >= segment.end) add(segment.at_end, stay.participant);
  }
  segment.carried_start = carried(segment.at_start);
  segment.carried_end = carried(segment.at_end);
}

std::vector<std::int32_t> History::carried(const std::vector<std::int32_t>& members) const {
  std::vector<std::int32_t> result;
  result.reserve(members.size());
  for (const std::int32_t member : members) result.push_back(kinship_.carried(member));
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

std::vector<std::int32_t> History::members_at(const Segment& segment, Day day) const {
  std::vector<std::int32_t> there;
  for (const Stay& stay : segment.stays)
    if (stay.from <= day && day < stay.to) there.push_back(stay.participant);
  return carried(there);
}

void History::split_reused(Chain& chain, const ChronicleRules& rules) const {
  for (std::size_t k = 0; k < chain.segments.size(); ++k) {
    // A register that records every end says who was in on each day; where ends are open, an
    // accession inside a version only dates what the version lists.
    std::vector<Day> days;
    const Segment& whole = chain.segments[k];
    const bool recorded = std::all_of(whole.stays.begin(), whole.stays.end(),
                                      [](const Stay& stay) { return stay.to != never; });
    for (const Stay& stay : whole.stays)
      for (const Day day : {stay.from, stay.to})
        if (recorded && day > whole.start && day < whole.end) days.push_back(day);
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    for (const Day day : days) {
      if (overlap(members_at(chain.segments[k], day - 1), members_at(chain.segments[k], day)) >=
          rules.reused_overlap)
        continue;
      Segment before = chain.segments[k];
      Segment after = chain.segments[k];
      std::erase_if(before.stays, [&](const Stay& stay) { return stay.from >= day; });
      std::erase_if(after.stays, [&](const Stay& stay) { return stay.to <= day; });
      before.end = before.stated_end = after.start = day;
      fill(before, rules);
      fill(after, rules);
      chain.segments[k] = std::move(before);
      chain.segments.insert(chain.segments.begin() + static_cast<std::ptrdiff_t>(k) + 1,
                            std::move(after));
      break;  // What follows is looked at as a segment of its own.
    }
  }
}

std::vector<std::int32_t> History::taken_over(const Segment& before, const Segment& after) const {
  std::vector<std::int32_t> members;
  for (const std::int32_t member : after.listed)
    if (std::binary_search(after.at_start.begin(), after.at_start.end(), member) ||
        before.has_at_end(member))
      members.push_back(member);
  return members;
}

void History::find_lives(const ChronicleRules& rules) {
  for (std::size_t c = 0; c < chains_.size(); ++c) {
    const std::vector<Segment>& segments = chains_[c].segments;
    Lifetime life{c, 0, 0};
    for (std::size_t k = 1; k < segments.size(); ++k) {
      const bool other =
          overlap(segments[k - 1].carried_end, carried(taken_over(segments[k - 1], segments[k]))) <
          rules.reused_overlap;
      if (other && number_of(segments[k - 1].row) == number_of(segments[k].row)) {
        life.last = k - 1;
        lives_.push_back(life);
        life.first = k;
      }
    }
    life.last = segments.size() - 1;
    lives_.push_back(life);
  }
}

void History::find_opening(const ChronicleRules& rules) {
  Day first = never;
  std::size_t count = 0;
  for (const Chain& chain : chains_) {
    const Day start = chain.segments.front().start;
    if (start == always) continue;
    if (start < first) count = 0;
    first = std::min(first, start);
    if (start == first) ++count;
  }
  const double share =
      static_cast<double>(count) / static_cast<double>(std::max<std::size_t>(chains_.size(), 1));
  if (count >= 2 && share >= rules.opening_share) opening_ = first;
}

std::int64_t History::recorded_days(Day from, Day to) const {
  std::int64_t days = static_cast<std::int64_t>(to) - from;
  for (const auto& [start, end] : silences_)
    days -= std::max<std::int64_t>(
        0, static_cast<std::int64_t>(std::min(end, to)) - std::max(start, from));
  return days;
}

std::int64_t History::gap(Day end, Day start) const {
  return start >= end ? recorded_days(end, start) : -recorded_days(start, end);
}

Day History::speaks_from(Day day) const {
  for (const auto& [start, end] : silences_)
    if (start <= day && day < end) return end;
  return day;
}

std::string History::number_of(std::int32_t row) const {
  return extra_text(register_.tables(), "number", row);
}

std::string History::form_of(std::int32_t row) const {
  const std::string own = extra_text(register_.tables(), "form", row);
  return own.empty() ? std::string(word(version(row).legal_form)) : own;
}

}  // namespace munigraph::dynamics
