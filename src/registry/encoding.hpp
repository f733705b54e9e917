#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace munigraph {

/// Whether text in this encoding can be read. Names are those of the IANA, in any case.
[[nodiscard]] bool is_known_encoding(std::string_view name);

/// Bytes of a file as UTF-8, without a byte order mark. Throws DataError with the line of the first
/// byte that is no text in this encoding.
[[nodiscard]] std::string to_utf8(std::string bytes, std::string_view encoding,
                                  const std::string& source);

}  // namespace munigraph
