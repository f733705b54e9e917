#include "core/number_text.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <clocale>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace munigraph::detail {

namespace by_c {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether the whole text is a number as std::from_chars has them: an optional minus, digits with
/// a point among, before or behind them, an exponent; or infinity, or a NaN.
bool is_number(std::string_view text) {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  std::size_t place = 0;
  std::size_t digits = 0;
  for (bool point = false; place < text.size(); ++place) {
    if (is_digit(text[place]))
      ++digits;
    else if (text[place] == '.' && !point)
      point = true;
    else
      break;
  }
  if (digits == 0) {
    std::string word;
    for (const char c : text) word += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return word == "inf" || word == "infinity" || word == "nan" ||
           (word.starts_with("nan(") && word.ends_with(")"));
  }
  if (place == text.size()) return true;
  if (text[place] != 'e' && text[place] != 'E') return false;
  ++place;
  if (place < text.size() && (text[place] == '+' || text[place] == '-')) ++place;
  const std::size_t exponent = place;
  while (place < text.size() && is_digit(text[place])) ++place;
  return place > exponent && place == text.size();
}

/// The decimal point of the locale in force: what the C library reads and writes.
std::string point() {
  const char* const found = std::localeconv()->decimal_point;
  return found != nullptr && *found != '\0' ? found : ".";
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  if (const std::size_t place = text.find(from); place != std::string::npos)
    text.replace(place, from.size(), to);
  return text;
}

std::string printed(const char* format, int precision, double value) {
  std::vector<char> buffer(512);
  const int length = std::snprintf(buffer.data(), buffer.size(), format, precision, value);
  return replaced({buffer.data(), static_cast<std::size_t>(length)}, point(), ".");
}

/// Decimal digits d.ddd of a positive number, and its exponent.
struct Digits {
  std::string digits;
  int exponent = 0;
};

Digits digits_of(double value, int count) {
  const std::string text = printed("%.*e", count - 1, value);
  const std::size_t e = text.find('e');
  Digits found{text.substr(0, 1), std::atoi(text.c_str() + e + 1)};
  if (e > 2) found.digits += text.substr(2, e - 2);
  return found;
}

std::string scientific(const Digits& of) {
  std::string text = of.digits.substr(0, 1);
  if (of.digits.size() > 1) text += '.' + of.digits.substr(1);
  const int size = std::abs(of.exponent);
  return text + (of.exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + std::to_string(size);
}

/// The digits one higher in the last place.
Digits raised(Digits of) {
  for (std::size_t k = of.digits.size(); k-- > 0;) {
    if (of.digits[k] != '9') {
      ++of.digits[k];
      return of;
    }
    of.digits[k] = '0';
  }
  of.digits.insert(of.digits.begin(), '1');
  of.digits.pop_back();
  ++of.exponent;
  return of;
}

/// The fewest digits that are read as the number. Just above a power of two the next number is
/// further away than the one before: digits that were rounded down may then be another number's
/// while those one higher are not.
Digits fewest_digits(double value) {
  for (int count = 1;; ++count) {
    const Digits nearest = digits_of(value, count);
    if (parse_number(scientific(nearest)).value == value) return nearest;
    const Digits above = raised(nearest);
    if (count < 17 && parse_number(scientific(above)).value == value) return above;
    if (count == 17) return nearest;
  }
}

std::string without_trailing_zeros(std::string digits) {
  digits.erase(std::max<std::size_t>(digits.find_last_not_of('0') + 1, 1));
  return digits;
}

/// In positions, where that is possible without an exponent.
std::string fixed(const Digits& of) {
  const int behind = static_cast<int>(of.digits.size()) - 1 - of.exponent;
  if (of.exponent < 0)
    return "0." + std::string(static_cast<std::size_t>(-of.exponent - 1), '0') + of.digits;
  if (behind <= 0) return of.digits + std::string(static_cast<std::size_t>(-behind), '0');
  const auto before = static_cast<std::size_t>(of.exponent + 1);
  return of.digits.substr(0, before) + '.' + of.digits.substr(before);
}

}  // namespace

ParsedNumber parse_number(std::string_view text) {
  if (!is_number(text)) return {};
  const std::string copy = replaced(std::string(text), ".", point());
  errno = 0;
  const double value = std::strtod(copy.c_str(), nullptr);
  // A number that is only less exact than others (a subnormal one) is no error.
  if (errno == ERANGE && (value == 0 || std::isinf(value)))
    return {value, std::errc::result_out_of_range};
  return {value, std::errc{}};
}

std::string shortest(double value) {
  const std::string sign = std::signbit(value) ? "-" : "";
  if (std::isnan(value)) return sign + "nan";
  if (std::isinf(value)) return sign + "inf";
  if (value == 0) return sign + "0";
  Digits found = fewest_digits(std::abs(value));
  found.digits = without_trailing_zeros(found.digits);
  const std::string with_exponent = scientific(found);
  // Longer ones need not be written: 1e300 has 301 digits.
  const int size = std::abs(found.exponent) + static_cast<int>(found.digits.size());
  if (size > 64) return sign + with_exponent;
  std::string in_positions = fixed(found);
  if (in_positions.size() > with_exponent.size()) return sign + with_exponent;
  // In positions, every digit of a whole number is its own.
  if (found.exponent >= static_cast<int>(found.digits.size()))
    in_positions = whole(std::abs(value));
  return sign + in_positions;
}

std::string whole(double value) { return printed("%.*f", 0, value); }

}  // namespace by_c

// What the standard library says it has; libc++ 14 to 19 writes doubles and does not read them.
#if defined(__cpp_lib_to_chars)

ParsedNumber parse_number(std::string_view text) {
  double value = 0;
  const char* const last = text.data() + text.size();
  const auto [end, status] = std::from_chars(text.data(), last, value);
  if (status == std::errc::invalid_argument || end != last) return {};
  return {value, status};
}

std::string shortest(double value) {
  char buffer[32];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr};
}

std::string whole(double value) {
  char buffer[512];
  const char* const last = buffer + sizeof buffer;
  return {buffer,
          std::to_chars(buffer, buffer + (last - buffer), value, std::chars_format::fixed, 0).ptr};
}

#else

ParsedNumber parse_number(std::string_view text) { return by_c::parse_number(text); }
std::string shortest(double value) { return by_c::shortest(value); }
std::string whole(double value) { return by_c::whole(value); }

#endif

}  // namespace munigraph::detail
