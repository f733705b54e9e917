#pragma once

#include <cstdint>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/network/cooperation_network.hpp"

namespace munigraph {

/// What the length of a path is the sum of.
enum class PathLength : std::uint8_t {
  distance,  ///< 1/w per tie: strong ties are short.
  hops,      ///< 1 per tie.
};

struct BetweennessOptions {
  PathLength length = PathLength::distance;
  /// Divide by (n−1)(n−2)/2, the number of pairs of other nodes; else the number of pairs itself.
  bool normalised = true;
  /// Paths whose lengths differ by less than this share of their length are equally short. Sums of
  /// 1/w that are equal as fractions differ by about 1e-15 as doubles, so comparing those without a
  /// tolerance loses ties; different ones rarely come as near as this.
  double tolerance = 1e-10;
  int threads = 1;             ///< 0: all cores. The result does not depend on it.
  Monitor* monitor = nullptr;  ///< Told of every node done; hears stop() within a node.
  bool count_progress = true;  ///< Off where the caller counts larger steps on the same monitor.
};

/// Betweenness of every node: over pairs of other nodes, the share of shortest paths that pass
/// through it, summed. Pairs without a path add nothing.
/// Cost O(n·m + n² log n) time and O(m + n) memory; dense networks of up to 1,024 nodes take
/// O(n³/2) additions without branches and O(n²) memory instead.
/// Throws std::invalid_argument if the tolerance is not in [0, 1e-3].
/// Freeman (1977); Brandes (2001), Journal of Mathematical Sociology 25(2), 163–177,
/// doi:10.1080/0022250X.2001.9990249.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<double> betweenness(
    const CooperationNetwork& network, const BetweennessOptions& options = {});

}  // namespace munigraph
