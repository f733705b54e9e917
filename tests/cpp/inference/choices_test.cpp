#include "munigraph/inference/choices.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "munigraph/inference/multiverse.hpp"
#include "munigraph/inference/significance.hpp"
#include "munigraph/inference/stability.hpp"
#include "munigraph/network/resampling.hpp"

namespace munigraph {
namespace {

const std::vector<Choice>& choices_of(const std::vector<ChoiceList>& lists, std::string_view name) {
  return std::find_if(lists.begin(), lists.end(),
                      [&](const ChoiceList& one) { return one.name == name; })
      ->choices;
}

const Choice& found(const std::vector<Choice>& choices, std::string_view name) {
  return *std::find_if(choices.begin(), choices.end(),
                       [&](const Choice& one) { return one.name == name; });
}

TEST(InferenceChoices, ARowOfAMultiverseHasEveryChoiceOfAConstruction) {
  const auto lists = inference_choices();
  const auto& row = choices_of(lists, "specification");
  const auto construction = construction_choices();
  ASSERT_EQ(row.size(), construction.size() + 2);
  for (std::size_t k = 0; k < construction.size(); ++k)
    EXPECT_EQ(row[k].name, construction[k].name);
  EXPECT_EQ(row[row.size() - 2].name, "quality");
  EXPECT_EQ(row.back().name, "resolution");
}

TEST(InferenceChoices, HaveTheDefaultsOfTheStructs) {
  const auto lists = inference_choices();
  const auto& stability = choices_of(lists, "stability");
  EXPECT_EQ(std::get<std::int64_t>(found(stability, "draws").standard), StabilityOptions{}.draws);
  EXPECT_EQ(std::get<double>(found(stability, "drop").standard), StabilityOptions{}.drop);
  EXPECT_EQ(std::get<std::int64_t>(found(choices_of(lists, "multiverse"), "runs").standard),
            MultiverseOptions{}.runs);
}

TEST(InferenceChoices, HaveTheWordsThatAreParsed) {
  const auto lists = inference_choices();
  for (const std::string_view one : found(choices_of(lists, "stability"), "resample").words)
    EXPECT_EQ(to_string(parse_resample(one)), one);
  for (const std::string_view one : found(choices_of(lists, "significance"), "statistic").words)
    EXPECT_EQ(word(parse_figure(one)), one);
}

TEST(InferenceChoices, OfWorkThatIsPythonsOwn) {
  const auto lists = inference_choices();
  const auto standard = [&](std::string_view list, std::string_view name) {
    return std::get<std::int64_t>(found(choices_of(lists, list), name).standard);
  };
  EXPECT_EQ(standard("compare_domains", "relabelled_runs"), 5);
  EXPECT_EQ(standard("compare_fragmentation", "relabellings"), 999);
  EXPECT_EQ(standard("specification_test", "draws"), 99);
  EXPECT_EQ(standard("stability_curve", "draws"), 100);
  EXPECT_TRUE(found(choices_of(lists, "compare_domains"), "permutations").range.contains(0));
  EXPECT_FALSE(found(choices_of(lists, "stability_curve"), "runs").range.contains(0));
}

}  // namespace
}  // namespace munigraph
