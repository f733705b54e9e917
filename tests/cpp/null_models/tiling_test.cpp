#include "munigraph/null_models/tiling.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <set>
#include <stdexcept>
#include <vector>

#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"
#include "munigraph/null_models/curveball.hpp"
#include "null_models/made_up.hpp"

namespace munigraph {
namespace {

using Sets = std::vector<std::vector<std::int32_t>>;

const std::vector<double> none;

AffiliationNetwork memberships(std::int32_t nodes, const Sets& sets,
                               std::span<const std::int32_t> host = {}) {
  std::vector<std::int32_t> node;
  std::vector<std::int32_t> arrangement;
  for (std::size_t a = 0; a < sets.size(); ++a)
    for (const std::int32_t i : sets[a]) {
      node.push_back(i);
      arrangement.push_back(static_cast<std::int32_t>(a));
    }
  return {nodes, static_cast<std::int32_t>(sets.size()), node, arrangement, {}, host};
}

Sets members_of(const AffiliationNetwork& network) {
  Sets sets;
  for (std::int32_t a = 0; a < network.arrangement_count(); ++a)
    sets.emplace_back(network.members(a).begin(), network.members(a).end());
  return sets;
}

/// A 6 × 6 grid. Arrangements 0–3: quarters of 3 × 3. 4–9: rows. 10–13: quarters 0, 1 and 2 again,
/// and the last one without its corner. 14, 15: two that are in no scheme.
struct Grid {
  Grid() : sets(16) {
    for (std::int32_t i = 0; i < 36; ++i) {
      const std::int32_t row = i / 6;
      const std::int32_t quarter = 2 * (row / 3) + i % 6 / 3;
      sets[static_cast<std::size_t>(quarter)].push_back(i);
      sets[static_cast<std::size_t>(4 + row)].push_back(i);
      if (i < 35) sets[static_cast<std::size_t>(10 + quarter)].push_back(i);
    }
    sets[14] = {0, 7, 14};
    sets[15] = {3, 5, 20, 31};
  }

  [[nodiscard]] Tiling tiling(const TilingOptions& options = {}) const {
    const auto observed = memberships(36, sets);
    std::vector<std::int32_t> regions;
    for (const auto& scheme : schemes) regions.insert(regions.end(), scheme.begin(), scheme.end());
    const auto others = std::make_shared<Curveball>(without_members(observed, regions));
    return {observed, others, schemes, testing::grid_borders(6, 6), none, none, none, options};
  }

