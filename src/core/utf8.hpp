#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace munigraph::detail {

/// Position of the first byte that is no well-formed UTF-8, or npos.
[[nodiscard]] inline std::size_t first_invalid_utf8(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (std::size_t i = 0; i < text.size();) {
    const unsigned char lead = byte(i);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xC2 && lead < 0xE0 ? 2
                               : lead >= 0xE0 && lead < 0xF0 ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                                                             : 0;
    if (length == 0 || i + length > text.size()) return i;
    for (std::size_t k = 1; k < length; ++k)
      if ((byte(i + k) & 0xC0) != 0x80) return i;
    const bool overlong =
        (lead == 0xE0 && byte(i + 1) < 0xA0) || (lead == 0xF0 && byte(i + 1) < 0x90);
    const bool surrogate = lead == 0xED && byte(i + 1) >= 0xA0;
    const bool beyond = lead == 0xF4 && byte(i + 1) >= 0x90;
    if (overlong || surrogate || beyond) return i;
    i += length;
  }
  return std::string_view::npos;
}

/// The text, with every byte that is no well-formed UTF-8 written as \xNN: for messages, which
/// other languages can show only where they are text.
[[nodiscard]] inline std::string legible(std::string_view text) {
  std::string shown;
  for (;;) {
    const std::size_t bad = first_invalid_utf8(text);
    shown += text.substr(0, bad);
    if (bad == std::string_view::npos) return shown;
    constexpr char digits[] = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(text[bad]);
    shown += {'\\', 'x', digits[byte >> 4U], digits[byte & 15U]};
    text.remove_prefix(bad + 1);
  }
}

}  // namespace munigraph::detail
