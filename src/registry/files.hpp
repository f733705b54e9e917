#pragma once

#include <filesystem>
#include <string>

namespace munigraph {

/// The bytes of a file, without a UTF-8 byte order mark. Throws DataError.
[[nodiscard]] std::string read_text_file(const std::filesystem::path& file);

/// Replaces a file whole or not at all. Throws DataError.
void write_text_file(const std::string& text, const std::filesystem::path& file);

}  // namespace munigraph
