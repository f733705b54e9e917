#include "munigraph/bridging/participation.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <stdexcept>

#include "bridging/random_networks.hpp"

namespace munigraph {
namespace {

using bridging_test::dense;
using bridging_test::Matrix;
using bridging_test::random_clusters;
using bridging_test::random_memberships;

void expect_same(double a, double b) {
  if (std::isnan(b))
    EXPECT_TRUE(std::isnan(a)) << a;
  else
    EXPECT_NEAR(a, b, 1e-12 * std::max(1.0, std::abs(b)));
}

struct Naive {
  double strength = 0, inside = 0, participation = NAN, z = NAN;
  std::int32_t reached = 0;
};

double inside_of(const Matrix& w, const Partition& p, std::size_t i) {
  double sum = 0;
  for (std::size_t j = 0; j < w.size(); ++j)
    if (p.labels()[i] == p.labels()[j]) sum += w[i][j];
  return sum;
}

/// Straight from the definitions.
Naive naive(const Matrix& w, const Partition& p, std::size_t i) {
  Naive result;
  std::vector<double> to(static_cast<std::size_t>(p.group_count()), 0.0);
  for (std::size_t j = 0; j < w.size(); ++j) to[static_cast<std::size_t>(p.labels()[j])] += w[i][j];
  for (const double t : to) result.strength += t;
  result.inside = inside_of(w, p, i);
  if (result.strength > 0) {
    result.participation = 1;
    for (const double t : to) result.participation -= t * t / (result.strength * result.strength);
  }
  for (std::int32_t g = 0; g < p.group_count(); ++g)
    if (g != p.labels()[i] && to[static_cast<std::size_t>(g)] > 0) ++result.reached;
  double mean = 0, square = 0, members = 0;
  for (std::size_t j = 0; j < w.size(); ++j)
    if (p.labels()[i] == p.labels()[j]) {
      mean += inside_of(w, p, j);
      ++members;
    }
  mean /= members;
  for (std::size_t j = 0; j < w.size(); ++j)
    if (p.labels()[i] == p.labels()[j]) square += std::pow(inside_of(w, p, j) - mean, 2);
  const double sd = std::sqrt(square / members);
  if (sd > 1e-9) result.z = (result.inside - mean) / sd;
  return result;
}

TEST(ClusterTies, WorkedByHand) {
  // Two triangles 0-1-2 and 3-4-5 joined by 2-3; 6 is an isolate.
  const std::vector<std::int32_t> from{0, 0, 1, 3, 3, 4, 2};
  const std::vector<std::int32_t> to{1, 2, 2, 4, 5, 5, 3};
  const std::vector<double> weight{1, 2, 1, 1, 1, 1, 3};
  const auto network = CooperationNetwork::from_edges(7, from, to, weight);
  const std::vector<std::int32_t> labels{0, 0, 0, 1, 1, 1, 2};
  const Partition clusters(labels);
  const ClusterTies ties = cluster_ties(network, clusters);
  EXPECT_EQ(ties.strength, (std::vector<double>{3, 2, 6, 5, 2, 2, 0}));
  EXPECT_EQ(ties.inside, (std::vector<double>{3, 2, 3, 2, 2, 2, 0}));
  EXPECT_EQ(ties.clusters_reached, (std::vector<std::int32_t>{0, 0, 1, 1, 0, 0, 0}));
  EXPECT_EQ(ties.participation[0], 0.0);
  EXPECT_DOUBLE_EQ(ties.participation[2], 0.5);
  EXPECT_DOUBLE_EQ(ties.participation[3], 1 - (4.0 + 9.0) / 25);
  EXPECT_TRUE(std::isnan(ties.participation[6]));
  // Inside 3, 2, 3: mean 8/3, population deviation √(2/9).
  EXPECT_NEAR(ties.within_z[0], (1.0 / 3) / std::sqrt(2.0 / 9), 1e-15);
  EXPECT_NEAR(ties.within_z[1], (-2.0 / 3) / std::sqrt(2.0 / 9), 1e-15);
  EXPECT_TRUE(std::isnan(ties.within_z[3])) << "all alike: not defined, not 0";
  EXPECT_TRUE(std::isnan(ties.within_z[6]));
  EXPECT_DOUBLE_EQ(normalised_participation(ties, clusters)[2], 1.0) << "K leaves the isolate out";
  EXPECT_DOUBLE_EQ(outside_share(ties)[3], 0.6);
  EXPECT_TRUE(std::isnan(outside_share(ties)[6]));
}

TEST(ClusterTies, EqualsTheDefinitionsOnRandomNetworks) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Network network(random_memberships(seed),
                          seed % 2 == 0 ? Weighting::newman : Weighting::jaccard);
    const Partition clusters = random_clusters(network.node_count(), seed);
    const ClusterTies ties = cluster_ties(network.cooperation(), clusters);
    const Matrix w = dense(network.cooperation());
    for (std::size_t i = 0; i < w.size(); ++i) {
      const Naive expected = naive(w, clusters, i);
      expect_same(ties.strength[i], expected.strength);
      expect_same(ties.inside[i], expected.inside);
      expect_same(ties.participation[i], expected.participation);
      expect_same(ties.within_z[i], expected.z);
      EXPECT_EQ(ties.clusters_reached[i], expected.reached);
    }
  }
}

