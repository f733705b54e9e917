#include "munigraph/core/error.hpp"

#include <gtest/gtest.h>

namespace munigraph {
namespace {

TEST(DataError, SaysWhereAndWhatWasExpected) {
  const DataError error("no date", {"a.csv", "12", "from", "May", "YYYY-MM-DD"});
  EXPECT_STREQ(error.what(),
               "a.csv, row 12, column from: no date (got 'May'); expected YYYY-MM-DD");
  EXPECT_EQ(error.location().row, "12");
}

}  // namespace
}  // namespace munigraph
