#include "munigraph/bridging/choices.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "munigraph/bridging/bootstrap.hpp"

namespace munigraph {
namespace {

TEST(BridgingChoices, RankByEveryMeasureThatIsResampled) {
  const auto all = bridge_words();
  for (const std::string_view one : words<BridgeMeasure>())
    EXPECT_NE(std::find(all.begin(), all.end(), one), all.end()) << one;
}

TEST(BridgingChoices, AreDescribed) {
  for (const ChoiceList& list : bridging_choices())
    for (const Choice& choice : list.choices) {
      EXPECT_FALSE(choice.about.empty()) << list.name << " " << choice.name;
      EXPECT_TRUE(choice.about.ends_with('.')) << list.name << " " << choice.name;
    }
}

}  // namespace
}  // namespace munigraph
