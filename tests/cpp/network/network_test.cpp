#include "munigraph/network/network.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "munigraph/core/parallel.hpp"
#include "network/memberships.hpp"

namespace munigraph {
namespace {

using testing::small_memberships;

/// Two arrangements {0, 1, 2} and {2, 3}; 4 is in none.
Network small(Weighting weighting = Weighting::newman, std::int32_t min_shared = 1) {
  const std::vector<std::int32_t> node{0, 1, 2, 2, 3};
  const std::vector<std::int32_t> arrangement{0, 0, 0, 1, 1};
  return Network(AffiliationNetwork(5, 2, node, arrangement), weighting, min_shared);
}

TEST(Network, FiguresByHand) {
  const Network network = small();
  EXPECT_EQ(network.node_count(), 5);
  EXPECT_EQ(network.edge_count(), 4);
  EXPECT_DOUBLE_EQ(network.total_weight(), 2.5);  // ½ per pair of three, 1 for the pair
  EXPECT_EQ(network.strengths(), (std::vector<double>{1, 1, 2, 1, 0}));
  EXPECT_EQ(network.isolate_count(), 1);
  std::int32_t components = 0;
  EXPECT_EQ(network.component_labels(&components), (std::vector<std::int32_t>{0, 0, 0, 0, 1}));
  EXPECT_EQ(components, 1);
  EXPECT_FALSE(network.is_projected());
}

TEST(Network, ProjectsOnceAndCopiesShareIt) {
  const Network network = small();
  const Network copy = network;  // NOLINT(performance-unnecessary-copy-initialization)
  EXPECT_EQ(&network.cooperation(), &copy.cooperation());
  EXPECT_TRUE(copy.is_projected());
}

TEST(Network, IsAdditiveWhereEveryTieIsASum) {
  EXPECT_TRUE(small(Weighting::newman).is_additive());
  EXPECT_TRUE(small(Weighting::count).is_additive());
  EXPECT_TRUE(small(Weighting::pair_share).is_additive());
  EXPECT_FALSE(small(Weighting::jaccard).is_additive());
  EXPECT_FALSE(small(Weighting::binary).is_additive());
  EXPECT_FALSE(small(Weighting::newman, 2).is_additive());
  EXPECT_FALSE(Network(CooperationNetwork()).is_additive());
  EXPECT_THROW(small(Weighting::newman, 0), std::invalid_argument);
}

TEST(Network, OfTiesHasNoMemberships) {
  const Network made = small();
  const Network network(made.cooperation());
  EXPECT_FALSE(network.has_memberships());
  EXPECT_TRUE(network.is_projected());
  EXPECT_THROW((void)network.affiliation(), std::invalid_argument);
  EXPECT_EQ(network.isolates(), (std::vector<std::uint8_t>{0, 0, 0, 0, 1}));
}

TEST(Network, FiguresOfMembershipsAreThoseOfTies) {
  for (std::uint64_t seed = 0; seed < 200; ++seed)
    for (const Weighting weighting : {Weighting::newman, Weighting::count, Weighting::pair_share}) {
      const Network network(small_memberships(seed, true), weighting);
      const std::int64_t edges = network.edge_count();
      const double total = network.total_weight();
      const std::vector<double> strengths = network.strengths();
      std::int32_t components = 0;
      const std::vector<std::int32_t> labels = network.component_labels(&components);
      ASSERT_FALSE(network.is_projected());
      const Network ties(network.cooperation());
      std::int32_t expected = 0;
      EXPECT_EQ(edges, ties.edge_count());
      EXPECT_EQ(total, ties.total_weight());
      EXPECT_EQ(strengths, ties.strengths());
      EXPECT_EQ(labels, ties.component_labels(&expected));
      EXPECT_EQ(components, expected);
    }
}

TEST(NetworkThreads, AreServedTheSameProjection) {
  const Network network(small_memberships(3, true));
  std::vector<const CooperationNetwork*> seen(16);
  parallel_for(seen.size(), 4, [&](std::size_t k, int) { seen[k] = &network.cooperation(); });
  for (const CooperationNetwork* one : seen) EXPECT_EQ(one, seen.front());
}

TEST(Network, KnowsItsIsolatesWithoutTheProjection) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Network network(small_memberships(seed, true));
    const auto isolates = network.isolates();
    EXPECT_FALSE(network.is_projected());
    const CooperationNetwork& made = network.cooperation();
    for (std::int32_t i = 0; i < network.node_count(); ++i)
      EXPECT_EQ(isolates[static_cast<std::size_t>(i)] != 0, made.degree(i) == 0) << seed;
  }
}

TEST(Network, StaysWholeAfterAMove) {
  Network network = small();
  const Network taken = std::move(network);
  EXPECT_EQ(network.node_count(), 5);  // NOLINT(bugprone-use-after-move): moving is copying
  EXPECT_EQ(taken.edge_count(), 4);
}

TEST(NetworkThreads, AWaitingCallerHearsStop) {
  // One caller projects a large network; the other waits for it, is stopped, and leaves first.
  constexpr std::int32_t k = 3000;
  std::vector<std::int32_t> node;
  std::vector<std::int32_t> arrangement;
  for (std::int32_t a = 0; a < 8; ++a)
    for (std::int32_t i = 0; i < k; ++i) {
      node.push_back(i);
      arrangement.push_back(a);
    }
  const Network network(AffiliationNetwork(k, 8, node, arrangement));
  Monitor first;
  Monitor second;
  std::thread maker([&] { EXPECT_THROW((void)network.cooperation(&first), Interrupted); });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  second.stop();
  if (!network.is_projected()) {
    EXPECT_THROW((void)network.cooperation(&second), Interrupted);
    EXPECT_FALSE(network.is_projected());
  }
  first.stop();
  maker.join();
  EXPECT_EQ(network.cooperation().edge_count(), std::size_t{k} * (k - 1) / 2);
}

TEST(NetworkThreads, ManyCallersGetTheSame) {
  const Network network(small_memberships(7), Weighting::jaccard);
  std::vector<const CooperationNetwork*> seen(8);
  std::vector<std::thread> callers;
  for (auto& one : seen) callers.emplace_back([&] { one = &network.cooperation(); });
  for (std::thread& caller : callers) caller.join();
  for (const auto* one : seen) EXPECT_EQ(one, seen.front());
}

}  // namespace
}  // namespace munigraph