  Sets sets;
  Sets schemes = {{4, 5, 6, 7, 8, 9}, {0, 1, 2, 3}, {10, 11, 12, 13}};
};

bool is_connected(std::int32_t columns, const std::vector<std::int32_t>& region) {
  std::vector<std::int32_t> flood = {region.front()};
  for (std::size_t k = 0; k < flood.size(); ++k)
    for (const std::int32_t j : region) {
      const bool beside = std::abs(j - flood[k]) == columns ||
                          (std::abs(j - flood[k]) == 1 && j / columns == flood[k] / columns);
      if (beside && std::find(flood.begin(), flood.end(), j) == flood.end()) flood.push_back(j);
    }
  return flood.size() == region.size();
}

TEST(Tiling, TwoRegionsByHand) {
  // A row of four in two pairs. What a chain of recombinations gives is one of six, all as likely:
  // the border after the first, second or third place, and either region on either side.
  const Sets sets = {{0, 1}, {2, 3}};
  const Tiling model(memberships(4, sets), nullptr, {{0, 1}}, testing::grid_borders(1, 4), none,
                     none, none);
  std::vector<double> counts(6, 0.0);
  const int draws = 3000;
  for (int d = 0; d < draws; ++d) {
    const Sets drawn = members_of(model.draw(static_cast<std::uint64_t>(d)));
    const auto first = static_cast<std::int32_t>(drawn[0].size());
    ASSERT_EQ(drawn[0].size() + drawn[1].size(), 4U);
    ASSERT_TRUE(is_connected(4, drawn[0]) && is_connected(4, drawn[1]));
    ++counts[static_cast<std::size_t>(first - 1 + (drawn[0].front() == 0 ? 0 : 3))];
  }
  for (const double count : counts)
    EXPECT_NEAR(count, draws / 6.0, 4 * std::sqrt(draws * 5.0 / 36));
}

TEST(Tiling, KeepsWhatItSays) {
  const Grid grid;
  const Tiling model = grid.tiling();
  std::set<Sets> different;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const Sets drawn = members_of(model.draw(seed));
    different.insert(drawn);
    for (std::size_t s = 0; s < 2; ++s) {  // rows and quarters tile
      std::vector<std::int32_t> all;
      for (const std::int32_t a : grid.schemes[s]) {
        const auto& region = drawn[static_cast<std::size_t>(a)];
        const auto size = static_cast<double>(grid.sets[static_cast<std::size_t>(a)].size());
        EXPECT_NEAR(static_cast<double>(region.size()), size, 1);
        EXPECT_TRUE(is_connected(6, region));
        all.insert(all.end(), region.begin(), region.end());
      }
      std::sort(all.begin(), all.end());
      ASSERT_EQ(all.size(), 36U);
      for (std::int32_t i = 0; i < 36; ++i) EXPECT_EQ(all[static_cast<std::size_t>(i)], i);
    }
    // What coincides goes on to coincide; the last quarter has what is left, without one place.
    for (std::size_t q = 0; q < 3; ++q) EXPECT_EQ(drawn[10 + q], drawn[q]);
    EXPECT_TRUE(
        std::includes(drawn[3].begin(), drawn[3].end(), drawn[13].begin(), drawn[13].end()));
    EXPECT_FALSE(std::binary_search(drawn[13].begin(), drawn[13].end(), 35));
    EXPECT_EQ(drawn[14].size(), 3U);
    EXPECT_EQ(drawn[15].size(), 4U);
  }
  EXPECT_EQ(different.size(), 40U);
  const TilingTrials& trials = model.trials();
  EXPECT_DOUBLE_EQ(trials.equal_observed, 6.0 / 14);
  // The last two are equal as well where a taken region has the corner.
  EXPECT_GE(trials.equal_drawn, 6.0 / 14);
  EXPECT_EQ(trials.connected_observed, 1);
  EXPECT_EQ(trials.outside[0], 0);
  EXPECT_EQ(trials.outside[1], 0);
  EXPECT_LE(trials.outside[2], 0.25);  // the last of four has what is left
  ASSERT_EQ(trials.agreement.size(), 3 * trials.steps_per_region.size());
  EXPECT_EQ(trials.agreement[1], 1);  // begins at its start
  EXPECT_LT(trials.agreement[trials.agreement.size() - 2], 0.8);
  EXPECT_TRUE(std::isnan(trials.agreement[2]));  // nothing is recombined in the third
  for (const double steps : trials.steps) EXPECT_GE(steps, 10);
}

TEST(Tiling, NodesOutsideAScheme) {
  // The last column is in no region.
  Sets sets(2);
  for (std::int32_t i = 0; i < 20; ++i)
    if (i % 5 < 4) sets[static_cast<std::size_t>(i / 10)].push_back(i);
  const Tiling model(memberships(20, sets), nullptr, {{0, 1}}, testing::grid_borders(4, 5), none,
                     none, none);
  for (std::uint64_t seed = 0; seed < 30; ++seed)
    for (const auto& region : members_of(model.draw(seed)))
      for (const std::int32_t i : region) EXPECT_LT(i % 5, 4);
}

TEST(Tiling, HostsAreDrawnByPopulation) {
  // A star with all of four nodes: nothing but its host varies. One with the same members and host
  // in a second scheme keeps the first one's host, one with another host has its own.
  const Sets sets = {{0, 1, 2, 3}, {0, 1, 2, 3}, {0, 1, 2, 3}, {0, 1}};
  const std::vector<std::int32_t> host = {0, 0, 2, AffiliationNetwork::absent_host};
  const std::vector<double> population = {1, 2, 3, 4};
  const auto observed = memberships(4, sets, host);
  const Tiling model(observed, nullptr, {{0}, {1}, {2}}, testing::grid_borders(1, 4), population,
                     none, none);
  std::vector<double> counts(4, 0.0);
  double same = 0;
  const int draws = 4000;
  for (int d = 0; d < draws; ++d) {
    const auto drawn = model.draw(static_cast<std::uint64_t>(d));
    const std::int32_t first = drawn.host(0);
    ASSERT_TRUE(first >= 0 && first < 4) << first;
    ++counts[static_cast<std::size_t>(first)];
    EXPECT_EQ(drawn.host(1), drawn.host(0));
    same += drawn.host(2) == drawn.host(0);
    EXPECT_EQ(drawn.host(3), AffiliationNetwork::absent_host);
  }
  for (std::size_t i = 0; i < 4; ++i) {
    const double p = population[i] / 10;
    EXPECT_NEAR(counts[i], draws * p, 4 * std::sqrt(draws * p * (1 - p)));
  }
  EXPECT_NEAR(same / draws, 0.3, 0.04);  // .1² + .2² + .3² + .4²
  EXPECT_THROW(Tiling(observed, nullptr, {{0}}, testing::grid_borders(1, 4), none, none, none),
               std::invalid_argument);
}

TEST(Tiling, PartsThatDoNotTouchAreJoinedByDistance) {
  // Two rows of three far apart, and a place near the second that borders on nothing.
  const std::vector<double> lon = {0, 1, 2, 0, 1, 2, 2};
  const std::vector<double> lat = {0, 0, 0, 9, 9, 9, 10};
  const std::vector<std::array<std::int32_t, 2>> borders = {{0, 1}, {1, 2}, {3, 4}, {4, 5}};
  const Sets sets = {{0, 1}, {2}, {3, 4}, {5, 6}};
  const auto observed = memberships(7, sets);
  const Tiling model(observed, nullptr, {{0, 1, 2, 3}}, borders, none, lon, lat);
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    // No region crosses the gap, and each side keeps its two.
    const Sets drawn = members_of(model.draw(seed));
    for (std::size_t a = 0; a < 4; ++a)
      for (const std::int32_t i : drawn[a]) EXPECT_EQ(i >= 3, a >= 2) << seed;
  }
  EXPECT_THROW(Tiling(observed, nullptr, {{0, 1, 2, 3}}, borders, none, none, none),
               std::invalid_argument);
}

