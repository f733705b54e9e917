#include "munigraph/comparison/choices.hpp"

#include <gtest/gtest.h>

#include "munigraph/comparison/agreement.hpp"

namespace munigraph {
namespace {

TEST(ComparisonChoices, HaveTheMeasuresThatAreParsed) {
  const Choice measure = comparison_choices().front().choices.front();
  ASSERT_EQ(measure.name, "measure");
  EXPECT_EQ(std::get<std::string>(measure.standard), "ami");
  for (const std::string_view one : measure.words)
    EXPECT_EQ(word(parse_agreement_measure(one)), one);
}

}  // namespace
}  // namespace munigraph
