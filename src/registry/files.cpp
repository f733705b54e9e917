#include "registry/files.hpp"

#include <atomic>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <random>
#include <system_error>
#include <utility>

#include "munigraph/core/error.hpp"

namespace munigraph {

namespace fs = std::filesystem;

std::string read_text_file(const fs::path& file) {
  std::error_code status;
  if (!fs::exists(file, status))
    throw DataError("no such file", {file.string(), "", "", "", "a file that exists"});
  std::ifstream in(file, std::ios::binary);
  if (!in || fs::is_directory(file, status))
    throw DataError("cannot be read", {file.string(), "", "", "", "a readable file"});
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  return text;
}

FileDraft::FileDraft(const std::string& text, fs::path file) : file_(std::move(file)) {
  // Unique among processes and threads that write the same file at the same time.
  static std::atomic<std::uint64_t> counter{std::random_device{}()};
  draft_ = file_;
  draft_ += "." + std::to_string(counter.fetch_add(1)) + ".part";
  std::ofstream out(draft_, std::ios::binary);
  out << text;
  out.close();
  if (!out) fail();
}

FileDraft::FileDraft(FileDraft&& other) noexcept
    : file_(std::move(other.file_)), draft_(std::exchange(other.draft_, fs::path())) {}

FileDraft::~FileDraft() {
  std::error_code ignored;
  if (!draft_.empty()) fs::remove(draft_, ignored);
}

void FileDraft::publish() {
  std::error_code status;
  fs::rename(draft_, file_, status);
  if (status) fail();
  draft_.clear();
}

void FileDraft::fail() {
  // The destructor does not run where the constructor throws.
  std::error_code ignored;
  fs::remove(draft_, ignored);
  draft_.clear();
  throw DataError("cannot be written", {file_.string(), "", "", "", "a writable place"});
}

}  // namespace munigraph
