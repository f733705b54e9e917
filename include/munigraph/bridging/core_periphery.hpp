#pragma once

#include <cstdint>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/network/cooperation_network.hpp"

namespace munigraph {

/// Core number per node: the largest k of which it is in the k-core, the largest part of the
/// network where everyone has at least k ties within it. Weights do not matter; isolates have 0.
/// O(n + m). Batagelj & Zaveršnik (2003), arXiv:cs/0310049.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<std::int32_t> core_numbers(
    const CooperationNetwork& network);

struct CorePeripheryOptions {
  bool weighted = true;              ///< Correlate weights; else only whether a pair is tied.
  const Monitor* monitor = nullptr;  ///< Hears stop().
};

/// A core and a periphery.
struct CorePeriphery {
  std::vector<std::uint8_t> core;  ///< Per node 1 if it is in the core.
  /// Pearson's, over all pairs, of ties with the pattern: 1 where an end is in the core, else 0.
  /// NaN where the network has no ties, or every pair the same one.
  double correlation = 0;
};

/// The discrete core–periphery structure: the core with the best correlation of ties (weights, or 1
/// and 0) with the pattern in which everyone is tied to the core and the periphery is not tied
/// within itself. From every beginning of the order by strength (the best one above 1,000 nodes),
/// single nodes change sides as long as that gains, the best first; the best end is taken, which
/// no single move improves. Deterministic. Cost O(n · (m + n · moves)), or O(m + n · moves).
/// Borgatti & Everett (2000), Social Networks 21, 375–395, doi:10.1016/S0378-8733(99)00019-2.
[[nodiscard]] MUNIGRAPH_EXPORT CorePeriphery
core_periphery(const CooperationNetwork& network, const CorePeripheryOptions& options = {});

}  // namespace munigraph
