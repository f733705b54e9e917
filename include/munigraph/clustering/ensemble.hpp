#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "munigraph/clustering/leiden.hpp"
#include "munigraph/clustering/plan.hpp"
#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/network/network.hpp"

namespace munigraph {

struct EnsembleOptions {
  /// Quality, resolution, iterations and representation of every run. `leiden.seed` is the seed of
  /// the ensemble: run r is leiden() with stream_seed(seed, r). `leiden.threads` is not used;
  /// `leiden.monitor` is heard where there is no `monitor`, and must not be another.
  LeidenOptions leiden;
  int runs = 100;
  int threads = 0;             ///< Runs at a time (0: all cores); the result does not depend on it.
  int agreement_pairs = 100;   ///< Pairs of runs that `agreement` is the mean of, at most.
  Monitor* monitor = nullptr;  ///< Told of every finished run; hears stop().
};

/// Many runs of Leiden on one network.
struct Ensemble {
  std::int32_t nodes = 0;
  std::vector<std::int32_t> labels;      ///< Row-major (runs, nodes), canonical per run.
  std::vector<double> quality;           ///< Per run.
  std::vector<std::int32_t> counts;      ///< Clusters (≥ 2 members) per run.
  std::vector<std::int32_t> singletons;  ///< Groups of one per run, isolates included.
  std::vector<std::int32_t> iterations;  ///< Passes per run.
  std::vector<std::uint8_t> converged;   ///< Per run.
  std::int32_t best_run = 0;             ///< The run of the highest quality (ties: the first).
  Clustering best;                       ///< That run; its seed is the run's own.
  /// Mean AMI of pairs of runs; NaN for fewer than two runs.
  double agreement = 0;

  [[nodiscard]] std::int32_t runs() const noexcept {
    return static_cast<std::int32_t>(counts.size());
  }
  [[nodiscard]] std::span<const std::int32_t> run_labels(std::int32_t run) const& noexcept {
    const auto n = static_cast<std::size_t>(nodes);
    return {labels.data() + static_cast<std::size_t>(run) * n, n};
  }
  std::span<const std::int32_t> run_labels(std::int32_t run) const&& = delete;
};

/// One seed per thread on a shared network. Throws std::invalid_argument for fewer than one run,
/// or as leiden() does.
[[nodiscard]] MUNIGRAPH_EXPORT Ensemble ensemble(const Network& network,
                                                 const EnsembleOptions& options = {});
/// The same with what runs share made before: for many ensembles on one network and resolution.
/// Of `options.leiden` only the seed is used.
[[nodiscard]] MUNIGRAPH_EXPORT Ensemble ensemble(const LeidenPlan& plan,
                                                 const EnsembleOptions& options = {});

/// An ensemble of the same plan and options with more runs; those that are there are kept. From an
/// empty Ensemble it is ensemble().
[[nodiscard]] MUNIGRAPH_EXPORT Ensemble extended(const LeidenPlan& plan, Ensemble ensemble,
                                                 const EnsembleOptions& options);

/// Mean AMI over pairs of distinct rows of a row-major (runs, nodes) matrix of labels: all pairs if
/// there are at most `pairs` of them, else so many, drawn without replacement by `seed`. NaN for
/// fewer than two rows.
[[nodiscard]] MUNIGRAPH_EXPORT double mean_agreement(std::span<const std::int32_t> labels,
                                                     std::int32_t nodes, int pairs,
                                                     std::uint64_t seed, int threads = 1,
                                                     const Monitor* monitor = nullptr);

/// Share of the rows in which two nodes have one label: row-major (nodes, nodes), diagonal 1.
/// O(nodes²) memory, O(Σ size²) time per row.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<double> co_assignment(
    std::span<const std::int32_t> labels, std::int32_t nodes, const Monitor* monitor = nullptr);

}  // namespace munigraph
