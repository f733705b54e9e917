#include "munigraph/network/synthetic.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <set>
#include <stdexcept>
#include <vector>

#include "munigraph/core/random.hpp"
#include "munigraph/network/affiliation_network.hpp"

namespace munigraph {
namespace {

std::vector<std::int32_t> sizes_of(const SyntheticMemberships& drawn) {
  std::vector<std::int32_t> sizes(drawn.domain.size(), 0);
  for (const std::int32_t a : drawn.arrangements) ++sizes[static_cast<std::size_t>(a)];
  return sizes;
}

std::uint64_t digest(const std::vector<std::int32_t>& values) {
  std::uint64_t hash = 0;
  for (const std::int32_t v : values) hash = mix64(hash ^ static_cast<std::uint64_t>(v));
  return hash;
}

TEST(Synthetic, NationalHasTheSizesOfTheInventory) {
  const auto drawn = synthetic_memberships(national_options(7));
  EXPECT_EQ(drawn.cluster.size(), 355U);
  EXPECT_EQ(drawn.domain.size(), 1284U);
  EXPECT_EQ(drawn.participants.size(), 11700U);
  auto sizes = sizes_of(drawn);
  std::sort(sizes.begin(), sizes.end());
  EXPECT_EQ(sizes.front(), 2);
  EXPECT_EQ(sizes.back(), 334);
  EXPECT_LT(sizes[sizes.size() - 2], 334);
  const auto small = std::upper_bound(sizes.begin(), sizes.end(), 5) - sizes.begin();
  EXPECT_GT(small, 1284 * 2 / 3);
}

TEST(Synthetic, SameSeedSameRegisterOnEveryPlatform) {
  const auto drawn = synthetic_memberships(national_options(1));
  EXPECT_EQ(digest(drawn.participants), 0xd9e3ea0d02d80c26ULL);
  EXPECT_EQ(digest(drawn.arrangements), 0xb758d5853e016d0cULL);
  EXPECT_EQ(digest(drawn.cluster), 0xd1b713ed85d60696ULL);
  EXPECT_EQ(digest(drawn.province), 0x69b40db2e8d2d09bULL);
  EXPECT_NE(digest(synthetic_memberships(national_options(2)).participants), 0xd9e3ea0d02d80c26ULL);
}

TEST(Synthetic, EveryArrangementHasDistinctMembersInOrder) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    SyntheticOptions options;
    options.municipalities = 40;
    options.arrangements = 60;
    options.clusters = 1 + static_cast<std::int32_t>(seed % 7);
    options.provinces = 3;
    options.memberships = 60 * 5;
    options.largest = 40;
    options.seed = seed;
    const auto drawn = synthetic_memberships(options);
    ASSERT_EQ(drawn.participants.size(), 300U);
    for (std::size_t k = 1; k < drawn.participants.size(); ++k) {
      ASSERT_LE(drawn.arrangements[k - 1], drawn.arrangements[k]);
      if (drawn.arrangements[k - 1] == drawn.arrangements[k]) {
        ASSERT_LT(drawn.participants[k - 1], drawn.participants[k]);
      }
    }
    EXPECT_EQ(std::set<std::int32_t>(drawn.cluster.begin(), drawn.cluster.end()).size(),
              static_cast<std::size_t>(options.clusters));
    for (const std::int32_t p : drawn.province) EXPECT_TRUE(p >= 0 && p < 3);
  }
}

TEST(Synthetic, BridgesTakePartInMoreClustersThanOthersOfTheirSize) {
  double bridge_foreign = 0;
  double other_foreign = 0;
  double bridge_all = 0;
  double other_all = 0;
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    const auto drawn = synthetic_memberships(national_options(seed));
    const auto sizes = sizes_of(drawn);
    for (std::size_t m = 0; m < drawn.participants.size(); ++m) {
      const auto i = static_cast<std::size_t>(drawn.participants[m]);
      const auto a = static_cast<std::size_t>(drawn.arrangements[m]);
      if (sizes[a] > 10) continue;
      const bool foreign = drawn.home[a] != drawn.cluster[i];
      (drawn.bridge_strength[i] > 0 ? bridge_foreign : other_foreign) += foreign ? 1 : 0;
      (drawn.bridge_strength[i] > 0 ? bridge_all : other_all) += 1;
    }
  }
  EXPECT_GT(bridge_foreign / bridge_all, 2 * other_foreign / other_all);
}

TEST(Synthetic, StarsHaveAHostThatIsAMember) {
  SyntheticOptions options;
  options.stars = 0.5;
  const auto drawn = synthetic_memberships(options);
  std::vector<std::int32_t> host = drawn.host;
  const auto stars = std::count_if(host.begin(), host.end(), [](auto h) { return h >= 0; });
  EXPECT_GT(stars, 400);
  EXPECT_LT(stars, 800);
  const AffiliationNetwork network(355, 1284, drawn.participants, drawn.arrangements, {}, host);
  EXPECT_TRUE(network.has_stars());  // the constructor checks that hosts are members
}

TEST(Synthetic, OneClusterHasNoBridges) {
  SyntheticOptions options;
  options.clusters = 1;
  const auto drawn = synthetic_memberships(options);
  EXPECT_TRUE(std::all_of(drawn.bridge_strength.begin(), drawn.bridge_strength.end(),
                          [](auto s) { return s == 0; }));
}

TEST(Synthetic, RejectsWhatCannotBeMet) {
  const auto rejects = [](auto change) {
    SyntheticOptions options;
    change(options);
    EXPECT_THROW((void)synthetic_memberships(options), std::invalid_argument);
  };
  rejects([](auto& o) { o.municipalities = 1; });
  rejects([](auto& o) { o.arrangements = 0; });
  rejects([](auto& o) { o.clusters = 0; });
  rejects([](auto& o) { o.clusters = 356; });
  rejects([](auto& o) { o.largest = 356; });
  rejects([](auto& o) { o.memberships = 2 * 1284; });
  rejects([](auto& o) { o.memberships = 1284LL * 334; });
  rejects([](auto& o) { o.size_exponent = 1.3; });
  rejects([](auto& o) { o.blur = 0.95; });
  rejects([](auto& o) { o.stars = std::numeric_limits<double>::quiet_NaN(); });
}

}  // namespace
}  // namespace munigraph
