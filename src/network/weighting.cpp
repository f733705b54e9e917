#include "munigraph/network/weighting.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <string>

namespace munigraph {
namespace {

/// Integers hold the weights of arrangements if rounding changes none by more than this share of
/// itself. More than for edges, since large arrangements can only be held so; it is told.
constexpr double largest_relative_rounding = 1.0 / 1024;

/// Twice the total weight stays below this power of two.
constexpr int sum_bits = 62;

}  // namespace

template <>
std::span<const std::string_view> words<Weighting>() noexcept {
  static constexpr std::array<std::string_view, 6> all = {"newman", "count",   "pair_share",
                                                          "binary", "jaccard", "cosine"};
  return all;
}

std::string_view to_string(Weighting weighting) noexcept { return word(weighting); }

Weighting parse_weighting(std::string_view text) {
  return parse_word<Weighting>("weighting", text);
}

std::int64_t tie_count(const AffiliationNetwork& network, std::int32_t arrangement) {
  const std::int64_t k = network.size(arrangement);
  if (k < 2) return 0;
  const std::int32_t host = network.host(arrangement);
  if (host == AffiliationNetwork::clique) return k * (k - 1) / 2;
  return host == AffiliationNetwork::absent_host ? 0 : k - 1;
}

double tie_weight(const AffiliationNetwork& network, std::int32_t arrangement,
                  Weighting weighting) {
  if (!is_additive(weighting))
    throw std::invalid_argument("weighting '" + std::string(to_string(weighting)) +
                                "' is no sum over arrangements");
  const std::int64_t ties = tie_count(network, arrangement);
  if (ties == 0) return 0.0;
  const double intensity = network.intensity(arrangement);
  if (weighting == Weighting::count) return intensity;
  if (weighting == Weighting::pair_share) return intensity / static_cast<double>(ties);
  return intensity / static_cast<double>(network.size(arrangement) - 1);
}

double quantum_for(double total) noexcept {
  if (!(total > 0)) return 1.0;
  int exponent = 0;
  std::frexp(2 * total, &exponent);  // 2·total < 2^exponent
  return std::ldexp(1.0, exponent - sum_bits);
}

QuantisedWeights quantised_tie_weights(const AffiliationNetwork& network, Weighting weighting,
                                       const Monitor* monitor) {
  std::vector<double> weight(static_cast<std::size_t>(network.arrangement_count()));
  double total = 0;
  for (std::int32_t a = 0; a < network.arrangement_count(); ++a) {
    check(monitor);
    const double w = tie_weight(network, a, weighting);
    weight[static_cast<std::size_t>(a)] = w;
    total += w * static_cast<double>(tie_count(network, a));
  }
  QuantisedWeights result;
  result.quantum = quantum_for(total);
  result.units.reserve(weight.size());
  for (const double w : weight) {
    result.units.push_back(std::llround(w / result.quantum));
    const double rounding = std::abs(static_cast<double>(result.units.back()) * result.quantum - w);
    result.largest_rounding = std::max(result.largest_rounding, rounding);
    result.holds = result.holds && rounding <= largest_relative_rounding * w;
  }
  return result;
}

}  // namespace munigraph
