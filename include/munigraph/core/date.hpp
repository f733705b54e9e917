#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "munigraph/core/export.hpp"

namespace munigraph {

/// A day of the civil calendar.
using Date = std::chrono::sys_days;

/// A date written YYYY-MM-DD; nothing if the text is anything else or no day of the calendar.
[[nodiscard]] MUNIGRAPH_EXPORT std::optional<Date> parse_date(std::string_view text) noexcept;

/// YYYY-MM-DD.
[[nodiscard]] MUNIGRAPH_EXPORT std::string to_string(Date date);

/// The half-open time from ≤ t < to; a missing end is open or not known.
struct Validity {
  std::optional<Date> from;
  std::optional<Date> to;

  [[nodiscard]] bool contains(Date t) const noexcept {
    return (!from || *from <= t) && (!to || t < *to);
  }
  [[nodiscard]] bool overlaps(const Validity& other) const noexcept {
    const auto before = [](const std::optional<Date>& end, const std::optional<Date>& start) {
      return end && start && *end <= *start;
    };
    const auto empty = [](const Validity& v) { return v.from && v.to && *v.to <= *v.from; };
    return !before(to, other.from) && !before(other.to, from) && !empty(*this) && !empty(other);
  }
  friend bool operator==(const Validity&, const Validity&) = default;
};

}  // namespace munigraph
