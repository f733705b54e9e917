#pragma once

#include <string>
#include <string_view>

namespace munigraph::package {

/// Hexadecimal digests of bytes: SHA-256 (FIPS 180-4) and MD5 (RFC 1321). They tell whether a file
/// is the one that was described, not who wrote it.
[[nodiscard]] std::string sha256(std::string_view bytes);
[[nodiscard]] std::string md5(std::string_view bytes);

}  // namespace munigraph::package
