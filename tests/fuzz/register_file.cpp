// One file of SQLite, changed byte by byte: it is opened or refused, and its schema runs nothing.
#include <optional>

#include "fuzz.hpp"
#include "munigraph/registry/register.hpp"
#include "munigraph/store/store.hpp"
#include "registry/registers.hpp"

namespace munigraph::fuzz {

std::vector<std::string> seeds() {
  std::vector<std::string> all;
  for (const std::uint64_t seed : {1U, 2U}) {
    const std::filesystem::path file = workplace() / "seed.munigraph";
    std::filesystem::remove(file);
    save_register(Register(testing::random_tables(seed)), file);
    if (seed == 2) update_register(file, Register(testing::random_tables(3)));
    all.push_back(file_text(file));
  }
  return all;
}

void run(std::string_view input) {
  const std::filesystem::path file = workplace() / "read.munigraph";
  for (const char* tail : {"", "-journal", "-wal", "-shm"})
    std::filesystem::remove(file.string() + tail);
  write_file(file, input);
  std::optional<Register> made;
  accepted([&] { made = open_register(file); });
  accepted([&] { static_cast<void>(imports_of(file)); });
  accepted([&] { static_cast<void>(changes_of(file)); });
  accepted([&] { static_cast<void>(state_of(file)); });
  accepted([&] { undo_import(file); });
  if (!made) return;
  accepted([&] {
    write_file(file, input);
    save_register(*made, file);
    static_cast<void>(open_register(file));
  });
}

}  // namespace munigraph::fuzz
