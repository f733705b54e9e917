#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "munigraph/clustering/estimate.hpp"
#include "munigraph/clustering/leiden.hpp"
#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/network/construction.hpp"
#include "munigraph/registry/register.hpp"

namespace munigraph {

/// One row of a multiverse: every choice between a register and its clusters.
struct Specification {
  Construction construction;  ///< With its date.
  Quality quality = Quality::modularity;
  std::optional<double> resolution;  ///< None: 1 for modularity; CPM needs one.
};

/// A number for a row's choices: equal for equal choices however they were written, different for
/// different ones (64 bits of a hash of their JSON). Choices that are at their default take no
/// part, so that a new kind of choice changes no key.
[[nodiscard]] MUNIGRAPH_EXPORT std::uint64_t specification_key(const Specification& specification);
/// 64 bits of a hash of any text: for rows that no specification can be made of.
[[nodiscard]] MUNIGRAPH_EXPORT std::uint64_t text_key(std::string_view text) noexcept;

/// The best partition of a row, by rows of `participants`, to compare other rows with.
struct ReferencePartition {
  std::vector<std::int32_t> participants;  ///< Ascending.
  std::vector<std::int32_t> labels;        ///< Cluster of each.
  std::vector<std::uint8_t> isolate;       ///< 1 for those without any tie.
};

struct MultiverseOptions {
  int runs = 20;  ///< Seeds per row.
  /// `leiden`: figures are those of the runs. `consensus`: those of `consensus_repeats` consensus
  /// of the runs each, as estimate() makes them with the row's seed. No other.
  Method method = Method::leiden;
  double threshold = 0.5;  ///< Of a consensus.
  /// In which form networks are clustered; rows that cannot be had in it are invalid.
  Representation representation = Representation::automatic;
  /// Row k's own seed is stream_seed(seed, its key), and run r of it is leiden() with
  /// stream_seed(row seed, r): no row depends on what other rows there are.
  std::uint64_t seed = 0;
  int threads = 0;            ///< 0: all cores. The result does not depend on it.
  int agreement_pairs = 100;  ///< Pairs of runs that `agreement` is the mean of, at most.
  const ReferencePartition* reference = nullptr;
  Monitor* monitor = nullptr;  ///< Advances once per row; hears stop().
};

/// Smallest and largest value over the runs (or consensus) of a row, and their median (or the value
/// of the first consensus, which is the estimate); NaN where there is none.
struct Spread {
  double median = std::numeric_limits<double>::quiet_NaN();
  double min = std::numeric_limits<double>::quiet_NaN();
  double max = std::numeric_limits<double>::quiet_NaN();
};

/// What a row has found.
struct MultiverseRow {
  enum class Status : std::uint8_t {
    done,
    no_ties,  ///< A network without ties: nothing to cluster.
    invalid,  ///< The choices do not go together, or leave nothing; `message` says why.
  };
  Status status = Status::invalid;
  std::string message;
  std::uint64_t key = 0;
  std::uint64_t seed = 0;  ///< Of the row's ensemble.
  std::int32_t nodes = 0;
  std::int32_t arrangements = 0;
  std::int64_t edges = 0;
  Spread clusters;              ///< Groups of two or more members.
  Spread singletons;            ///< Groups of one, isolates included.
  Spread quality;               ///< As quality_value().
  Spread weight_inside;         ///< Share of the total weight that lies within clusters.
  std::int32_t isolates = 0;    ///< Nodes without any tie.
  std::int32_t components = 0;  ///< Of two or more nodes.
  double agreement = std::numeric_limits<double>::quiet_NaN();  ///< Mean AMI of pairs of runs.
  /// AMI of the best run with the reference, over participants that are isolated in neither.
  double ami_reference = std::numeric_limits<double>::quiet_NaN();
  std::int32_t ami_nodes = 0;                                 ///< Their number.
  Representation representation = Representation::automatic;  ///< The one used, where clustered.
};

/// Clusters a register under many specifications and says what each finds. Work that rows share is
/// done once: the snapshot of a date, the memberships that filters leave (for all weightings and
/// `min_shared`), the projected network and its preparation (for all resolutions and runs). Rows
/// that run on the memberships project nothing.
///
/// Choices that do not go together give a row that says so; std::invalid_argument is thrown for a
/// specification without a date, fewer than one run, or a reference whose arrays differ in length.
/// Rows come in the order of `specifications`. Cost: that of the runs; memory: one network per
/// thread.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<MultiverseRow> multiverse(
    const Register& reg, std::span<const Specification> specifications,
    const MultiverseOptions& options = {});

/// The best partition that `specification` finds, with the same runs and seeds as its row.
/// Throws what is wrong with a specification that cannot be met.
[[nodiscard]] MUNIGRAPH_EXPORT ReferencePartition reference_partition(
    const Register& reg, const Specification& specification, const MultiverseOptions& options = {});

}  // namespace munigraph
