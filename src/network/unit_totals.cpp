#include "network/unit_totals.hpp"

#include <cstddef>
#include <stdexcept>

namespace munigraph::detail {

QuantisedWeights held_tie_weights(const AffiliationNetwork& affiliation, Weighting weighting,
                                  const Monitor* monitor) {
  QuantisedWeights weights = quantised_tie_weights(affiliation, weighting, monitor);
  if (!weights.holds)
    throw std::invalid_argument(
        "intensities span too many orders of magnitude for the memberships alone: project the "
        "network, whose ties are then doubles");
  return weights;
}

std::vector<std::int64_t> unit_strengths(const AffiliationNetwork& affiliation,
                                         const QuantisedWeights& weights, const Monitor* monitor) {
  std::vector<std::int64_t> result(static_cast<std::size_t>(affiliation.node_count()));
  for (std::int32_t a = 0; a < affiliation.arrangement_count(); ++a) {
    check(monitor);
    const std::int64_t unit = weights.units[static_cast<std::size_t>(a)];
    if (unit == 0) continue;
    const std::int32_t host = affiliation.host(a);
    const std::int64_t others = affiliation.size(a) - 1;
    for (const std::int32_t i : affiliation.members(a))
      result[static_cast<std::size_t>(i)] +=
          host == AffiliationNetwork::clique || host == i ? unit * others : unit;
  }
  return result;
}

std::vector<std::uint8_t> isolates(const AffiliationNetwork& affiliation,
                                   const QuantisedWeights& weights, const Monitor* monitor) {
  std::vector<std::uint8_t> isolate(static_cast<std::size_t>(affiliation.node_count()), 1);
  for (std::int32_t a = 0; a < affiliation.arrangement_count(); ++a) {
    check(monitor);
    if (weights.units[static_cast<std::size_t>(a)] == 0) continue;
    for (const std::int32_t i : affiliation.members(a)) isolate[static_cast<std::size_t>(i)] = 0;
  }
  return isolate;
}

std::vector<std::uint8_t> isolates(const CooperationNetwork& network) {
  std::vector<std::uint8_t> isolate(static_cast<std::size_t>(network.node_count()));
  for (std::int32_t i = 0; i < network.node_count(); ++i)
    isolate[static_cast<std::size_t>(i)] = network.degree(i) == 0;
  return isolate;
}

}  // namespace munigraph::detail
