#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/network/affiliation_network.hpp"
#include "munigraph/null_models/null_model.hpp"

namespace munigraph {

namespace detail {
struct TilingPlan;
}

struct TilingOptions {
  /// A region keeps its number of members within this share of it, or within one.
  double tolerance = 0.1;
  /// Recombinations per region of a draw, at least; more until agreement with the start of the
  /// chain has levelled off.
  double steps_per_region = 10;
  int trials = 8;              ///< Draws that are made beforehand, to see how far a chain must go.
  std::uint64_t seed = 0;      ///< Of the trials.
  int threads = 1;             ///< 0: all cores. The result does not depend on it.
  Monitor* monitor = nullptr;  ///< Told of every trial; hears stop().
};

/// What the trial draws of a tiling show.
struct TilingTrials {
  /// At which agreement with the start was looked at; the first is 0.
  std::vector<double> steps_per_region;
  /// Row-major (points × schemes, as given): AMI of the regions and those that the chain started
  /// with, mean over trials, over what is recombined; NaN for a scheme in which nothing is.
  std::vector<double> agreement;
  /// Per scheme: recombinations per region of a draw.
  std::vector<double> steps;
  /// Per scheme: whether agreement levelled off within the longest chain looked at.
  std::vector<std::uint8_t> levelled;
  /// Per scheme: share of its regions whose size is outside the tolerance, mean over trials.
  std::vector<double> outside;
  /// Share of all regions that have the members of a region of another scheme.
  double equal_observed = 0;
  double equal_drawn = 0;  ///< Mean over trials.
  /// Share of all regions that are connected.
  double connected_observed = 0;
  double connected_drawn = 0;  ///< Mean over trials.
};

/// Statutory regions as they could have been drawn: schemes of regions that tile the country are
/// drawn anew as random contiguous partitions with the same sizes, all other arrangements by
/// another null model.
///
/// Schemes are drawn in the order of their number of regions, fewest first. A region whose members
/// are those of a region drawn before takes what that one was given, so that schemes that coincide
/// in the register coincide in the draw. The rest of a scheme is recombined (ReCom: DeFord, Duchin
/// & Solomon 2021, Harvard Data Science Review 3(1)) on what is left of its territory: each
/// connected piece gets the regions whose members in the register overlap it most, their sizes
/// scaled to it; a piece that gets none joins a neighbour. Nodes that are in no region of a scheme
/// are in none of its draws, but where a region that is taken over has them. The host of a star is
/// drawn among its region's members in proportion to population (stars with one host and the same
/// members keep one host).
///
/// Cost of a draw O(steps · members of two regions), trials · some draws once.
class MUNIGRAPH_EXPORT Tiling final : public NullModel {
 public:
  /// `schemes`: arrangements of each, an arrangement in one scheme at most, one scheme at least.
  /// `borders`: pairs of nodes. Nodes without a border are joined to their nearest; for that and to
  /// join pieces of the map `lon` and `lat` are needed (else empty).
  /// `others` draws all other arrangements: a model of the same nodes and arrangements in which
  /// those of schemes have no members; without it they stay as they are.
  /// `population`: weights of hosts, above 0; empty where no scheme has stars.
  /// Throws std::invalid_argument where one of these does not hold.
  Tiling(const AffiliationNetwork& observed, std::shared_ptr<const NullModel> others,
         std::vector<std::vector<std::int32_t>> schemes,
         std::span<const std::array<std::int32_t, 2>> borders, std::span<const double> population,
         std::span<const double> lon, std::span<const double> lat,
         const TilingOptions& options = {});

  [[nodiscard]] const TilingTrials& trials() const& noexcept { return *trials_; }
  const TilingTrials& trials() const&& = delete;

 private:
  [[nodiscard]] AffiliationNetwork drawn(std::uint64_t seed, const Monitor* monitor) const override;

  std::shared_ptr<const detail::TilingPlan> plan_;
  std::shared_ptr<const NullModel> others_;
  std::shared_ptr<const TilingTrials> trials_;
};

/// Memberships without those of some arrangements, which stay as empty ones: what is left for
/// another model when these are drawn by themselves.
[[nodiscard]] MUNIGRAPH_EXPORT AffiliationNetwork
without_members(const AffiliationNetwork& observed, std::span<const std::int32_t> arrangements);

}  // namespace munigraph
