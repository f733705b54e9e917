#include "munigraph/registry/chains.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "munigraph/core/random.hpp"
#include "registry/reorganisations.hpp"

namespace munigraph {
namespace {

using testing::arrangement;
using testing::day;
using testing::during;
using testing::join;
using testing::municipality;
using testing::valley;

/// The valley with a member in every version: an arrangement without members is refused.
RegisterTables with_members() {
  RegisterTables t = valley();
  for (std::int32_t a = 0; a < 3; ++a) join(t, a, "d");
  return t;
}

TEST(Chains, VersionsOfAChainStandByTheirStart) {
  const Chains chains = find_chains(Register(with_members()));
  EXPECT_EQ(chains.versions, (std::vector<std::vector<std::int32_t>>{{0}, {1, 2}}));
  EXPECT_EQ(chains.chain_of, (std::vector<std::int32_t>{0, 1, 1}));
  EXPECT_EQ(chains.size(), 2U);
}

TEST(Chains, TheVersionInForceIsHalfOpen) {
  const Register reg{with_members()};
  const Chains chains = find_chains(reg);
  using Rows = std::vector<std::int32_t>;
  EXPECT_EQ(versions_in_force(reg, chains, day("2014-12-31")), (Rows{-1, -1}));
  EXPECT_EQ(versions_in_force(reg, chains, day("2017-12-31")), (Rows{0, 1}));
  EXPECT_EQ(versions_in_force(reg, chains, day("2018-01-01")), (Rows{0, 2}));
}

TEST(Chains, OfTwoVersionsInForceTheLaterCounts) {
  RegisterTables t = with_members();
  t.arrangements[1].validity = during("2015-01-01", "2018-06-01");
  const Register reg{t};
  EXPECT_EQ(versions_in_force(reg, find_chains(reg), day("2018-03-01"))[1], 2);
}

TEST(Chains, AnEmptyRegisterHasNone) { EXPECT_EQ(find_chains(Register({})).size(), 0U); }

TEST(Chains, EqualANaiveSearchOnRandomRegisters) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Random random(seed);
    RegisterTables t;
    t.participants.push_back(municipality("m"));
    for (int v = 0; v < 30; ++v) {
      Arrangement one = arrangement(("v" + std::to_string(v)).c_str());
      one.chain = "c" + std::to_string(random.below(8));
      const auto year = 2000 + static_cast<int>(random.below(15));
      const std::string from = std::to_string(year) + "-01-01";
      const std::string to =
          std::to_string(year + 1 + static_cast<int>(random.below(4))) + "-01-01";
      one.validity = during(from.c_str(), to.c_str());
      t.arrangements.push_back(one);
      join(t, v, "m");
    }
    const Register reg{t};
    const Chains chains = find_chains(reg);
    std::size_t counted = 0;
    for (const auto& versions : chains.versions) {
      counted += versions.size();
      EXPECT_TRUE(std::is_sorted(versions.begin(), versions.end(), [&](auto a, auto b) {
        const auto key = [&](std::int32_t v) {
          return std::pair(*reg.tables().arrangements[static_cast<std::size_t>(v)].validity.from,
                           v);
        };
        return key(a) < key(b);
      }));
    }
    EXPECT_EQ(counted, 30U);
    const Date when = day("2010-06-01");
    const auto found = versions_in_force(reg, chains, when);
    for (std::size_t c = 0; c < chains.size(); ++c) {
      std::int32_t naive = -1;
      for (const std::int32_t v : chains.versions[c]) {
        const Validity& validity = reg.tables().arrangements[static_cast<std::size_t>(v)].validity;
        if (*validity.from <= when && when < *validity.to) naive = v;
      }
      EXPECT_EQ(found[c], naive);
    }
  }
}

}  // namespace
}  // namespace munigraph
