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

std::string read_file(const fs::path& file, std::uint64_t most) {
  std::error_code status;
  if (!fs::exists(file, status))
    throw DataError("no such file", {file.string(), "", "", "", "a file that exists"});
  if (!fs::is_regular_file(file, status))
    throw DataError("no regular file", {file.string(), "", "", "", "a readable file"});
  const std::uint64_t size = fs::file_size(file, status);
  if (status || size > most)
    throw DataError("too large", {file.string(), "", "", std::to_string(size) + " bytes",
                                  "at most " + std::to_string(most) + " bytes"});
  std::ifstream in(file, std::ios::binary);
  std::string text(static_cast<std::size_t>(size), '\0');
  in.read(text.data(), static_cast<std::streamsize>(size));
  if (in.gcount() != static_cast<std::streamsize>(size))
    throw DataError("cannot be read", {file.string(), "", "", "", "a readable file"});
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
