#include "registry/package/dates.hpp"

#include <array>
#include <cstddef>

namespace munigraph::package {
namespace {

constexpr std::array<std::string_view, 12> months = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

/// Takes pieces from the front of a text; false where they are not there.
class Taker {
 public:
  explicit Taker(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool is_done() const { return rest_.empty(); }
  bool character(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool number(std::size_t least, std::size_t most, int& value) {
    value = 0;
    std::size_t taken = 0;
    for (; taken < most && taken < rest_.size(); ++taken) {
      const char c = rest_[taken];
      if (c < '0' || c > '9') break;
      value = 10 * value + (c - '0');
    }
    rest_.remove_prefix(taken);
    return taken >= least;
  }
  bool month(bool whole, int& value) {
    for (std::size_t m = 0; m < months.size(); ++m) {
      const std::string_view name = whole ? months[m] : months[m].substr(0, 3);
      if (!begins_with(name)) continue;
      rest_.remove_prefix(name.size());
      value = static_cast<int>(m) + 1;
      return true;
    }
    return false;
  }

 private:
  [[nodiscard]] bool begins_with(std::string_view name) const {
    if (rest_.size() < name.size()) return false;
    for (std::size_t i = 0; i < name.size(); ++i) {
      const char c = rest_[i];
      if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != name[i]) return false;
    }
    return true;
  }

  std::string_view rest_;
};

}  // namespace

std::string unread_directive(std::string_view pattern) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') continue;
    const std::string_view directive = pattern.substr(i, 2);
    if (directive.size() < 2 ||
        std::string_view("YymdbB%").find(directive[1]) == std::string_view::npos)
      return std::string(directive);
    ++i;
  }
  return "";
}

std::optional<Date> date_by(std::string_view pattern, std::string_view text) {
  Taker take(text);
  int year = 1900;
  int month = 1;
  int day = 1;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    bool there = false;
    if (pattern[i] != '%') {
      there = take.character(pattern[i]);
    } else {
      const char directive = pattern[++i];
      if (directive == 'Y') there = take.number(4, 4, year);
      if (directive == 'y') {
        there = take.number(2, 2, year);
        year += year < 69 ? 2000 : 1900;
      }
      if (directive == 'm') there = take.number(1, 2, month);
      if (directive == 'd') there = take.number(1, 2, day);
      if (directive == 'b' || directive == 'B') there = take.month(directive == 'B', month);
      if (directive == '%') there = take.character('%');
    }
    if (!there) return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!take.is_done() || !date.ok()) return std::nullopt;
  return Date{date};
}

}  // namespace munigraph::package
