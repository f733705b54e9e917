#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>

namespace munigraph {

/// One step of SplitMix64: a bijective mix of 64 bits (Steele, Lea & Flood 2014).
[[nodiscard]] constexpr std::uint64_t mix64(std::uint64_t x) noexcept {
  x += 0x9e3779b97f4a7c15ULL;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

/// The seed of the `index`-th independent stream of `seed`: run r of an ensemble is exactly the
/// single run with this seed, whatever thread computes it.
[[nodiscard]] constexpr std::uint64_t stream_seed(std::uint64_t seed,
                                                  std::uint64_t index) noexcept {
  return mix64(mix64(seed) ^ mix64(index + 0x632be59bd9b4e019ULL));
}

/// Seeded random numbers that are the same on every platform: xoshiro256++ (Blackman & Vigna),
/// with our own bounded integers and reals, since those of the standard library differ between
/// implementations. Models UniformRandomBitGenerator, so Boost.Random distributions accept it.
class Random {
 public:
  using result_type = std::uint64_t;

  explicit constexpr Random(std::uint64_t seed) noexcept {
    for (auto& word : state_) word = seed = mix64(seed);
  }

  static constexpr result_type min() noexcept { return 0; }
  static constexpr result_type max() noexcept { return std::numeric_limits<result_type>::max(); }

  constexpr result_type operator()() noexcept {
    const std::uint64_t result = rotate(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t t = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = rotate(state_[3], 45);
    return result;
  }

  /// Uniform integer in [0, bound), without bias; bound > 0. 32-bit bounds take the fast way.
  constexpr std::uint32_t below(std::uint32_t bound) noexcept {
    std::uint64_t product = ((*this)() >> 32) * bound;
    if (static_cast<std::uint32_t>(product) < bound) {
      const std::uint32_t floor = (0U - bound) % bound;
      while (static_cast<std::uint32_t>(product) < floor) product = ((*this)() >> 32) * bound;
    }
    return static_cast<std::uint32_t>(product >> 32);
  }

  /// Uniform integer in [0, bound) for any 64-bit bound > 0, without bias (rejection).
  constexpr std::uint64_t below64(std::uint64_t bound) noexcept {
    if (bound <= 0xffffffffULL) return below(static_cast<std::uint32_t>(bound));
    const std::uint64_t limit = max() - max() % bound;
    std::uint64_t value = (*this)();
    while (value >= limit) value = (*this)();
    return value % bound;
  }

  /// Uniform real in [0, 1) with 53 random bits.
  constexpr double uniform() noexcept { return static_cast<double>((*this)() >> 11) * 0x1.0p-53; }

  /// Fisher–Yates; std::shuffle is not the same everywhere.
  template <class T>
  constexpr void shuffle(std::span<T> values) noexcept {
    for (std::size_t i = values.size(); i > 1; --i) {
      const auto j = static_cast<std::size_t>(below64(i));
      std::swap(values[i - 1], values[j]);
    }
  }

 private:
  static constexpr std::uint64_t rotate(std::uint64_t x, int k) noexcept {
    return (x << k) | (x >> (64 - k));
  }

  std::uint64_t state_[4] = {};
};

}  // namespace munigraph
