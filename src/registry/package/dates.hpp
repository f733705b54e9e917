#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "munigraph/core/date.hpp"

namespace munigraph::package {

/// The first directive of a pattern of strptime that dates are not read by, or empty. Read are %Y,
/// %y, %m, %d, %b, %B (English) and %%.
[[nodiscard]] std::string unread_directive(std::string_view pattern);

/// The day that `text` is by a pattern, as strptime of Python reads it.
[[nodiscard]] std::optional<Date> date_by(std::string_view pattern, std::string_view text);

}  // namespace munigraph::package
