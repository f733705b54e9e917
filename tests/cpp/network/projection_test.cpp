#include "munigraph/network/projection.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "munigraph/network/network.hpp"
#include "network/memberships.hpp"

namespace munigraph {
namespace {

using testing::small_memberships;
using testing::ties;

/// Weight of a pair from the table of definitions, one arrangement after the other.
double naive_weight(const AffiliationNetwork& network, Weighting weighting, std::int32_t i,
                    std::int32_t j) {
  double sum = 0;
  double both = 0;
  bool tied = false;
  for (std::int32_t a = 0; a < network.arrangement_count(); ++a) {
    const auto members = network.members(a);
    const bool in_i = std::find(members.begin(), members.end(), i) != members.end();
    const bool in_j = std::find(members.begin(), members.end(), j) != members.end();
    both += in_i && in_j;
    if (!ties(network, a, i, j)) continue;
    tied = true;
    const double k = network.size(a);
    const double s = network.intensity(a);
    const bool star = network.host(a) != AffiliationNetwork::clique;
    if (weighting == Weighting::newman) sum += s / (k - 1);
    if (weighting == Weighting::count) sum += s;
    if (weighting == Weighting::pair_share) sum += star ? s / (k - 1) : 2 * s / (k * (k - 1));
  }
  if (is_additive(weighting)) return sum;
  if (!tied) return 0;
  const auto p = static_cast<double>(network.arrangements(i).size());
  const auto q = static_cast<double>(network.arrangements(j).size());
  if (weighting == Weighting::binary) return 1;
  return weighting == Weighting::jaccard ? both / (p + q - both) : both / std::sqrt(p * q);
}

TEST(Projection, EqualsTheDefinitionOnRandomMemberships) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const AffiliationNetwork network = small_memberships(seed, seed % 2 == 1);
    for (const auto weighting : {Weighting::newman, Weighting::count, Weighting::pair_share,
                                 Weighting::binary, Weighting::jaccard, Weighting::cosine}) {
      ProjectionOptions options;
      options.weighting = weighting;
      options.threads = static_cast<int>(seed % 3) + 1;
      const CooperationNetwork made = project(network, options);
      for (std::int32_t i = 0; i < network.node_count(); ++i)
        for (std::int32_t j = 0; j < network.node_count(); ++j) {
          const auto slot = made.find(i, j);
          const double weight = slot < 0 ? 0 : made.weight(static_cast<std::size_t>(slot));
          ASSERT_NEAR(weight, i == j ? 0 : naive_weight(network, weighting, i, j), 1e-12)
              << to_string(weighting) << " " << i << "–" << j << ", seed " << seed;
        }
    }
  }
}

TEST(Projection, NewmanStrengthIsTheNumberOfArrangements) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const AffiliationNetwork drawn = small_memberships(seed);
    // The same memberships with intensity 1.
    std::vector<std::int32_t> arrangement;
    for (std::int32_t a = 0; a < drawn.arrangement_count(); ++a)
      arrangement.insert(arrangement.end(), static_cast<std::size_t>(drawn.size(a)), a);
    const AffiliationNetwork network(drawn.node_count(), drawn.arrangement_count(),
                                     drawn.all_members(), arrangement);
    const CooperationNetwork made = project(network);
    for (std::int32_t i = 0; i < network.node_count(); ++i) {
      int shared = 0;
      for (const std::int32_t a : network.arrangements(i)) shared += network.size(a) >= 2;
      EXPECT_NEAR(made.strength(i), shared, 1e-12);
    }
  }
}

TEST(Projection, MinSharedDropsPairsAndKeepsTheFullWeightOfTheRest) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const AffiliationNetwork network = small_memberships(seed, true);
    const CooperationNetwork all = project(network);
    const std::vector<std::int32_t> shared = shared_counts(network, all);
    for (std::int32_t least = 1; least <= 3; ++least) {
      ProjectionOptions options;
      options.min_shared = least;
      const CooperationNetwork kept = project(network, options);
      for (std::int32_t i = 0; i < network.node_count(); ++i)
        for (std::size_t s = all.offsets()[static_cast<std::size_t>(i)];
             s < all.offsets()[static_cast<std::size_t>(i) + 1]; ++s) {
          const std::int32_t j = all.targets()[s];
          const auto slot = kept.find(i, j);
          ASSERT_EQ(slot >= 0, shared[s] >= least);
          if (slot >= 0) {
            EXPECT_EQ(kept.weight(static_cast<std::size_t>(slot)), all.weight(s));
          }
          std::int32_t tying = 0;
          for (std::int32_t a = 0; a < network.arrangement_count(); ++a)
            tying += ties(network, a, i, j);
          EXPECT_EQ(tying, shared[s]);
          EXPECT_EQ(arrangements_between(network, i, j).size(), static_cast<std::size_t>(tying));
        }
    }
  }
  ProjectionOptions none;
  none.min_shared = 0;
  EXPECT_THROW((void)project(small_memberships(1), none), std::invalid_argument);
}

TEST(Projection, SameForEveryNumberOfThreads) {
  const AffiliationNetwork network = small_memberships(4, true);
  ProjectionOptions options;
  const CooperationNetwork one = project(network, options);
  for (const int threads : {2, 3, 8}) {
    options.threads = threads;
    EXPECT_EQ(project(network, options), one);
  }
}

}  // namespace
}  // namespace munigraph
