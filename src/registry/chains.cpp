#include "munigraph/registry/chains.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace munigraph {

Chains find_chains(const Register& reg) {
  const std::vector<Arrangement>& rows = reg.tables().arrangements;
  Chains chains;
  std::unordered_map<std::string_view, std::int32_t> known;
  known.reserve(rows.size());
  for (std::size_t a = 0; a < rows.size(); ++a) {
    const auto next = static_cast<std::int32_t>(chains.versions.size());
    const auto [place, is_new] = known.emplace(rows[a].chain, next);
    if (is_new) chains.versions.emplace_back();
    chains.versions[static_cast<std::size_t>(place->second)].push_back(
        static_cast<std::int32_t>(a));
    chains.chain_of.push_back(place->second);
  }
  const auto starts_before = [&](std::int32_t x, std::int32_t y) {
    return rows[static_cast<std::size_t>(x)].validity.from <
           rows[static_cast<std::size_t>(y)].validity.from;
  };
  for (auto& versions : chains.versions)
    std::stable_sort(versions.begin(), versions.end(), starts_before);
  return chains;
}

std::vector<std::int32_t> versions_in_force(const Register& reg, const Chains& chains, Date day) {
  const std::vector<Arrangement>& rows = reg.tables().arrangements;
  std::vector<std::int32_t> result(chains.size(), -1);
  for (std::size_t c = 0; c < chains.size(); ++c)
    for (const std::int32_t version : chains.versions[c])
      if (rows[static_cast<std::size_t>(version)].validity.contains(day)) result[c] = version;
  return result;
}

}  // namespace munigraph
