#include "munigraph/version.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <utility>

namespace munigraph {
namespace {

std::string text_of(const std::string& name) {
  std::ifstream file(std::string(MUNIGRAPH_SOURCE_DIR) + "/" + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Version, IsTheSameForThePreprocessorAndForPrograms) {
  EXPECT_EQ(version_text, std::to_string(MUNIGRAPH_VERSION_MAJOR) + "." +
                              std::to_string(MUNIGRAPH_VERSION_MINOR) + "." +
                              std::to_string(MUNIGRAPH_VERSION_PATCH));
  EXPECT_EQ(MUNIGRAPH_VERSION_NUMBER, MUNIGRAPH_VERSION_MAJOR * 10000 +
                                          MUNIGRAPH_VERSION_MINOR * 100 + MUNIGRAPH_VERSION_PATCH);
}

TEST(Version, IsThatOfTheBuildAndOfWhatPackagersRead) {
  const std::string version(version_text);
  for (const auto& [file, line] :
       {std::pair<std::string, std::string>{"CMakeLists.txt", "VERSION " + version + " "},
        {"packaging/vcpkg/vcpkg.json", "\"version-semver\": \"" + version + "\""}})
    EXPECT_NE(text_of(file).find(line), std::string::npos) << file;
  // The Conan recipe reads the header itself.
  EXPECT_NE(text_of("packaging/conan/conanfile.py").find("version.hpp"), std::string::npos);
}

}  // namespace
}  // namespace munigraph
