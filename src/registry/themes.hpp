#pragma once

#include <string_view>

namespace munigraph::detail {

/// Whether `theme` is `wanted` or stands below it: "care | youth" is within "care".
[[nodiscard]] inline bool is_within(std::string_view theme, std::string_view wanted) noexcept {
  if (!theme.starts_with(wanted)) return false;
  const std::string_view rest = theme.substr(wanted.size());
  const auto next = rest.find_first_not_of(' ');
  return next == std::string_view::npos || rest[next] == '|';
}

}  // namespace munigraph::detail
