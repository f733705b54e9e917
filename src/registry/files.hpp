#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "munigraph/registry/text_table.hpp"

namespace munigraph {

/// The bytes of a regular file of at most `most` bytes. Throws DataError, also for what is no
/// regular file (a pipe would never end, a device neither).
[[nodiscard]] std::string read_file(const std::filesystem::path& file, std::uint64_t most = ~0ULL);

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

/// A file that is to be, by its name in a folder.
struct NewFile {
  std::string name;
  std::string text;
};

/// Puts files into a folder, which is made if it is not there, in one step: the folder is exchanged
/// for a new one that has its other files too, but for those called `obsolete`. Where a folder
/// cannot be exchanged, files are replaced one by one in their order. Throws DataError.
void publish_folder(const std::filesystem::path& folder, const std::vector<NewFile>& files,
                    const std::vector<std::string>& obsolete);

}  // namespace munigraph
