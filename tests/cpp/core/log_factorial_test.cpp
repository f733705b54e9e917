#include "core/log_factorial.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>

namespace munigraph::detail {
namespace {

TEST(LogFactorial, SmallOnesByHand) {
  EXPECT_EQ(log_factorial(0), 0.0);
  EXPECT_EQ(log_factorial(1), 0.0);
  EXPECT_DOUBLE_EQ(log_factorial(5), std::log(120.0));
  EXPECT_NEAR(log_binomial(10, 3), std::log(120.0), 1e-14);
  EXPECT_EQ(log_binomial(7, 0), 0.0);
}

TEST(LogFactorial, AgreesWithTheGammaFunctionAcrossItsTwoForms) {
  for (std::int64_t n = 2; n < 5000; ++n)
    EXPECT_NEAR(log_factorial(n) / std::lgamma(static_cast<double>(n) + 1), 1.0, 5e-15) << n;
  for (double n = 1e4; n < 1e15; n *= 7) {
    const auto whole = static_cast<std::int64_t>(n);
    EXPECT_NEAR(log_factorial(whole) / std::lgamma(static_cast<double>(whole) + 1), 1.0, 5e-15);
  }
}

TEST(LogFactorial, StepsAreLogarithms) {
  for (const std::int64_t n : {1023, 1024, 1025, 4096, 100'000})
    EXPECT_NEAR(log_factorial(n) - log_factorial(n - 1), std::log(static_cast<double>(n)),
                2e-16 * log_factorial(n) + 1e-15);
}

}  // namespace
}  // namespace munigraph::detail
