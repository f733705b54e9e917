#include "munigraph/dynamics/names.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace munigraph {
namespace {

/// Base letters of U+00C0 to U+017F; "" for signs.
constexpr std::array<const char*, 192> latin = {
    // U+00C0
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", "d", "n", "o",
    "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "ss",
    // U+00E0
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", "d", "n", "o",
    "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "y",
    // U+0100
    "a", "a", "a", "a", "a", "a", "c", "c", "c", "c", "c", "c", "c", "c", "d", "d", "d", "d", "e",
    "e", "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g", "g",
    // U+0120
    "g", "g", "g", "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i", "i", "i", "i", "ij",
    "ij", "j", "j", "k", "k", "k", "l", "l", "l", "l", "l", "l", "l",
    // U+0140
    "l", "l", "l", "n", "n", "n", "n", "n", "n", "n", "n", "n", "o", "o", "o", "o", "o", "o", "oe",
    "oe", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s", "s",
    // U+0160
    "s", "s", "t", "t", "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u",
    "u", "w", "w", "y", "y", "y", "z", "z", "z", "z", "z", "z", "s"};

/// Bytes of the character that begins with `lead`.
std::size_t length_of(unsigned char lead) noexcept {
  if (lead < 0xC0) return 1;
  if (lead < 0xE0) return 2;
  return lead < 0xF0 ? 3 : 4;
}

/// Signs beyond ASCII that stand in names: the Latin-1 signs, combining marks, general punctuation.
bool is_sign(std::uint32_t point) noexcept {
  return (point >= 0x80 && point < 0xC0 && point != 0xAA && point != 0xBA) ||
         (point >= 0x300 && point < 0x370) || (point >= 0x2000 && point < 0x2070) ||
         point == 0xFEFF;
}

void append_beyond_ascii(std::string& result, std::string_view character, std::size_t length) {
  if (length == 1 || character.size() < length) return;  // No UTF-8.
  std::uint32_t point =
      static_cast<unsigned char>(character[0]) & (0xFFU >> (character.size() + 1));
  for (const char byte : character.substr(1))
    point = (point << 6) | (static_cast<unsigned char>(byte) & 0x3FU);
  if (point >= 0xC0 && point < 0x180)
    result += latin[point - 0xC0];
  else if (!is_sign(point))
    result += character;
}

}  // namespace

std::string normalised_name(std::string_view name) {
  std::string result;
  result.reserve(name.size());
  for (std::size_t i = 0; i < name.size();) {
    const auto lead = static_cast<unsigned char>(name[i]);
    const std::size_t length = length_of(lead);
    if (lead >= 0x80) {
      append_beyond_ascii(result, name.substr(i, length), length);
    } else if (lead >= 'A' && lead <= 'Z') {
      result += static_cast<char>(lead - 'A' + 'a');
    } else if ((lead >= 'a' && lead <= 'z') || (lead >= '0' && lead <= '9')) {
      result += static_cast<char>(lead);
    }
    i += length;
  }
  return result;
}

}  // namespace munigraph
