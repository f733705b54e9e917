// A data package on disk: what is read is written and read again as the same.
#include <optional>

#include "fuzz.hpp"
#include "munigraph/registry/package.hpp"
#include "munigraph/registry/register.hpp"
#include "registry/registers.hpp"

namespace munigraph::fuzz {
namespace {

constexpr const char* files[] = {"datapackage.json", "participants.csv",       "arrangements.csv",
                                 "memberships.csv",  "arrangement_themes.csv", "successions.csv",
                                 "domains.csv"};

std::string joined(const std::filesystem::path& folder) {
  std::string text;
  for (const char* name : files) {
    if (!text.empty()) text += separator;
    text += file_text(folder / name);
  }
  return text;
}

/// Sizes and hashes would have every changed file refused before it is looked into.
std::string without_sums(std::string text) {
  for (const std::string key : {"\"bytes\"", "\"hash\""})
    for (std::size_t at = text.find(key); at != std::string::npos; at = text.find(key, at))
      text.replace(at, 2, "\"x-");
  return text;
}

}  // namespace

std::vector<std::string> seeds() {
  std::vector<std::string> all;
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const std::filesystem::path folder = workplace() / "seed";
    std::filesystem::remove_all(folder);
    write_package(Register(testing::random_tables(seed)), folder);
    all.push_back(without_sums(joined(folder)));
  }
  return all;
}

void run(std::string_view input) {
  const std::filesystem::path folder = workplace() / "read";
  const std::filesystem::path other = workplace() / "written";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const std::vector<std::string_view> parts = parts_of(input, std::size(files));
  for (std::size_t i = 0; i < parts.size(); ++i) write_file(folder / files[i], parts[i]);
  std::optional<Register> made;
  if (!accepted([&] { made = read_package(folder, 1U << 20U); })) return;
  std::filesystem::remove_all(other);
  if (!accepted([&] { write_package(*made, other); })) return;
  const std::string first = joined(other);
  const Register again = read_package(other);
  std::filesystem::remove_all(folder);
  write_package(again, folder);
  require(joined(folder) == first, "a package is read back as it was written");
}

}  // namespace munigraph::fuzz
