#include "munigraph/core/words.hpp"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>
#include <string>

namespace munigraph {

enum class Fruit { apple, pear };

template <>
std::span<const std::string_view> words<Fruit>() noexcept {
  static constexpr std::array<std::string_view, 2> all = {"apple", "pear"};
  return all;
}

namespace {

TEST(Words, ThereAndBack) {
  for (const Fruit fruit : {Fruit::apple, Fruit::pear}) {
    EXPECT_EQ(from_word<Fruit>(word(fruit)), fruit);
    EXPECT_EQ(parse_word<Fruit>("fruit", word(fruit)), fruit);
  }
  EXPECT_EQ(from_word<Fruit>("Apple"), std::nullopt);
}

TEST(Words, AnUnknownOneNamesTheNearest) {
  try {
    (void)parse_word<Fruit>("fruit", "aple");
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "unknown fruit 'aple'; did you mean 'apple'?");
  }
}

}  // namespace
}  // namespace munigraph
