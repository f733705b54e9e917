#pragma once

// Definition of build_rows(); included by hybrid_level.hpp.

#include <algorithm>

#include "clustering/hybrid_level.hpp"
#include "munigraph/core/parallel.hpp"

namespace munigraph::clustering {

template <class Fill>
void build_rows(std::size_t rows, int threads, const Monitor* monitor,
                std::vector<GroupSums>& workers, HybridLevel& level, Fill&& fill) {
  constexpr std::size_t block_rows = 1024;
  constexpr std::size_t batch_blocks = 16;
  struct Part {
    std::vector<std::size_t> ends;
    std::vector<std::int32_t> targets;
    std::vector<Units> weights;
  };
  std::vector<Part> parts(batch_blocks);
  level.offsets.reserve(rows + 1);
  const std::size_t blocks = (rows + block_rows - 1) / block_rows;
  for (std::size_t batch = 0; batch < blocks; batch += batch_blocks) {
    const std::size_t count = std::min(batch_blocks, blocks - batch);
    parallel_for(
        count, threads,
        [&](std::size_t b, int worker) {
          GroupSums& sums = workers[static_cast<std::size_t>(worker)];
          Part& part = parts[b];
          part.ends.clear();
          part.targets.clear();
          part.weights.clear();
          const std::size_t begin = (batch + b) * block_rows;
          for (std::size_t row = begin; row < std::min(rows, begin + block_rows); ++row) {
            fill(static_cast<std::int32_t>(row), sums);
            for (const std::int32_t target : sums.touched()) {
              part.targets.push_back(target);
              part.weights.push_back(sums[target]);
            }
            sums.clear();
            part.ends.push_back(part.targets.size());
          }
        },
        monitor);
    for (std::size_t b = 0; b < count; ++b) {
      const std::size_t base = level.targets.size();
      for (const std::size_t end : parts[b].ends) level.offsets.push_back(base + end);
      level.targets.append(parts[b].targets);
      level.weights.append(parts[b].weights);
    }
  }
  level.targets.trim();
  level.weights.trim();
}

}  // namespace munigraph::clustering
