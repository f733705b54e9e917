#include "carrier.hpp"

#include <algorithm>

#include "core/index.hpp"

namespace munigraph {
namespace {

using detail::at;

bool contains(const std::vector<std::int32_t>& sorted, std::int32_t value) {
  return std::binary_search(sorted.begin(), sorted.end(), value);
}

std::vector<std::vector<std::int32_t>> members_of_chains(const RegisterTables& t,
                                                         const Chains& chains) {
  std::vector<std::vector<std::int32_t>> members(chains.size());
  for (const Membership& m : t.memberships)
    members[at(chains.chain_of[at(m.arrangement)])].push_back(m.participant);
  for (auto& list : members) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  return members;
}

std::vector<std::uint8_t> find_takeovers(const RegisterTables& t, const SuccessionMap& map,
                                         const Chains& chains,
                                         const std::vector<std::vector<std::int32_t>>& members) {
  std::vector<std::uint8_t> known(t.participants.size(), 0);
  for (const Membership& m : t.memberships) known[at(m.participant)] = 1;
  std::vector<std::uint8_t> result(t.memberships.size(), 0);
  for (std::size_t r = 0; r < t.memberships.size(); ++r) {
    const Membership& m = t.memberships[r];
    if (!m.validity.from || !map.is_takeover(m.participant, *m.validity.from)) continue;
    const std::int32_t chain = chains.chain_of[at(m.arrangement)];
    const auto& before = map.predecessors(m.participant);
    const bool in_chain = std::any_of(before.begin(), before.end(), [&](std::int32_t p) {
      return contains(members[at(chain)], p);
    });
    const bool anywhere = std::any_of(before.begin(), before.end(),
                                      [&](std::int32_t p) { return known[at(p)] != 0; });
    const bool first = chains.versions[at(chain)].front() == m.arrangement;
    result[r] = in_chain || first || !anywhere ? 1 : 0;
  }
  return result;
}

}  // namespace

std::vector<std::uint8_t> takeovers(const Register& reg, const SuccessionMap& map) {
  const Chains chains = find_chains(reg);
  return find_takeovers(reg.tables(), map, chains, members_of_chains(reg.tables(), chains));
}

namespace registry {

Carrier::Carrier(const Register& reg)
    : reg_(reg),
      map_(reg),
      chains_(find_chains(reg)),
      members_(members_of_chains(reg.tables(), chains_)),
      takeover_(find_takeovers(reg.tables(), map_, chains_, members_)) {}

std::vector<std::int32_t> Carrier::stand_ins(const Membership& row, Date day,
                                             SplitRule splits) const {
  std::vector<std::int32_t> found = map_.carry(row.participant, day, splits);
  const Validity& own = reg_.tables().participants[at(row.participant)].validity;
  if (!own.from || *own.from <= day) return found;
  const auto& members = members_[at(chains_.chain_of[at(row.arrangement)])];
  const auto unnamed = [&](std::int32_t p) { return !contains(members, p); };
  if (!std::all_of(found.begin(), found.end(), unnamed)) std::erase_if(found, unnamed);
  return found;
}

std::string Carrier::ids(const std::vector<std::int32_t>& participants) const {
  std::string text;
  for (const std::int32_t p : participants) {
    if (!text.empty()) text += ", ";
    text += reg_.tables().participants[at(p)].id;
  }
  return text;
}

std::string Carrier::why_absent(std::int32_t participant, Date day) const {
  const Validity& own = reg_.tables().participants[at(participant)].validity;
  if (own.to && *own.to <= day) return "ended on " + to_string(*own.to);
  return "began on " + to_string(own.from.value_or(day));
}

std::string Carrier::why_undetermined(std::int32_t participant) const {
  return map_.successors(participant).size() > 1 ? "split: no successor is named"
                                                 : "no succession is known";
}

std::int32_t Carrier::main_one(const std::vector<std::int32_t>& participants) const {
  // A comparison with NaN is false, so an unknown population never displaces the first.
  std::int32_t best = participants.front();
  for (const std::int32_t p : participants)
    if (reg_.tables().participants[at(p)].population >
        reg_.tables().participants[at(best)].population)
      best = p;
  return best;
}

}  // namespace registry
}  // namespace munigraph
