#include "munigraph/core/date.hpp"

#include <gtest/gtest.h>

namespace munigraph {
namespace {

TEST(Date, ReadsOnlyDaysOfTheCalendar) {
  EXPECT_EQ(to_string(*parse_date("2020-02-29")), "2020-02-29");
  for (const char* bad : {"2021-02-29", "2020-13-01", "2020-1-1", "20200101", "", "2020-01-01x"})
    EXPECT_FALSE(parse_date(bad)) << bad;
  const Validity year{parse_date("2020-01-01"), parse_date("2021-01-01")};
  EXPECT_TRUE(year.contains(*parse_date("2020-01-01")));
  EXPECT_FALSE(year.contains(*parse_date("2021-01-01")));
  EXPECT_TRUE(Validity{}.contains(*parse_date("1700-01-01")));
  EXPECT_FALSE(year.overlaps({parse_date("2021-01-01"), {}}));
  EXPECT_TRUE(year.overlaps({parse_date("2020-12-31"), {}}));
  EXPECT_FALSE(year.overlaps({parse_date("2020-05-01"), parse_date("2020-05-01")}));
}

}  // namespace
}  // namespace munigraph
