#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "munigraph/core/monitor.hpp"
#include "munigraph/core/partition.hpp"
#include "munigraph/core/words.hpp"
#include "munigraph/network/network.hpp"

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
std::span<const std::string_view> words<BridgeMeasure>() noexcept;
/// Throws std::invalid_argument that names the nearest word.
[[nodiscard]] BridgeMeasure parse_bridge_measure(std::string_view text);

/// How the arrangements of a register are drawn again.
enum class ArrangementResampling : std::uint8_t {
  /// Bayesian bootstrap: every arrangement's intensity times a draw from Exp(1), so that none
  /// vanishes and none is doubled. Needs a weighting that is a sum over arrangements.
  weights,
  /// Every arrangement is left out with probability `drop`.
  arrangements,
};

struct BootstrapOptions {
  BridgeMeasure measure = BridgeMeasure::participation;
  ArrangementResampling resampling = ArrangementResampling::weights;
  double drop = 0.1;
  std::int32_t draws = 200;
  std::uint64_t seed = 0;      ///< Draw d uses its d-th stream, whatever thread computes it.
  int threads = 1;             ///< 0: all cores. The result does not depend on it.
  Monitor* monitor = nullptr;  ///< Told of every draw done.
};

struct BootstrapValues {
  std::vector<double> value;     ///< Of the measure, row-major (draws, n).
  std::vector<double> strength;  ///< Row-major (draws, n).
};

/// A measure of bridging on redrawn arrangements, with the clusters held. A register is no sample:
/// the spread says how far a finding hangs on single arrangements.
/// Cost: draws × (projection + measure). Throws std::invalid_argument if the network has no
/// memberships, the labels do not fit, or the weighting ignores intensities.
/// Rubin (1981), The Annals of Statistics 9(1), 130–134.
[[nodiscard]] BootstrapValues bootstrap_values(const Network& network, const Partition& clusters,
                                               const BootstrapOptions& options = {});

/// Σ_i x_i y_π(i) for `draws` uniform permutations π: every correlation of ranks, and the area
/// under a ROC curve, is this number up to constants. Draw d uses the d-th stream of the seed. Cost
/// O(draws · n). Throws std::invalid_argument if the lengths differ.
[[nodiscard]] std::vector<double> permuted_products(std::span<const double> x,
                                                    std::span<const double> y, std::int32_t draws,
                                                    std::uint64_t seed, int threads = 1,
                                                    const Monitor* monitor = nullptr);

}  // namespace munigraph
