#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "munigraph/core/random.hpp"
#include "munigraph/null_models/tiling.hpp"
#include "null_models/memberships.hpp"
#include "null_models/recombination.hpp"

namespace munigraph::detail {

/// A region of a scheme drawn before that has the same members in the register.
struct Twin {
  std::int32_t region;  ///< Arrangements, both.
  std::int32_t earlier;
};

struct Scheme {
  std::vector<std::int32_t> regions;    ///< Arrangements.
  std::vector<std::int32_t> territory;  ///< Nodes in any of them, ascending.
  /// What can be taken over; those of the scheme that shares most regions first.
  std::vector<Twin> twins;
  double steps = 0;  ///< Recombinations per region.
};

/// Part of a territory with the regions that it is cut into.
struct Piece {
  std::vector<std::int32_t> nodes;
  std::vector<std::int32_t> regions;
  /// Pairs of nodes that are joined without a border between them.
  std::vector<std::array<std::int32_t, 2>> bridges;
};

/// Everything that a draw needs.
struct TilingPlan {
  explicit TilingPlan(const AffiliationNetwork& observed)
      : kept(observed), members(static_cast<std::size_t>(kept.arrangement_count)) {}

  Kept kept;
  std::vector<std::vector<std::int32_t>> members;  ///< In the register, per arrangement.
  std::vector<Scheme> schemes;                     ///< As given.
  std::vector<std::size_t> order;                  ///< In which they are drawn.
  std::vector<std::uint8_t> in_scheme;             ///< Per arrangement.
  Borders borders;
  /// Borders, and what joins the connected parts of the map to each other.
  Borders links;
  std::vector<double> population;
  double tolerance = 0.1;
};

/// Arrangements as they are drawn.
struct Drawn {
  std::vector<std::vector<std::int32_t>> members;
  std::vector<std::int32_t> host;  ///< Empty where there are no stars.
};

/// Looks at regions while they are recombined: labels that begin equal and change.
class ChainWatch {
 public:
  ChainWatch(double step, std::size_t points) : step_(step), agreement_(points, 0.0) {}

  [[nodiscard]] double step() const noexcept { return step_; }
  [[nodiscard]] std::size_t points() const noexcept { return agreement_.size(); }
  void look(std::size_t point, std::span<const std::int32_t> start,
            std::span<const std::int32_t> now);
  /// AMI with the start at every point; 0 where nothing was looked at.
  [[nodiscard]] const std::vector<double>& agreement() const noexcept { return agreement_; }
  [[nodiscard]] bool looked() const noexcept { return looked_; }

 private:
  double step_;
  std::vector<double> agreement_;
  bool looked_ = false;
};

/// Cuts what is left of a territory into pieces and gives each its regions (`open`), whose number
/// is at most that of the nodes.
[[nodiscard]] std::vector<Piece> pieces_of(const TilingPlan& plan,
                                           std::span<const std::int32_t> left,
                                           std::span<const std::int32_t> open);

/// Draws one scheme after those before it; `watch`, if given, says how far the chain goes.
void draw_scheme(const TilingPlan& plan, std::size_t scheme, Drawn& drawn, Random& random,
                 ChainWatch* watch = nullptr);

/// Draws beforehand; sets the plan's steps.
[[nodiscard]] TilingTrials try_out(TilingPlan& plan, const TilingOptions& options);

/// Components of some nodes: a number each, by smallest node; −1 for all others.
[[nodiscard]] std::vector<std::int32_t> components_of(const Borders& borders,
                                                      std::span<const std::int32_t> nodes,
                                                      std::int32_t* number);

}  // namespace munigraph::detail
