// Kernel: split clusters into their connected parts (bit rows of ties)
//
// Computes  a new label for every connected part of a cluster but the one with its smallest node.
// How       a search in breadth that takes 64 nodes at a time from the words of a row. O(n² / 64).
// Needs     the adjacency of a DenseNetwork.

#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "clustering/leiden/buckets.hpp"
#include "clustering/leiden/dense/network.hpp"
#include "munigraph/core/partition.hpp"

namespace munigraph::clustering {

/// Splits clusters into connected parts, by search over the bit rows of the ties.
class DenseSplit {
 public:
  /// True if anything was split. Leaves labels in [0, size).
  bool run(const DenseNetwork& network, std::vector<std::int32_t>& labels) {
    std::int32_t groups = 0;
    labels = compact_labels(labels, groups);
    buckets_.fill(labels, groups);
    bool any = false;
    for (std::int32_t c = 0, known = groups; c < known; ++c) {
      const std::span<const std::int32_t> members = buckets_.of(c);
      if (members.size() == 1) continue;
      left_.assign(network.words, 0);
      for (const std::int32_t i : members)
        left_[static_cast<std::size_t>(i) / 64] |= std::uint64_t{1} << (i % 64);
      // Members ascend: words before the first and after the last of them stay empty.
      first_word_ = static_cast<std::size_t>(members.front()) / 64;
      last_word_ = static_cast<std::size_t>(members.back()) / 64;
      std::size_t found = 0;
      for (const std::int32_t i : members) {
        if (found == members.size()) break;
        if ((left_[static_cast<std::size_t>(i) / 64] >> (i % 64) & 1) == 0) continue;
        const bool first = found == 0;
        any |= !first;
        found += reach(network, i, first ? c : groups++, labels);
      }
    }
    return any;
  }

 private:
  /// Labels what can be reached within the nodes left; takes them off; returns how many.
  std::size_t reach(const DenseNetwork& network, std::int32_t start, std::int32_t label,
                    std::vector<std::int32_t>& labels) {
    queue_.assign(1, start);
    left_[static_cast<std::size_t>(start) / 64] &= ~(std::uint64_t{1} << (start % 64));
    for (std::size_t head = 0; head < queue_.size(); ++head) {
      const auto i = static_cast<std::size_t>(queue_[head]);
      labels[i] = label;
      const std::uint64_t* ties = network.adjacency.data() + i * network.words;
      for (std::size_t w = first_word_; w <= last_word_; ++w) {
        std::uint64_t hit = ties[w] & left_[w];
        left_[w] &= ~hit;
        for (; hit != 0; hit &= hit - 1)
          queue_.push_back(
              static_cast<std::int32_t>(64 * w + static_cast<std::size_t>(std::countr_zero(hit))));
      }
    }
    return queue_.size();
  }

  Buckets buckets_;
  std::vector<std::uint64_t> left_;
  std::size_t first_word_ = 0;
  std::size_t last_word_ = 0;
  std::vector<std::int32_t> queue_;
};

}  // namespace munigraph::clustering
