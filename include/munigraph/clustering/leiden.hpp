#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/partition.hpp"
#include "munigraph/core/words.hpp"
#include "munigraph/network/cooperation_network.hpp"
#include "munigraph/network/network.hpp"

namespace munigraph {

/// What a clustering maximises; the formulas are in clustering/quality.hpp.
enum class Quality : std::uint8_t {
  modularity,  ///< Weight inside clusters against its expectation given strengths (Newman 2006).
  cpm,         ///< Constant Potts model: ties inside clusters against a fixed density γ.
  map,  ///< The two-level map equation: bits per step of a random walk (Rosvall et al. 2009).
  planted_partition,  ///< Nats to describe a multigraph and its clusters (Zhang & Peixoto 2020).
};

/// Whether it is the length of a code (`map`, `planted_partition`): without a resolution, in the
/// explicit form only, and not linear in what is inside clusters. Its value is minus the length.
[[nodiscard]] constexpr bool is_coded(Quality quality) noexcept {
  return quality == Quality::map || quality == Quality::planted_partition;
}

/// In which form the network is held while it is clustered. All give clusterings of the same kind;
/// they differ in time and memory.
enum class Representation : std::uint8_t {
  automatic,  ///< Chosen by estimated cost.
  dense,      ///< A matrix, n ≤ ~2,000: O(n²) memory.
  explicit_,  ///< The explicit network's compressed rows; the word is "explicit".
  implicit,   ///< The memberships themselves, for additive weightings; the projection is not made.
};

template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<Quality>() noexcept;
template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<Representation>() noexcept;
[[nodiscard]] MUNIGRAPH_EXPORT std::string_view to_string(Quality quality) noexcept;
[[nodiscard]] MUNIGRAPH_EXPORT std::string_view to_string(Representation representation) noexcept;
/// These throw std::invalid_argument that names the nearest word.
[[nodiscard]] MUNIGRAPH_EXPORT Quality parse_quality(std::string_view text);
[[nodiscard]] MUNIGRAPH_EXPORT Representation parse_representation(std::string_view text);

struct LeidenOptions {
  Quality quality = Quality::modularity;
  /// γ. None: 1 for modularity; CPM has no default (there it is a tie weight per pair of nodes);
  /// codes take none.
  std::optional<double> resolution;
  /// Passes over all levels; none: until converged.
  std::optional<int> iterations;
  Representation representation = Representation::automatic;
  std::uint64_t seed = 0;
  /// Threads within one run, for large networks (0: all cores); the labels do not depend on it.
  int threads = 1;
  const Monitor* monitor = nullptr;  ///< Hears stop().
};

/// Clusters of a network, and how they were found.
struct Clustering {
  Partition partition;          ///< Labels per node, isolates last; clusters() and singletons().
  std::int32_t isolates = 0;    ///< Nodes without any tie.
  std::int32_t components = 0;  ///< Connected components of two or more nodes.
  /// Clusters (≥ 2) that are not connected: always 0 after leiden(), often not after louvain().
  std::int32_t disconnected = 0;
  double quality = std::numeric_limits<double>::quiet_NaN();  ///< NaN where the total weight is 0.
  Quality quality_function = Quality::modularity;
  double resolution = 1.0;
  std::uint64_t seed = 0;
  Representation representation = Representation::explicit_;  ///< The one that was used.
  int iterations = 0;      ///< Passes made, the last of them without a change where converged.
  bool converged = false;  ///< False only where a given number of iterations ended it.
};

/// γ as the options mean it; NaN for codes. Throws std::invalid_argument where CPM comes without a
/// resolution or a code with one, where the resolution is negative or not finite, or the number of
/// iterations is below 1.
[[nodiscard]] MUNIGRAPH_EXPORT double checked_resolution(const LeidenOptions& options);

/// Clusters by the Leiden algorithm (Traag, Waltman & van Eck 2019, Scientific Reports 9, 5233,
/// doi:10.1038/s41598-019-41695-z), with nearly greedy refinement.
///
/// Converged, which is the default, means that no move of a node to a neighbouring or an empty
/// cluster and no merge of two adjacent clusters gains more than 1e-12 of the total weight (of the
/// length, for codes; moves that would leave a cluster in parts are none under planted_partition).
/// Every cluster is connected, whatever the options. The same seed gives the same labels on every
/// platform. An empty network has no clusters; without ties every node is a singleton.
///
/// Cost: near O(m) per pass. Throws std::invalid_argument as checked_resolution() does, or where
/// the representation cannot hold the network, or planted_partition is asked of ties that are not
/// counted: weights that are not whole numbers, weightings other than `count` and `binary`.
[[nodiscard]] MUNIGRAPH_EXPORT Clustering leiden(const CooperationNetwork& network,
                                                 const LeidenOptions& options = {});
/// Of a network with memberships: may choose the implicit form, else projects.
[[nodiscard]] MUNIGRAPH_EXPORT Clustering leiden(const Network& network,
                                                 const LeidenOptions& options = {});

/// Clusters by the Louvain algorithm (Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008),
/// to compare with older studies: aggregation without refinement. Its clusters may be disconnected,
/// and Clustering::disconnected says how many are. `iterations` limits the levels.
[[nodiscard]] MUNIGRAPH_EXPORT Clustering louvain(const CooperationNetwork& network,
                                                  const LeidenOptions& options = {});

/// The clustering that these labels are, with every count and the quality: for the makers of
/// labellings within the library, and for labels from elsewhere. O(n + m).
[[nodiscard]] MUNIGRAPH_EXPORT Clustering describe_labels(const CooperationNetwork& network,
                                                          std::span<const std::int32_t> labels,
                                                          const LeidenOptions& options = {});
/// Of a network with memberships: from them, in O(memberships), where that costs less than the
/// projection.
[[nodiscard]] MUNIGRAPH_EXPORT Clustering describe_labels(const Network& network,
                                                          std::span<const std::int32_t> labels,
                                                          const LeidenOptions& options = {});

}  // namespace munigraph
