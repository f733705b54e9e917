#include "munigraph/clustering/choices.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "munigraph/clustering/consensus.hpp"
#include "munigraph/clustering/ensemble.hpp"
#include "munigraph/clustering/profile.hpp"

namespace munigraph {
namespace {

const Choice& found(const std::vector<ChoiceList>& lists, std::string_view list,
                    std::string_view name) {
  const auto of = std::find_if(lists.begin(), lists.end(),
                               [&](const ChoiceList& one) { return one.name == list; });
  return *std::find_if(of->choices.begin(), of->choices.end(),
                       [&](const Choice& one) { return one.name == name; });
}

TEST(ClusteringChoices, HaveTheDefaultsOfTheStructs) {
  const auto lists = clustering_choices();
  EXPECT_EQ(std::get<std::int64_t>(found(lists, "ensemble", "runs").standard),
            EnsembleOptions{}.runs);
  EXPECT_EQ(std::get<std::int64_t>(found(lists, "profile", "runs").standard), profile_options.runs);
  EXPECT_EQ(std::get<double>(found(lists, "consensus", "threshold").standard),
            ConsensusOptions{}.threshold);
  EXPECT_EQ(std::get<std::string>(found(lists, "leiden", "quality").standard), "modularity");
  EXPECT_TRUE(found(lists, "landscape", "runs").optional);
}

TEST(ClusteringChoices, HaveTheWordsThatAreParsed) {
  const auto lists = clustering_choices();
  for (const std::string_view one : found(lists, "leiden", "quality").words)
    EXPECT_EQ(to_string(parse_quality(one)), one);
  for (const std::string_view one : found(lists, "leiden", "representation").words)
    EXPECT_EQ(to_string(parse_representation(one)), one);
}

}  // namespace
}  // namespace munigraph
