// Any number of constructions from one plan: row k of a grid is made when its turn comes, and what
// rows share (snapshots, memberships, projections) is made once per batch. Memory does not grow.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <munigraph/inference/multiverse.hpp>
#include <munigraph/network/weighting.hpp>
#include <munigraph/registry/package.hpp>
#include <vector>

namespace mg = munigraph;

/// The plan: weighting, smallest arrangement and resolution of row k.
mg::Specification specification(std::size_t k) {
  constexpr std::size_t weightings = 6, sizes = 3;
  mg::Specification row;
  row.construction.date = mg::parse_date("2020-07-01");
  row.construction.weighting = static_cast<mg::Weighting>(k % weightings);
  row.construction.min_size = 2 + static_cast<std::int32_t>(k / weightings % sizes);
  row.resolution = 0.5 + 0.001 * static_cast<double>(k / (weightings * sizes));
  return row;
}

int main(int argc, char** argv) {
  const mg::Register source = mg::read_package(argc > 1 ? argv[1] : "register");
  const std::size_t rows = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1'000'000;
  constexpr std::size_t batch = 1'800;
  mg::MultiverseOptions options;
  options.runs = 1;
  std::vector<std::size_t> counts;  // By number of clusters (medians, rounded down).
  for (std::size_t first = 0; first < rows; first += batch) {
    std::vector<mg::Specification> plan;
    for (std::size_t k = first; k < std::min(rows, first + batch); ++k)
      plan.push_back(specification(k));
    for (const mg::MultiverseRow& row : mg::multiverse(source, plan, options)) {
      if (row.status != mg::MultiverseRow::Status::done) continue;
      const auto clusters = static_cast<std::size_t>(row.clusters.median);
      counts.resize(std::max(counts.size(), clusters + 1));
      ++counts[clusters];
    }
  }
  for (std::size_t clusters = 0; clusters < counts.size(); ++clusters)
    if (counts[clusters] > 0) std::cout << clusters << " clusters: " << counts[clusters] << '\n';
}
