#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "clustering/leiden/implicit/level.hpp"
#include "munigraph/core/parallel.hpp"

namespace munigraph::clustering {

/// Moves what was added up to the end of two arrays.
inline void append_row(PositiveSums& sums, Buffer<std::int32_t>& targets, Buffer<Units>& weights) {
  const auto touched = sums.touched();
  const std::span<std::int32_t> target = targets.extend(touched.size());
  const std::span<Units> weight = weights.extend(touched.size());
  std::size_t length = 0;
  for (const std::int32_t g : touched) {
    target[length] = g;
    weight[length] = sums[g];
    length += sums[g] != 0 ? 1 : 0;
  }
  targets.shrink(touched.size() - length);
  weights.shrink(touched.size() - length);
  sums.clear();
}

/// Appends rows made by the workers, one thread each, in blocks whose size does not depend on the
/// number of threads: fill(row, sums) adds up the row of `row`.
template <class Fill>
void build_rows(std::size_t rows, const Monitor* monitor, std::vector<PositiveSums>& workers,
                ImplicitLevel& level, Fill&& fill) {
  constexpr std::size_t block_rows = 1024;
  constexpr std::size_t batch_blocks = 16;
  const std::size_t blocks = (rows + block_rows - 1) / block_rows;
  level.offsets.reserve(rows + 1);
  if (workers.size() == 1) {
    for (std::size_t row = 0; row < rows; ++row) {
      check(monitor);
      fill(static_cast<std::int32_t>(row), workers.front());
      append_row(workers.front(), level.targets, level.weights);
      level.offsets.push_back(level.targets.size());
    }
    level.targets.trim();
    level.weights.trim();
    return;
  }
  struct Part {
    std::vector<std::size_t> ends;
    Buffer<std::int32_t> targets;
    Buffer<Units> weights;
  };
  std::vector<Part> parts(batch_blocks);
  for (std::size_t batch = 0; batch < blocks; batch += batch_blocks) {
    const std::size_t count = std::min(batch_blocks, blocks - batch);
    parallel_for(
        count, static_cast<int>(workers.size()),
        [&](std::size_t b, int worker) {
          Part& part = parts[b];
          part.ends.clear();
          part.targets.clear();
          part.weights.clear();
          const std::size_t begin = (batch + b) * block_rows;
          for (std::size_t row = begin; row < std::min(rows, begin + block_rows); ++row) {
            check(monitor);
            PositiveSums& sums = workers[static_cast<std::size_t>(worker)];
            fill(static_cast<std::int32_t>(row), sums);
            append_row(sums, part.targets, part.weights);
            part.ends.push_back(part.targets.size());
          }
        },
        monitor);
    for (std::size_t b = 0; b < count; ++b) {
      const std::size_t base = level.targets.size();
      for (const std::size_t end : parts[b].ends) level.offsets.push_back(base + end);
      level.targets.append(parts[b].targets.values());
      level.weights.append(parts[b].weights.values());
    }
  }
  level.targets.trim();
  level.weights.trim();
}

}  // namespace munigraph::clustering
