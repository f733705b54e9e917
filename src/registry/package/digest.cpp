#include "registry/package/digest.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

namespace munigraph::package {
namespace {

/// The message with its padding, block by block: a one bit, zeros, and its length in bits.
class Blocks {
 public:
  Blocks(std::string_view bytes, bool big) : bytes_(bytes), big_(big) {}

  [[nodiscard]] std::size_t count() const { return (bytes_.size() + 8) / 64 + 1; }
  [[nodiscard]] std::array<std::uint32_t, 16> block(std::size_t b) const {
    std::array<std::uint32_t, 16> words{};
    for (std::size_t i = 0; i < 64; ++i) {
      const std::size_t shift = 8 * (big_ ? 3 - i % 4 : i % 4);
      words[i / 4] |= std::uint32_t{byte(64 * b + i)} << shift;
    }
    return words;
  }

 private:
  [[nodiscard]] std::uint8_t byte(std::size_t at) const {
    if (at < bytes_.size()) return static_cast<std::uint8_t>(bytes_[at]);
    if (at == bytes_.size()) return 0x80;
    const std::size_t last = 64 * count() - 8;
    if (at < last) return 0;
    const std::uint64_t bits = 8ULL * bytes_.size();
    const std::size_t i = at - last;
    return static_cast<std::uint8_t>(bits >> (8 * (big_ ? 7 - i : i)));
  }

  std::string_view bytes_;
  bool big_;
};

template <std::size_t n>
std::string hexadecimal(const std::array<std::uint32_t, n>& words, bool big) {
  std::string text;
  for (const std::uint32_t word : words)
    for (std::uint32_t i = 0; i < 4; ++i) {
      const std::uint32_t byte = (word >> (8 * (big ? 3 - i : i))) & 0xFF;
      text += "0123456789abcdef"[byte >> 4];
      text += "0123456789abcdef"[byte & 15];
    }
  return text;
}

constexpr std::array<std::uint32_t, 64> sha256_constants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

/// The whole part of 2^32 |sin(i + 1)|; a product this far from a whole number needs no exact sine.
std::array<std::uint32_t, 64> md5_constants() {
  std::array<std::uint32_t, 64> k{};
  for (std::size_t i = 0; i < 64; ++i)
    k[i] = static_cast<std::uint32_t>(std::abs(std::sin(static_cast<double>(i + 1))) * 4294967296.);
  return k;
}

}  // namespace

std::string sha256(std::string_view bytes) {
  std::array<std::uint32_t, 8> h = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  const Blocks blocks(bytes, true);
  for (std::size_t b = 0; b < blocks.count(); ++b) {
    std::array<std::uint32_t, 64> w{};
    const auto block = blocks.block(b);
    for (std::size_t i = 0; i < 16; ++i) w[i] = block[i];
    for (std::size_t i = 16; i < 64; ++i) {
      const std::uint32_t x = w[i - 15];
      const std::uint32_t y = w[i - 2];
      w[i] = w[i - 16] + w[i - 7] + (std::rotr(x, 7) ^ std::rotr(x, 18) ^ (x >> 3)) +
             (std::rotr(y, 17) ^ std::rotr(y, 19) ^ (y >> 10));
    }
    auto s = h;
    for (std::size_t i = 0; i < 64; ++i) {
      const std::uint32_t sum1 = std::rotr(s[4], 6) ^ std::rotr(s[4], 11) ^ std::rotr(s[4], 25);
      const std::uint32_t choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
      const std::uint32_t t1 = s[7] + sum1 + choice + sha256_constants[i] + w[i];
      const std::uint32_t sum0 = std::rotr(s[0], 2) ^ std::rotr(s[0], 13) ^ std::rotr(s[0], 22);
      const std::uint32_t most = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
      s = {t1 + sum0 + most, s[0], s[1], s[2], s[3] + t1, s[4], s[5], s[6]};
    }
    for (std::size_t i = 0; i < 8; ++i) h[i] += s[i];
  }
  return hexadecimal(h, true);
}

std::string md5(std::string_view bytes) {
  static const auto k = md5_constants();
  constexpr std::array<int, 16> turns = {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21};
  std::array<std::uint32_t, 4> h = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  const Blocks blocks(bytes, false);
  for (std::size_t b = 0; b < blocks.count(); ++b) {
    const auto w = blocks.block(b);
    auto [a, x, y, z] = h;
    for (std::uint32_t i = 0; i < 64; ++i) {
      const std::uint32_t round = i / 16;
      const std::uint32_t f = round == 0   ? (x & y) | (~x & z)
                              : round == 1 ? (z & x) | (~z & y)
                              : round == 2 ? x ^ y ^ z
                                           : y ^ (x | ~z);
      const std::uint32_t g = round == 0   ? i
                              : round == 1 ? (5 * i + 1) % 16
                              : round == 2 ? (3 * i + 5) % 16
                                           : (7 * i) % 16;
      const std::uint32_t next = x + std::rotl(f + a + k[i] + w[g], turns[4 * round + i % 4]);
      a = z;
      z = y;
      y = x;
      x = next;
    }
    h = {h[0] + a, h[1] + x, h[2] + y, h[3] + z};
  }
  return hexadecimal(h, false);
}

}  // namespace munigraph::package
