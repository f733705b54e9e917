#pragma once

#include <cstdint>
#include <span>

#include "munigraph/clustering/ensemble.hpp"
#include "munigraph/core/export.hpp"
#include "munigraph/network/network.hpp"

namespace munigraph {

/// Labellings from elsewhere as if they were the runs of an ensemble: canonical, each with its
/// quality and counts, and the best of them. `labels`: row-major (rows, nodes), any integers; nodes
/// without ties stay alone. Of `options` the quality function, the resolution, the seed (of the
/// pairs that `agreement` is the mean of), threads and monitor are used.
/// Cost O(rows (n + m)). Throws std::invalid_argument for no rows, or a length that does not fit.
[[nodiscard]] MUNIGRAPH_EXPORT Ensemble given_ensemble(const Network& network,
                                                       std::span<const std::int32_t> labels,
                                                       std::int32_t rows,
                                                       const EnsembleOptions& options = {});

}  // namespace munigraph
