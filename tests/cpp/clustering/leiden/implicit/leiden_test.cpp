#include "clustering/leiden/implicit/leiden.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <stdexcept>
#include <vector>

#include "clustering/leiden/implicit/describe.hpp"
#include "clustering/networks.hpp"
#include "clustering/promises.hpp"
#include "munigraph/clustering/quality.hpp"
#include "munigraph/network/synthetic.hpp"

namespace munigraph {
namespace {

using clustering::implicit_quality;
using clustering::ImplicitOptions;
using clustering::leiden_implicit;

/// Memberships with sizes up to everyone, intensities over orders of magnitude, and stars.
AffiliationNetwork random_memberships(std::uint64_t seed, bool stars = true,
                                      bool intensities = true) {
  Random random(seed);
  const auto n = static_cast<std::int32_t>(5 + random.below(60));
  const auto arrangements = static_cast<std::int32_t>(1 + random.below(80));
  std::vector<std::int32_t> node;
  std::vector<std::int32_t> arrangement;
  std::vector<double> intensity;
  std::vector<std::int32_t> host;
  for (std::int32_t a = 0; a < arrangements; ++a) {
    const bool large = random.below(6) == 0;
    const std::uint32_t size = 1 + random.below(large ? static_cast<std::uint32_t>(n) : 6U);
    const auto centre = random.below(static_cast<std::uint32_t>(n));
    std::set<std::int32_t> members;
    for (std::uint32_t k = 0; k < size; ++k) {
      const std::uint32_t reach = random.below(5) == 0 ? static_cast<std::uint32_t>(n) : size + 3;
      members.insert(static_cast<std::int32_t>((centre + random.below(reach)) %
                                               static_cast<std::uint32_t>(n)));
    }
    for (const std::int32_t i : members) {
      node.push_back(i);
      arrangement.push_back(a);
    }
    intensity.push_back(!intensities            ? 1.0
                        : random.below(10) == 0 ? 0.0
                                                : 1.0 / (1 + random.below(50)));
    const std::uint32_t kind = random.below(10);
    host.push_back(!stars || kind > 2 ? AffiliationNetwork::clique
                   : kind == 0        ? AffiliationNetwork::absent_host
                                      : *members.begin());
  }
  return {n, arrangements, node, arrangement, intensity, host};
}

TEST(ImplicitLeiden, QualityFromMembershipsIsThatOfTheProjection) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const AffiliationNetwork affiliation = random_memberships(seed);
    Random random(seed + 1000);
    std::vector<std::int32_t> labels(static_cast<std::size_t>(affiliation.node_count()));
    for (auto& label : labels) label = static_cast<std::int32_t>(random.below(7)) - 3;
    for (const Weighting weighting : additive)
      for (const Quality quality : {Quality::modularity, Quality::cpm})
        for (const double resolution : {0.0, 0.4, 1.0, 3.0}) {
          const CooperationNetwork network = project(affiliation, {weighting});
          const double expected = quality_value(network, labels, {quality, resolution});
          const double found =
              implicit_quality(affiliation, weighting, labels, {quality, resolution});
          if (network.edge_count() == 0) {
            EXPECT_TRUE(std::isnan(found));
          } else {
            EXPECT_NEAR(found, expected, 1e-9) << seed;
          }
        }
  }
}

TEST(ImplicitLeiden, ConvergesForEveryAdditiveWeightingAndResolution) {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    const AffiliationNetwork affiliation = random_memberships(seed);
    for (const Weighting weighting : additive)
      for (const double resolution : {0.0, 0.5, 1.0, 2.5}) {
        LeidenOptions options;
        options.resolution = resolution;
        options.seed = seed;
        ImplicitOptions how;
        how.explicit_size = 2 + static_cast<std::int32_t>(seed % 5);
        how.chunk = 1 + static_cast<std::int32_t>(seed % 23);
        SCOPED_TRACE(::testing::Message() << seed << " γ=" << resolution);
        expect_promises(affiliation, weighting,
                        leiden_implicit(affiliation, weighting, options, how));
      }
  }
}

