// What all programs begin with, and what counts for none of them: a list of weighted edges.
#pragma once

#include <cstdint>
#include <vector>

struct Edges {
  std::int32_t nodes = 0;
  std::vector<std::int32_t> source, target;
  std::vector<double> weight;
};

/// Groups of twenty, dense within and sparse between; the same everywhere.
inline Edges made_edges(std::int32_t groups) {
  Edges edges;
  edges.nodes = 20 * groups;
  std::uint64_t state = 1;
  for (std::int32_t i = 0; i < edges.nodes; ++i)
    for (std::int32_t j = i + 1; j < edges.nodes; ++j) {
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;
      const std::uint64_t chance = (state >> 33) % 1000;
      if (chance >= (i / 20 == j / 20 ? 500U : 10U)) continue;
      edges.source.push_back(i);
      edges.target.push_back(j);
      edges.weight.push_back(1.0 + static_cast<double>(chance % 8) / 8);
    }
  return edges;
}
