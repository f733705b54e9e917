#pragma once

#include <cstddef>
#include <cstdint>

namespace munigraph::clustering {

/// A cluster while it is refined, as the vector loops see it. Nodes and groups are places among its
/// members; a group is named by its first member. Points into the memory of a DenseRefiner.
struct RefinedCluster {
  int stride = 0;         ///< Numbers per row, a multiple of the width of a register.
  std::int32_t* block;    ///< Row of a group: the sum of its members' rows.
  std::int32_t* barred;   ///< 0 for single nodes that may be joined, out_of_reach else.
  std::int32_t* local;    ///< The group of each node.
  std::int32_t* size;     ///< Members of the group named so; 0: joined another.
  std::int32_t* outside;  ///< What a group has with the rest of the cluster.
  std::int32_t* inner;    ///< Twice the sum of the pair values within a group.
  std::int32_t* joined;   ///< Groups of two or more, in the order of their making.
  int joined_count = 0;

  /// So low that no sum of pair values within a cluster brings it above 0.
  static constexpr std::int32_t out_of_reach = -(std::int32_t{1} << 30);
  static constexpr int noise_shift = 54;  ///< A random number without so many bits is below …
  static constexpr std::uint32_t noise_shifts = 1024;  ///< … this: places in the noise to begin at.
  static constexpr std::uint32_t noise_levels = 32;    ///< Of 256 parts of a score.

  [[nodiscard]] std::int32_t* row(std::int32_t x) const noexcept {
    return block + static_cast<std::ptrdiff_t>(x) * stride;
  }

  /// Scores lose up to a few percent at random before the best is chosen: nearly equal groups then
  /// win in turn, and a later pass looks at other groups than the one before.
  [[nodiscard]] static std::int32_t noisy(std::int32_t score, std::int32_t loss) noexcept {
    return score - (((score >> 5) * loss) >> 3);
  }

  /// Notes that a node joins a group; its row is still to be added.
  void note(std::int32_t x, std::int32_t g, std::int32_t score) noexcept {
    if (size[g] == 1) {
      joined[joined_count++] = g;
      barred[g] = out_of_reach;  // from here on it is looked up by its own row
    }
    local[x] = g;
    size[x] = 0;
    barred[x] = out_of_reach;
    ++size[g];
    outside[g] += outside[x] - 2 * score;
    inner[g] += 2 * score;
  }
};

}  // namespace munigraph::clustering
