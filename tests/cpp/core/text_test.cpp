#include "munigraph/core/text.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace munigraph {
namespace {

TEST(Text, FindsTheNearestWord) {
  const std::vector<std::string_view> words = {"newman", "count", "binary"};
  EXPECT_EQ(nearest_word("newmann", words), "newman");
  EXPECT_EQ(nearest_word("cuont", words), "count");
  EXPECT_EQ(nearest_word("zzzzzz", words), "");
}

}  // namespace
}  // namespace munigraph
