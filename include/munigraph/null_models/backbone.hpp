#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/words.hpp"
#include "munigraph/network/cooperation_network.hpp"
#include "munigraph/network/network.hpp"
#include "munigraph/null_models/bicm.hpp"

namespace munigraph {

/// How many tests are allowed for when p-values are held against a level.
enum class Correction : std::uint8_t {
  fdr,         ///< Benjamini & Hochberg (1995): the share of false ties among those kept.
  bonferroni,  ///< The chance of any false tie.
  none
};

template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<Correction>() noexcept;
/// Throws std::invalid_argument that names the nearest word.
[[nodiscard]] MUNIGRAPH_EXPORT Correction parse_correction(std::string_view text);

/// The largest p-value that is significant at `alpha` given `tests` tests, of which those not in
/// `p_values` have p = 1; −1 where none is. Throws std::invalid_argument unless 0 < alpha < 1.
[[nodiscard]] MUNIGRAPH_EXPORT double significance_threshold(
    std::span<const double> p_values, double alpha, std::uint64_t tests,
    Correction correction = Correction::fdr, const Monitor* monitor = nullptr);

struct BackboneOptions {
  double alpha = 0.05;
  /// `disparity` is customarily used without one, the BiCM with fdr over all pairs of nodes.
  Correction correction = Correction::fdr;
  int threads = 1;  ///< 0: all cores. The result does not depend on it.
  const Monitor* monitor = nullptr;
};

/// P(at least as many tying arrangements as observed) under the BiCM, one per edge (in the order of
/// rows, source < target): the exact Poisson-binomial tail. Members of a star are tied with its
/// host alone, so only such arrangements count for a pair. Weights play no part. Cost O(edges +
/// pairs of classes · distribution). `ties` is a projection of `affiliation`.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<double> co_occurrence_p_values(
    const AffiliationNetwork& affiliation, const CooperationNetwork& ties, const Bicm& model,
    const BackboneOptions& options = {});

/// (1 − w/s)^(k−1) from the end where it is smaller, one per edge in the order of rows: how likely
/// a share of the strength s as large as w/s is, if a node's strength is split over its k ties
/// uniformly at random. 1 where both ends have a single tie. Cost O(edges · log degree).
/// Serrano, Boguñá & Vespignani (2009), PNAS 106, 6483, doi:10.1073/pnas.0808904106.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<double> disparity_p_values(
    const CooperationNetwork& ties, const Monitor* monitor = nullptr);

/// The network with the edges left whose p-value is at most `threshold`, weights and nodes as they
/// were. `p_values`: one per edge in the order of rows.
[[nodiscard]] MUNIGRAPH_EXPORT CooperationNetwork keep_edges(const CooperationNetwork& ties,
                                                             std::span<const double> p_values,
                                                             double threshold,
                                                             const Monitor* monitor = nullptr);

/// Ties that the BiCM does not explain (validated projection), with their weights.
/// Throws std::invalid_argument where the network has no memberships.
[[nodiscard]] MUNIGRAPH_EXPORT CooperationNetwork
bicm_backbone(const Network& network, const Bicm& model, const BackboneOptions& options = {});
[[nodiscard]] MUNIGRAPH_EXPORT CooperationNetwork
bicm_backbone(const Network& network, const BackboneOptions& options = {});

/// Ties that carry more of a node's strength than an even chance gives, with their weights.
[[nodiscard]] MUNIGRAPH_EXPORT CooperationNetwork disparity_backbone(
    const Network& network, const BackboneOptions& options = {.correction = Correction::none});

}  // namespace munigraph
