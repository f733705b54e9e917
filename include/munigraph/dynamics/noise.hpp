#pragma once

#include <cstdint>
#include <vector>

#include "munigraph/clustering/leiden.hpp"
#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/dynamics/track.hpp"
#include "munigraph/network/network.hpp"

namespace munigraph {

struct NoiseOptions {
  LeidenOptions leiden;    ///< Of every run; `leiden.seed` is the seed of the whole.
  bool consensus = false;  ///< Clusters are the consensus of the runs; else their best run.
  double threshold = 0.5;  ///< Of a consensus.
  /// Of one ensemble. More runs agree better, so that in the limit there is no noise, however many
  /// solutions are nearly as good; single runs show these.
  int runs = 1;
  int pairs = 200;             ///< Pairs of ensembles; no run is in two of them.
  int threads = 0;             ///< 0: all cores; the result does not depend on it.
  Monitor* monitor = nullptr;  ///< Told of every finished run; hears stop().
};

/// What tracking finds where nothing changed: the passages between pairs of ensembles of one
/// network, which differ in nothing but their seeds. Singletons are in no cluster.
/// Cost: that of 2 · pairs · runs runs. Throws std::invalid_argument for fewer than one pair or
/// run, or as ensemble() and consensus() do.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<PassageFigures> noise(const Network& network,
                                                                 const NoiseOptions& options = {});

}  // namespace munigraph
