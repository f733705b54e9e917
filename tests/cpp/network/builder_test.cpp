#include "munigraph/network/builder.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "munigraph/core/error.hpp"
#include "registry/registers.hpp"

namespace munigraph {
namespace {

TEST(NetworkBuilder, NumbersNodesAsTheyAreNamedAndAddsWeights) {
  NetworkBuilder builder;
  builder.node("lone").tie("b", "a", 2).tie("a", "b", 0.5).tie("a", "c");
  const NamedNetwork made = builder.build();
  EXPECT_EQ(made.ids, (std::vector<std::string>{"lone", "b", "a", "c"}));
  EXPECT_EQ(made.network.strengths(), (std::vector<double>{0, 2.5, 3.5, 1}));
  EXPECT_EQ(made.node("c"), 3);
  EXPECT_FALSE(made.network.has_memberships());
}

TEST(NetworkBuilder, OfArrangementsIsTheNetworkOfTheirMemberships) {
  NetworkBuilder builder;
  builder.arrangement({"a", "b", "c"}).arrangement({"c", "d"}, 0.5);
  const NamedNetwork made = builder.build();
  // Newman: 1/2 to each of two others, and 0.5 to one.
  EXPECT_EQ(made.network.strengths(), (std::vector<double>{1, 1, 1.5, 0.5}));
  EXPECT_EQ(builder.build(Weighting::count).network.strengths(),
            (std::vector<double>{2, 2, 2.5, 0.5}));
  EXPECT_FALSE(made.network.affiliation().has_stars());
}

TEST(NetworkBuilder, OnlyTheHostOfAStarIsTied) {
  NetworkBuilder builder;
  builder.arrangement({"a", "b", "c"}, 1, "b");
  const NamedNetwork made = builder.build(Weighting::count);
  const CooperationNetwork& ties = made.network.cooperation();
  EXPECT_EQ(ties.edge_count(), 2U);
}

TEST(NetworkBuilder, RefusesWhatItCannotMean) {
  EXPECT_THROW(NetworkBuilder().tie("a", "b").arrangement({"a", "b"}), std::invalid_argument);
  EXPECT_THROW(NetworkBuilder().arrangement({"a", "b"}).tie("a", "b"), std::invalid_argument);
  EXPECT_THROW(NetworkBuilder().arrangement({"a", "b"}, 1, "c"), std::invalid_argument);
  EXPECT_THROW(NetworkBuilder().node(""), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(NetworkBuilder().tie("a", "b", -1).build()), DataError);
  EXPECT_EQ(NetworkBuilder().build().network.node_count(), 0);
}

TEST(NamedNetwork, NamesANearNode) {
  const NamedNetwork made = NetworkBuilder().tie("Aldermond", "Birk").build();
  try {
    static_cast<void>(made.node("aldermont"));
    FAIL();
  } catch (const UnknownId& error) {
    EXPECT_NE(std::string(error.what()).find("'Aldermond'"), std::string::npos);
  }
}

TEST(NodeIds, AreThoseOfTheRegistersRows) {
  const Register reg(testing::random_tables(7));
  const ConstructedNetwork made = construct(reg.at(testing::day("2020-01-05")));
  const std::vector<std::string> ids = node_ids(made, reg);
  ASSERT_EQ(ids.size(), static_cast<std::size_t>(made.network.node_count()));
  for (std::size_t node = 0; node < ids.size(); ++node)
    EXPECT_EQ(reg.participant(ids[node]), made.participants[node]);
}

}  // namespace
}  // namespace munigraph
