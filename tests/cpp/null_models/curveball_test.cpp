#include "munigraph/null_models/curveball.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "munigraph/core/random.hpp"
#include "null_models/made_up.hpp"

namespace munigraph {
namespace {

using Places = std::vector<std::pair<std::int32_t, std::int32_t>>;  // (arrangement, node)

AffiliationNetwork make(std::int32_t nodes, std::int32_t arrangements, const Places& places,
                        std::vector<std::int32_t> host = {}) {
  std::vector<std::int32_t> node;
  std::vector<std::int32_t> arrangement;
  for (const auto& [a, i] : places) {
    arrangement.push_back(a);
    node.push_back(i);
  }
  return {nodes, arrangements, node, arrangement, {}, host};
}

Places places_of(const AffiliationNetwork& network) {
  Places places;
  for (std::int32_t a = 0; a < network.arrangement_count(); ++a)
    for (const std::int32_t i : network.members(a)) places.emplace_back(a, i);
  return places;
}

/// All tables with the same margins and hosts, by trying every one of the 2^(n·A).
std::vector<Places> enumerate(const AffiliationNetwork& observed) {
  const auto n = observed.node_count();
  const auto count = observed.arrangement_count();
  std::vector<Places> found;
  for (std::uint32_t bits = 0; bits < (1U << (n * count)); ++bits) {
    std::vector<std::int32_t> degree(static_cast<std::size_t>(n));
    Places places;
    bool fits = true;
    for (std::int32_t a = 0; a < count && fits; ++a) {
      std::int32_t size = 0;
      for (std::int32_t i = 0; i < n; ++i) {
        const bool in = (bits >> (a * n + i)) & 1U;
        if (!in) {
          fits = fits && observed.host(a) != i;
          continue;
        }
        places.emplace_back(a, i);
        ++size;
        ++degree[static_cast<std::size_t>(i)];
      }
      fits = fits && size == observed.size(a);
    }
    for (std::int32_t i = 0; i < n && fits; ++i)
      fits = degree[static_cast<std::size_t>(i)] ==
             static_cast<std::int32_t>(observed.arrangements(i).size());
    if (fits) found.push_back(places);
  }
  return found;
}

/// χ² of independent draws against uniformity; its mean is the number of tables − 1.
void expect_uniform(const AffiliationNetwork& observed, std::size_t tables,
                    std::optional<double> trades = std::nullopt) {
  const std::vector<Places> all = enumerate(observed);
  ASSERT_EQ(all.size(), tables);
  std::map<Places, int> visits;
  for (const Places& table : all) visits[table] = 0;
  CurveballOptions options;
  options.trades_per_node = trades;
  const Curveball model(observed, options);
  const int draws = 400 * static_cast<int>(tables);
  for (int d = 0; d < draws; ++d) {
    const auto at =
        visits.find(places_of(model.draw(stream_seed(7, static_cast<std::uint64_t>(d)))));
    ASSERT_NE(at, visits.end()) << "a table that has other margins";
    ++at->second;
  }
  double chi = 0;
  for (const auto& [table, count] : visits) chi += (count - 400.0) * (count - 400.0) / 400.0;
  const double freedom = static_cast<double>(tables) - 1;
  // Six standard deviations above the mean of χ².
  EXPECT_LT(chi, freedom + 6 * std::sqrt(2 * freedom) + 6) << tables << " tables";
  EXPECT_GT(chi, 0) << "no chance at work";
}

TEST(Curveball, IsUniformOverAllTables) {
  expect_uniform(make(3, 3, {{0, 0}, {1, 1}, {2, 2}}), 6, 20);
  expect_uniform(make(4, 4, {{0, 0}, {0, 1}, {1, 1}, {1, 2}, {2, 2}, {2, 3}, {3, 3}, {3, 0}}), 90,
                 20);
  expect_uniform(make(5, 3, {{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 3}, {2, 0}, {2, 4}, {2, 1}}), 12,
                 20);
}

TEST(Curveball, IsUniformWithStars) {
  // Arrangement 0 is hosted by node 0, 1 by node 1; the rest are cliques.
  expect_uniform(
      make(4, 4, {{0, 0}, {0, 2}, {1, 1}, {1, 3}, {2, 0}, {2, 1}, {3, 2}, {3, 3}, {3, 0}},
           {0, 1, -1, -1}),
      17, 30);
}

TEST(Curveball, IsUniformByDefaultWhereAllAreStarsHostedByMembers) {
  // Four stars around a ring of hosts, each with two of the others; then five of them with one or
  // two.
  const auto ring = make(4, 4,
                         {{0, 0},
                          {0, 1},
                          {0, 2},
                          {1, 1},
                          {1, 2},
                          {1, 3},
                          {2, 2},
                          {2, 3},
                          {2, 0},
                          {3, 3},
                          {3, 0},
                          {3, 1}},
                         {0, 1, 2, 3});
  EXPECT_EQ(Curveball(ring).trades_per_node(), 20);
  expect_uniform(ring, enumerate(ring).size());
  const auto mixed = make(5, 5,
                          {{0, 0},
                           {0, 1},
                           {1, 1},
                           {1, 2},
                           {1, 0},
                           {2, 2},
                           {2, 3},
                           {3, 3},
                           {3, 4},
                           {3, 1},
                           {4, 4},
                           {4, 0}},
                          {0, 1, 2, 3, 4});
  expect_uniform(mixed, enumerate(mixed).size());
  expect_uniform(make(3, 3, {{0, 0}, {1, 1}, {2, 2}, {1, 0}, {2, 1}, {0, 2}}, {0, 1, 2}), 2);
  const auto cliques = make(3, 3, {{0, 0}, {0, 1}, {1, 1}, {1, 2}, {2, 2}, {2, 0}});
  EXPECT_EQ(Curveball(cliques).trades_per_node(), 5);
}

TEST(Curveball, TurnsTrianglesOfStars) {
  // Each of three hosts is member of the next one's star: the two ways round, and no trade between
  // two nodes leads from one to the other.
  expect_uniform(make(3, 3, {{0, 0}, {1, 1}, {2, 2}, {1, 0}, {2, 1}, {0, 2}}, {0, 1, 2}), 2, 40);
}

TEST(Curveball, KeepsDegreesAndHosts) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto observed = testing::random_memberships(seed, seed % 2 == 1);
    const auto drawn = Curveball(observed).draw(seed);
    ASSERT_EQ(drawn.membership_count(), observed.membership_count());
    for (std::int32_t i = 0; i < observed.node_count(); ++i)
      EXPECT_EQ(drawn.arrangements(i).size(), observed.arrangements(i).size());
    for (std::int32_t a = 0; a < observed.arrangement_count(); ++a) {
      EXPECT_EQ(drawn.size(a), observed.size(a));
      EXPECT_EQ(drawn.host(a), observed.host(a));
    }
    EXPECT_NE(places_of(drawn), places_of(observed));
    EXPECT_EQ(places_of(drawn), places_of(Curveball(observed).draw(seed)));
    EXPECT_NE(places_of(drawn), places_of(Curveball(observed).draw(seed + 1)));
  }
}

