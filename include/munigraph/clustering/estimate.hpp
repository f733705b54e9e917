#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "munigraph/clustering/consensus.hpp"
#include "munigraph/clustering/ensemble.hpp"
#include "munigraph/clustering/plan.hpp"
#include "munigraph/core/export.hpp"
#include "munigraph/network/network.hpp"

namespace munigraph {

/// How a number of clusters is estimated.
enum class Method : std::uint8_t {
  automatic,  ///< Consensus up to `largest_consensus` nodes, else the best run of Leiden.
  consensus,  ///< What many runs agree on.
  leiden,     ///< The best of many runs.
  louvain,    ///< The best of many runs without refinement: clusters may fall apart.
};

template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<Method>() noexcept;
[[nodiscard]] MUNIGRAPH_EXPORT std::string_view to_string(Method method) noexcept;
/// Throws std::invalid_argument for an unknown word.
[[nodiscard]] MUNIGRAPH_EXPORT Method parse_method(std::string_view text);

struct EstimateOptions {
  Method method = Method::automatic;
  std::optional<int> runs{};   ///< 100 for a consensus, else 20.
  double threshold = 0.5;      ///< Of a consensus.
  bool against_null = false;   ///< Of a consensus, in place of the threshold.
  LeidenOptions leiden;        ///< `leiden.seed` is the seed of the estimate.
  int threads = 0;             ///< 0: all cores; the result does not depend on it.
  Monitor* monitor = nullptr;  ///< Told of every finished run; hears stop().
};

/// The largest network for which `automatic` is a consensus.
inline constexpr std::int32_t largest_consensus = 5'000;
/// So many consensus, with disjoint seeds, make the range of one.
inline constexpr int consensus_repeats = 10;

/// A number of clusters with the range that belongs to it: both by one method.
struct MUNIGRAPH_EXPORT Estimate {
  Method method = Method::leiden;  ///< Never `automatic`.
  Clustering clustering;           ///< The consensus, or the best run.
  /// Clusters of each repetition: of `consensus_repeats` consensus, the first of which is
  /// `clustering`, or of every run.
  std::vector<std::int32_t> counts;
  std::vector<std::int32_t> run_counts;  ///< Of the runs behind `clustering`.
  double agreement = 0;                  ///< Mean AMI of pairs of these runs; NaN for one run.

  [[nodiscard]] std::int32_t least() const;     ///< The smallest of `counts`.
  [[nodiscard]] std::int32_t greatest() const;  ///< The largest of `counts`.
};

/// So many consensus of one plan, the first with the given seed, the others with streams of their
/// own, and the runs behind the first.
struct RepeatedConsensus {
  std::vector<Clustering> found;
  Ensemble first;
};
/// The consensus whose counts make an estimate and its range. `options.leiden` is what `plan` was
/// made with.
[[nodiscard]] MUNIGRAPH_EXPORT RepeatedConsensus repeated_consensus(const Network& network,
                                                                    const LeidenPlan& plan,
                                                                    const EstimateOptions& options,
                                                                    int runs);

/// The method that `automatic` is for so many nodes, or the one given.
[[nodiscard]] MUNIGRAPH_EXPORT Method method_for(Method method, std::int32_t nodes) noexcept;
/// Runs of a method, where they are not given.
[[nodiscard]] MUNIGRAPH_EXPORT int standard_runs(Method method) noexcept;

/// Clusters of a network and the range of their number. `consensus` gives what consensus() does
/// for the seed; the other nine use seeds of their own. `leiden` and `louvain` give the best run,
/// the range is over all runs, and run r is that of stream_seed(seed, r). Cost: that of the runs,
/// ten times for a consensus. Throws as consensus(), ensemble() and louvain() do.
[[nodiscard]] MUNIGRAPH_EXPORT Estimate estimate(const Network& network,
                                                 const EstimateOptions& options = {});

}  // namespace munigraph
