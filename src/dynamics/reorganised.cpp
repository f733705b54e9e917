#include "dynamics/reorganised.hpp"

#include <string_view>
#include <unordered_map>
#include <vector>

#include "munigraph/dynamics/chronicle.hpp"
#include "registry/carrier.hpp"

namespace munigraph::dynamics {
namespace {

template <class Row>
std::unordered_map<std::string_view, std::int32_t> rows_by_id(const std::vector<Row>& table) {
  std::unordered_map<std::string_view, std::int32_t> rows;
  for (std::size_t r = 0; r < table.size(); ++r)
    rows.emplace(table[r].id, static_cast<std::int32_t>(r));
  return rows;
}

}  // namespace

Reorganised::Reorganised(const GeographyOrigin& origin, const Register& moved,
                         const ChronicleRules& rules, const Monitor* monitor) {
  const RegisterTables& old = origin.reg.tables();
  const registry::Carrier carrier(origin.reg);
  const auto participants = rows_by_id(moved.tables().participants);
  const auto versions = rows_by_id(moved.tables().arrangements);
  for (const Event& event : chronicle(origin.reg, rules, monitor).events) {
    const bool left = event.kind == EventKind::left;
    if (!left && event.kind != EventKind::joined) continue;
    const std::int32_t row = left ? event.version_before : event.version_after;
    const auto version = versions.find(old.arrangements[static_cast<std::size_t>(row)].id);
    if (version == versions.end()) continue;  // It fell inside one municipality.
    for (const std::int32_t m : origin.reg.memberships_of(row)) {
      const Membership& membership = old.memberships[static_cast<std::size_t>(m)];
      if (membership.participant != event.participant) continue;
      for (const std::int32_t p : carrier.stand_ins(membership, origin.day, origin.splits)) {
        const auto here = participants.find(old.participants[static_cast<std::size_t>(p)].id);
        if (here == participants.end()) continue;
        const auto [at, fresh] =
            told_.try_emplace({event.kind, version->second, here->second}, Told{event, "", false});
        Told& told = at->second;
        told.real = told.real || !event.administrative();
        told.members +=
            (fresh ? "" : "; ") + old.participants[static_cast<std::size_t>(event.participant)].id;
      }
      break;
    }
  }
}

const Reorganised::Told* Reorganised::find(EventKind kind, std::int32_t version,
                                           std::int32_t participant) const {
  const auto found = told_.find({kind, version, participant});
  return found == told_.end() || found->second.real ? nullptr : &found->second;
}

}  // namespace munigraph::dynamics
