#include "munigraph/bridging/bootstrap.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <stdexcept>
#include <string>

#include "core/grouped_permutation.hpp"
#include "core/growing.hpp"
#include "munigraph/bridging/betweenness.hpp"
#include "munigraph/bridging/participation.hpp"
#include "munigraph/bridging/structural_holes.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

struct Measured {
  std::vector<double> value;
  std::vector<double> strength;
};

Measured measure(const Network& network, const Partition& clusters, BridgeMeasure wanted,
                 Monitor* monitor) {
  ClusterTies ties = cluster_ties(network, clusters, monitor);
  Measured result;
  switch (wanted) {
    case BridgeMeasure::strength:
      result.value = ties.strength;
      break;
    case BridgeMeasure::outside_share:
      result.value = outside_share(ties);
      break;
    case BridgeMeasure::participation:
      result.value = std::move(ties.participation);
      break;
    case BridgeMeasure::participation_normalised:
      result.value = normalised_participation(ties, clusters);
      break;
    case BridgeMeasure::within_z:
      result.value = std::move(ties.within_z);
      break;
    case BridgeMeasure::constraint:
      result.value = structural_holes(network.cooperation(monitor), {true, true, false, 1, monitor})
                         .constraint;
      break;
    case BridgeMeasure::effective_size:
      result.value = structural_holes(network.cooperation(monitor), {true, false, true, 1, monitor})
                         .effective_size;
      break;
    case BridgeMeasure::betweenness: {
      BetweennessOptions options;
      options.monitor = monitor;
      options.count_progress = false;
      result.value = betweenness(network.cooperation(monitor), options);
      break;
    }
  }
  result.strength = std::move(ties.strength);
  return result;
}

void require_fit(const Network& network, const Partition& clusters,
                 const BootstrapOptions& options) {
  if (!network.has_memberships())
    throw std::invalid_argument("the bootstrap draws arrangements, and this network has none");
  if (clusters.size() != network.node_count())
    throw std::invalid_argument("bootstrap: " + std::to_string(clusters.size()) + " labels for " +
                                std::to_string(network.node_count()) + " nodes");
  if (options.draws < 0) throw std::invalid_argument("bootstrap: draws must be at least 0");
  if (options.resample == Resample::weights && !is_additive(network.weighting()))
    throw std::invalid_argument(
        "the Bayesian bootstrap changes the weight of arrangements, which the weighting '" +
        std::string(to_string(network.weighting())) +
        "' does not look at: resample 'arrangements' instead");
}

}  // namespace

template <>
std::span<const std::string_view> words<BridgeMeasure>() noexcept {
  static constexpr std::array<std::string_view, 8> all = {
      "strength", "outside_share", "participation",  "participation_normalised",
      "within_z", "constraint",    "effective_size", "betweenness"};
  return all;
}

BridgeMeasure parse_bridge_measure(std::string_view text) {
  return parse_word<BridgeMeasure>("measure", text);
}

BootstrapValues bootstrap_values(const Network& network, const Partition& clusters,
                                 const BootstrapOptions& options) {
  require_fit(network, clusters, options);
  const AffiliationNetwork& affiliation = network.affiliation();
  const auto n = static_cast<std::size_t>(network.node_count());
  const auto draws = static_cast<std::size_t>(options.draws);
  BootstrapValues result;
  if (options.monitor != nullptr) options.monitor->expect(draws);
  detail::parallel_growing(
      0, draws, options.threads,
      [&](std::size_t d, int) {
        const Network drawn(
            resampled_draw(affiliation, options.resample, options.drop, options.seed, d),
            network.weighting(), network.min_shared());
        const Measured found = measure(drawn, clusters, options.measure, options.monitor);
        const auto start = static_cast<std::ptrdiff_t>(d * n);
        std::copy(found.value.begin(), found.value.end(), result.value.begin() + start);
        std::copy(found.strength.begin(), found.strength.end(), result.strength.begin() + start);
        advance(options.monitor);
      },
      options.monitor, detail::growing_bytes, detail::Places{result.value, n},
      detail::Places{result.strength, n});
  return result;
}

std::vector<double> permuted_products(std::span<const double> x, std::span<const double> y,
                                      std::int32_t draws, std::uint64_t seed, int threads,
                                      const Monitor* monitor,
                                      std::span<const std::int32_t> groups) {
  if (x.size() != y.size() || draws < 0 || (!groups.empty() && groups.size() != x.size()))
    throw std::invalid_argument("permuted_products: lengths differ, or draws < 0");
  const detail::GroupedPermutation permutation(x.size(), groups);
  std::vector<double> products;
  detail::parallel_growing(
      0, static_cast<std::size_t>(draws), threads,
      [&](std::size_t d, int) {
        Random random(stream_seed(seed, d));
        const std::vector<std::uint32_t> order = permutation.draw(random);
        double sum = 0;
        for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[order[i]];
        products[d] = sum;
      },
      monitor, detail::growing_bytes, detail::Places{products});
  return products;
}

}  // namespace munigraph
