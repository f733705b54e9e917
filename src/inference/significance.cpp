#include "munigraph/inference/significance.hpp"

#include <limits>
#include <stdexcept>
#include <string>

#include "core/growing.hpp"
#include "munigraph/bridging/participation.hpp"
#include "munigraph/clustering/quality.hpp"
#include "munigraph/comparison/agreement.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"
#include "munigraph/inference/coherence.hpp"

namespace munigraph {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

double& at(Figures& figures, Figure figure) { return figures[static_cast<std::size_t>(figure)]; }

/// Share of the weight between nodes of one label; modularity that expects nothing.
double within_share(const Network& network, std::span<const std::int32_t> labels) {
  return quality_value(network, labels, {Quality::modularity, 0.0});
}

/// Share of the weight between nodes with a group that stays within groups.
double group_share(const Network& network, std::span<const std::int32_t> groups) {
  // Nodes without a group become groups of one: no weight lies within those.
  std::vector<std::int32_t> known(groups.size(), 0);
  std::vector<std::int32_t> alone(groups.begin(), groups.end());
  for (std::size_t i = 0; i < groups.size(); ++i)
    if (groups[i] < 0) known[i] = alone[i] = -1 - static_cast<std::int32_t>(i);
  const double all = within_share(network, known);
  return all > 0 ? within_share(network, alone) / all : undefined;
}

double alignment(std::span<const std::int32_t> labels, std::span<const std::int32_t> groups,
                 const std::vector<std::uint8_t>& isolate) {
  std::vector<std::int32_t> a;
  std::vector<std::int32_t> b;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (isolate[i] != 0 || groups[i] < 0) continue;
    a.push_back(labels[i]);
    b.push_back(groups[i]);
  }
  return a.empty() ? undefined : adjusted_mutual_information(a, b);
}

Figures measure_once(const Network& network, std::uint64_t seed, const FigureOptions& options,
                     const Monitor* monitor) {
  LeidenOptions leiden_options;
  leiden_options.quality = options.quality;
  leiden_options.resolution = options.resolution;
  leiden_options.seed = seed;
  leiden_options.monitor = monitor;
  const Clustering found = leiden(network, leiden_options);
  const auto labels = found.partition.labels();
  Figures figures;
  figures.fill(undefined);
  at(figures, Figure::quality) = found.quality;
  at(figures, Figure::clusters) = found.partition.clusters();
  at(figures, Figure::singletons) = found.partition.singletons();
  at(figures, Figure::isolates) = found.isolates;
  at(figures, Figure::components) = found.components;
  at(figures, Figure::cross_share) = 1 - within_share(network, labels);
  if (!options.groups.empty()) {
    at(figures, Figure::alignment) = alignment(labels, options.groups, network.isolates());
    at(figures, Figure::group_share) = group_share(network, options.groups);
  }
  if (options.node >= 0)
    at(figures, Figure::participation) = cluster_ties(network, found.partition, monitor)
                                             .participation[static_cast<std::size_t>(options.node)];
  return figures;
}

Figures mean_of_runs(const Network& network, std::uint64_t seed, const FigureOptions& options,
                     const Monitor* monitor) {
  Figures mean{};
  for (int run = 0; run < options.runs; ++run) {
    const Figures one =
        measure_once(network, stream_seed(seed, static_cast<std::uint64_t>(run)), options, monitor);
    for (std::size_t f = 0; f < figure_count; ++f) mean[f] += one[f] / options.runs;
  }
  return mean;
}

}  // namespace

template <>
std::span<const std::string_view> words<Figure>() noexcept {
  static constexpr std::array<std::string_view, figure_count> all = {
      "quality",     "clusters",  "singletons",  "isolates",      "components",
      "cross_share", "alignment", "group_share", "participation", "coherence"};
  return all;
}

Figure parse_figure(std::string_view text) { return parse_word<Figure>("statistic", text); }

Figures measure(const Network& network, std::uint64_t seed, const FigureOptions& options,
                const Monitor* monitor) {
  if (options.runs < 1) throw std::invalid_argument("measure: runs must be at least 1");
  if (!options.groups.empty() &&
      options.groups.size() != static_cast<std::size_t>(network.node_count()))
    throw std::invalid_argument("measure: " + std::to_string(options.groups.size()) +
                                " groups for " + std::to_string(network.node_count()) + " nodes");
  if (options.node >= network.node_count())
    throw std::invalid_argument("measure: no node " + std::to_string(options.node));
  Figures figures = options.runs == 1 ? measure_once(network, seed, options, monitor)
                                      : mean_of_runs(network, seed, options, monitor);
  if (!options.themes.empty())
    at(figures, Figure::coherence) = mean_partner_overlap(network, options.themes, monitor);
  return figures;
}

std::vector<Figures> null_figures(const Network& observed, const NullModel& model,
                                  const NullFigureOptions& options) {
  std::vector<Figures> result;
  if (options.monitor != nullptr) options.monitor->expect(options.draws);
  detail::parallel_growing(
      0, options.draws, options.threads,
      [&](std::size_t d, int) {
        const Network drawn(model.draw(stream_seed(options.seed, 2 * d), options.monitor),
                            observed.weighting(), observed.min_shared());
        result[d] =
            measure(drawn, stream_seed(options.seed, 2 * d + 1), options.figures, options.monitor);
        advance(options.monitor);
      },
      options.monitor, detail::growing_bytes, detail::Places{result});
  return result;
}

}  // namespace munigraph
