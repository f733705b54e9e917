#include "munigraph/dynamics/decomposed.hpp"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>
#include <string>

#include "registry/reorganisations.hpp"

namespace munigraph {
namespace {

Inventories valleys() {
  RegisterTables tables = testing::valley();
  for (const char* id : {"a", "b"}) testing::join(tables, 0, id);
  for (const char* id : {"d", "f"}) testing::join(tables, 1, id);
  for (const char* id : {"d", "e"}) testing::join(tables, 2, id);
  return Inventories{Register(tables)};
}

std::string complaint(const Inventories& source, std::string_view figure, std::string_view group) {
  try {
    check_decomposable(source, figure, group, {});
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

TEST(DecomposedFigures, EachIsNamedOnce) {
  std::set<std::string_view> names;
  for (const Decomposed& one : decomposed_figures())
    EXPECT_TRUE(names.insert(one.figure).second) << one.figure;
  EXPECT_TRUE(names.contains("mean"));
  EXPECT_FALSE(names.contains("median"));
}

TEST(DecomposedFigures, TheWholeOfEachCanBeAskedFor) {
  const Inventories source = valleys();
  for (const Decomposed& one : decomposed_figures())
    EXPECT_EQ(complaint(source, one.figure, "all"), "") << one.figure;
}

TEST(DecomposedFigures, OthersAreRefusedByName) {
  const Inventories source = valleys();
  EXPECT_NE(complaint(source, "meen", "all").find("mean"), std::string::npos);
  EXPECT_NE(complaint(source, "median", "all"), "");
  EXPECT_NE(complaint(source, "mean", "theme=bogus"), "");
}

}  // namespace
}  // namespace munigraph
