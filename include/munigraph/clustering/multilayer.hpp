#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "munigraph/clustering/leiden.hpp"
#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/words.hpp"
#include "munigraph/network/network.hpp"

namespace munigraph {

/// Which copies of a node are coupled.
enum class LayerOrder : std::uint8_t {
  ordered,      ///< Those in successive layers that have the node: years.
  categorical,  ///< All of them: domains, forms.
};

/// What the quality of a layer counts for.
enum class LayerScale : std::uint8_t {
  layer,  ///< Divided by its 2m: every layer counts the same, and ω is a share of such a layer.
  none,   ///< As it is, in the unit of the weights, as is ω.
};

template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<LayerOrder>() noexcept;
template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<LayerScale>() noexcept;

struct MultilayerOptions {
  /// ω, from 0 to 1e100 as other weights; what a coupled pair with one label adds is 2ω.
  double coupling = 1.0;
  LayerOrder layers = LayerOrder::ordered;
  LayerScale normalise = LayerScale::layer;
  Quality quality = Quality::modularity;
  std::optional<double> resolution;  ///< γ of every layer, as in LeidenOptions.
  /// Starts from each of the three kinds of beginnings; the best result counts.
  /// None: 20,000 by the number of copies, from 6 to 50.
  std::optional<int> starts;
  std::uint64_t seed = 0;
  int threads = 0;             ///< Starts at a time (0: all cores); the labels do not depend on it.
  Monitor* monitor = nullptr;  ///< Told of every start; hears stop().
};

/// A network of some of n nodes: `nodes` names each of its nodes, in [0, n), once.
struct Layer {
  Network network;
  std::vector<std::int32_t> nodes;
};

/// One labelling of the copies of nodes in several layers.
struct MultilayerClustering {
  std::int32_t layers = 0;
  std::int32_t nodes = 0;
  /// Row-major (layers, nodes), −1 where a layer lacks the node. Clusters (two or more copies) by
  /// size, ties by their first copy, layer by layer; then single copies in the same order.
  std::vector<std::int32_t> labels;
  std::int32_t clusters = 0;    ///< Of two or more copies.
  std::int32_t singletons = 0;  ///< Labels of one copy.
  /// Σ over layers + 2ω · coupled.
  double quality = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> layer_quality;  ///< Per layer, scaled; 0 where it has no ties.
  std::int64_t coupled = 0;           ///< Coupled pairs of copies with one label.
  std::int64_t pairs = 0;             ///< Coupled pairs of copies.
  int best_start = 0;                 ///< Which start found it.
};

/// The clusters of several layers together, by Leiden over the copies of nodes, maximising
///
///   Q = Σ_t σ_t Σ_ij (A_ijt − γ k_it k_jt / 2m_t) δ(g_it, g_jt) + 2ω Σ_coupled δ(g_it, g_iu)
///
/// over ordered pairs, with σ_t = 1/2m_t or 1 (Mucha, Richardson, Macon, Porter & Onnela 2010,
/// Science 328, 876–878, doi:10.1126/science.1184819, before their division by 2µ); for CPM the
/// expectation is γ per pair of different nodes. With ω = 0 every layer is leiden() with the seed.
///
/// Converged: no move of a copy, none of copies of one node that are coupled and share a label, and
/// no merge of two clusters gains. Every cluster is connected by ties and couplings. Starts from
/// single copies, from each layer's own clusters, and from the clusters that are best with one
/// label for all copies of a node, since copies moved one by one never get there where ω is large.
/// The same seed gives the same labels for every number of threads.
///
/// Cost per start near O(ties of all layers) per pass; memory O(ties). Throws std::invalid_argument
/// for no layers, a coupling out of range, fewer than one start, node numbers
/// that do not fit, or as checked_resolution() does.
[[nodiscard]] MUNIGRAPH_EXPORT MultilayerClustering multilayer(std::span<const Layer> layers,
                                                               std::int32_t nodes,
                                                               const MultilayerOptions& options);

/// The same figures for labels (layers, nodes) from elsewhere; where a layer lacks a node they are
/// not looked at.
[[nodiscard]] MUNIGRAPH_EXPORT MultilayerClustering
describe_multilayer(std::span<const Layer> layers, std::int32_t nodes,
                    std::span<const std::int32_t> labels, const MultilayerOptions& options);

}  // namespace munigraph
