#pragma once

#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/network/cooperation_network.hpp"

namespace munigraph {

/// How the ties of a node's neighbours among each other bind it. With w the weights, s the
/// strengths and p_ij = w_ij / s_i; sums run over the neighbours j of i.
struct StructuralHoles {
  /// Burt's constraint Σ_j (p_ij + Σ_q p_iq p_qj)²: low where the neighbours are not tied. NaN
  /// without ties.
  std::vector<double> constraint;
  /// Burt's effective size Σ_j (1 − Σ_q p_iq m_jq), m_jq = w_jq / max_k w_jk: neighbours that are
  /// not redundant. NaN without ties.
  std::vector<double> effective_size;
};

struct StructuralHolesOptions {
  bool weighted = true;    ///< Else all weights are taken as 1.
  bool constraint = true;  ///< What is wanted; the other vector stays empty.
  bool effective_size = true;
  int threads = 1;  ///< 0: all cores. The result does not depend on it.
  const Monitor* monitor = nullptr;
};

/// Constraint and effective size of every node. Dense networks of up to 4,096 nodes take matrix
/// products, O(n³); others O(Σ degree²) of neighbours.
/// Burt (1992), Structural Holes, Harvard University Press.
[[nodiscard]] MUNIGRAPH_EXPORT StructuralHoles
structural_holes(const CooperationNetwork& network, const StructuralHolesOptions& options = {});

}  // namespace munigraph
