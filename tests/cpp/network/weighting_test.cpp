#include "munigraph/network/weighting.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

#include "network/memberships.hpp"

namespace munigraph {
namespace {

TEST(Weighting, TieWeightsOfTheTable) {
  // One clique of four with intensity 2, and the same as a star.
  const std::vector<std::int32_t> nodes = {0, 1, 2, 3, 0, 1, 2, 3};
  const std::vector<std::int32_t> arrangements = {0, 0, 0, 0, 1, 1, 1, 1};
  const AffiliationNetwork network(4, 2, nodes, arrangements, std::vector<double>{2, 2},
                                   std::vector<std::int32_t>{AffiliationNetwork::clique, 1});
  EXPECT_DOUBLE_EQ(tie_weight(network, 0, Weighting::newman), 2.0 / 3);
  EXPECT_DOUBLE_EQ(tie_weight(network, 1, Weighting::newman), 2.0 / 3);
  EXPECT_DOUBLE_EQ(tie_weight(network, 0, Weighting::count), 2.0);
  EXPECT_DOUBLE_EQ(tie_weight(network, 0, Weighting::pair_share), 2.0 / 6);
  EXPECT_DOUBLE_EQ(tie_weight(network, 1, Weighting::pair_share), 2.0 / 3);
  EXPECT_EQ(tie_count(network, 0), 6);
  EXPECT_EQ(tie_count(network, 1), 3);
  EXPECT_THROW((void)tie_weight(network, 0, Weighting::jaccard), std::invalid_argument);
}

TEST(Weighting, NoTiesWithoutCompanyOrHost) {
  const std::vector<std::int32_t> nodes = {0, 0, 1};
  const std::vector<std::int32_t> arrangements = {0, 1, 1};
  const AffiliationNetwork network(
      2, 2, nodes, arrangements, {},
      std::vector<std::int32_t>{AffiliationNetwork::clique, AffiliationNetwork::absent_host});
  for (const auto weighting : {Weighting::newman, Weighting::count, Weighting::pair_share}) {
    EXPECT_EQ(tie_weight(network, 0, weighting), 0.0);
    EXPECT_EQ(tie_weight(network, 1, weighting), 0.0);
  }
}

TEST(Weighting, QuantaArePowersOfTwoAndSumsFit) {
  for (const double total : {1e-9, 0.3, 1.0, 11700.0, 1.5e7, 1e300}) {
    const double quantum = quantum_for(total);
    int exponent = 0;
    EXPECT_EQ(std::frexp(quantum, &exponent), 0.5);
    EXPECT_LT(2 * total / quantum, 0x1p62);
    EXPECT_GE(2 * total / quantum, 0x1p61);
  }
  EXPECT_EQ(quantum_for(0), 1.0);
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const AffiliationNetwork network = testing::small_memberships(seed, true);
    const QuantisedWeights weights = quantised_tie_weights(network, Weighting::newman);
    for (std::int32_t a = 0; a < network.arrangement_count(); ++a)
      EXPECT_NEAR(static_cast<double>(weights.units[static_cast<std::size_t>(a)]) * weights.quantum,
                  tie_weight(network, a, Weighting::newman), weights.quantum);
  }
}

TEST(Weighting, UnknownNamesAreRefusedWithANearOne) {
  EXPECT_EQ(parse_weighting("cosine"), Weighting::cosine);
  try {
    (void)parse_weighting("newmann");
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_NE(std::string(error.what()).find("did you mean 'newman'"), std::string::npos);
  }
}

}  // namespace
}  // namespace munigraph
