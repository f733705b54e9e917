#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

// Exponentials and logarithms by sums and products alone, which IEEE 754 fixes to the last bit:
// those of C libraries differ between platforms and versions. For what must be the same everywhere.

namespace munigraph::detail {

/// ln 2 in two parts; the first has so few digits that its product with an exponent is exact.
constexpr double ln2_high = 0x1.62e42feep-1;
constexpr double ln2_low = 0x1.a39ef35793c76p-33;

/// 1/14!, 1/13! … 1/0!
constexpr std::array<double, 15> inverse_factorials = [] {
  std::array<double, 15> result{};
  double factorial = 1;  // exact up to 18!
  for (std::size_t n = 0; n < result.size(); ++n) {
    result[result.size() - 1 - n] = 1 / factorial;
    factorial *= static_cast<double>(n + 1);
  }
  return result;
}();

/// 1/35, 1/33 … 1/3
constexpr std::array<double, 17> inverse_odds = [] {
  std::array<double, 17> result{};
  for (std::size_t k = 0; k < result.size(); ++k)
    result[k] = 1.0 / (35.0 - 2.0 * static_cast<double>(k));
  return result;
}();

/// e^x, within two units in the last place.
[[nodiscard]] inline double portable_exp(double x) noexcept {
  if (std::isnan(x)) return x;
  if (x > 709.78) return std::numeric_limits<double>::infinity();
  if (x < -745.2) return 0.0;
  const double k = std::floor(x * 1.4426950408889634 + 0.5);
  const double r = (x - k * ln2_high) - k * ln2_low;  // |r| <= ln 2 / 2
  double sum = 0.0;
  for (const double share : inverse_factorials) sum = sum * r + share;
  const int power = static_cast<int>(k);
  if (power < -1022 || power > 1023) return std::ldexp(sum, power);
  return sum * std::bit_cast<double>(static_cast<std::uint64_t>(power + 1023) << 52);
}

/// 2 · artanh(s) = log((1 + s) / (1 − s)), for |s| <= 1/3.
[[nodiscard]] inline double twice_artanh(double s) noexcept {
  const double square = s * s;
  double sum = 0.0;
  for (const double share : inverse_odds) sum = (sum + share) * square;
  return 2.0 * s * (1.0 + sum);
}

/// log x for x > 0, within two units in the last place.
[[nodiscard]] inline double portable_log(double x) noexcept {
  if (!(x > 0)) return x == 0 ? -std::numeric_limits<double>::infinity() : x - x;
  if (std::isinf(x)) return x;
  int exponent = 0;
  double part = std::frexp(x, &exponent);  // in [½, 1)
  if (part < 0.70710678118654752) {
    part *= 2;
    --exponent;
  }
  const double rest = twice_artanh((part - 1) / (part + 1));
  return exponent * ln2_high + (exponent * ln2_low + rest);
}

/// log(1 + x) for 0 <= x <= 1, without losing small x.
[[nodiscard]] inline double portable_log1p(double x) noexcept { return twice_artanh(x / (2 + x)); }

}  // namespace munigraph::detail
