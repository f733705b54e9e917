#pragma once

#include <cstdint>
#include <span>

#include "munigraph/clustering/leiden.hpp"
#include "munigraph/clustering/quality.hpp"
#include "munigraph/network/affiliation_network.hpp"
#include "munigraph/network/weighting.hpp"

// What labellings are worth, from the memberships alone.

namespace munigraph::clustering {

/// Whether one run is estimated to cost less in the implicit form than in the explicit one (whose
/// building counts too, unless the network is `projected` already). Compares the ties that either
/// would hold; networks of at most 2,000 nodes are left to the dense and the explicit form.
/// O(arrangements).
[[nodiscard]] bool implicit_is_cheaper(const AffiliationNetwork& affiliation, bool projected);

/// quality_value() of a projection, from the memberships alone. O(memberships). NaN where there are
/// no ties. Throws std::invalid_argument where labels and nodes differ in number or the weighting
/// is no sum over arrangements. `monitor` hears stop().
[[nodiscard]] double implicit_quality(const AffiliationNetwork& affiliation, Weighting weighting,
                                      std::span<const std::int32_t> labels,
                                      const QualityFunction& function,
                                      const Monitor* monitor = nullptr);

/// describe_labels() of a projection, from the memberships alone. O(memberships).
[[nodiscard]] Clustering describe_labels(const AffiliationNetwork& affiliation, Weighting weighting,
                                         std::span<const std::int32_t> labels,
                                         const LeidenOptions& options = {});

/// The same of clusters that are known to be connected.
[[nodiscard]] Clustering describe_connected(const AffiliationNetwork& affiliation,
                                            Weighting weighting,
                                            std::span<const std::int32_t> labels,
                                            const LeidenOptions& options);

}  // namespace munigraph::clustering
