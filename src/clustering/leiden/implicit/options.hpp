#pragma once

#include <cstdint>

namespace munigraph::clustering {

/// How the implicit form works. None of it changes what is maximised; the labels of a seed depend
/// on it.
struct ImplicitOptions {
  /// Arrangements of at most so many members are projected into rows; larger ones are kept as
  /// counters of their members per cluster.
  std::int32_t explicit_size = 16;
  /// Nodes per chunk that settles on its own at first (in parallel, where there are threads).
  std::int32_t chunk = 16384;
  /// Reference mode: every node that is tied to one that moved is visited again, also through large
  /// arrangements, and nothing is done by chunks. O(Σ k²) time; the labels of a seed are then the
  /// same for every explicit_size.
  bool exhaustive = false;
};

}  // namespace munigraph::clustering
