#include "dynamics/planted_life.hpp"

#include <algorithm>
#include <chrono>

#include "core/index.hpp"

namespace munigraph::dynamics {
namespace {

using detail::at;

constexpr std::chrono::days until_next{100};  ///< Between the versions about an error.

/// Someone of a list.
std::int32_t one_of(const std::vector<std::int32_t>& rows, Random& random) {
  return rows[random.below(static_cast<std::uint32_t>(rows.size()))];
}

}  // namespace

void Life::plan_error(Date day) {
  plan_revision(day);
  changes_[day + until_next].push_back({Kind::err, {}});
  changes_[day + 2 * until_next].push_back({Kind::correct, {}});
}

bool Life::quiet(Date from, Date to) const {
  const auto first = changes_.lower_bound(from);
  return first == changes_.end() || first->first > to;
}

void Life::merge(const Merger& merger, bool in_place, PlantedHistory& result) {
  const auto& all = result.tables.participants;
  const bool had = now.members.contains(merger.into);
  // Who leaves an only version that is edited was never recorded.
  const bool recorded = !in_place || versions_.size() > 1;
  bool any = false;
  for (const std::int32_t p : {merger.one, merger.other}) {
    if (p == merger.into || now.members.erase(p) == 0) continue;
    any = true;
    if (p == now.host) {
      now.host = merger.into;
      if (recorded)
        result.truth.push_back({merger.date, EventKind::host, EventReason::merger, id, "", ""});
    }
    if (recorded)
      result.truth.push_back({merger.date, EventKind::left, EventReason::merger, id, all[at(p)].id,
                              all[at(merger.into)].id});
  }
  if (!any || had) return;
  now.members[merger.into] = merger.date;
  result.truth.push_back(
      {merger.date, EventKind::joined, EventReason::merger, id, all[at(merger.into)].id, ""});
}

bool Life::move(bool joins, Date day, Random& random, const Pool& pool, PlantedHistory& result) {
  const auto& all = result.tables.participants;
  std::vector<std::int32_t> able;
  for (std::size_t p = 0; p < pool.candidates; ++p) {
    const auto row = static_cast<std::int32_t>(p);
    const bool free = pool.merging[p] == 0 && row != now.host && !gone_.contains(row) &&
                      all[p].kind == ParticipantKind::municipality;
    if (free && now.members.contains(row) != joins) able.push_back(row);
  }
  if (able.empty() || (!joins && now.members.size() < 4)) return false;
  const std::int32_t who = one_of(able, random);
  if (joins) {
    now.members[who] = day;
  } else {
    now.members.erase(who);
    gone_.insert(who);
  }
  result.truth.push_back({day, joins ? EventKind::joined : EventKind::left, EventReason::real, id,
                          all[at(who)].id, ""});
  return true;
}

bool Life::change_host(Date day, Random& random, const Pool& pool, PlantedHistory& result) {
  if (now.host < 0 || pool.merging[at(now.host)] != 0) return false;
  std::vector<std::int32_t> able;
  for (const auto& [p, accession] : now.members)
    if (p != now.host && pool.merging[at(p)] == 0) able.push_back(p);
  if (able.empty()) return false;
  now.host = one_of(able, random);
  result.truth.push_back({day, EventKind::host, EventReason::real, id, "", ""});
  return true;
}

bool Life::add_theme(Random& random, const Pool& pool) {
  if (now.themes.empty()) return false;  // A first classification is no change.
  const auto has = [&](const ArrangementTheme& theme) {
    return std::any_of(now.themes.begin(), now.themes.end(),
                       [&](const ArrangementTheme& mine) { return mine.theme == theme.theme; });
  };
  std::vector<const ArrangementTheme*> others;
  for (const ArrangementTheme& theme : pool.themes)
    if (!has(theme)) others.push_back(&theme);
  if (others.empty()) return false;
  ArrangementTheme made = *others[random.below(static_cast<std::uint32_t>(others.size()))];
  made.basis = now.themes.front().basis;
  now.themes.push_back(std::move(made));
  return true;
}

void Life::change_feature(Date day, bool only_tasks, Random& random, const Pool& pool,
                          PlantedHistory& result) {
  const std::uint32_t which = only_tasks ? 0 : random.below(3);
  EventKind kind = EventKind::name;
  if (which == 0 && add_theme(random, pool)) {
    kind = EventKind::themes;
  } else if (which == 1 && now.form != LegalForm::unknown) {
    kind = EventKind::form;
    now.form = now.form == LegalForm::public_body ? LegalForm::joint_organ : LegalForm::public_body;
  } else {
    now.name += " anew";
  }
  result.truth.push_back({day, kind, EventReason::real, id, "", ""});
}

void Life::err(Date day, Random& random, const Pool& pool, PlantedHistory& result) {
  right_ = now;
  wrong_ = {day, EventKind::name, EventReason::error_corrected, id, "", ""};
  std::vector<std::int32_t> able;
  for (const auto& [p, accession] : now.members)
    if (p != now.host && pool.merging[at(p)] == 0) able.push_back(p);
  if (random.below(2) == 0 && now.members.size() >= 4 && !able.empty()) {
    const std::int32_t who = one_of(able, random);
    now.members.erase(who);
    missing_ = who;
    wrong_.kind = EventKind::left;
    wrong_.participant = result.tables.participants[at(who)].id;
  } else {
    now.name += " by mistake";
  }
  result.truth.push_back(wrong_);
}

void Life::correct(Date day, PlantedHistory& result) {
  wrong_.date = day;
  // What was edited meanwhile stays.
  if (wrong_.kind == EventKind::left) {
    now.members[missing_] = right_.members[missing_];
    wrong_.kind = EventKind::joined;
  } else {
    now.name = right_.name;
  }
  result.truth.push_back(wrong_);
}

void Life::run(Random& random, const Pool& pool, PlantedHistory& result) {
  versions_.push_back({start, now});
  for (const auto& [day, list] : changes_) {
    bool version = false;
    for (const Change& change : list) {
      bool nothing = false;
      switch (change.kind) {
        case Kind::edit:
          merge(change.merger, true, result);
          versions_.back().state = now;
          continue;
        case Kind::merger:
          merge(change.merger, false, result);
          break;
        case Kind::revise:
          nothing = true;
          break;
        case Kind::host:
          nothing = !change_host(day, random, pool, result);
          break;
        case Kind::change:
        case Kind::take:
          change_feature(day, change.kind == Kind::take, random, pool, result);
          break;
        case Kind::err:
          err(day, random, pool, result);
          break;
        case Kind::correct:
          correct(day, result);
          break;
        default:
          nothing = !move(change.kind == Kind::join, day, random, pool, result);
      }
      version = true;
      if (nothing && list.size() == 1)
        result.truth.push_back({day, EventKind::revised, EventReason::real, id, "", ""});
    }
    if (version) versions_.push_back({day, now});
  }
}

void Life::emit(const std::optional<Date>& stop, RegisterTables& tables, std::size_t before) const {
  for (std::size_t v = 0; v < versions_.size(); ++v) {
    const auto row = static_cast<std::int32_t>(tables.arrangements.size());
    const State& state = versions_[v].state;
    Arrangement version = arrangement_;
    version.id = id + "/" + std::to_string(before + v + 1);
    version.chain = id;
    version.parent.clear();
    version.name = state.name;
    version.legal_form = state.form;
    version.validity.from = versions_[v].start;
    version.validity.to = v + 1 < versions_.size() ? versions_[v + 1].start : stop;
    tables.arrangements.push_back(std::move(version));
    for (const auto& [participant, accession] : state.members) {
      const Role role = participant == state.host ? Role::host : Role::member;
      tables.memberships.push_back({row, participant, role, {accession, std::nullopt}});
    }
    for (ArrangementTheme theme : state.themes) {
      theme.arrangement = row;
      tables.arrangement_themes.push_back(std::move(theme));
    }
  }
}

}  // namespace munigraph::dynamics
