#pragma once

#include <cstdint>
#include <span>

#include "munigraph/clustering/leiden.hpp"
#include "munigraph/core/export.hpp"
#include "munigraph/network/cooperation_network.hpp"
#include "munigraph/network/network.hpp"

namespace munigraph {

/// Resolutions lie between 0 and this, so that penalties are numbers, too.
constexpr double largest_resolution = 1e100;
/// Throws std::invalid_argument for another.
MUNIGRAPH_EXPORT void require_resolution(double resolution);

/// A quality function with its resolution γ. With m the total weight, w_C the weight of the ties
/// inside cluster C, s_C the sum of its members' strengths and n_C their number:
///
///   modularity  Σ_C [ w_C/m − γ (s_C/2m)² ]          (Reichardt & Bornholdt 2006; γ = 1: Newman)
///   CPM         Σ_C [ w_C − γ n_C(n_C − 1)/2 ] / m   (Traag, Van Dooren & Nesterov 2011)
///
/// Both are shares of the total weight, so that tolerances mean the same; times 2m the second is
/// the value that leidenalg reports for CPM, times m the sum that the paper maximises. γ of CPM has
/// the unit of a tie weight.
///
/// `map` and `planted_partition` are minus the length of a code in bits and nats; the formulas are
/// in src/clustering/leiden/coded/. They have no γ, and what is here of them is not used.
struct QualityFunction {
  Quality quality = Quality::modularity;
  double resolution = 1.0;
};

/// Its value for a labelling (any integers); NaN where the total weight is 0. O(n + m).
/// Throws std::invalid_argument where labels and nodes differ in number, or planted_partition is
/// asked of ties that are not counted. `monitor`, here and below,
/// hears stop().
[[nodiscard]] MUNIGRAPH_EXPORT double quality_value(const CooperationNetwork& network,
                                                    std::span<const std::int32_t> labels,
                                                    const QualityFunction& function,
                                                    const Monitor* monitor = nullptr);

/// Of a network with memberships: from them, in O(memberships), where Network::is_additive() and
/// the projection was not made; else as above.
[[nodiscard]] MUNIGRAPH_EXPORT double quality_value(const Network& network,
                                                    std::span<const std::int32_t> labels,
                                                    const QualityFunction& function,
                                                    const Monitor* monitor = nullptr);

/// What moving `node` to the cluster with label `target` (one that no node has: a new cluster) adds
/// to quality_value. O(n + degree); for checks and for methods that make few moves.
[[nodiscard]] MUNIGRAPH_EXPORT double move_gain(const CooperationNetwork& network,
                                                std::span<const std::int32_t> labels,
                                                std::int32_t node, std::int32_t target,
                                                const QualityFunction& function);

/// What merging the clusters labelled a and b adds to quality_value. O(n + m).
[[nodiscard]] MUNIGRAPH_EXPORT double merge_gain(const CooperationNetwork& network,
                                                 std::span<const std::int32_t> labels,
                                                 std::int32_t a, std::int32_t b,
                                                 const QualityFunction& function);

/// Number of groups of two or more nodes that fall apart when other nodes are left out. O(n + m).
[[nodiscard]] MUNIGRAPH_EXPORT std::int32_t disconnected_clusters(
    const CooperationNetwork& network, std::span<const std::int32_t> labels,
    const Monitor* monitor = nullptr);

}  // namespace munigraph
