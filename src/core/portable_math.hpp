#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numbers>
#include <utility>

// Exponentials, logarithms and angles by sums, products and roots alone, which IEEE 754 fixes to
// the last bit: those of C libraries differ between platforms and versions. For what must be the
// same everywhere.

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

/// Coefficients from the highest power down, at r. Written out, since compilers do not vectorise
/// loops around a loop.
template <std::size_t size>
[[nodiscard]] double polynomial(const std::array<double, size>& coefficients, double r) noexcept {
  return [&]<std::size_t... k>(std::index_sequence<k...>) {
    double sum = 0.0;
    ((sum = sum * r + coefficients[k]), ...);
    return sum;
  }(std::make_index_sequence<size>());
}

/// e^x, within two units in the last place.
[[nodiscard]] inline double portable_exp(double x) noexcept {
  if (std::isnan(x)) return x;
  if (x > 709.78) return std::numeric_limits<double>::infinity();
  if (x < -745.2) return 0.0;
  const double k = std::floor(x * 1.4426950408889634 + 0.5);
  const double sum = polynomial(inverse_factorials, (x - k * ln2_high) - k * ln2_low);
  const int power = static_cast<int>(k);
  if (power < -1022 || power > 1023) return std::ldexp(sum, power);
  return sum * std::bit_cast<double>(static_cast<std::uint64_t>(power + 1023) << 52);
}

/// The same for −708 <= x <= 709, without a branch: loops over rows of it are vectorised.
[[nodiscard]] inline double portable_exp_in_range(double x) noexcept {
  constexpr double shift = 0x1.8p52;  // What is added to this is rounded to a whole number.
  const double shifted = x * 1.4426950408889634 + shift;
  const double k = shifted - shift;
  const double sum = polynomial(inverse_factorials, (x - k * ln2_high) - k * ln2_low);
  return sum * std::bit_cast<double>((std::bit_cast<std::uint64_t>(shifted) + 1023) << 52);
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

/// A number as the sum of a double and what it lacks: twice the digits.
struct Precise {
  double value;
  double rest;
};

[[nodiscard]] inline Precise product(const Precise& a, const Precise& b) noexcept {
  const double value = a.value * b.value;
  const double rest = std::fma(a.value, b.value, -value) + (a.value * b.rest + a.rest * b.value);
  return {value + rest, rest - ((value + rest) - value)};
}

[[nodiscard]] inline Precise portable_power(Precise base, int exponent) noexcept {
  Precise result{1, 0};
  for (; exponent > 0; exponent /= 2) {
    if (exponent % 2 != 0) result = product(result, base);
    if (exponent > 1) base = product(base, base);
  }
  return result;
}

/// The `degree`-th root of a finite x >= 1: of powers of ten those are exact that there are.
[[nodiscard]] inline Precise portable_root(double x, int degree) noexcept {
  const double near = portable_exp(portable_log(x) / degree);
  const Precise power = portable_power({near, 0}, degree);
  const double missing = (x - power.value) - power.rest;
  const double step = missing / power.value * near / degree;
  return {near + step, step - ((near + step) - near)};
}

struct SineCosine {
  double sine;
  double cosine;
};

/// Of an angle in degrees, within two units of 1's last place.
[[nodiscard]] inline SineCosine portable_sine_cosine(double degrees) noexcept {
  if (!std::isfinite(degrees)) return {degrees - degrees, degrees - degrees};
  degrees = std::fmod(degrees, 360.0);  // Exact.
  const double quarters = std::floor(degrees / 90 + 0.5);
  const double r = (degrees - 90 * quarters) * (std::numbers::pi / 180);  // |r| <= π / 4
  const double square = r * r;
  // r − r³/3! + r⁵/5! …, and 1 − r²/2! + r⁴/4! …
  double sine = 1.0;
  for (double n = 16; n > 0; n -= 2) sine = 1.0 - sine * square / (n * (n + 1));
  sine *= r;
  double cosine = 1.0;
  for (double n = 17; n > 0; n -= 2) cosine = 1.0 - cosine * square / (n * (n + 1));
  switch (static_cast<int>(quarters) & 3) {
    case 0:
      return {sine, cosine};
    case 1:
      return {cosine, -sine};
    case 2:
      return {-sine, -cosine};
    default:
      return {-cosine, sine};
  }
}

/// Coefficients of x³¹, x²⁹ … x¹ in the series of asin.
constexpr std::array<double, 16> arcsine_shares = [] {
  std::array<double, 16> result{};
  double share = 1;  // (2n)! / (4ⁿ n!²)
  for (std::size_t n = 0; n < result.size(); ++n) {
    const auto whole = static_cast<double>(n);
    result[result.size() - 1 - n] = share / (2 * whole + 1);
    share *= (2 * whole + 1) / (2 * whole + 2);
  }
  return result;
}();

/// asin x for 0 <= x <= 1, within four units in the last place.
[[nodiscard]] inline double portable_asin(double x) noexcept {
  double times = 1;
  for (; x > 0.25; times *= 2)  // The sine of half the angle.
    x /= std::sqrt(2 * (1 + std::sqrt((1 - x) * (1 + x))));
  return times * x * polynomial(arcsine_shares, x * x);
}

}  // namespace munigraph::detail
