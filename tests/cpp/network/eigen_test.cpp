#include "munigraph/network/eigen.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

CooperationNetwork random_network(std::int32_t n, int edges, std::uint64_t seed) {
  Random random(seed);
  std::vector<std::int32_t> source;
  std::vector<std::int32_t> target;
  std::vector<double> weight;
  for (int e = 0; e < edges; ++e) {
    source.push_back(static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(n))));
    target.push_back(static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(n))));
    weight.push_back(1.0 + random.below(8));
  }
  return CooperationNetwork::from_edges(n, source, target, weight);
}

// A view of a network that goes away, and what such a view has, do not compile.
template <class View>
concept GivesMatrix = requires(View&& view) { std::forward<View>(view).matrix(); };
static_assert(std::is_constructible_v<UnitMatrixView, const CooperationNetwork&>);
static_assert(!std::is_constructible_v<UnitMatrixView, CooperationNetwork>);
static_assert(GivesMatrix<const UnitMatrixView&> && !GivesMatrix<UnitMatrixView>);

TEST(Eigen, ViewHoldsTheNetworksOwnWeights) {
  const CooperationNetwork g = random_network(15, 40, 7);
  const UnitMatrixView view(g);
  EXPECT_EQ(view.matrix().valuePtr(), g.units().data());
  const auto copy = weight_matrix(g);
  for (std::int32_t i = 0; i < g.node_count(); ++i) {
    double row = 0;
    for (std::int32_t j = 0; j < g.node_count(); ++j) {
      const auto slot = g.find(i, j);
      const double weight = slot < 0 ? 0.0 : g.weight(static_cast<std::size_t>(slot));
      EXPECT_EQ(static_cast<double>(view.matrix().coeff(i, j)) * g.quantum(), weight);
      EXPECT_EQ(copy.coeff(i, j), weight);
      row += weight;
    }
    EXPECT_NEAR(row, g.strength(i), 1e-12);
  }
  EXPECT_THROW(WeightMatrixView<double>{g}, std::invalid_argument);
}

TEST(Eigen, SpectrumOfATriangleWithATail) {
  // 0, 1, 2 tied by 2 each, 3 to 2 by 1: row sums are strengths, and x ↦ Wx is a step of a walk.
  const std::vector<std::int32_t> source{0, 1, 0, 2};
  const std::vector<std::int32_t> target{1, 2, 2, 3};
  const std::vector<double> weight{2, 2, 2, 1};
  const auto g = CooperationNetwork::from_edges(5, source, target, weight);
  const Eigen::VectorXd ones = Eigen::VectorXd::Ones(5);
  const Eigen::VectorXd strength = weight_matrix(g) * ones;
  EXPECT_EQ(strength, (Eigen::VectorXd(5) << 4, 4, 5, 1, 0).finished());
  EXPECT_EQ((weight_matrix(g) * strength).sum(), 4 * 4 + 4 * 4 + 5 * 5 + 1 * 1);
}

TEST(Eigen, DoublesAreViewedAsSuch) {
  const std::vector<std::int32_t> source{0, 1};
  const std::vector<std::int32_t> target{1, 2};
  const std::vector<double> weight{1e-12, 1e12};
  const auto g = CooperationNetwork::from_edges(3, source, target, weight);
  ASSERT_FALSE(g.exact());
  const WeightMatrixView<double> view(g);
  EXPECT_EQ(view.matrix().valuePtr(), g.reals().data());
  EXPECT_EQ(view.matrix().coeff(2, 1), 1e12);
  EXPECT_THROW(UnitMatrixView{g}, std::invalid_argument);
  EXPECT_EQ(weight_matrix(CooperationNetwork()).rows(), 0);
}

}  // namespace
}  // namespace munigraph
