#pragma once

#include <cstdint>
#include <span>

#include "munigraph/clustering/ensemble.hpp"

namespace munigraph::clustering {

/// One round of consensus against a null model: as many runs as there are in `runs`, each of which
/// maximises Σ (C_ij − P_ij) over pairs of nodes in one cluster. C_ij counts the runs that have
/// them together; P_ij = ½(p_i + p_j) is what the local permutation model expects, in which i keeps
/// its cluster and all other labels are permuted: p_i = Σ_runs (size of i's cluster − 1)/(n − 1),
/// with n the nodes that are no isolates.
/// L. G. S. Jeub, O. Sporns and S. Fortunato (2018), Scientific Reports 8, 3259,
/// doi:10.1038/s41598-018-21352-7.
///
/// Nodes that no run tells apart are one, so cost and memory follow the pairs of distinct rows of
/// labels. Of the result the labels, the quality (Σ above), the counts and best_run are set.
[[nodiscard]] Ensemble against_null(const Ensemble& runs, std::span<const std::uint8_t> isolate,
                                    std::uint64_t seed, int threads, const Monitor* monitor);

}  // namespace munigraph::clustering
