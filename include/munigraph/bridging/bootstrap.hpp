#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/partition.hpp"
#include "munigraph/core/words.hpp"
#include "munigraph/network/network.hpp"
#include "munigraph/network/resampling.hpp"

namespace munigraph {

/// Measures that the weights of ties have a say in.
enum class BridgeMeasure : std::uint8_t {
  strength,
  outside_share,
  participation,
  participation_normalised,
  within_z,
  constraint,
  effective_size,
  betweenness,
};

template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<BridgeMeasure>() noexcept;
/// Throws std::invalid_argument that names the nearest word.
[[nodiscard]] MUNIGRAPH_EXPORT BridgeMeasure parse_bridge_measure(std::string_view text);

struct BootstrapOptions {
  BridgeMeasure measure = BridgeMeasure::participation;
  Resample resample = Resample::weights;
  double drop = 0.1;  ///< The share left out by the schemes that leave out.
  std::int32_t draws = 200;
  /// Draw d is resampled_draw() of this seed: what stability() sees with it.
  std::uint64_t seed = 0;
  int threads = 1;             ///< 0: all cores. The result does not depend on it.
  Monitor* monitor = nullptr;  ///< Told of every draw done.
};

struct BootstrapValues {
  std::vector<double> value;     ///< Of the measure, row-major (draws, n).
  std::vector<double> strength;  ///< Row-major (draws, n).
};

/// A measure of bridging on redrawn arrangements (see network/resampling.hpp), with the clusters
/// held. Cost: draws × (projection + measure). Throws std::invalid_argument if the network has no
/// memberships, the labels do not fit, `drop` is out of range where it is used, or weights are
/// redrawn under a weighting that ignores intensities.
[[nodiscard]] MUNIGRAPH_EXPORT BootstrapValues bootstrap_values(
    const Network& network, const Partition& clusters, const BootstrapOptions& options = {});

/// Σ_i x_i y_π(i) for `draws` uniform permutations π: every correlation of ranks, and the area
/// under a ROC curve, is this number up to constants. With `groups` (a label per value; empty:
/// none) values change places within their group only. Draw d uses the d-th stream of the seed.
/// Cost O(draws · n). Throws std::invalid_argument if the lengths differ.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<double> permuted_products(
    std::span<const double> x, std::span<const double> y, std::int32_t draws, std::uint64_t seed,
    int threads = 1, const Monitor* monitor = nullptr, std::span<const std::int32_t> groups = {});

}  // namespace munigraph
