#include "munigraph/registry/repair.hpp"

#include <algorithm>
#include <set>

#include "carrier.hpp"
#include "core/index.hpp"

namespace munigraph {
namespace {

using Action = GeographyChange::Action;

using detail::at;

class Carrying {
 public:
  Carrying(const Register& reg, Date day, SplitRule splits)
      : reg_(reg), tables_(reg.tables()), carrier_(reg), day_(day), splits_(splits) {}

  void arrangement(std::int32_t row) {
    there_.clear();
    has_host_ = false;
    const std::vector<std::int32_t> rows = reg_.memberships_of(row);
    for (const std::int32_t r : rows) {
      const Membership& m = tables_.memberships[at(r)];
      if (!exists(m) || !m.validity.contains(day_)) continue;
      there_.insert(m.participant);
      has_host_ = has_host_ || m.role == Role::host;
    }
    for (const std::int32_t r : rows)
      if (!exists(tables_.memberships[at(r)]) && is_named(r)) carry(r);
  }

  RepairedSnapshot finish() {
    if (added_.empty()) return {reg_.at(day_), {}, std::move(changes_)};
    RegisterTables repaired = tables_;
    for (const std::int32_t r : stood_in_for_) repaired.memberships[at(r)].role = Role::member;
    std::vector<std::int32_t> inferred;
    for (const Membership& m : added_) {
      inferred.push_back(static_cast<std::int32_t>(repaired.memberships.size()));
      repaired.memberships.push_back(m);
    }
    return {Register(std::move(repaired)).at(day_), std::move(inferred), std::move(changes_)};
  }

 private:
  [[nodiscard]] bool exists(const Membership& m) const {
    return tables_.participants[at(m.participant)].validity.contains(day_);
  }
  [[nodiscard]] bool is_named(std::int32_t r) const {
    const Validity& v = tables_.memberships[at(r)].validity;
    return v.contains(day_) || (carrier_.is_takeover(r) && (!v.to || day_ < *v.to));
  }

  void carry(std::int32_t r) {
    const Membership& m = tables_.memberships[at(r)];
    const std::vector<std::int32_t> all = carrier_.stand_ins(m, day_, splits_);
    std::vector<std::int32_t> added;
    for (const std::int32_t p : all)
      if (there_.insert(p).second) added.push_back(p);
    GeographyChange change{r,
                           m.arrangement,
                           m.participant,
                           carrier_.ids(added),
                           Action::carried,
                           carrier_.why_absent(m.participant, day_)};
    if (all.empty()) {
      change.action = Action::undetermined;
      change.reason += "; " + carrier_.why_undetermined(m.participant);
    } else if (added.empty()) {
      change.action = Action::merged;
      change.became = carrier_.ids(all);
    }
    changes_.push_back(std::move(change));
    const bool hosts = m.role == Role::host && !has_host_;
    for (const std::int32_t p : added) {
      Role role = m.role == Role::host ? Role::member : m.role;
      if (hosts && p == carrier_.main_one(added)) role = Role::host;
      added_.push_back({m.arrangement, p, role, {day_, day_ + std::chrono::days{1}}});
    }
    if (hosts && !added.empty()) {
      has_host_ = true;
      stood_in_for_.push_back(r);
    }
  }

  const Register& reg_;
  const RegisterTables& tables_;
  registry::Carrier carrier_;
  Date day_;
  SplitRule splits_;
  std::set<std::int32_t> there_;  ///< Participants in force of the arrangement at hand.
  bool has_host_ = false;
  std::vector<Membership> added_;
  std::vector<std::int32_t> stood_in_for_;  ///< Rows of hosts that others now are: one at a time.
  std::vector<GeographyChange> changes_;
};

}  // namespace

RepairedSnapshot at_repaired(const Register& reg, Date day, SplitRule splits) {
  const Snapshot plain = reg.at(day);
  Carrying repair(reg, day, splits);
  for (const std::int32_t a : plain.arrangements()) repair.arrangement(a);
  return repair.finish();
}

}  // namespace munigraph
