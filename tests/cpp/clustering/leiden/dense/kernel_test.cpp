// The dense form: what leiden() promises, and that every instruction set agrees.

#include "clustering/leiden/dense/kernel.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "clustering/networks.hpp"
#include "convergence.hpp"
#include "munigraph/clustering/leiden.hpp"

namespace munigraph {
namespace {

using testing::Weights;

LeidenOptions dense_options(std::uint64_t seed, double resolution) {
  LeidenOptions options;
  options.representation = Representation::dense;
  options.resolution = resolution;
  options.seed = seed;
  return options;
}

void expect_promises(const CooperationNetwork& network, const Clustering& found) {
  const QualityFunction function{found.quality_function, found.resolution};
  EXPECT_EQ(reference::violation(network, found.partition.labels(), function), "");
  EXPECT_TRUE(found.converged);
  EXPECT_NEAR(found.quality, reference::quality(network, found.partition.labels(), function), 1e-9);
}

TEST(Dense, ConvergesOnRandomNetworksAtEveryResolution) {
  for (std::uint64_t seed = 0; seed < 80; ++seed)
    for (const Weights weights : {Weights::ones, Weights::fractions, Weights::wide})
      for (const double resolution : {0.0, 0.3, 1.0, 2.0, 7.5, 400.0}) {
        const auto network =
            testing::random_network(10 + static_cast<std::int32_t>(seed),
                                    0.02 + 0.003 * static_cast<double>(seed), seed, weights);
        SCOPED_TRACE(::testing::Message() << seed << " γ=" << resolution);
        const Clustering found = leiden(network, dense_options(seed, resolution));
        EXPECT_EQ(found.representation, Representation::dense);
        expect_promises(network, found);
      }
}

TEST(Dense, ConvergesUnderCpm) {
  for (std::uint64_t seed = 0; seed < 80; ++seed)
    for (const double resolution : {0.0, 0.01, 0.1, 0.5, 3.0, 1e6}) {
      const auto network = testing::random_network(60, 0.08, seed);
      LeidenOptions options = dense_options(seed, resolution);
      options.quality = Quality::cpm;
      SCOPED_TRACE(::testing::Message() << seed << " γ=" << resolution);
      expect_promises(network, leiden(network, options));
    }
}

TEST(Dense, ConvergesOnRegisters) {
  for (std::uint64_t seed = 0; seed < 10; ++seed)
    for (const Weighting weighting : {Weighting::newman, Weighting::count, Weighting::binary})
      for (const double resolution : {0.5, 1.0, 3.0}) {
        const auto network = project(testing::random_register(250, 700, seed), {weighting});
        expect_promises(network, leiden(network, dense_options(seed, resolution)));
      }
}

TEST(Dense, EveryInstructionSetGivesTheSameLabels) {
  using namespace clustering;
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    const auto network = project(testing::random_register(200, 500, seed));
    const std::vector<std::int64_t> mass = node_masses<std::int64_t>(network, Quality::modularity);
    const GraphView<std::int64_t> graph{network.offsets(), network.targets(), network.units(),
                                        mass};
    const DenseNetwork dense =
        dense_network(graph, objective_of<std::int64_t>(network, {Quality::modularity, 1.3}));
    std::vector<std::int32_t> expected;
    std::vector<std::int32_t> labels;
    make_dense_kernel(VectorUnit::portable)->run(dense, std::nullopt, seed, nullptr, expected);
    for (int unit = 1; unit <= static_cast<int>(best_vector_unit()); ++unit) {
      make_dense_kernel(static_cast<VectorUnit>(unit))
          ->run(dense, std::nullopt, seed, nullptr, labels);
      EXPECT_EQ(labels, expected) << unit;
    }
  }
}

TEST(Dense, MatrixIsSymmetricWithinItsBound) {
  using namespace clustering;
  for (const double resolution : {0.0, 1.0, 5.0, 1e5}) {
    const auto network = testing::random_network(70, 0.1, 3, Weights::wide);
    const bool exact = network.exact();
    const auto check = [&](const auto& graph, const auto& objective) {
      const DenseNetwork dense = dense_network(graph, objective);
      std::int64_t positive = 0;
      for (std::int32_t i = 0; i < dense.size; ++i)
        for (std::int32_t j = 0; j < dense.size; ++j) {
          const auto at = [&](std::int32_t a, std::int32_t b) {
            return dense.row(static_cast<std::size_t>(a))[b];
          };
          EXPECT_EQ(at(i, j), at(j, i));
          if (i == j) {
            EXPECT_EQ(at(i, j), 0);
          }
          positive += std::max(0, at(i, j));
        }
      EXPECT_LE(positive, std::int64_t{2} << 30);
      return exact;
    };
    (void)with_graph(network, {Quality::modularity, resolution}, nullptr, check);
  }
}

double weight_between(const CooperationNetwork& network, std::int32_t a, std::int32_t b) {
  const auto i = static_cast<std::size_t>(a);
  for (std::size_t s = network.offsets()[i]; s < network.offsets()[i + 1]; ++s)
    if (network.targets()[s] == b) return network.weight(s);
  return 0;
}

// Whatever the order of the nodes: each once, with its own pair values and ties.
TEST(Dense, RowsBelongToTheirNodes) {
  using namespace clustering;
  const auto network = testing::random_network(90, 0.03, 8);
  const std::vector<std::int64_t> mass = node_masses<std::int64_t>(network, Quality::modularity);
  const GraphView<std::int64_t> graph{network.offsets(), network.targets(), network.units(), mass};
  const Objective objective = objective_of<std::int64_t>(network, {Quality::modularity, 1.0});
  const DenseNetwork dense = dense_network(graph, objective);
  std::vector<std::int32_t> tied;
  double total = 0;
  for (std::int32_t i = 0; i < network.node_count(); ++i) {
    if (network.degree(i) > 0) tied.push_back(i);
    total += static_cast<double>(mass[static_cast<std::size_t>(i)]);
  }
  std::vector<std::int32_t> sorted = dense.nodes;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_LT(tied.size(), 90U);
  EXPECT_EQ(sorted, tied);
  const double scale = dense_scale(objective.penalty, total, objective.twice_total);
  for (std::size_t i = 0; i < tied.size(); ++i)
    for (std::size_t j = 0; j < tied.size(); ++j) {
      if (i == j) continue;
      const std::int32_t a = dense.nodes[i];
      const std::int32_t b = dense.nodes[j];
      const double weight = weight_between(network, a, b) / network.quantum();
      const auto mass_of = [&](std::int32_t node) {
        return static_cast<double>(mass[static_cast<std::size_t>(node)]);
      };
      const double expected = scale * (weight - objective.penalty * mass_of(a) * mass_of(b));
      EXPECT_NEAR(dense.row(i)[j], expected, 1.0);
      EXPECT_EQ(dense.adjacency[i * dense.words + j / 64] >> (j % 64) & 1, weight > 0 ? 1U : 0U);
    }
}

TEST(Dense, RefusesWhatIsTooLarge) {
  testing::Edges edges;
  for (std::int32_t i = 0; i < 5000; ++i) edges.add(i, (i + 1) % 5000);
  EXPECT_THROW((void)leiden(edges.network(5000), dense_options(0, 1.0)), std::invalid_argument);
}

}  // namespace
}  // namespace munigraph
