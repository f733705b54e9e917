#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "munigraph/clustering/leiden.hpp"
#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/words.hpp"
#include "munigraph/network/network.hpp"
#include "munigraph/null_models/null_model.hpp"

namespace munigraph {

/// What is measured on a network and on its random counterparts.
enum class Figure : std::uint8_t {
  quality,        ///< Of the clustering found.
  clusters,       ///< Of two or more members.
  singletons,     ///< Groups of one, isolates included.
  isolates,       ///< Nodes without any tie.
  components,     ///< Of two or more nodes.
  cross_share,    ///< Share of the weight between clusters.
  alignment,      ///< AMI of clusters and given groups, over nodes with a group and a tie.
  group_share,    ///< Share of the weight (between nodes with a group) that stays within groups.
  participation,  ///< Participation coefficient of one node; NaN without ties.
  coherence,      ///< mean_partner_overlap() across themes; asks no clustering.
};
inline constexpr std::size_t figure_count = 10;
using Figures = std::array<double, figure_count>;  ///< Indexed by Figure.

template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<Figure>() noexcept;
/// Throws std::invalid_argument that names the nearest word.
[[nodiscard]] MUNIGRAPH_EXPORT Figure parse_figure(std::string_view text);

struct FigureOptions {
  Quality quality = Quality::modularity;
  std::optional<double> resolution;
  /// Runs of Leiden; every figure is their mean.
  int runs = 1;
  /// One group per node (any integers ≥ 0; −1: unknown), or empty.
  std::span<const std::int32_t> groups;
  std::int32_t node = -1;  ///< Of `participation`.
  /// The arrangements of each theme, for `coherence`; draws keep an arrangement's number and with
  /// it its themes.
  std::span<const std::vector<std::int32_t>> themes;
};

/// All figures of one network. NaN where a figure is not defined: `alignment` and `group_share`
/// without groups, `participation` without a node, `coherence` without themes, shares where the
/// total weight is 0.
[[nodiscard]] MUNIGRAPH_EXPORT Figures measure(const Network& network, std::uint64_t seed,
                                               const FigureOptions& options = {},
                                               const Monitor* monitor = nullptr);

struct NullFigureOptions {
  FigureOptions figures;
  std::size_t draws = 100;
  std::uint64_t seed = 0;
  int threads = 1;             ///< 0: all cores. The result does not depend on it.
  Monitor* monitor = nullptr;  ///< Advances once per draw.
};

/// The figures of draws from a null model, weighted as `observed` is. Draw d is made with
/// stream_seed(seed, 2d) and clustered with stream_seed(seed, 2d + 1).
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<Figures> null_figures(
    const Network& observed, const NullModel& model, const NullFigureOptions& options = {});

}  // namespace munigraph
