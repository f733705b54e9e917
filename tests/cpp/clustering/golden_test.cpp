// Labels of seeds, so that a change of them is seen: whoever makes one says why in the changelog.

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "clustering/networks.hpp"
#include "munigraph/clustering/ensemble.hpp"
#include "munigraph/clustering/plan.hpp"
#include "munigraph/core/random.hpp"
#include "munigraph/network/network.hpp"
#include "munigraph/network/synthetic.hpp"

namespace munigraph {
namespace {

Network drawn(const SyntheticOptions& options, Weighting weighting) {
  const SyntheticMemberships made = synthetic_memberships(options);
  return Network(AffiliationNetwork(options.municipalities, options.arrangements, made.participants,
                                    made.arrangements),
                 weighting);
}

SyntheticOptions sized(std::int32_t municipalities, std::int32_t arrangements,
                       std::int64_t memberships, std::int32_t largest, std::uint64_t seed) {
  SyntheticOptions options;
  options.municipalities = municipalities;
  options.arrangements = arrangements;
  options.memberships = memberships;
  options.largest = largest;
  options.seed = seed;
  return options;
}

/// FNV-1a over the labels of 20 runs.
std::string hash_of(const Network& network, const LeidenOptions& options = {}) {
  const LeidenPlan plan(network, options);
  LeidenPlan::Workspace workspace;
  std::uint64_t hash = 1469598103934665603ULL;
  for (std::uint64_t r = 0; r < 20; ++r) {
    const LeidenPlan::Run run = plan.run(stream_seed(7, r), workspace);
    for (const std::int32_t label : run.partition.labels()) {
      hash ^= static_cast<std::uint32_t>(label);
      hash *= 1099511628211ULL;
    }
  }
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash));
  return text;
}

LeidenOptions with(Quality quality, double resolution,
                   Representation representation = Representation::automatic) {
  LeidenOptions options;
  options.quality = quality;
  options.resolution = resolution;
  options.representation = representation;
  return options;
}

TEST(Golden, LabelsOfTwelveNetworks) {
  const Network national = drawn(national_options(41), Weighting::newman);
  const SyntheticOptions sparse = sized(355, 400, 3000, 30, 42);
  const SyntheticOptions middling = sized(900, 1200, 9000, 60, 43);
  const SyntheticOptions small = sized(62, 90, 420, 20, 44);
  EXPECT_EQ(hash_of(national), "7e23fa078cd6d7b3");
  EXPECT_EQ(hash_of(national, with(Quality::modularity, 2.5)), "c87a154640f23083");
  EXPECT_EQ(hash_of(drawn(national_options(41), Weighting::count)), "3d4e87a861c6be27");
  EXPECT_EQ(hash_of(drawn(sparse, Weighting::newman)), "e45dab4ed1b9fc6b");
  EXPECT_EQ(hash_of(drawn(sparse, Weighting::jaccard), with(Quality::modularity, 4)),
            "92770bcdc1e35863");
  EXPECT_EQ(hash_of(drawn(sparse, Weighting::newman), with(Quality::cpm, 0.05)),
            "9ad4f7b18e9ed4e6");
  EXPECT_EQ(hash_of(drawn(middling, Weighting::newman)), "d6d4e548ed7ee58b");
  EXPECT_EQ(hash_of(drawn(middling, Weighting::binary)), "64fd6a678f9aaf6b");
  EXPECT_EQ(hash_of(drawn(middling, Weighting::newman),
                    with(Quality::modularity, 1, Representation::explicit_)),
            "23b50e7a485ab19b");
  EXPECT_EQ(hash_of(drawn(middling, Weighting::newman),
                    with(Quality::modularity, 1, Representation::implicit)),
            "2e3395e8dba3cd3b");
  EXPECT_EQ(hash_of(drawn(small, Weighting::newman)), "48ff6f09ca71c543");
  EXPECT_EQ(hash_of(Network(testing::random_network(150, 0.04, 45))), "cfc9d2c344bbfbd9");
}

}  // namespace
}  // namespace munigraph
