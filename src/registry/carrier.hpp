#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "munigraph/registry/chains.hpp"
#include "munigraph/registry/geography.hpp"
#include "munigraph/registry/succession.hpp"

namespace munigraph::registry {

/// What repairing a day and moving to a fixed geography share: who stands in for the participant of
/// a membership, and what is said of it.
class Carrier {
 public:
  explicit Carrier(const Register& reg);

  [[nodiscard]] const SuccessionMap& map() const noexcept { return map_; }
  /// See takeovers().
  [[nodiscard]] bool is_takeover(std::int32_t membership) const {
    return takeover_[static_cast<std::size_t>(membership)] != 0;
  }
  /// SuccessionMap::carry(); of several predecessors only those that the chain names itself, where
  /// it names any: those were the members.
  [[nodiscard]] std::vector<std::int32_t> stand_ins(const Membership& row, Date day,
                                                    SplitRule splits) const;
  /// Ids, joined by ", ".
  [[nodiscard]] std::string ids(const std::vector<std::int32_t>& participants) const;
  /// Why the participant is not in force on `day`.
  [[nodiscard]] std::string why_absent(std::int32_t participant, Date day) const;
  /// Why nobody stands in for it.
  [[nodiscard]] std::string why_undetermined(std::int32_t participant) const;
  /// Which of several that one host became is host: the most populous, else the first.
  [[nodiscard]] std::int32_t main_one(const std::vector<std::int32_t>& participants) const;

 private:
  const Register& reg_;
  SuccessionMap map_;
  Chains chains_;
  std::vector<std::vector<std::int32_t>> members_;  ///< Per chain, of all versions; ascending.
  std::vector<std::uint8_t> takeover_;              ///< Per membership.
};

}  // namespace munigraph::registry
