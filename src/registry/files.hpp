#pragma once

#include <filesystem>
#include <string>

#include "munigraph/registry/text_table.hpp"

namespace munigraph {

/// The bytes of a file, without a UTF-8 byte order mark. Throws DataError.
[[nodiscard]] std::string read_text_file(const std::filesystem::path& file);

/// A table as the text of a CSV file.
[[nodiscard]] std::string csv_text(const TextTable& table);

/// The new content of a file, written beside it; takes its name at publish(), and is removed if
/// that never comes.
class FileDraft {
 public:
  /// Throws DataError if it cannot be written.
  FileDraft(const std::string& text, std::filesystem::path file);
  FileDraft(FileDraft&& other) noexcept;
  FileDraft(const FileDraft&) = delete;
  FileDraft& operator=(const FileDraft&) = delete;
  FileDraft& operator=(FileDraft&&) = delete;
  ~FileDraft();

  /// Throws DataError if the file cannot be replaced.
  void publish();

 private:
  [[noreturn]] void fail();

  std::filesystem::path file_;
  std::filesystem::path draft_;  ///< Empty once there is nothing to remove.
};

}  // namespace munigraph
