#include "munigraph/null_models/choices.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <variant>

#include "munigraph/network/construction.hpp"
#include "munigraph/null_models/backbone.hpp"
#include "munigraph/null_models/curveball.hpp"

namespace munigraph {
namespace {

const Choice& found(const std::vector<ChoiceList>& lists, std::string_view list,
                    std::string_view name) {
  const auto of = std::find_if(lists.begin(), lists.end(),
                               [&](const ChoiceList& one) { return one.name == list; });
  return *std::find_if(of->choices.begin(), of->choices.end(),
                       [&](const Choice& one) { return one.name == name; });
}

TEST(NullModelChoices, HaveTheDefaultsOfTheStructs) {
  const auto lists = null_model_choices();
  // By the table, so that no number is the default.
  EXPECT_FALSE(CurveballOptions{}.trades_per_node);
  EXPECT_TRUE(std::holds_alternative<std::monostate>(
      found(lists, "curveball", "trades_per_node").standard));
  EXPECT_EQ(std::get<std::int64_t>(found(lists, "curveball_mixing", "points").standard),
            MixingOptions{}.points);
  EXPECT_EQ(std::get<double>(found(lists, "backbone", "alpha").standard), BackboneOptions{}.alpha);
}

TEST(NullModelChoices, HaveTheWordsThatAreParsed) {
  const auto lists = null_model_choices();
  for (const std::string_view one : found(lists, "backbone", "correction").words)
    EXPECT_EQ(word(parse_correction(one)), one);
  EXPECT_EQ(found(lists, "backbone", "method").words.data(), words<Backbone>().data());
}

}  // namespace
}  // namespace munigraph
