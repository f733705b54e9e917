#include "core/growing.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>
#include <numeric>
#include <vector>

namespace munigraph {
namespace {

TEST(ParallelGrowing, EveryPlaceIsFilledForAnyNumberOfThreadsAndSizeOfBlock) {
  std::vector<int> expected(2 * 1000);
  std::iota(expected.begin(), expected.end(), 0);
  for (const int threads : {1, 2, 3})
    for (const std::size_t bytes : {std::size_t{1}, std::size_t{4096}, detail::growing_bytes}) {
      std::vector<int> pairs = {0, 1};  // of a task that was done before
      std::vector<double> ones;
      detail::parallel_growing(
          1, 1000, threads,
          [&](std::size_t i, int) {
            pairs[2 * i] = static_cast<int>(2 * i);
            pairs[2 * i + 1] = static_cast<int>(2 * i + 1);
            ones[i] = 1;
          },
          nullptr, bytes, detail::Places{pairs, 2}, detail::Places{ones});
      EXPECT_EQ(pairs, expected);
      EXPECT_EQ(std::accumulate(ones.begin(), ones.end(), 0.0), 999.0);
    }
}

TEST(ParallelGrowing, AStopIsHeardBeforePlacesAreMadeThatNoTaskNeeds) {
  for (const int threads : {1, 3}) {
    Monitor monitor;
    std::vector<int> values;
    EXPECT_THROW(detail::parallel_growing(
                     0, 1'000'000, threads,
                     [&](std::size_t i, int) {
                       values[i] = 1;
                       if (i == 5) monitor.stop();
                     },
                     &monitor, 4096, detail::Places{values}),
                 Interrupted);
    EXPECT_LE(values.size(), 1024U);
  }
}

TEST(ParallelGrowing, ZerosAreWrittenUntilAStop) {
  Monitor monitor;
  std::vector<char> values;
  detail::resize_heard(values, 3 * detail::growing_bytes / 2, &monitor);
  EXPECT_EQ(values.size(), 3 * detail::growing_bytes / 2);
  monitor.stop();
  values.clear();
  EXPECT_THROW(detail::resize_heard(values, 10, &monitor), Interrupted);
  EXPECT_TRUE(values.empty());
}

}  // namespace
}  // namespace munigraph
