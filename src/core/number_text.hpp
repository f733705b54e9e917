#pragma once

#include <string>
#include <string_view>
#include <system_error>

/// Numbers as text and back, by the rules of std::from_chars and std::to_chars: no locale, the
/// shortest text that is read as the same number. Standard libraries that lack these for doubles
/// (libc++ before 20) get the same digits from the C library.
namespace munigraph::detail {

/// The number that the whole text is. `error` is std::errc{} where it is one,
/// result_out_of_range where it is too large or too small, else invalid_argument.
struct ParsedNumber {
  double value = 0;
  std::errc error = std::errc::invalid_argument;
};
[[nodiscard]] ParsedNumber parse_number(std::string_view text);

/// The shortest text of a number.
[[nodiscard]] std::string shortest(double value);
/// All digits before the point, rounded to a whole number.
[[nodiscard]] std::string whole(double value);

/// The same by the C library, whatever the standard library has.
namespace by_c {
[[nodiscard]] ParsedNumber parse_number(std::string_view text);
[[nodiscard]] std::string shortest(double value);
[[nodiscard]] std::string whole(double value);
}  // namespace by_c

}  // namespace munigraph::detail
