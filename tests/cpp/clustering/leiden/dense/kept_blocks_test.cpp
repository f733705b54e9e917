#include "clustering/leiden/dense/kept_blocks.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <thread>
#include <vector>

namespace munigraph::clustering {
namespace {

TEST(KeptBlocks, AFreedBlockServesTheNextOfAboutItsSize) {
  void* const first = take_block(100'000);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(first) % 64, 0U);
  give_block(first, 100'000);
  EXPECT_GE(kept_bytes(), 100'000U);
  void* const second = take_block(99'000);
  EXPECT_EQ(second, first);
  std::memset(second, 1, 99'000);
  give_block(second, 99'000);
}

TEST(KeptBlocks, HoldsAFewMegabytesAtMost) {
  std::vector<void*> blocks;
  for (std::size_t k = 0; k < 60; ++k) blocks.push_back(take_block(1'000'000 + 200'000 * (k % 9)));
  for (std::size_t k = 0; k < 60; ++k) {
    give_block(blocks[k], 1'000'000 + 200'000 * (k % 9));
    EXPECT_LE(kept_bytes(), std::size_t{1} << 24);
  }
  const std::size_t before = kept_bytes();
  give_block(take_block(std::size_t{1} << 26), std::size_t{1} << 26);  // too large to be kept
  EXPECT_EQ(kept_bytes(), before);
  give_block(take_block(100), 100);  // too small
  EXPECT_EQ(kept_bytes(), before);
}

TEST(KeptBlocksThreads, NoBlockIsGivenTwice) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([t] {
      for (int round = 0; round < 300; ++round) {
        const std::size_t bytes = 20'000 + 1'000 * static_cast<std::size_t>(round % 5);
        auto* const block = static_cast<int*>(take_block(bytes));
        for (std::size_t k = 0; k < bytes / sizeof(int); ++k) block[k] = t;
        for (std::size_t k = 0; k < bytes / sizeof(int); ++k) ASSERT_EQ(block[k], t);
        give_block(block, bytes);
      }
    });
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace munigraph::clustering
