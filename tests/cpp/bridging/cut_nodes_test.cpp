#include "munigraph/bridging/cut_nodes.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "bridging/random_networks.hpp"

namespace munigraph {
namespace {

using bridging_test::dense;
using bridging_test::Matrix;
using bridging_test::random_memberships;

TEST(Cuts, ByHand) {
  // Triangle 0 1 2, a tie 2–3 and a star of 4 and 5 around 3; 6 stands alone.
  const std::vector<std::int32_t> source{0, 1, 0, 2, 3, 3};
  const std::vector<std::int32_t> target{1, 2, 2, 3, 4, 5};
  const Cuts cuts = find_cuts(CooperationNetwork::from_edges(7, source, target));
  EXPECT_EQ(cuts.node, (std::vector<std::uint8_t>{0, 0, 1, 1, 0, 0, 0}));
  EXPECT_EQ(cuts.source, (std::vector<std::int32_t>{2, 3, 3}));
  EXPECT_EQ(cuts.target, (std::vector<std::int32_t>{3, 4, 5}));
}

TEST(Cuts, NothingToCut) {
  EXPECT_TRUE(find_cuts(CooperationNetwork()).node.empty());
  const Cuts alone = find_cuts(CooperationNetwork::from_edges(3, {}, {}));
  EXPECT_EQ(alone.node, std::vector<std::uint8_t>(3, 0));
  EXPECT_TRUE(alone.source.empty());
}

TEST(Cuts, EqualTakingAway) {
  for (std::uint64_t seed = 0; seed < 240; ++seed) {
    const Network network(random_memberships(seed));
    const Matrix w = dense(network.cooperation());
    const std::size_t n = w.size();
    // Components among the nodes left, when `gone` and the tie {a, b} are taken away.
    const auto components = [&](std::size_t gone, std::size_t a, std::size_t b) {
      std::vector<bool> seen(n, false);
      std::size_t count = 0;
      for (std::size_t start = 0; start < n; ++start) {
        if (seen[start] || start == gone) continue;
        ++count;
        std::vector<std::size_t> stack{start};
        seen[start] = true;
        while (!stack.empty()) {
          const std::size_t u = stack.back();
          stack.pop_back();
          for (std::size_t v = 0; v < n; ++v) {
            if (w[u][v] == 0 || seen[v] || v == gone) continue;
            if ((u == a && v == b) || (u == b && v == a)) continue;
            seen[v] = true;
            stack.push_back(v);
          }
        }
      }
      return count;
    };
    const Cuts cuts = find_cuts(network.cooperation());
    const std::size_t whole = components(n, n, n);
    std::size_t row = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const bool alone = network.cooperation().degree(static_cast<std::int32_t>(i)) == 0;
      EXPECT_EQ(cuts.node[i] != 0, components(i, n, n) > whole - (alone ? 1 : 0));
      for (std::size_t j = i + 1; j < n; ++j) {
        if (w[i][j] == 0 || components(n, i, j) == whole) continue;
        ASSERT_LT(row, cuts.source.size());
        EXPECT_EQ(cuts.source[row], static_cast<std::int32_t>(i));
        EXPECT_EQ(cuts.target[row++], static_cast<std::int32_t>(j));
      }
    }
    EXPECT_EQ(row, cuts.source.size());
  }
}

}  // namespace
}  // namespace munigraph
