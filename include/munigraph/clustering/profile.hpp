#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "munigraph/clustering/ensemble.hpp"
#include "munigraph/clustering/plan.hpp"
#include "munigraph/core/export.hpp"

namespace munigraph {

/// `count` resolutions from low to high, evenly spaced in their logarithms; the same on every
/// platform. Throws std::invalid_argument unless 0 < low ≤ high, their quotient is finite and
/// count ≥ 1.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<double> log_spaced(double low, double high, int count);

/// One resolution of a scan.
struct ProfilePoint {
  double resolution = 0;
  std::int32_t clusters = 0;      ///< Of the best run.
  std::int32_t singletons = 0;    ///< Of the best run.
  std::int32_t clusters_min = 0;  ///< Over the runs.
  std::int32_t clusters_max = 0;
  double quality = 0;        ///< Of the best run.
  double agreement = 0;      ///< Of the runs, as in Ensemble.
  std::int32_t plateau = 0;  ///< Which of Profile::plateaus it lies in.
};

/// The exact range of γ in which one of the partitions found is the best of all that were found.
struct ResolutionDomain {
  double low = 0;
  double high = 0;
  std::int32_t partition = 0;  ///< Row of Profile::partitions.
  std::int32_t clusters = 0;
  std::int32_t singletons = 0;
  double inside = 0;   ///< Share of the weight inside clusters: the quality at γ = 0.
  double penalty = 0;  ///< What γ takes off: quality(γ) = inside − γ · penalty.
};

/// Neighbouring domains with one number of clusters.
struct Plateau {
  double low = 0;
  double high = 0;
  std::int32_t clusters = 0;
  double length = 0;     ///< log10(high / low).
  double agreement = 0;  ///< Mean over the resolutions in it, or that of the nearest one.
};

struct Profile {
  std::int32_t nodes = 0;
  std::vector<ProfilePoint> points;       ///< By resolution.
  std::vector<ResolutionDomain> domains;  ///< By resolution; they cover the scanned range.
  std::vector<Plateau> plateaus;          ///< By length × agreement, largest first.
  std::vector<std::int32_t> partitions;   ///< Row-major (domains, nodes), canonical.
};

/// What a scan does at each resolution if nothing else is said: fewer runs than an ensemble.
inline const EnsembleOptions profile_options{.leiden = {}, .runs = 20};

/// Scan of resolutions: at each γ the ensemble of `options` with that resolution (same seed), and
/// from all partitions of all runs the exact domains of CHAMP (Weir, Emmons, Gibson, Taylor &
/// Mucha 2017, Algorithms 10, 93): since the quality of a partition is linear in γ, the best ones
/// are an upper envelope of lines, and a plateau is an interval, not an accident of the grid.
/// Cost: an ensemble per resolution, O(P log P) for P partitions.
/// Throws std::invalid_argument for no resolutions, one that is not positive, or as ensemble().
[[nodiscard]] MUNIGRAPH_EXPORT Profile profile(const Network& network,
                                               std::span<const double> resolutions,
                                               const EnsembleOptions& options = profile_options);

/// The same of partitions that are there already (an ensemble of any making, given_ensemble()): at
/// each γ the best of them, with the counts and the agreement of all. Of `options` the quality
/// function and the monitor are used. Cost O(P · (n + m)) for P different partitions.
[[nodiscard]] MUNIGRAPH_EXPORT Profile profile(const Network& network, const Ensemble& partitions,
                                               std::span<const double> resolutions,
                                               const EnsembleOptions& options = profile_options);

/// The upper envelope over [low, high] of the lines inside[p] − γ · penalty[p]: domains by γ, with
/// `partition` the index of the line (of equal lines the first). Lines that are best in a single
/// point only are left out.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<ResolutionDomain> resolution_domains(
    std::span<const double> inside, std::span<const double> penalty, double low, double high);

}  // namespace munigraph
