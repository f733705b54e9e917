#include "munigraph/null_models/backbone.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

#include "network/trusted_rows.hpp"

namespace munigraph {
namespace {

/// x^k by repeated squaring: the same on every platform.
double power(double x, std::int32_t k) {
  double result = 1;
  for (; k > 0; k /= 2, x *= x)
    if (k % 2 == 1) result *= x;
  return result;
}

std::uint64_t pair_count(const CooperationNetwork& ties) {
  const auto n = static_cast<std::uint64_t>(ties.node_count());
  return n < 2 ? 0 : n * (n - 1) / 2;
}

}  // namespace

template <>
std::span<const std::string_view> words<Correction>() noexcept {
  static constexpr std::array<std::string_view, 3> all = {"fdr", "bonferroni", "none"};
  return all;
}

Correction parse_correction(std::string_view text) {
  return parse_word<Correction>("correction", text);
}

double significance_threshold(std::span<const double> p_values, double alpha, std::uint64_t tests,
                              Correction correction, const Monitor* monitor) {
  if (!(alpha > 0 && alpha < 1))
    throw std::invalid_argument("alpha is " + std::to_string(alpha) +
                                ", expected a number between 0 and 1");
  std::vector<double> ascending(p_values.begin(), p_values.end());
  std::sort(ascending.begin(), ascending.end(), [monitor](double a, double b) {
    check(monitor);
    return a < b;
  });
  const auto number = static_cast<double>(std::max<std::uint64_t>(1, tests));
  for (std::size_t k = ascending.size(); k-- > 0;) {
    double level = alpha;
    if (correction == Correction::bonferroni) level = alpha / number;
    if (correction == Correction::fdr) level = alpha * static_cast<double>(k + 1) / number;
    if (ascending[k] <= level) return ascending[k];
  }
  return -1.0;
}

std::vector<double> disparity_p_values(const CooperationNetwork& ties, const Monitor* monitor) {
  std::vector<double> result;
  result.reserve(ties.edge_count());
  std::vector<double> strength(static_cast<std::size_t>(ties.node_count()));
  for (std::int32_t i = 0; i < ties.node_count(); ++i)
    strength[static_cast<std::size_t>(i)] = ties.strength(i);
  for (std::int32_t i = 0; i < ties.node_count(); ++i) {
    check(monitor);
    for (std::size_t s = ties.offsets()[static_cast<std::size_t>(i)];
         s < ties.offsets()[static_cast<std::size_t>(i) + 1]; ++s) {
      const std::int32_t j = ties.targets()[s];
      if (j < i) continue;
      double p = 1;
      for (const std::int32_t end : {i, j}) {
        const double share =
            std::min(1.0, ties.weight(s) / strength[static_cast<std::size_t>(end)]);
        p = std::min(p, power(1 - share, ties.degree(end) - 1));
      }
      result.push_back(p);
    }
  }
  return result;
}

CooperationNetwork keep_edges(const CooperationNetwork& ties, std::span<const double> p_values,
                              double threshold, const Monitor* monitor) {
  if (p_values.size() != ties.edge_count())
    throw std::invalid_argument("keep_edges: " + std::to_string(p_values.size()) +
                                " p-values for " + std::to_string(ties.edge_count()) + " edges");
  std::vector<std::uint8_t> kept(ties.targets().size());
  std::vector<std::int32_t> source;
  std::vector<std::int32_t> target;
  std::vector<double> weight;
  std::size_t edge = 0;
  std::vector<std::size_t> offsets(static_cast<std::size_t>(ties.node_count()) + 1, 0);
  for (std::int32_t i = 0; i < ties.node_count(); ++i) {
    check(monitor);
    for (std::size_t s = ties.offsets()[static_cast<std::size_t>(i)];
         s < ties.offsets()[static_cast<std::size_t>(i) + 1]; ++s) {
      const std::int32_t j = ties.targets()[s];
      if (j < i || p_values[edge++] > threshold) continue;
      kept[s] = 1;
      kept[static_cast<std::size_t>(ties.find(j, i))] = 1;
      source.push_back(i);
      target.push_back(j);
      weight.push_back(ties.weight(s));
    }
  }
  // Integer weights keep their quantum; doubles have none.
  if (!ties.exact())
    return CooperationNetwork::from_edges(ties.node_count(), source, target, weight, monitor);
  std::vector<std::int32_t> targets;
  std::vector<std::int64_t> units;
  for (std::int32_t i = 0; i < ties.node_count(); ++i) {
    check(monitor);
    for (std::size_t s = ties.offsets()[static_cast<std::size_t>(i)];
         s < ties.offsets()[static_cast<std::size_t>(i) + 1]; ++s) {
      if (kept[s] == 0) continue;
      targets.push_back(ties.targets()[s]);
      units.push_back(ties.units()[s]);
    }
    offsets[static_cast<std::size_t>(i) + 1] = targets.size();
  }
  return detail::TrustedRows::of_units(std::move(offsets), std::move(targets), std::move(units),
                                       ties.quantum(), ties.largest_rounding(), monitor);
}

CooperationNetwork bicm_backbone(const Network& network, const Bicm& model,
                                 const BackboneOptions& options) {
  const CooperationNetwork& ties = network.cooperation(options.monitor);
  const auto p = co_occurrence_p_values(network.affiliation(), ties, model, options);
  const double threshold = significance_threshold(p, options.alpha, pair_count(ties),
                                                  options.correction, options.monitor);
  return keep_edges(ties, p, threshold, options.monitor);
}

CooperationNetwork bicm_backbone(const Network& network, const BackboneOptions& options) {
  BicmOptions solving;
  solving.monitor = options.monitor;
  return bicm_backbone(network, Bicm(network.affiliation(), solving), options);
}

CooperationNetwork disparity_backbone(const Network& network, const BackboneOptions& options) {
  const CooperationNetwork& ties = network.cooperation(options.monitor);
  const auto p = disparity_p_values(ties, options.monitor);
  const double threshold = significance_threshold(p, options.alpha, ties.edge_count(),
                                                  options.correction, options.monitor);
  return keep_edges(ties, p, threshold, options.monitor);
}

}  // namespace munigraph
