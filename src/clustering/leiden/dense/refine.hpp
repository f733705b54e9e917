// Kernel: refinement on a block of the matrix
//
// Computes  groups nested in clusters, as explicit/refine.hpp does [1], and the sums of pair values
//           within and between the groups of a cluster.
// How       a cluster's block is copied (caches hold it); the row of a group grows by the rows of
//           those who join; noise is taken from a table, at a random place of it.
// Needs     the scores of the level. O(size²) per cluster.
//
// [1] V. A. Traag, L. Waltman and N. J. van Eck, "From Louvain to Leiden: guaranteeing
//     well-connected communities", Scientific Reports 9, 5233 (2019),
//     doi:10.1038/s41598-019-41695-z.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "clustering/leiden/buckets.hpp"
#include "clustering/leiden/dense/level.hpp"
#include "clustering/leiden/dense/matrix.hpp"
#include "clustering/leiden/dense/network.hpp"
#include "clustering/leiden/dense/refined_cluster.hpp"
#include "clustering/leiden/order.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph::clustering {

/// Leiden's refinement, nearly greedy: within each cluster single nodes, in random order, join the
/// group that they have most with, give or take a random eighth, if they and the group are well
/// connected to the rest of the cluster. Works on a copy of the cluster's block of the matrix,
/// which caches hold.
template <class Ops>
class DenseRefiner {
 public:
  /// Pair values of the groups of one cluster: `groups` numbers from `first`, their block from
  /// `values` on.
  struct Block {
    std::int32_t first;
    std::int32_t groups;
    std::size_t values;
  };

  /// Numbers the groups of a level into level.group; returns how many.
  std::int32_t run(DenseLevel& level, const Slots& slots, Random& random) {
    const auto n = static_cast<std::size_t>(level.size);
    level.group.resize(n);
    blocks_.clear();
    values_.clear();
    inner_.clear();
    place_.resize(n);
    for (std::size_t i = 0; i < n; ++i)
      place_[i] = slots.place[static_cast<std::size_t>(level.label[i])];
    buckets_.fill(place_, slots.count());
    for (std::int32_t c = 0; c < slots.count(); ++c) {
      const std::span<std::int32_t> members = buckets_.of(c);
      if (members.size() == 1) {
        level.group[static_cast<std::size_t>(members[0])] = groups();
        inner_.push_back(0);
        continue;
      }
      refine(level, members, level.score(slots.active[static_cast<std::size_t>(c)]), random);
    }
    return groups();
  }

  /// Per group twice the sum of the pair values within it.
  [[nodiscard]] std::span<const std::int32_t> inner() const { return inner_; }
  [[nodiscard]] std::span<const Block> blocks() const { return blocks_; }
  [[nodiscard]] const std::int32_t* values(const Block& block) const {
    return values_.data() + block.values;
  }

 private:
  [[nodiscard]] std::int32_t groups() const { return static_cast<std::int32_t>(inner_.size()); }

  void refine(DenseLevel& level, std::span<const std::int32_t> members, const std::int32_t* own,
              Random& random) {
    load(level, members, own);
    random_order(members.size(), random, order_);
    Ops::merge(cluster_, order_, noise().data(), random);
    number(level, members);
  }

  /// The block of the matrix, and everyone alone.
  void load(const DenseLevel& level, std::span<const std::int32_t> members,
            const std::int32_t* own) {
    const std::size_t k = members.size();
    const auto stride = static_cast<std::size_t>(cluster_.stride = Ops::whole(static_cast<int>(k)));
    make_room(k, stride);
    find_runs(members);
    for (std::size_t x = 0; x < k; ++x) {
      const std::int32_t outside = own[members[x]];
      cluster_.local[x] = static_cast<std::int32_t>(x);
      cluster_.size[x] = 1;
      cluster_.outside[x] = outside;
      cluster_.inner[x] = 0;
      cluster_.barred[x] = outside >= 0 ? 0 : RefinedCluster::out_of_reach;
    }
    std::fill(cluster_.barred + k, cluster_.barred + stride, RefinedCluster::out_of_reach);
    cluster_.joined_count = 0;
    Ops::copy_block(cluster_.block, cluster_.stride, level.matrix, level.stride, members.data(),
                    static_cast<int>(k), begins_.data(), counts_.data(),
                    static_cast<int>(begins_.size()));
  }

  /// For a cluster of `k` nodes, and a register beyond.
  void make_room(std::size_t k, std::size_t stride) {
    if (block_.size() < k * stride + DenseNetwork::slack)
      block_.resize(k * stride + DenseNetwork::slack);
    constexpr std::size_t lists = 6;
    if (lists_.size() < lists * stride) lists_.resize(lists * stride);
    std::int32_t* next = lists_.data();
    const auto take = [&] { return std::exchange(next, next + stride); };
    cluster_.block = block_.data();
    cluster_.barred = take();
    cluster_.local = take();
    cluster_.size = take();
    cluster_.outside = take();
    cluster_.inner = take();
    cluster_.joined = take();
  }

  /// Members (ascending) that are next to each other are copied at once.
  void find_runs(std::span<const std::int32_t> members) {
    begins_.clear();
    counts_.clear();
    for (const std::int32_t member : members) {
      if (begins_.empty() || begins_.back() + counts_.back() != member) {
        begins_.push_back(member);
        counts_.push_back(0);
      }
      ++counts_.back();
    }
  }

  void number(DenseLevel& level, std::span<const std::int32_t> members) {
    const auto k = static_cast<std::int32_t>(members.size());
    const std::int32_t before = groups();
    heads_.clear();
    for (std::int32_t x = 0; x < k; ++x) {
      if (cluster_.size[x] == 0) continue;
      cluster_.size[x] = static_cast<std::int32_t>(heads_.size());
      heads_.push_back(x);
      inner_.push_back(cluster_.inner[x]);
    }
    for (std::int32_t x = 0; x < k; ++x) {
      cluster_.local[x] = cluster_.size[cluster_.local[x]];
      level.group[static_cast<std::size_t>(members[static_cast<std::size_t>(x)])] =
          before + cluster_.local[x];
    }
    const std::size_t count = heads_.size();
    if (count == 1) return;
    blocks_.push_back({before, static_cast<std::int32_t>(count), values_.size()});
    values_.resize(values_.size() + count * count);
    std::int32_t* to = values_.data() + blocks_.back().values;
    for (const std::int32_t head : heads_) {
      const std::int32_t* from = cluster_.row(head);
      for (std::int32_t y = 0; y < k; ++y) to[cluster_.local[y]] += from[y];
      to += count;
    }
  }

  /// Enough for the largest network at every shift; made once, read by all.
  static const std::vector<std::int32_t>& noise() {
    static const std::vector<std::int32_t> table = [] {
      Random random(0);
      std::vector<std::int32_t> values;
      while (values.size() < dense_limit + DenseNetwork::slack + RefinedCluster::noise_shifts)
        values.push_back(static_cast<std::int32_t>(random.below(RefinedCluster::noise_levels)));
      return values;
    }();
    return table;
  }

  Buckets buckets_;
  std::vector<std::int32_t> place_;
  std::vector<std::int32_t> inner_;
  std::vector<Block> blocks_;
  std::vector<std::int32_t> values_;
  // Of the cluster at hand.
  RefinedCluster cluster_;
  Lines block_;
  Lines lists_;
  std::vector<std::int32_t> begins_;
  std::vector<std::int32_t> counts_;
  std::vector<std::int32_t> order_;
  std::vector<std::int32_t> heads_;
};

}  // namespace munigraph::clustering