TEST(Tiling, WithoutMembersLeavesTheRest) {
  const auto observed = testing::random_memberships(2, true);
  const std::vector<std::int32_t> away = {0, 3, 4};
  const auto rest = without_members(observed, away);
  ASSERT_EQ(rest.arrangement_count(), observed.arrangement_count());
  for (std::int32_t a = 0; a < rest.arrangement_count(); ++a) {
    const bool gone = std::find(away.begin(), away.end(), a) != away.end();
    EXPECT_EQ(rest.size(a), gone ? 0 : observed.size(a));
    EXPECT_EQ(rest.host(a), gone ? AffiliationNetwork::clique : observed.host(a));
  }
  EXPECT_THROW((void)without_members(observed, std::vector<std::int32_t>{60}),
               std::invalid_argument);
}

TEST(TilingThreads, ChangeNothing) {
  const Grid grid;
  TilingOptions options;
  const Tiling one = grid.tiling(options);
  options.threads = 3;
  const Tiling three = grid.tiling(options);
  EXPECT_EQ(one.trials().steps, three.trials().steps);
  EXPECT_EQ(one.trials().outside, three.trials().outside);
  std::vector<Sets> drawn(8);
  parallel_for(drawn.size(), 3, [&](std::size_t k, int) { drawn[k] = members_of(three.draw(k)); });
  for (std::size_t k = 0; k < drawn.size(); ++k) EXPECT_EQ(drawn[k], members_of(one.draw(k)));
}

TEST(Tiling, RefusesWhatIsNoTiling) {
  const Grid grid;
  const auto observed = memberships(36, grid.sets);
  const auto borders = testing::grid_borders(6, 6);
  const auto make = [&](Sets schemes, const TilingOptions& options = {}) {
    return Tiling(observed, nullptr, std::move(schemes), borders, none, none, none, options);
  };
  EXPECT_THROW((void)make({}), std::invalid_argument);
  EXPECT_THROW((void)make({{}}), std::invalid_argument);
  EXPECT_THROW((void)make({{0, 16}}), std::invalid_argument);
  EXPECT_THROW((void)make({{0, 1}, {1, 2}}), std::invalid_argument);
  TilingOptions options;
  options.trials = 0;
  EXPECT_THROW((void)make({{0, 1}}, options), std::invalid_argument);
  options = {};
  options.steps_per_region = 0;
  EXPECT_THROW((void)make({{0, 1}}, options), std::invalid_argument);
  const std::vector<std::array<std::int32_t, 2>> wrong = {{0, 36}};
  EXPECT_THROW(Tiling(observed, nullptr, {{0, 1}}, wrong, none, none, none), std::invalid_argument);
}

}  // namespace
}  // namespace munigraph
