#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <random>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "munigraph/core/error.hpp"
#include "registry/files.hpp"

namespace munigraph {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& place) {
  throw DataError("the folder cannot be made", {place.string(), "", "", "", "a writable place"});
}

/// Holds a lock on a folder for as long as it lives, which ends with the process that holds it.
class FolderLock {
 public:
  explicit FolderLock(const fs::path& folder)
      : handle_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    held_ = handle_ >= 0 && ::flock(handle_, LOCK_EX | LOCK_NB) == 0;
  }
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  ~FolderLock() {
    if (handle_ >= 0) ::close(handle_);
  }
  [[nodiscard]] bool held() const noexcept { return held_; }

 private:
  int handle_;
  bool held_ = false;
};

std::string draft_prefix(const fs::path& folder) { return "." + folder.filename().string() + "."; }

bool is_draft(const fs::path& entry, std::string_view prefix) {
  const std::string name = entry.filename().string();
  if (!name.starts_with(prefix) || !name.ends_with(".part")) return false;
  const std::string number = name.substr(prefix.size(), name.size() - prefix.size() - 5);
  return !number.empty() && number.find_first_not_of("0123456789") == std::string::npos;
}

/// Removes drafts of processes that were killed: nobody holds their lock.
void remove_abandoned(const fs::path& folder) {
  std::error_code ignored;
  std::vector<fs::path> abandoned;
  const std::string prefix = draft_prefix(folder);
  for (const auto& entry : fs::directory_iterator(folder.parent_path(), ignored))
    if (entry.is_directory(ignored) && !entry.is_symlink(ignored) &&
        is_draft(entry.path(), prefix) && FolderLock(entry.path()).held())
      abandoned.push_back(entry.path());
  for (const fs::path& draft : abandoned) fs::remove_all(draft, ignored);
}

/// Makes the files and folders of one folder appear in another, without copying where links do.
/// False for what can be neither linked nor copied (a pipe, a place that cannot be read).
bool carry(const fs::path& from, const fs::path& to) {
  std::error_code status;
  const auto kind = fs::symlink_status(from, status).type();
  if (kind == fs::file_type::symlink) {
    fs::copy_symlink(from, to, status);
    return !status;
  }
  if (kind == fs::file_type::regular) {
    fs::create_hard_link(from, to, status);
    if (!status) return true;
    status.clear();
    return fs::copy_file(from, to, status) && !status;
  }
  if (kind != fs::file_type::directory || !fs::create_directory(to, from, status)) return false;
  for (const auto& entry : fs::directory_iterator(from, status))
    if (!carry(entry.path(), to / entry.path().filename())) return false;
  return !status;
}

bool exchange(const fs::path& a, const fs::path& b) {
#ifdef RENAME_EXCHANGE
  return ::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0;
#else
  (void)a, (void)b;
  return false;
#endif
}

/// Whether the process works in the folder or below it: it would be left in the old one.
bool is_worked_in(const fs::path& folder) {
  std::error_code status;
  const fs::path here = fs::current_path(status);
  if (status) return false;
  return std::mismatch(folder.begin(), folder.end(), here.begin(), here.end()).first ==
         folder.end();
}

void write(const fs::path& file, const std::string& text) {
  FileDraft draft(text, file);
  draft.publish();
}

/// A folder of its own beside `folder`, removed at the end with whatever is then in it.
class Stage {
 public:
  explicit Stage(const fs::path& folder) {
    static std::atomic<std::uint64_t> counter{std::random_device{}()};
    path_ = folder.parent_path() /
            (draft_prefix(folder) + std::to_string(counter.fetch_add(1)) + ".part");
    made_ = fs::create_directory(path_, status_) && !status_;
  }
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
  ~Stage() {
    if (made_) fs::remove_all(path_, status_);
  }
  [[nodiscard]] bool made() const noexcept { return made_; }
  [[nodiscard]] const fs::path& path() const noexcept { return path_; }

 private:
  fs::path path_;
  std::error_code status_;
  bool made_ = false;
};

/// The new folder, with what else the old one holds. False where that cannot be carried over.
bool fill(const fs::path& stage, const fs::path& folder, bool exists,
          const std::vector<NewFile>& files, const std::vector<std::string>& obsolete) {
  for (const NewFile& file : files) write(stage / file.name, file.text);
  if (!exists) return true;
  std::error_code status;
  for (const auto& entry : fs::directory_iterator(folder, status)) {
    const std::string name = entry.path().filename().string();
    bool replaced = std::find(obsolete.begin(), obsolete.end(), name) != obsolete.end();
    for (const NewFile& file : files)
      replaced = replaced || name == file.name || is_draft(name, file.name + ".");
    if (!replaced && !carry(entry.path(), stage / name)) return false;
  }
  const fs::perms mode = fs::status(folder, status).permissions();
  if (!status) fs::permissions(stage, mode, status);
  return !status;
}

bool publish_at_once(const fs::path& folder, bool exists, const std::vector<NewFile>& files,
                     const std::vector<std::string>& obsolete) {
  if (exists && is_worked_in(folder)) return false;
  remove_abandoned(folder);
  const Stage stage(folder);
  if (!stage.made()) return false;
  const FolderLock lock(stage.path());
  if (!fill(stage.path(), folder, exists, files, obsolete)) return false;
  if (exists) return exchange(stage.path(), folder);
  return std::rename(stage.path().c_str(), folder.c_str()) == 0;
}

}  // namespace

void publish_folder(const fs::path& folder, const std::vector<NewFile>& files,
                    const std::vector<std::string>& obsolete) {
  std::error_code status;
  fs::path place = fs::absolute(folder, status).lexically_normal();
  if (!place.has_filename()) place = place.parent_path();
  fs::create_directories(place.parent_path(), status);
  const bool exists = fs::exists(place, status);
  if (exists) place = fs::canonical(place, status);
  if (status || (exists && !fs::is_directory(place))) refuse(folder);
  if (place.has_filename() && publish_at_once(place, exists, files, obsolete)) return;
  fs::create_directories(place, status);
  if (status) refuse(folder);
  std::vector<FileDraft> drafts;
  for (const NewFile& file : files) drafts.emplace_back(file.text, place / file.name);
  for (FileDraft& draft : drafts) draft.publish();
  for (const std::string& name : obsolete) {
    const bool anew = std::any_of(files.begin(), files.end(),
                                  [&](const NewFile& file) { return file.name == name; });
    if (!anew) fs::remove(place / name, status);
  }
}

}  // namespace munigraph
