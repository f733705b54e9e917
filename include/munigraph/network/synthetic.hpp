#pragma once

#include <cstdint>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"

namespace munigraph {

/// What a synthetic register looks like. The defaults give `national`: the size of the Dutch
/// inventory of 2020.
struct SyntheticOptions {
  std::int32_t municipalities = 355;
  std::int32_t arrangements = 1284;
  std::int32_t clusters = 11;   ///< Planted; each a patch of the plane.
  std::int32_t provinces = 12;  ///< Patches of the plane of their own, not those of the clusters.
  std::int64_t memberships = 11700;  ///< Exactly so many rows.
  std::int32_t largest = 334;        ///< Members of the largest arrangement; there is exactly one.
  /// Sizes are 2–5 (in fixed proportions) or in a tail P(k) ∝ k^−exponent from 6 to `largest`;
  /// the share of the tail follows from `memberships`. A multiple of ½.
  double size_exponent = 2.0;
  double bridge_share = 0.05;  ///< Share of municipalities planted as bridges.
  double bridging = 0.08;      ///< Chance that a seat of an arrangement goes to a visiting bridge.
  double blur = 0.14;          ///< Chance that a seat goes to any municipality of a cluster nearby.
  double stars = 0.0;          ///< Share of arrangements (of at most 20 members) with a host.
  std::uint64_t seed = 0;
};

/// The standard sizes: `national` (355 × 1,284, 11,700 memberships), `europe`
/// (100,000 × 400,000, 1.5 million) and `world` (1,000,000 × 4,000,000, 15 million).
[[nodiscard]] MUNIGRAPH_EXPORT SyntheticOptions national_options(std::uint64_t seed = 0);
[[nodiscard]] MUNIGRAPH_EXPORT SyntheticOptions europe_options(std::uint64_t seed = 0);
[[nodiscard]] MUNIGRAPH_EXPORT SyntheticOptions world_options(std::uint64_t seed = 0);

/// Memberships and the truth that was planted in them. Vectors over municipalities, over
/// arrangements, or over memberships (by arrangement, members ascending).
struct SyntheticMemberships {
  std::vector<std::int32_t> participants;  ///< Per membership.
  std::vector<std::int32_t> arrangements;  ///< Per membership, ascending.

  std::vector<std::int32_t> cluster;          ///< Planted, 0 … clusters − 1.
  std::vector<std::int32_t> bridge_strength;  ///< 0: no bridge; 1–4: seats of a visitor, relative.
  std::vector<std::int32_t> bridge_reach;     ///< Clusters visited besides the own one.
  std::vector<double> lon;                    ///< Degrees; an invented country.
  std::vector<double> lat;
  std::vector<std::int64_t> population;  ///< Heavy-tailed; the largest in the middle of clusters.
  std::vector<std::int32_t> province;

  std::vector<std::int32_t> home;    ///< Per arrangement: the cluster it belongs to.
  std::vector<std::int32_t> domain;  ///< Per arrangement: 0 … 5, see synthetic_domains.
  std::vector<std::int32_t> host;    ///< Per arrangement: a municipality, or −1.
};

/// Names of the values of SyntheticMemberships::domain.
inline constexpr const char* synthetic_domains[] = {"social",   "physical",       "safety",
                                                    "economic", "administrative", "culture"};

/// A register with planted clusters and bridges, on an invented map; ids are shuffled.
///
/// Clusters are patches of the plane. Each arrangement has a home cluster, drawn in proportion to
/// its size, and an initiator in it. A seat goes to a visiting bridge with chance `bridging`, to a
/// cluster nearby with chance `blur`, else to a municipality near the initiator, larger ones
/// somewhat more often. An arrangement larger than half its cluster is regional: it takes nine out
/// of ten municipalities of its home and of the clusters around it, in order of distance, until it
/// is full. A planted bridge visits one to three other clusters, mostly nearby ones, with a
/// strength of 1 to 4 (its number of tickets when seats for visitors are drawn); bridges are drawn
/// from the largest municipalities of each cluster.
///
/// The same options give the same register on every platform. Cost O(memberships + nodes log n)
/// time; no more memory than the result and a few numbers per municipality.
/// Throws std::invalid_argument for sizes that cannot be met.
[[nodiscard]] MUNIGRAPH_EXPORT SyntheticMemberships
synthetic_memberships(const SyntheticOptions& options = {}, const Monitor* monitor = nullptr);

}  // namespace munigraph
