#pragma once

// Small networks for the tests of this family.

#include <cmath>
#include <cstdint>
#include <vector>

#include "munigraph/core/random.hpp"
#include "munigraph/network/cooperation_network.hpp"
#include "munigraph/network/projection.hpp"

namespace munigraph::testing {

struct Edges {
  std::vector<std::int32_t> source;
  std::vector<std::int32_t> target;
  std::vector<double> weight;

  void add(std::int32_t a, std::int32_t b, double w = 1.0) {
    source.push_back(a);
    target.push_back(b);
    weight.push_back(w);
  }
  void add_clique(std::int32_t first, std::int32_t size) {
    for (std::int32_t i = 0; i < size; ++i)
      for (std::int32_t j = i + 1; j < size; ++j) add(first + i, first + j);
  }
  [[nodiscard]] CooperationNetwork network(std::int32_t n) const {
    return CooperationNetwork::from_edges(n, source, target, weight);
  }
};

enum class Weights { ones, fractions, wide };

/// Random ties with some planted structure. `wide`: weights over twelve orders of magnitude.
inline CooperationNetwork random_network(std::int32_t n, double density, std::uint64_t seed,
                                         Weights weights = Weights::fractions) {
  Random random(seed);
  Edges edges;
  const std::int32_t groups = 1 + n / 12;
  for (std::int32_t i = 0; i < n; ++i)
    for (std::int32_t j = 0; j < i; ++j) {
      const bool same = i % groups == j % groups;
      if (random.uniform() > (same ? 5 * density : 0.6 * density)) continue;
      double w = 1.0;
      if (weights == Weights::fractions)
        w = 1.0 / (1 + random.below(9)) + 1.0 / (1 + random.below(9));
      if (weights == Weights::wide) w = std::pow(10.0, 12 * random.uniform() - 6);
      edges.add(i, j, w);
    }
  return edges.network(n);
}

/// A register in small: arrangements of neighbours on a line, sizes 2 to 5 with a tail.
inline AffiliationNetwork random_register(std::int32_t n, std::int32_t arrangements,
                                          std::uint64_t seed) {
  Random random(seed);
  std::vector<std::int32_t> node;
  std::vector<std::int32_t> arrangement;
  for (std::int32_t a = 0; a < arrangements; ++a) {
    const std::uint32_t size = random.below(10) == 0 ? 4 + random.below(20) : 2 + random.below(4);
    const auto centre = static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(n)));
    for (std::uint32_t k = 0; k < size; ++k) {
      const bool far = random.below(12) == 0;
      const auto step = static_cast<std::int32_t>(
          random.below(far ? static_cast<std::uint32_t>(n) : 2 * size + 4));
      node.push_back((centre + step) % n);
      arrangement.push_back(a);
    }
  }
  return {n, arrangements, node, arrangement};
}

inline CooperationNetwork ring_of_cliques(std::int32_t cliques, std::int32_t size) {
  Edges edges;
  for (std::int32_t c = 0; c < cliques; ++c) {
    edges.add_clique(c * size, size);
    edges.add(c * size, ((c + 1) % cliques) * size + 1);
  }
  return edges.network(cliques * size);
}

}  // namespace munigraph::testing
