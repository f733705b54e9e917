#include "dynamics/successions.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <string_view>

namespace munigraph::dynamics {
namespace {

using Steps = std::vector<std::vector<Kin>>;

/// Everyone that can be reached by steps, nearest first, with the day of the first step that ends
/// there.
std::vector<Kin> reach(const Steps& steps, std::int32_t from) {
  std::vector<Kin> found;
  std::vector<std::int32_t> open{from};
  for (std::size_t k = 0; k < open.size(); ++k)
    for (const Kin& step : steps[static_cast<std::size_t>(open[k])]) {
      if (std::find(open.begin(), open.end(), step.participant) != open.end()) continue;
      open.push_back(step.participant);
      found.push_back(step);
    }
  return found;
}

std::int32_t last_of(const Steps& steps, std::int32_t from) {
  std::vector<std::int32_t> seen{from};
  while (steps[static_cast<std::size_t>(seen.back())].size() == 1) {
    const std::int32_t next = steps[static_cast<std::size_t>(seen.back())].front().participant;
    if (std::find(seen.begin(), seen.end(), next) != seen.end()) return from;  // A circle.
    seen.push_back(next);
  }
  return seen.back();
}

}  // namespace

Day day_of(Date date) noexcept {
  return static_cast<Day>(date.time_since_epoch() / std::chrono::days{1});
}

Date date_of(Day day) noexcept { return Date{std::chrono::days{day}}; }

Kinship::Kinship(const Register& reg) {
  const RegisterTables& t = reg.tables();
  std::map<std::string_view, std::int32_t> rows;
  if (!t.successions.empty())
    for (std::size_t p = 0; p < t.participants.size(); ++p)
      rows.emplace(t.participants[p].id, static_cast<std::int32_t>(p));
  Steps forth(t.participants.size());
  Steps back(t.participants.size());
  for (const Succession& row : t.successions) {
    const auto from = rows.find(row.from);
    const auto to = rows.find(row.to);
    if (row.kind == SuccessionKind::part || from == rows.end() || to == rows.end()) continue;
    if (from->second == to->second) continue;
    forth[static_cast<std::size_t>(from->second)].push_back({to->second, day_of(row.date)});
    back[static_cast<std::size_t>(to->second)].push_back({from->second, day_of(row.date)});
  }
  after_.resize(t.participants.size());
  before_.resize(t.participants.size());
  carried_.resize(t.participants.size());
  next_.assign(t.participants.size(), {-1, never});
  for (std::size_t p = 0; p < t.participants.size(); ++p) {
    const auto row = static_cast<std::int32_t>(p);
    after_[p] = reach(forth, row);
    before_[p] = reach(back, row);
    carried_[p] = last_of(forth, row);
    if (carried_[p] != row) next_[p] = forth[p].front();
  }
}

std::int32_t Kinship::carried_until(std::int32_t participant, Day day) const {
  std::int32_t at = participant;
  // A way that ends has as many steps as there are participants, at most.
  for (std::size_t steps = 0; steps < next_.size(); ++steps) {
    const Kin& next = next_[static_cast<std::size_t>(at)];
    if (next.participant < 0 || next.date > day) break;
    at = next.participant;
  }
  return at;
}

Day Kinship::one_from(const std::vector<std::int32_t>& participants) const {
  std::vector<Day> days{always};
  for (std::int32_t at : participants)
    for (std::size_t steps = 0; steps < next_.size(); ++steps) {
      const Kin& next = next_[static_cast<std::size_t>(at)];
      if (next.participant < 0) break;
      days.push_back(next.date);
      at = next.participant;
    }
  std::sort(days.begin(), days.end());
  for (const Day day : days) {
    const std::int32_t one = carried_until(participants.front(), day);
    if (std::all_of(participants.begin(), participants.end(),
                    [&](std::int32_t p) { return carried_until(p, day) == one; }))
      return day;
  }
  return never;
}

}  // namespace munigraph::dynamics
