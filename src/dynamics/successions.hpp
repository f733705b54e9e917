#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "munigraph/registry/register.hpp"

namespace munigraph::dynamics {

/// Days since 1970-01-01.
using Day = std::int32_t;
constexpr Day always = -(1 << 29);  ///< A start that is not known.
constexpr Day never = 1 << 29;      ///< An end that is open.

[[nodiscard]] Day day_of(Date date) noexcept;
[[nodiscard]] Date date_of(Day day) noexcept;

/// Who became whom: a participant and the day of the reorganisation nearest to it.
struct Kin {
  std::int32_t participant = 0;
  Day date = 0;
};

/// The successions of a register among its participants, to any number of steps. Rows of kind
/// `part` do not count: who gives a part away goes on.
class Kinship {
 public:
  explicit Kinship(const Register& reg);

  [[nodiscard]] std::span<const Kin> successors(std::int32_t participant) const {
    return after_[static_cast<std::size_t>(participant)];
  }
  [[nodiscard]] std::span<const Kin> predecessors(std::int32_t participant) const {
    return before_[static_cast<std::size_t>(participant)];
  }
  /// Who the participant is in the end: its only successor's only successor …; one that was divided
  /// among several stays itself.
  [[nodiscard]] std::int32_t carried(std::int32_t participant) const {
    return carried_[static_cast<std::size_t>(participant)];
  }
  /// The day from which on all of them are carried to one; `never` where they are not.
  [[nodiscard]] Day one_from(const std::vector<std::int32_t>& participants) const;

 private:
  [[nodiscard]] std::int32_t carried_until(std::int32_t participant, Day day) const;

  std::vector<std::vector<Kin>> after_;
  std::vector<std::vector<Kin>> before_;
  std::vector<std::int32_t> carried_;
  std::vector<Kin> next_;  ///< The only successor; participant −1 where there is none.
};

}  // namespace munigraph::dynamics
