#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/words.hpp"

namespace munigraph {

/// What becomes of clusters between two labellings. A share is of a cluster's members among the
/// nodes that are compared; the overlap J of two clusters is |A ∩ B| / |A ∪ B| of these.
enum class Fate : std::uint8_t {
  none,        ///< A few members that go elsewhere.
  continued,   ///< J > 1/2: matched.
  reshuffled,  ///< Matched among the rest, J ≥ .3.
  split,       ///< At least two later clusters each take ≥ .3 of it.
  merged,      ///< At least two earlier clusters each make up ≥ .3 of it.
  gone,        ///< Unmatched, not split, and no such part of a merged one.
  born,        ///< Unmatched, not merged, and no such part of a split one.
};

template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<Fate>() noexcept;

/// The nodes that two clusters have in common: at least one.
struct Flow {
  std::int32_t source = 0;  ///< The earlier cluster.
  std::int32_t target = 0;  ///< The later one.
  std::int32_t nodes = 0;
  std::int32_t either = 0;  ///< Nodes in at least one of the two: J is nodes / either.
  Fate fate = Fate::none;   ///< The first of continued, reshuffled, split, merged that it is.

  friend bool operator==(const Flow&, const Flow&) = default;
};

/// Counts of one passage; what is compared between dates and between seeds.
struct PassageFigures {
  std::int32_t clusters_before = 0;
  std::int32_t clusters_after = 0;
  std::int32_t continued = 0;
  std::int32_t reshuffled = 0;
  std::int32_t split = 0;   ///< Earlier clusters that are split.
  std::int32_t merged = 0;  ///< Later clusters that are merged.
  std::int32_t gone = 0;
  std::int32_t born = 0;
  std::int32_t municipalities = 0;  ///< Nodes in a cluster of both labellings.
  std::int32_t moved = 0;           ///< Of these, not in the cluster matched to theirs.

  friend bool operator==(const PassageFigures&, const PassageFigures&) = default;
};

/// How the clusters of one labelling pass into those of another.
struct Passage {
  std::vector<std::int32_t> from_size;    ///< Compared nodes of every earlier cluster.
  std::vector<std::int32_t> to_size;      ///< Compared nodes of every later cluster.
  std::vector<Flow> flows;                ///< By `source`, then `target`.
  std::vector<std::int32_t> successor;    ///< Later cluster matched to each earlier one; −1: none.
  std::vector<std::int32_t> predecessor;  ///< Earlier cluster matched to each later one; −1: none.
  std::vector<std::uint8_t> split;        ///< Per earlier cluster.
  std::vector<std::uint8_t> merged;       ///< Per later cluster.
  std::vector<std::uint8_t> gone;         ///< Per earlier cluster.
  std::vector<std::uint8_t> born;         ///< Per later cluster.
  PassageFigures figures;
};

/// Matches clusters. `from` and `to` hold the cluster of every node, 0 … clusters − 1, or −1 where
/// it is in none (absent, or alone); nodes in none at one of the two are not compared.
///
/// First every pair with J > 1/2 is matched. Among the rest, pairs with J ≥ .3 are matched so that
/// the sum of J is largest; ties by more nodes; then each earlier cluster in turn gets the smallest
/// later number that still allows the best. All decisions are in whole numbers.
/// Cost O(nodes + cells log cells), and for each connected group of k clusters among the rest
/// O(k⁴) at worst; a cluster has at most three partners there.
/// Throws std::invalid_argument for lengths that differ or a cluster out of range.
[[nodiscard]] MUNIGRAPH_EXPORT Passage passage(std::span<const std::int32_t> from,
                                               std::span<const std::int32_t> to,
                                               std::int32_t from_clusters,
                                               std::int32_t to_clusters);

}  // namespace munigraph