TEST(ClusterTies, MembershipsGiveTheSameBits) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    for (const Weighting weighting : {Weighting::newman, Weighting::count, Weighting::pair_share}) {
      const Network implicit(random_memberships(seed), weighting);
      const Partition clusters = random_clusters(implicit.node_count(), seed);
      ASSERT_FALSE(implicit.is_projected());
      const ClusterTies a = cluster_ties(implicit, clusters);
      ASSERT_FALSE(implicit.is_projected());
      const ClusterTies b = cluster_ties(implicit.cooperation(), clusters);
      EXPECT_EQ(a.strength, b.strength) << seed;
      EXPECT_EQ(a.inside, b.inside);
      EXPECT_EQ(a.clusters_reached, b.clusters_reached);
      for (std::size_t i = 0; i < a.strength.size(); ++i) {
        EXPECT_TRUE(a.participation[i] == b.participation[i] || std::isnan(b.participation[i]));
        EXPECT_TRUE(a.within_z[i] == b.within_z[i] || std::isnan(b.within_z[i]));
      }
    }
  }
}

TEST(ClusterTies, InexactWeightsKeepTheZeroDeviation) {
  // 0.1 + 0.2 and 0.3 differ in the last bit; with a tie of 1e20 the network holds doubles.
  const std::vector<std::int32_t> from{0, 0, 1, 2, 3};
  const std::vector<std::int32_t> to{1, 2, 3, 3, 4};
  const std::vector<double> weight{0.1, 0.2, 0.2, 0.1, 1e20};
  const auto network = CooperationNetwork::from_edges(5, from, to, weight);
  ASSERT_FALSE(network.exact());
  const std::vector<std::int32_t> labels{0, 0, 0, 0, 1};
  for (const double z : cluster_ties(network, Partition(labels)).within_z)
    EXPECT_TRUE(std::isnan(z)) << z;
}

TEST(ClusterTies, Invariants) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const Network network(random_memberships(seed));
    const std::vector<std::int32_t> one(static_cast<std::size_t>(network.node_count()), 0);
    const Partition whole(one);
    const ClusterTies ties = cluster_ties(network, whole);
    for (std::size_t i = 0; i < one.size(); ++i) {
      EXPECT_EQ(ties.clusters_reached[i], 0);
      EXPECT_TRUE(std::isnan(ties.participation[i]) || ties.participation[i] == 0.0);
      EXPECT_TRUE(std::isnan(normalised_participation(ties, whole)[i])) << "K = 1";
    }
  }
  const ClusterTies none = cluster_ties(CooperationNetwork(), Partition());
  EXPECT_TRUE(none.strength.empty());
}

TEST(ClusterTies, WrongLength) {
  const std::vector<std::int32_t> labels{0, 0};
  EXPECT_THROW((void)cluster_ties(CooperationNetwork(), Partition(labels)), std::invalid_argument);
}

}  // namespace
}  // namespace munigraph
