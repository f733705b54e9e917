#include "munigraph/core/parallel.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <vector>

namespace munigraph {
namespace {

TEST(Parallel, EveryIndexOnceForAnyNumberOfThreads) {
  for (const int threads : {0, 1, 2, 3, 8}) {
    std::vector<std::atomic<int>> hits(1000);
    parallel_for(hits.size(), threads, [&](std::size_t i, int) { ++hits[i]; });
    EXPECT_TRUE(std::all_of(hits.begin(), hits.end(), [](const auto& h) { return h == 1; }));
  }
}

TEST(Parallel, RethrowsAndStops) {
  for (const int threads : {1, 3}) {
    EXPECT_THROW(parallel_for(100, threads,
                              [](std::size_t i, int) {
                                if (i == 7) throw std::runtime_error("seven");
                              }),
                 std::runtime_error);
    Monitor monitor;
    std::atomic<int> done{0};
    EXPECT_THROW(parallel_for(
                     100000, threads,
                     [&](std::size_t i, int) {
                       if (i == 5) monitor.stop();
                       ++done;
                     },
                     &monitor),
                 Interrupted);
    EXPECT_LT(done, 100000);
  }
}

}  // namespace
}  // namespace munigraph