TEST(ImplicitLeiden, ConvergesUnderCpm) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const AffiliationNetwork affiliation = random_memberships(seed);
    for (const Weighting weighting : additive)
      for (const double resolution : {0.0, 0.01, 0.2, 2.0}) {
        LeidenOptions options;
        options.quality = Quality::cpm;
        options.resolution = resolution;
        options.seed = seed;
        ImplicitOptions how;
        how.explicit_size = 3;
        SCOPED_TRACE(::testing::Message() << seed << " γ=" << resolution);
        expect_promises(affiliation, weighting,
                        leiden_implicit(affiliation, weighting, options, how));
      }
  }
}

/// The reference mode visits in the same order whatever is projected: then counters, bounds and
/// aggregation must lead to the very labels that plain rows lead to. (Quality alone would not show
/// a super-node that is put in the wrong cluster.)
TEST(ImplicitLeiden, LabelsAreThoseOfPlainRowsInReferenceMode) {
  int compared = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const AffiliationNetwork affiliation = random_memberships(seed);
    for (const Weighting weighting : additive)
      for (const Quality quality : {Quality::modularity, Quality::cpm}) {
        LeidenOptions options;
        options.quality = quality;
        options.resolution = quality == Quality::cpm ? 0.1 : 1.0;
        options.seed = seed;
        const auto run = [&](std::int32_t explicit_size) {
          ImplicitOptions how;
          how.explicit_size = explicit_size;
          how.exhaustive = true;
          return leiden_implicit(affiliation, weighting, options, how);
        };
        const Clustering rows = run(1000);
        for (const std::int32_t explicit_size : {2, 5, 12}) {
          const Clustering counters = run(explicit_size);
          ASSERT_EQ(counters.partition, rows.partition) << seed;
          ASSERT_EQ(counters.iterations, rows.iterations);
          ++compared;
        }
      }
  }
  EXPECT_EQ(compared, 300 * 3 * 2 * 3);
}

TEST(ImplicitLeiden, ManyGroupsPerArrangementAreDecidedExactly) {
  // Wide arrangements over a larger network: the bound leaves most of them unread. Those of more
  // than 512 members are indexed; one of everyone and two of half of them are among them.
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    const std::int32_t nodes = seed < 6 ? 400 : 1100;
    SyntheticOptions synthetic;
    synthetic.municipalities = nodes;
    synthetic.arrangements = 900;
    synthetic.clusters = 25;
    synthetic.memberships = 6000;
    synthetic.largest = nodes - 10;
    synthetic.seed = seed;
    auto drawn = synthetic_memberships(synthetic);
    for (std::int32_t i = 0; i < nodes; ++i) {
      drawn.participants.insert(drawn.participants.end(), {i, i});
      drawn.arrangements.insert(drawn.arrangements.end(), {900, i < nodes / 2 ? 901 : 902});
    }
    const AffiliationNetwork affiliation(nodes, 903, drawn.participants, drawn.arrangements);
    for (const Weighting weighting : additive) {
      LeidenOptions options;
      options.seed = seed;
      options.resolution = 2.0;
      ImplicitOptions rows;
      rows.exhaustive = true;
      rows.explicit_size = 1000;
      ImplicitOptions counters = rows;
      counters.explicit_size = 4;
      EXPECT_EQ(leiden_implicit(affiliation, weighting, options, counters).partition,
                leiden_implicit(affiliation, weighting, options, rows).partition);
      expect_promises(affiliation, weighting, leiden_implicit(affiliation, weighting, options));
    }
  }
}

