#pragma once

#include <cstdint>
#include <span>

#include "munigraph/clustering/leiden.hpp"
#include "munigraph/core/export.hpp"
#include "munigraph/network/network.hpp"

namespace munigraph {

/// Where a run begins, and what it may not change.
struct LeidenStart {
  /// A label per node (any integers); negative: the node begins alone.
  std::span<const std::int32_t> labels;
  /// Per node, non-zero: its label stays. Empty: none. A fixed node needs a label.
  std::span<const std::uint8_t> fixed;
};

/// Leiden from given labels, in the explicit form.
///
/// Fixed nodes of one label stay together and those of different labels apart; other nodes may join
/// and leave them. Nodes without ties stay alone, fixed or not. Converged means that no move of a
/// node that is not fixed, and no merge of two clusters that do not both hold fixed nodes, gains
/// more than 1e-12 of the total weight. Every cluster is connected where its fixed nodes are taken
/// for one; Clustering::disconnected counts those that are not otherwise.
///
/// Same seed and start, same labels. Cost: near O(m) per pass. Throws std::invalid_argument as
/// leiden() does, where lengths differ, where a fixed node has no label, or where the options ask
/// for another form.
[[nodiscard]] MUNIGRAPH_EXPORT Clustering leiden_from(const Network& network,
                                                      const LeidenStart& start,
                                                      const LeidenOptions& options = {});

}  // namespace munigraph
