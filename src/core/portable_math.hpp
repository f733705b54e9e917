#pragma once

#include <cmath>
#include <limits>

// Exponentials and logarithms by sums and products alone, which IEEE 754 fixes to the last bit:
// those of C libraries differ between platforms and versions. For what must be the same everywhere.

namespace munigraph::detail {

/// ln 2 in two parts; the first has so few digits that its product with an exponent is exact.
constexpr double ln2_high = 0x1.62e42feep-1;
constexpr double ln2_low = 0x1.a39ef35793c76p-33;

/// e^x, within two units in the last place.
[[nodiscard]] inline double portable_exp(double x) noexcept {
  if (std::isnan(x)) return x;
  if (x > 709.78) return std::numeric_limits<double>::infinity();
  if (x < -745.2) return 0.0;
  const double k = std::floor(x * 1.4426950408889634 + 0.5);
  const double r = (x - k * ln2_high) - k * ln2_low;  // |r| <= ln 2 / 2
  double sum = 1.0;
  for (int n = 14; n > 0; --n) sum = 1.0 + r * sum / n;
  return std::ldexp(sum, static_cast<int>(k));
}

/// 2 · artanh(s) = log((1 + s) / (1 − s)), for |s| <= 1/3.
[[nodiscard]] inline double twice_artanh(double s) noexcept {
  const double square = s * s;
  double sum = 0.0;
  for (int n = 35; n > 1; n -= 2) sum = (sum + 1.0 / n) * square;
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
