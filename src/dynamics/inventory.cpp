#include "munigraph/dynamics/inventory.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <set>
#include <tuple>
#include <utility>

#include "core/index.hpp"
#include "munigraph/core/error.hpp"
#include "munigraph/dynamics/chronicle.hpp"
#include "munigraph/registry/repair.hpp"
#include "registry/themes.hpp"

namespace munigraph {

template <>
std::span<const std::string_view> words<MembershipStart>() noexcept {
  static constexpr std::array<std::string_view, 2> all{"dated", "listed"};
  return all;
}

namespace {

template <class Value>
bool allows(const std::vector<Value>& wanted, Value value) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

/// The register with every first membership of a participant in a version open to the left.
Register listed_from_the_start(const Register& reg) {
  RegisterTables t = reg.tables();
  for (std::size_t a = 0; a < t.arrangements.size(); ++a) {
    std::vector<std::int32_t> rows = reg.memberships_of(static_cast<std::int32_t>(a));
    std::stable_sort(rows.begin(), rows.end(), [&](std::int32_t x, std::int32_t y) {
      return t.memberships[detail::at(x)].validity.from <
             t.memberships[detail::at(y)].validity.from;
    });
    std::set<std::int32_t> seen;
    for (const std::int32_t r : rows)
      if (seen.insert(t.memberships[detail::at(r)].participant).second)
        t.memberships[detail::at(r)].validity.from.reset();
  }
  return Register(std::move(t));
}

bool is_member(const RegisterTables& t, const Membership& m) {
  return m.role != Role::observer &&
         t.participants[detail::at(m.participant)].kind == ParticipantKind::municipality;
}

std::set<std::string> registered_chains(const std::vector<Event>& events) {
  std::set<std::string> ids;
  for (const Event& event : events)
    if (event.kind == EventKind::founded && event.reason == EventReason::registered)
      ids.insert(event.arrangement);
  return ids;
}

}  // namespace

/// What the chronicle tells of joinings and leavings.
struct Inventories::Told {
  void take(const std::vector<Event>& happened, const Chains& chains) {
    for (const Event& event : happened) {
      const bool joined = event.kind == EventKind::joined;
      if ((!joined && event.kind != EventKind::left) || !event.latest) continue;
      const std::int32_t chain =
          chains.chain_of[detail::at(joined ? event.version_after : event.version_before)];
      const bool reorganised = event.reason == EventReason::merger ||
                               event.reason == EventReason::dissolved_not_succeeded;
      const Turnover turnover = joined ? Turnover::joined : Turnover::left;
      events[{turnover, chain, event.participant}].emplace_back(*event.latest, reorganised);
    }
    for (auto& [key, days] : events) std::stable_sort(days.begin(), days.end());
  }