TEST(ImplicitLeiden, LabelsDoNotDependOnThreads) {
  SyntheticOptions synthetic = national_options(3);
  synthetic.municipalities = 3000;
  synthetic.arrangements = 9000;
  synthetic.clusters = 60;
  synthetic.memberships = 40'000;
  const auto drawn = synthetic_memberships(synthetic);
  const AffiliationNetwork affiliation(3000, 9000, drawn.participants, drawn.arrangements);
  for (const std::int32_t chunk : {64, 700, 4096}) {
    ImplicitOptions how;
    how.chunk = chunk;
    LeidenOptions options;
    options.seed = 5;
    const Clustering one = leiden_implicit(affiliation, Weighting::newman, options, how);
    for (const int threads : {2, 3, 8}) {
      options.threads = threads;
      const Clustering several = leiden_implicit(affiliation, Weighting::newman, options, how);
      EXPECT_EQ(several.partition, one.partition) << threads;
      EXPECT_EQ(several.quality, one.quality);
      EXPECT_EQ(several.iterations, one.iterations);
    }
  }
}

/// The largest gain, in shares of the total weight, of a node that moves to a neighbouring cluster
/// or out of its own, or of two adjacent clusters that merge (modularity, γ = 1). For networks that
/// are too large for reference::violation().
double largest_gain(const CooperationNetwork& network, std::span<const std::int32_t> labels) {
  const double m = network.total_weight();
  std::map<std::int32_t, double> mass;
  for (std::int32_t i = 0; i < network.node_count(); ++i)
    mass[labels[static_cast<std::size_t>(i)]] += network.strength(i);
  std::map<std::pair<std::int32_t, std::int32_t>, double> between;
  double largest = 0;
  for (std::int32_t i = 0; i < network.node_count(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    std::map<std::int32_t, double> weight{{labels[at], 0.0}};
    for (std::size_t s = network.offsets()[at]; s < network.offsets()[at + 1]; ++s)
      weight[labels[static_cast<std::size_t>(network.targets()[s])]] += network.weight(s);
    const double share = network.strength(i) / (2 * m);
    const double stay = weight[labels[at]] - share * (mass[labels[at]] - network.strength(i));
    largest = std::max(largest, -stay / m);
    for (const auto& [label, w] : weight)
      if (label != labels[at]) {
        largest = std::max(largest, (w - share * mass[label] - stay) / m);
        if (label < labels[at]) between[{label, labels[at]}] += w;
      }
  }
  for (const auto& [pair, w] : between)
    largest = std::max(largest, (w - mass[pair.first] * mass[pair.second] / (2 * m)) / m);
  return largest;
}

/// Large enough for rough first moves, for levels improved from several seeds, and to be refined
/// once only.
TEST(ImplicitLeiden, LargeNetworksKeepThePromisesForAnyThreads) {
  for (const double stars : {0.0, 0.2}) {
    SyntheticOptions synthetic = europe_options(8);
    synthetic.municipalities = 20'000;
    synthetic.arrangements = 60'000;
    synthetic.clusters = 900;
    synthetic.provinces = 60;
    synthetic.memberships = 200'000;
    synthetic.largest = 300;
    synthetic.stars = stars;
    const auto drawn = synthetic_memberships(synthetic);
    const AffiliationNetwork affiliation(20'000, 60'000, drawn.participants, drawn.arrangements, {},
                                         drawn.host);
    LeidenOptions options;
    options.seed = 2;
    const Clustering one = leiden_implicit(affiliation, Weighting::newman, options);
    EXPECT_TRUE(one.converged);
    const CooperationNetwork network = project(affiliation, {Weighting::newman});
    const auto labels = one.partition.labels();
    EXPECT_LT(largest_gain(network, labels), 1.001e-12);
    EXPECT_EQ(disconnected_clusters(network, labels), 0);
    EXPECT_NEAR(quality_value(network, labels, {Quality::modularity, 1.0}), one.quality, 1e-9);
    options.threads = 3;
    EXPECT_EQ(leiden_implicit(affiliation, Weighting::newman, options).partition, one.partition);
    options.threads = 1;
    options.iterations = 1;
    const Clustering once = leiden_implicit(affiliation, Weighting::newman, options);
    EXPECT_EQ(once.iterations, 1);
    EXPECT_FALSE(once.converged);
    EXPECT_GE(one.quality, once.quality);
  }
}

TEST(ImplicitLeiden, IsAsGoodAsTheExplicitForm) {
  double implicit = 0;
  double explicit_form = 0;
  for (std::uint64_t register_seed = 0; register_seed < 3; ++register_seed) {
    const auto drawn = synthetic_memberships(national_options(register_seed));
    const AffiliationNetwork affiliation(355, 1284, drawn.participants, drawn.arrangements);
    const CooperationNetwork network = project(affiliation);
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
      LeidenOptions options;
      options.seed = seed;
      options.representation = Representation::explicit_;
      implicit += leiden_implicit(affiliation, Weighting::newman, options).quality;
      explicit_form += leiden(network, options).quality;
    }
  }
  EXPECT_NEAR(implicit / 120, explicit_form / 120, 2e-3);
}

