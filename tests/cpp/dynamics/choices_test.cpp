#include "munigraph/dynamics/choices.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace munigraph {
namespace {

TEST(DynamicsChoices, OfTracking) {
  const std::vector<ChoiceList> lists = dynamics_choices();
  ASSERT_EQ(lists.size(), 2U);
  EXPECT_EQ(lists[0].name, "track");
  std::vector<std::string> names;
  for (const Choice& choice : lists[0].choices) {
    names.emplace_back(choice.name);
    EXPECT_FALSE(choice.about.empty()) << choice.name;
  }
  const std::vector<std::string> expected = {
      "arrangements", "method",  "runs",       "threshold",  "pairs",
      "noise_runs",   "quality", "resolution", "iterations", "representation"};
  EXPECT_EQ(names, expected);
  EXPECT_EQ(std::get<std::string>(lists[0].choices[0].standard), "all");
  EXPECT_TRUE(lists[0].choices[4].range.contains(0));
  for (const std::size_t runs : {2U, 5U}) EXPECT_FALSE(lists[0].choices[runs].range.contains(0));
}

TEST(DynamicsChoices, OfADifference) {
  const ChoiceList found = dynamics_choices()[1];
  EXPECT_EQ(found.name, "difference");
  std::vector<std::string> names;
  for (const Choice& choice : found.choices) names.emplace_back(choice.name);
  EXPECT_EQ(names, (std::vector<std::string>{"runs", "top", "quality", "resolution"}));
  EXPECT_EQ(std::get<std::int64_t>(found.choices[1].standard), 10);
  EXPECT_FALSE(found.choices[1].range.contains(0));
}

}  // namespace
}  // namespace munigraph