TEST(Curveball, CanBeInterrupted) {
  Monitor monitor;
  const auto observed = testing::random_memberships(1, false);
  EXPECT_EQ(places_of(Curveball(observed).draw(1, &monitor)),
            places_of(Curveball(observed).draw(1)));
  monitor.stop();
  EXPECT_THROW((void)Curveball(observed).draw(1, &monitor), Interrupted);
}

TEST(Curveball, DegenerateTables) {
  const AffiliationNetwork empty;
  EXPECT_EQ(Curveball(empty).draw(1).membership_count(), 0U);
  const auto full = make(3, 2, {{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}});
  EXPECT_EQ(places_of(Curveball(full).draw(1)), places_of(full));
  const auto alone = make(3, 2, {{0, 1}, {1, 1}});
  EXPECT_EQ(places_of(Curveball(alone).draw(1)), places_of(alone));
  CurveballOptions options;
  options.trades_per_node = -1;
  EXPECT_THROW(Curveball(full, options), std::invalid_argument);
}

TEST(CurveballMixing, LevelsOffWithinFiveTradesPerNode) {
  const CurveballMixing mixing = curveball_mixing(testing::random_memberships(3, false));
  EXPECT_EQ(mixing.perturbed.front(), 0);
  EXPECT_EQ(mixing.perturbed.size(), 41U);
  EXPECT_GT(mixing.plateau, 0.5);
  EXPECT_LE(mixing.reached, 5);
  MixingOptions options;
  options.points = 1;
  EXPECT_THROW((void)curveball_mixing(testing::random_memberships(3, false), options),
               std::invalid_argument);
}

TEST(Curveball, RefusesChainsWhoseLengthIsNoNumberOfTrades) {
  const std::vector<std::int32_t> node{0, 1, 1, 2};
  const std::vector<std::int32_t> arrangement{0, 0, 1, 1};
  const AffiliationNetwork observed(3, 2, node, arrangement);
  for (const double length : {-1.0, 1.5e9, 2147483648.0, 1e300, 1e308 * 10}) {
    EXPECT_THROW((void)Curveball(observed, {length}), std::invalid_argument);
    MixingOptions options;
    options.trades_per_node = length;
    EXPECT_THROW((void)curveball_mixing(observed, options), std::invalid_argument);
  }
}

}  // namespace
}  // namespace munigraph
