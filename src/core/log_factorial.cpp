#include "core/log_factorial.hpp"

#include <array>
#include <cstddef>

#include "core/portable_math.hpp"

namespace munigraph::detail {
namespace {

constexpr std::size_t summed = 1024;

/// Compensated sums (Kahan), so that the last of a thousand terms is as good as the first.
std::array<double, summed> made_table() {
  std::array<double, summed> table{};
  double sum = 0;
  double lost = 0;
  for (std::size_t n = 1; n < summed; ++n) {
    const double term = portable_log(static_cast<double>(n)) - lost;
    const double next = sum + term;
    lost = (next - sum) - term;
    table[n] = sum = next;
  }
  return table;
}

}  // namespace

double log_factorial(std::int64_t n) {
  static const std::array<double, summed> table = made_table();
  if (n < static_cast<std::int64_t>(summed)) return table[static_cast<std::size_t>(n)];
  constexpr double half_log_of_two_pi = 0.91893853320467274178;
  const auto x = static_cast<double>(n);
  const double log_x = portable_log(x);
  const double inverse = 1 / x;
  const double square = inverse * inverse;
  // From 1,024 on the next term, 1/1260n⁵, is below 1e-18.
  const double rest = inverse * (1.0 / 12 - square / 360);
  return x * (log_x - 1) + (0.5 * log_x + (half_log_of_two_pi + rest));
}

double log_binomial(std::int64_t n, std::int64_t k) {
  return log_factorial(n) - log_factorial(k) - log_factorial(n - k);
}

}  // namespace munigraph::detail
