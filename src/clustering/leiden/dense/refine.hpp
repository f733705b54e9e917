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
#include <vector>

#include "clustering/leiden/buckets.hpp"
#include "clustering/leiden/dense/level.hpp"
#include "clustering/leiden/dense/matrix.hpp"
#include "clustering/leiden/dense/network.hpp"
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
    make_noise(static_cast<std::size_t>(level.stride));
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
    for (const std::int32_t x : order_) {
      const auto at = static_cast<std::size_t>(x);
      if (size_[at] != 1 || outside_[at] < 0) continue;
      const std::int32_t* noise = noise_.data() + random.below(noise_shifts);
      std::int32_t best_score = 0;
      std::int32_t best = Ops::best_allowed(row(x), barred_.data(), noise, stride_, best_score);
      for (const std::int32_t g : joined_) {
        const std::int32_t score = noisy(row(g)[x], noise[g]);
        if (score > best_score && outside_[static_cast<std::size_t>(g)] >= 0) {
          best_score = score;
          best = g;
        }
      }
      if (best >= 0) join(x, best, row(best)[x]);
    }
    number(level, members);
  }

  /// The block of the matrix, and everyone alone.
  void load(const DenseLevel& level, std::span<const std::int32_t> members,
            const std::int32_t* own) {
    const std::size_t k = members.size();
    stride_ = dense_stride(static_cast<std::int32_t>(k));
    const auto stride = static_cast<std::size_t>(stride_);
    if (block_.size() < k * stride + DenseNetwork::slack)
      block_.resize(k * stride + DenseNetwork::slack);
    find_runs(members);
    barred_.assign(stride, out_of_reach);
    size_.assign(k, 1);
    local_.resize(k);
    outside_.resize(k);
    twice_inner_.assign(k, 0);
    joined_.clear();
    for (std::size_t x = 0; x < k; ++x) {
      local_[x] = static_cast<std::int32_t>(x);
      outside_[x] = own[members[x]];
      if (outside_[x] >= 0) barred_[x] = 0;
    }
    Ops::copy_block(block_.data(), stride_, level.matrix, level.stride, members.data(),
                    static_cast<int>(k), begins_.data(), counts_.data(),
                    static_cast<int>(begins_.size()));
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

  void join(std::int32_t node, std::int32_t group, std::int32_t score) {
    const auto x = static_cast<std::size_t>(node);
    const auto g = static_cast<std::size_t>(group);
    if (size_[g] == 1) {
      joined_.push_back(group);
      barred_[g] = out_of_reach;  // from here on it is looked up by its own row
    }
    local_[x] = group;
    size_[x] = 0;
    barred_[x] = out_of_reach;
    ++size_[g];
    outside_[g] += outside_[x] - 2 * score;
    twice_inner_[g] += 2 * score;
    Ops::add(row(group), row(node), stride_);
  }

  void number(DenseLevel& level, std::span<const std::int32_t> members) {
    const auto k = static_cast<std::int32_t>(members.size());
    const std::int32_t before = groups();
    heads_.clear();
    for (std::int32_t x = 0; x < k; ++x) {
      const auto at = static_cast<std::size_t>(x);
      if (size_[at] == 0) continue;
      size_[at] = static_cast<std::int32_t>(heads_.size());
      heads_.push_back(x);
      inner_.push_back(twice_inner_[at]);
    }
    for (std::int32_t x = 0; x < k; ++x) {
      const auto at = static_cast<std::size_t>(x);
      local_[at] = size_[static_cast<std::size_t>(local_[at])];
      level.group[static_cast<std::size_t>(members[at])] = before + local_[at];
    }
    const std::size_t count = heads_.size();
    if (count == 1) return;
    blocks_.push_back({before, static_cast<std::int32_t>(count), values_.size()});
    values_.resize(values_.size() + count * count);
    std::int32_t* to = values_.data() + blocks_.back().values;
    for (const std::int32_t head : heads_) {
      const std::int32_t* from = row(head);
      for (std::size_t y = 0; y < static_cast<std::size_t>(k); ++y) to[local_[y]] += from[y];
      to += count;
    }
  }

  /// Scores lose up to a few percent at random before the best is chosen: nearly equal groups then
  /// win in turn, and a later pass looks at other groups than the one before.
  static std::int32_t noisy(std::int32_t score, std::int32_t loss) {
    return score - (((score >> 5) * loss) >> 3);
  }

  /// Enough for a cluster of `size` nodes at every shift.
  void make_noise(std::size_t size) {
    if (noise_.size() >= size + DenseNetwork::slack + noise_shifts) return;
    Random random(0);
    noise_.clear();
    while (noise_.size() < 2 * size + 2 * DenseNetwork::slack + noise_shifts)
      noise_.push_back(static_cast<std::int32_t>(random.below(noise_levels)));
  }

  std::int32_t* row(std::int32_t x) {
    return block_.data() + static_cast<std::ptrdiff_t>(x) * stride_;
  }

  /// So low that no sum of pair values within a cluster brings it above 0.
  static constexpr std::int32_t out_of_reach = -(std::int32_t{1} << 30);

  static constexpr std::uint32_t noise_shifts = 1024;  ///< Places in the noise to begin at.
  static constexpr std::uint32_t noise_levels = 32;    ///< Of 256 parts of a score.

  Buckets buckets_;
  std::vector<std::int32_t> noise_;
  std::vector<std::int32_t> place_;
  std::vector<std::int32_t> inner_;
  std::vector<Block> blocks_;
  std::vector<std::int32_t> values_;
  // Of the cluster at hand; x, y and groups are places among its members.
  int stride_ = 0;
  std::vector<std::int32_t> begins_;
  std::vector<std::int32_t> counts_;
  std::vector<std::int32_t> order_;
  Lines block_;                      ///< Row of a group: the sum of its members' rows.
  Lines barred_;                     ///< 0 for single nodes that may be joined, out_of_reach else.
  std::vector<std::int32_t> local_;  ///< Group, named by its first member.
  std::vector<std::int32_t> size_;   ///< Members of the group named so; 0: joined another.
  std::vector<std::int32_t> outside_;  ///< What a group has with the rest of the cluster.
  std::vector<std::int32_t> twice_inner_;
  std::vector<std::int32_t> joined_;  ///< Groups of two or more.
  std::vector<std::int32_t> heads_;
};

}  // namespace munigraph::clustering