  std::optional<GeographyOrigin> origin;  ///< On a fixed geography, where it is read when asked.
  std::once_flag once;
  /// Of each chain and participant: when it joined (left) at the latest, and whether that was a
  /// reorganisation; by day.
  std::map<std::tuple<Turnover, std::int32_t, std::int32_t>, std::vector<std::pair<Date, bool>>>
      events;
};

bool Inventories::was_reorganised(Turnover turnover, std::int32_t chain, std::int32_t participant,
                                  Date after, Date until) const {
  if (told_->origin)
    std::call_once(told_->once, [&] {
      told_->take(chronicle(source_, options_.rules, nullptr, &*told_->origin).events, chains_);
    });
  const auto found = told_->events.find({turnover, chain, participant});
  if (found == told_->events.end()) return false;
  bool reorganised = false;
  for (const auto& [day, told] : found->second)
    if (after < day && day <= until) reorganised = told;
  return reorganised;
}

const CountedArrangement* Inventory::find(std::int32_t chain) const& noexcept {
  const auto found = std::lower_bound(
      arrangements.begin(), arrangements.end(), chain,
      [](const CountedArrangement& a, std::int32_t wanted) { return a.chain < wanted; });
  return found != arrangements.end() && found->chain == chain ? &*found : nullptr;
}

Inventories::Inventories(const Register& reg, InventoryOptions options, const Monitor* monitor)
    : options_(std::move(options)), source_(reg), told_(std::make_shared<Told>()) {
  const std::vector<Event> events = chronicle(reg, options_.rules, monitor).events;
  const std::set<std::string> registered = registered_chains(events);
  if (options_.starts == MembershipStart::listed) source_ = listed_from_the_start(source_);
  if (options_.geography) {
    FixedGeography moved = on_geography(source_, *options_.geography, options_.splits);
    told_->origin = GeographyOrigin{source_, *options_.geography, options_.splits};
    source_ = std::move(moved.reg);
    changes_ = std::move(moved.changes);
  }
  chains_ = find_chains(source_);
  if (!told_->origin) told_->take(events, chains_);
  for (const auto& versions : chains_.versions) {
    const Arrangement& first = source_.tables().arrangements[detail::at(versions.front())];
    registered_.push_back(registered.contains(first.chain) ? 1 : 0);
  }
  takeover_ = takeovers(source_, SuccessionMap(source_));
  prepare_themes();
  prepare_filters();
}

void Inventories::prepare_themes() {
  const RegisterTables& t = source_.tables();
  themes_.resize(t.arrangements.size());
  for (std::size_t r = 0; r < t.arrangement_themes.size(); ++r)
    if (allows(options_.bases, t.arrangement_themes[r].basis))
      themes_[detail::at(t.arrangement_themes[r].arrangement)].push_back(
          static_cast<std::int32_t>(r));
}

void Inventories::prepare_filters() {
  const RegisterTables& t = source_.tables();
  const auto has_theme = [&](std::size_t version) {
    return std::any_of(themes_[version].begin(), themes_[version].end(), [&](std::int32_t r) {
      const std::string& theme = t.arrangement_themes[detail::at(r)].theme;
      return std::any_of(options_.themes.begin(), options_.themes.end(), [&](const auto& wanted) {
        return detail::is_within(theme, wanted) || source_.domain_of(theme) == wanted;
      });
    });
  };
  for (std::size_t a = 0; a < t.arrangements.size(); ++a) {
    const bool counted = t.arrangements[a].kind == ArrangementKind::cooperation &&
                         allows(options_.forms, t.arrangements[a].legal_form) &&
                         (options_.themes.empty() || has_theme(a));
    admitted_.push_back(counted ? 1 : 0);
  }
}

std::span<const std::int32_t> Inventories::themes_of(std::int32_t version) const& {
  return themes_[detail::at(version)];
}

bool Inventories::is_official(std::int32_t version) const {
  const LegalForm form = source_.tables().arrangements[detail::at(version)].legal_form;
  return std::find(options_.official.begin(), options_.official.end(), form) !=
         options_.official.end();
}

Inventory Inventories::at(Date day, Repair repair) const {
  const bool own = !options_.geography;
  const RegisterTables& original = source_.tables();
  const auto first_inferred = static_cast<std::int32_t>(original.memberships.size());
  const Snapshot snapshot =
      own && repair == Repair::repaired ? at_repaired(source_, day).snapshot : source_.at(day);
  const RegisterTables& t = snapshot.source().tables();

  Inventory found;
  found.day = day;
  for (const std::int32_t p : snapshot.participants())
    if (t.participants[detail::at(p)].kind == ParticipantKind::municipality)
      found.municipalities.push_back(p);
  found.in_force = versions_in_force(source_, chains_, day);
  found.named.resize(chains_.size());
  std::vector<std::vector<std::int32_t>> members(chains_.size());
  std::vector<std::int64_t> inferred(chains_.size(), 0);
  for (const std::int32_t r : snapshot.memberships()) {
    const Membership& m = t.memberships[detail::at(r)];
    const auto chain = detail::at(chains_.chain_of[detail::at(m.arrangement)]);
    if (found.in_force[chain] != m.arrangement || !is_member(t, m)) continue;
    members[chain].push_back(m.participant);
    if (r >= first_inferred) ++inferred[chain];
  }
  for (std::size_t c = 0; c < chains_.size(); ++c) {
    if (found.in_force[c] < 0) continue;
    for (const std::int32_t r : source_.memberships_of(found.in_force[c])) {
      const Membership& m = original.memberships[detail::at(r)];
      const bool here = m.validity.contains(day) ||
                        (takeover_[detail::at(r)] != 0 && (!m.validity.to || day < *m.validity.to));
      if (here && is_member(original, m)) found.named[c].push_back(m.participant);
    }
    std::sort(found.named[c].begin(), found.named[c].end());
    const std::int32_t version = found.in_force[c];
    if (original.arrangements[detail::at(version)].kind != ArrangementKind::cooperation) continue;
    if (members[c].size() < 2) continue;
    found.eligible.push_back(version);
    if (!admits(version)) continue;
    std::sort(members[c].begin(), members[c].end());
    found.memberships += static_cast<std::int64_t>(members[c].size());
    found.inferred += inferred[c];
    found.arrangements.push_back({static_cast<std::int32_t>(c), version, std::move(members[c])});
  }
  return found;
}

}  // namespace munigraph
