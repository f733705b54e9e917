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

TEST(DataError, SaysBytesThatAreNoTextAsNumbers) {
  const DataError error("bad \xff", {"a\xc3", "", "b", "S\xc3\xba", "\xed\xa0\x80"});
  EXPECT_EQ(error.message(), "bad \\xff");
  EXPECT_EQ(error.location().source, "a\\xc3");
  EXPECT_EQ(error.location().value, "S\xc3\xba");
  EXPECT_STREQ(error.what(),
               "a\\xc3, column b: bad \\xff (got 'S\xc3\xba'); expected \\xed\\xa0\\x80");
}

}  // namespace
}  // namespace munigraph
