#pragma once

#include <cstdint>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/registry/register.hpp"

namespace munigraph {

/// Arrangements over time: the versions of each, in order.
struct Chains {
  /// Per chain, in the order of first rows: rows of arrangements by start (not known: first), then
  /// by row.
  std::vector<std::vector<std::int32_t>> versions;
  std::vector<std::int32_t> chain_of;  ///< Per row of arrangements: its chain.

  [[nodiscard]] std::size_t size() const noexcept { return versions.size(); }
};

/// Cost O(n log n) in the arrangements.
[[nodiscard]] MUNIGRAPH_EXPORT Chains find_chains(const Register& reg);

/// Per chain the version in force on `day`: the later one where there are two (by start, then by
/// row), −1 where there is none.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<std::int32_t> versions_in_force(const Register& reg,
                                                                           const Chains& chains,
                                                                           Date day);

}  // namespace munigraph
