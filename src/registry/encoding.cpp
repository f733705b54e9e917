#include "registry/encoding.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "core/utf8.hpp"
#include "munigraph/core/error.hpp"

namespace munigraph {
namespace {

enum class Encoding : std::uint8_t { utf8, ascii, latin1, latin9, cp1252, utf16, utf16le, utf16be };

std::optional<Encoding> encoding_of(std::string_view name) {
  std::string key;
  for (const char c : name)
    if (c != '-' && c != '_' && c != ' ')
      key += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (key == "utf8" || key == "utf8sig") return Encoding::utf8;
  if (key == "ascii" || key == "usascii") return Encoding::ascii;
  if (key == "iso88591" || key == "latin1") return Encoding::latin1;
  if (key == "iso885915" || key == "latin9") return Encoding::latin9;
  if (key == "windows1252" || key == "cp1252") return Encoding::cp1252;
  if (key == "utf16") return Encoding::utf16;
  if (key == "utf16le") return Encoding::utf16le;
  if (key == "utf16be") return Encoding::utf16be;
  return std::nullopt;
}

/// Code points of the bytes 0x80 to 0x9F in Windows-1252; 0 where there is none.
constexpr std::array<char32_t, 32> cp1252_part = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

char32_t latin9(unsigned char byte) {
  switch (byte) {
    case 0xA4:
      return 0x20AC;
    case 0xA6:
      return 0x0160;
    case 0xA8:
      return 0x0161;
    case 0xB4:
      return 0x017D;
    case 0xB8:
      return 0x017E;
    case 0xBC:
      return 0x0152;
    case 0xBD:
      return 0x0153;
    case 0xBE:
      return 0x0178;
    default:
      return byte;
  }
}

/// The code point of a byte, or 0 where the byte is no text (NUL is itself 0 and stays).
char32_t code_point(unsigned char byte, Encoding encoding) {
  if (byte < 0x80) return byte;
  if (encoding == Encoding::latin1) return byte;
  if (encoding == Encoding::latin9) return latin9(byte);
  if (encoding == Encoding::cp1252) return byte < 0xA0 ? cp1252_part[byte - 0x80U] : byte;
  return 0;
}

void append(std::string& text, char32_t point) {
  const auto put = [&](char32_t byte) { text += static_cast<char>(byte); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0 | (point >> 6));
    put(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    put(0xE0 | (point >> 12));
    put(0x80 | ((point >> 6) & 0x3F));
    put(0x80 | (point & 0x3F));
  } else {
    put(0xF0 | (point >> 18));
    put(0x80 | ((point >> 12) & 0x3F));
    put(0x80 | ((point >> 6) & 0x3F));
    put(0x80 | (point & 0x3F));
  }
}

[[noreturn]] void refuse(const std::string& bytes, std::size_t at, std::string_view encoding,
                         const std::string& source) {
  const auto line =
      1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  const std::string name(encoding);
  throw DataError("not " + name + " (byte " + std::to_string(at) + ")",
                  {source, std::to_string(line), "", "", "a file encoded as " + name});
}

std::string from_utf16(const std::string& bytes, bool big, std::string_view encoding,
                       const std::string& source) {
  std::string text;
  const auto unit = [&](std::size_t i) -> char32_t {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    return big ? first * 256U + second : second * 256U + first;
  };
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    if (i + 2 > bytes.size()) refuse(bytes, i, encoding, source);
    char32_t point = unit(i);
    if (point >= 0xDC00 && point < 0xE000) refuse(bytes, i, encoding, source);
    if (point >= 0xD800 && point < 0xDC00) {
      const char32_t low = i + 4 <= bytes.size() ? unit(i + 2) : 0;
      if (low < 0xDC00 || low >= 0xE000) refuse(bytes, i, encoding, source);
      point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
      i += 2;
    }
    append(text, point);
  }
  return text;
}

bool opens_big(const std::string& bytes) { return bytes.starts_with("\xFE\xFF"); }

std::string decode(const std::string& bytes, Encoding encoding, std::string_view name,
                   const std::string& source) {
  if (encoding == Encoding::utf16 || encoding == Encoding::utf16le || encoding == Encoding::utf16be)
    return from_utf16(
        bytes, encoding == Encoding::utf16be || (encoding == Encoding::utf16 && opens_big(bytes)),
        name, source);
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    const char32_t point = code_point(byte, encoding);
    if (point == 0 && byte != 0) refuse(bytes, i, name, source);
    append(text, point);
  }
  return text;
}

}  // namespace

bool is_known_encoding(std::string_view name) { return encoding_of(name).has_value(); }

std::string to_utf8(std::string bytes, std::string_view encoding, const std::string& source) {
  const auto known = encoding_of(encoding);
  if (!known)
    throw DataError("an encoding that is not read",
                    {source, "", "encoding", std::string(encoding), "utf-8"});
  std::string text = std::move(bytes);
  if (*known == Encoding::utf8) {
    if (const std::size_t bad = detail::first_invalid_utf8(text); bad != std::string::npos)
      refuse(text, bad, "UTF-8", source);
  } else {
    text = decode(text, *known, encoding, source);
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  return text;
}

}  // namespace munigraph
