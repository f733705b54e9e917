#include "core/number_text.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <clocale>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "munigraph/core/random.hpp"

namespace munigraph::detail {
namespace {

/// Numbers of every size: random bits, short decimals, powers of two and ten and their neighbours.
std::vector<double> numbers() {
  std::vector<double> all = {0.0,
                             -0.0,
                             1e22,
                             1e23,
                             123456789012345680000.0,
                             9007199254740993.0,
                             std::numeric_limits<double>::max(),
                             std::numeric_limits<double>::min(),
                             std::numeric_limits<double>::denorm_min()};
  Random random(5);
  for (int k = 0; k < 3000; ++k) {
    const double any = std::bit_cast<double>(random());
    if (std::isfinite(any)) all.push_back(any);
    all.push_back(static_cast<double>(random.below(1'000'000)) / (1 + random.below(1000)));
    all.push_back(static_cast<double>(random() >> random.below(64)));
  }
  for (int e = -1074; e < 1024; ++e) {
    const double power = std::ldexp(1.0, e);
    all.insert(all.end(), {power, std::nextafter(power, 0.0), -std::nextafter(power, INFINITY)});
  }
  for (int e = -320; e < 309; ++e)
    all.push_back(std::strtod(("1e" + std::to_string(e)).c_str(), nullptr));
  return all;
}

TEST(NumberText, ByHand) {
  EXPECT_EQ(shortest(0.1), "0.1");
  EXPECT_EQ(shortest(100000.0), "1e+05");
  EXPECT_EQ(whole(100000.0), "100000");
  EXPECT_EQ(shortest(-1.5e-7), "-1.5e-07");
  EXPECT_EQ(parse_number("2.50").value, 2.5);
  EXPECT_EQ(parse_number("1e400").error, std::errc::result_out_of_range);
}

TEST(NumberText, TheCLibraryGivesTheSameDigits) {
  for (const double value : numbers()) {
    ASSERT_EQ(by_c::shortest(value), shortest(value));
    ASSERT_EQ(parse_number(shortest(value)).value, value) << shortest(value);
    const double rounded = std::floor(value);
    if (std::abs(rounded) < 1e15) {
      ASSERT_EQ(by_c::whole(rounded), whole(rounded));
    }
  }
}

TEST(NumberText, TheCLibraryReadsTheSame) {
  std::vector<std::string> texts = {
      "",      " 1",     "1 ",     "+1",     "-",     "-.5", ".5",   "5.",    ".",        "1e5",
      "1e",    "1e+",    "1E-3",   "0x10",   "1,5",   "inf", "-INF", "nan",   "infinity", "infinit",
      "1e400", "-1e400", "1e-400", "5e-324", "1.2.3", "--1", "1d5",  "nan(1)"};
  Random random(7);
  const std::string signs = "0123456789.eE+-x ";
  for (int k = 0; k < 20'000; ++k) {
    std::string text;
    for (std::uint32_t length = random.below(8); length > 0; --length)
      text += signs[random.below(static_cast<std::uint32_t>(signs.size()))];
    texts.push_back(text);
  }
  for (const double value : numbers()) texts.push_back(shortest(value));
  for (const std::string& text : texts) {
    const ParsedNumber expected = parse_number(text);
    const ParsedNumber found = by_c::parse_number(text);
    ASSERT_EQ(found.error, expected.error) << "'" << text << "'";
    if (expected.error != std::errc{} || std::isnan(expected.value)) continue;
    ASSERT_EQ(found.value, expected.value) << "'" << text << "'";
    ASSERT_EQ(std::signbit(found.value), std::signbit(expected.value)) << "'" << text << "'";
  }
}

TEST(NumberText, IsTheSameInEveryLocale) {
  const std::string before = std::setlocale(LC_NUMERIC, nullptr);
  int tried = 0;
  for (const char* name : {"de_DE.UTF-8", "nl_NL.UTF-8", "fr_FR.UTF-8"}) {
    if (std::setlocale(LC_NUMERIC, name) == nullptr) continue;
    ++tried;
    EXPECT_EQ(by_c::shortest(2.5), "2.5") << name;
    EXPECT_EQ(by_c::parse_number("2.5").value, 2.5) << name;
    EXPECT_EQ(by_c::parse_number("2,5").error, std::errc::invalid_argument) << name;
  }
  std::setlocale(LC_NUMERIC, before.c_str());
  if (tried == 0) GTEST_SKIP() << "no locale here that writes a comma";
}

}  // namespace
}  // namespace munigraph::detail
