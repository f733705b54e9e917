#include "munigraph/core/export.hpp"

#include <gtest/gtest.h>

namespace munigraph {
namespace {

struct MUNIGRAPH_EXPORT Shown {
  int value = 2;
};

MUNIGRAPH_STORE_EXPORT int twice(const Shown& one) { return 2 * one.value; }

// What a shared library shows is compared with the headers by scripts/check_exports.py.
TEST(Export, MarksTypesAndFunctionsAndChangesNothingElse) { EXPECT_EQ(twice({}), 4); }

}  // namespace
}  // namespace munigraph
