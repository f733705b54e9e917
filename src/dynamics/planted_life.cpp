#include "dynamics/planted_life.hpp"

#include <algorithm>

namespace munigraph::dynamics {
namespace {

std::size_t place(std::int32_t row) noexcept { return static_cast<std::size_t>(row); }

}  // namespace

void Life::merge(const Merger& merger, bool in_place, PlantedHistory& result) {
  const auto& all = result.tables.participants;
  const bool had = members_.contains(merger.into);
  // Who leaves an only version that is edited was never recorded.
  const bool recorded = !in_place || versions_.size() > 1;
  bool any = false;
  for (const std::int32_t p : {merger.one, merger.other}) {
    if (p == merger.into || members_.erase(p) == 0) continue;
    any = true;
    if (p == host) host = merger.into;
    if (recorded)
      result.truth.push_back({merger.date, EventKind::left, EventReason::merger, id,
                              all[place(p)].id, all[place(merger.into)].id});
  }
  if (!any || had) return;
  members_[merger.into] = merger.date;
  result.truth.push_back(
      {merger.date, EventKind::joined, EventReason::merger, id, all[place(merger.into)].id, ""});
}

void Life::run(Random& random, const std::vector<std::uint8_t>& merging, std::size_t candidates,
               PlantedHistory& result) {
  const auto& all = result.tables.participants;
  versions_.push_back({start, members_, host});
  for (const auto& [day, list] : changes_) {
    bool version = false;
    for (const Change& change : list) {
      if (change.kind == Kind::edit) {
        merge(change.merger, true, result);
        versions_.back().members = members_;
        versions_.back().host = host;
        continue;
      }
      version = true;
      if (change.kind == Kind::merger) merge(change.merger, false, result);
      if (change.kind == Kind::revise && list.size() == 1)
        result.truth.push_back({day, EventKind::revised, EventReason::real, id, "", ""});
      if (change.kind != Kind::join && change.kind != Kind::leave) continue;
      const bool joins = change.kind == Kind::join;
      std::vector<std::int32_t> able;
      for (std::size_t p = 0; p < candidates; ++p) {
        const auto row = static_cast<std::int32_t>(p);
        const bool free = merging[p] == 0 && row != host && !gone_.contains(row) &&
                          all[p].kind == ParticipantKind::municipality;
        if (free && members_.contains(row) != joins) able.push_back(row);
      }
      if (able.empty() || (!joins && members_.size() < 4)) {
        if (list.size() == 1)
          result.truth.push_back({day, EventKind::revised, EventReason::real, id, "", ""});
        continue;
      }
      const std::int32_t who = able[random.below(static_cast<std::uint32_t>(able.size()))];
      if (joins) {
        members_[who] = day;
      } else {
        members_.erase(who);
        gone_.insert(who);
      }
      result.truth.push_back({day, joins ? EventKind::joined : EventKind::left, EventReason::real,
                              id, all[place(who)].id, ""});
    }
    if (version) versions_.push_back({day, members_, host});
  }
}

void Life::emit(const std::optional<Date>& stop, const std::vector<ArrangementTheme>& themes,
                RegisterTables& tables) const {
  for (std::size_t v = 0; v < versions_.size(); ++v) {
    const auto row = static_cast<std::int32_t>(tables.arrangements.size());
    Arrangement version = arrangement_;
    version.id = id + "/" + std::to_string(v + 1);
    version.chain = id;
    version.parent.clear();
    version.validity.from = versions_[v].start;
    version.validity.to = v + 1 < versions_.size() ? versions_[v + 1].start : stop;
    tables.arrangements.push_back(std::move(version));
    for (const auto& [participant, accession] : versions_[v].members) {
      const Role role = participant == versions_[v].host ? Role::host : Role::member;
      tables.memberships.push_back({row, participant, role, {accession, std::nullopt}});
    }
    for (ArrangementTheme theme : themes) {
      theme.arrangement = row;
      tables.arrangement_themes.push_back(std::move(theme));
    }
  }
}

}  // namespace munigraph::dynamics
