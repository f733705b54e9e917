#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "munigraph/clustering/ensemble.hpp"
#include "munigraph/core/export.hpp"

namespace munigraph {

struct LandscapeOptions {
  EnsembleOptions ensemble;  ///< `runs` is not used where `runs` below is none.
  /// None: until enough, see landscape().
  std::optional<int> runs{};
  /// A run counts as near-optimal if its quality is at least the best one minus this share of it.
  double tolerance = 0.01;
  double similarity = 0.9;  ///< AMI with a group's representative from which a run belongs to it.
  double coverage = 0.95;   ///< What share of further runs should find nothing new.
  int least_runs = 50;      ///< Where runs is none: at least and at most so many.
  int most_runs = 3200;
};

/// Solutions that are much alike.
struct SolutionGroup {
  std::int32_t representative = 0;  ///< Run with the highest quality of the group.
  std::int32_t runs = 0;
  std::int32_t labellings = 0;  ///< Different ones among them.
  double quality = 0;           ///< Highest and lowest.
  double quality_min = 0;
  std::int32_t clusters_min = 0;
  std::int32_t clusters_max = 0;
  double similarity = 1;  ///< Mean AMI of its runs with the representative.
};

struct Landscape {
  Ensemble ensemble;
  std::vector<SolutionGroup> groups;  ///< By number of runs, largest first; ties by quality.
  std::vector<std::int32_t> group;    ///< Per run; −1 where it is not near-optimal.
  std::int32_t near_optimal = 0;      ///< Runs that are.
  /// Good–Turing estimate of the share of near-optimal runs that would belong to no group so far:
  /// groups of one run over near-optimal runs.
  double unseen = 0;
  /// Runs after which a further near-optimal one is expected to belong to a group seen before with
  /// chance `coverage`, were the groups and their shares as found.
  std::int32_t runs_needed = 0;
  bool enough = false;  ///< unseen ≤ 1 − coverage.
};

/// How many different solutions of nearly the same quality there are. Runs in order of quality:
/// each joins the first group whose representative it is similar to, else founds one (the grouping
/// of Calatayud, Bernardo-Madrid, Neuman, Rojas & Rosvall 2019, Physical Review E 100, 052308, with
/// AMI as the similarity). Without a number of runs these are doubled from `least_runs` until the
/// unseen share is at most 1 − coverage; run r is the same run in all of it.
/// Throws std::invalid_argument for options out of range, or as ensemble() does.
[[nodiscard]] MUNIGRAPH_EXPORT Landscape landscape(const Network& network,
                                                   const LandscapeOptions& options = {});

}  // namespace munigraph
