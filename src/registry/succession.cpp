#include "munigraph/registry/succession.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string>
#include <unordered_map>

namespace munigraph {

template <>
std::span<const std::string_view> words<SplitRule>() noexcept {
  static constexpr std::array<std::string_view, 2> all{"undetermined", "largest"};
  return all;
}

namespace {

bool is_near(const std::optional<Date>& a, Date b) {
  return a && std::abs((*a - b).count()) <= succession_slack_days;
}

void sort_unique(std::vector<std::int32_t>& rows) {
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
}

}  // namespace

SuccessionMap::SuccessionMap(const Register& reg) {
  const RegisterTables& t = reg.tables();
  steps_.resize(t.participants.size());
  predecessors_.resize(t.participants.size());
  std::unordered_map<std::string_view, std::int32_t> rows;
  rows.reserve(t.participants.size());
  for (std::size_t p = 0; p < t.participants.size(); ++p) {
    validity_.push_back(t.participants[p].validity);
    if (!t.successions.empty()) rows.emplace(t.participants[p].id, static_cast<std::int32_t>(p));
  }
  for (const Succession& s : t.successions) {
    const auto from = rows.find(s.from);
    const auto to = rows.find(s.to);
    if (from == rows.end() || to == rows.end() || from == to) continue;
    if (s.kind == SuccessionKind::part) continue;
    const auto f = static_cast<std::size_t>(from->second);
    const auto b = static_cast<std::size_t>(to->second);
    if (is_near(validity_[f].to, s.date)) steps_[f].push_back({to->second, s.kind, s.share});
    if (is_near(validity_[b].from, s.date)) predecessors_[b].push_back(from->second);
  }
  for (auto& list : predecessors_) sort_unique(list);
}

std::vector<std::int32_t> SuccessionMap::successors(std::int32_t participant) const {
  std::vector<std::int32_t> result;
  for (const Step& step : steps_[static_cast<std::size_t>(participant)]) result.push_back(step.to);
  sort_unique(result);
  return result;
}

std::optional<std::int32_t> SuccessionMap::named(std::int32_t participant, SplitRule splits) const {
  const auto& steps = steps_[static_cast<std::size_t>(participant)];
  std::vector<std::int32_t> whole;
  for (const Step& step : steps)
    if (step.kind != SuccessionKind::split) whole.push_back(step.to);
  sort_unique(whole);
  if (whole.size() == 1) return whole.front();
  const std::vector<std::int32_t> all = successors(participant);
  if (all.size() == 1) return all.front();
  if (splits == SplitRule::undetermined || steps.empty() || !whole.empty()) return std::nullopt;
  const auto unknown = [](const Step& step) { return std::isnan(step.share); };
  if (std::any_of(steps.begin(), steps.end(), unknown)) return std::nullopt;
  const auto smaller = [](const Step& a, const Step& b) { return a.share < b.share; };
  const auto largest = std::max_element(steps.begin(), steps.end(), smaller);
  const auto as_large = [&](const Step& s) { return s.share == largest->share; };
  if (std::count_if(steps.begin(), steps.end(), as_large) > 1) return std::nullopt;
  return largest->to;
}

void SuccessionMap::carry_into(std::int32_t participant, Date day, SplitRule splits,
                               std::vector<std::int32_t>& seen,
                               std::vector<std::int32_t>& result) const {
  const auto p = static_cast<std::size_t>(participant);
  if (validity_[p].contains(day)) {
    result.push_back(participant);
    return;
  }
  // A table of successions may run in a circle.
  if (std::find(seen.begin(), seen.end(), participant) != seen.end()) return;
  seen.push_back(participant);
  if (validity_[p].to && *validity_[p].to <= day) {
    if (const auto next = named(participant, splits)) carry_into(*next, day, splits, seen, result);
    return;
  }
  for (const std::int32_t before : predecessors_[p]) carry_into(before, day, splits, seen, result);
}

std::vector<std::int32_t> SuccessionMap::carry(std::int32_t participant, Date day,
                                               SplitRule splits) const {
  if (validity_[static_cast<std::size_t>(participant)].contains(day)) return {participant};
  std::vector<std::int32_t> result;
  std::vector<std::int32_t> seen;
  carry_into(participant, day, splits, seen, result);
  sort_unique(result);
  return result;
}

bool SuccessionMap::is_takeover(std::int32_t participant, Date day) const {
  const auto p = static_cast<std::size_t>(participant);
  return !predecessors_[p].empty() && is_near(validity_[p].from, day);
}

}  // namespace munigraph