TEST(ImplicitLeiden, DisjointCliquesAreTheClusters) {
  std::vector<std::int32_t> node(600);
  std::iota(node.begin(), node.end(), 0);
  std::vector<std::int32_t> arrangement(600);
  for (std::size_t i = 0; i < 600; ++i) arrangement[i] = static_cast<std::int32_t>(i / 20);
  const AffiliationNetwork affiliation(601, 30, node, arrangement);
  const Clustering found = leiden_implicit(affiliation, Weighting::newman);
  EXPECT_EQ(found.partition.clusters(), 30);
  EXPECT_EQ(found.isolates, 1);
  EXPECT_EQ(found.components, 30);
  for (std::int32_t i = 0; i < 600; ++i) EXPECT_EQ(found.partition[i], i / 20);
}

TEST(ImplicitLeiden, OneArrangementOfEveryone) {
  std::vector<std::int32_t> node(200);
  std::iota(node.begin(), node.end(), 0);
  const std::vector<std::int32_t> arrangement(200, 0);
  const AffiliationNetwork affiliation(200, 1, node, arrangement);
  for (const Weighting weighting : additive) {
    const Clustering found = leiden_implicit(affiliation, weighting);
    EXPECT_EQ(found.partition.clusters(), 1);
    EXPECT_NEAR(found.quality, 0, 1e-12);
  }
}

TEST(ImplicitLeiden, EmptyNetworksHaveDefinedAnswers) {
  const Clustering none = leiden_implicit(AffiliationNetwork(0, 0, {}, {}), Weighting::newman);
  EXPECT_EQ(none.partition.size(), 0);
  EXPECT_TRUE(std::isnan(none.quality));
  const std::vector<std::int32_t> zero{0};
  const Clustering alone = leiden_implicit(AffiliationNetwork(3, 1, zero, zero), Weighting::count);
  EXPECT_EQ(alone.isolates, 3);
  EXPECT_EQ(alone.partition.clusters(), 0);
  EXPECT_TRUE(std::isnan(alone.quality));
}

TEST(ImplicitLeiden, RefusesWhatItCannotDo) {
  const AffiliationNetwork affiliation = random_memberships(1);
  EXPECT_THROW((void)leiden_implicit(affiliation, Weighting::jaccard), std::invalid_argument);
  EXPECT_THROW((void)leiden_implicit(affiliation, Weighting::binary), std::invalid_argument);
  ImplicitOptions how;
  how.chunk = 0;
  EXPECT_THROW((void)leiden_implicit(affiliation, Weighting::newman, {}, how),
               std::invalid_argument);
  const std::vector<std::int32_t> short_labels{0};
  EXPECT_THROW((void)implicit_quality(affiliation, Weighting::newman, short_labels, {}),
               std::invalid_argument);
}

TEST(ImplicitLeiden, HearsStop) {
  const auto drawn = synthetic_memberships(national_options(1));
  const AffiliationNetwork affiliation(355, 1284, drawn.participants, drawn.arrangements);
  Monitor monitor;
  monitor.stop();
  LeidenOptions options;
  options.monitor = &monitor;
  EXPECT_THROW((void)leiden_implicit(affiliation, Weighting::newman, options), Interrupted);
}

}  // namespace
}  // namespace munigraph
