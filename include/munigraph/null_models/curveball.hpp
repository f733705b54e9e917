#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/null_models/null_model.hpp"

namespace munigraph {

namespace detail {
struct TradingTable;
}

/// Longest chain: a few trades per node are enough, and counts of trades must be numbers.
constexpr double most_trades_per_node = 1e9;

/// 5, the usual choice, but 20 for tables of at most `small_table` nodes in which at least half of
/// the arrangements are stars: hosts that may not trade make the chain slow there, and
/// curveball_mixing(), which looks at how many memberships have changed, does not see it.
/// Chi-square tests over all tables of small cases hold at 20.
constexpr std::int32_t small_table = 100;
[[nodiscard]] MUNIGRAPH_EXPORT double standard_trades_per_node(const AffiliationNetwork& observed);

struct CurveballOptions {
  /// Length of the chain from the observed table to a draw, in trades per node; none:
  /// standard_trades_per_node() of the table.
  std::optional<double> trades_per_node;
  const Monitor* monitor = nullptr;
};

/// Memberships with the same number of arrangements per node and of members per arrangement,
/// uniformly among all such tables (in the limit of a long chain).
///
/// In a trade two nodes put the arrangements that only one of them is in on a heap and draw as many
/// as they gave back from it, uniformly. Where there are stars, nodes never trade the host's place
/// nor become member of a star that they host; each trade is then followed by one attempt to
/// turn a triangle of stars around (i in b, j in c, k in a, hosted by j, k, i), which trades
/// between two nodes cannot do.
/// Cost of a draw O(trades · memberships per node), memory O(memberships).
/// Strona et al. (2014), Nature Communications 5:4114, doi:10.1038/ncomms5114; uniformity: Carstens
/// (2015), Physical Review E 91, 042812.
class MUNIGRAPH_EXPORT Curveball final : public NullModel {
 public:
  /// Throws std::invalid_argument if trades_per_node is not from 0 to most_trades_per_node.
  explicit Curveball(const AffiliationNetwork& observed, const CurveballOptions& options = {});

  [[nodiscard]] double trades_per_node() const noexcept { return trades_per_node_; }

 private:
  [[nodiscard]] AffiliationNetwork drawn(std::uint64_t seed, const Monitor* monitor) const override;

  std::shared_ptr<const detail::TradingTable> table_;
  double trades_per_node_;
  std::size_t trades_ = 0;
};

struct MixingOptions {
  double trades_per_node = 20.0;  ///< Length of the chain looked at.
  int points = 40;                ///< Number of equal steps at which it is looked at.
  std::uint64_t seed = 0;
  const Monitor* monitor = nullptr;
};

/// How fast the chain forgets the observed table.
struct CurveballMixing {
  std::vector<double> trades_per_node;  ///< At each point; the first is 0.
  /// Share of the memberships that differ from the observed ones; 0 at the start.
  std::vector<double> perturbed;
  /// Where it levels off: the mean over the second half of the chain.
  double plateau = 0;
  /// Trades per node after which `perturbed` first reaches 99% of the plateau.
  double reached = 0;
};

/// Follows one chain. Cost that of the chain and O(memberships · log) per point.
/// Throws std::invalid_argument for a length that is not positive or fewer than 2 points.
[[nodiscard]] MUNIGRAPH_EXPORT CurveballMixing curveball_mixing(const AffiliationNetwork& observed,
                                                                const MixingOptions& options = {});

}  // namespace munigraph
