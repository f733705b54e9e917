#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/partition.hpp"
#include "munigraph/network/cooperation_network.hpp"

namespace munigraph {

/// How b brokers an open path a–b–c (a and c not tied). Ties have no direction here,
/// so gatekeeper and representative are one role.
enum class BrokerRole : std::uint8_t {
  coordinator,  ///< a, b and c in one group.
  consultant,   ///< a and c in one group, b in another (also: itinerant broker).
  gatekeeper,   ///< b in the group of a or of c, these two in different groups.
  liaison,      ///< Three groups.
};
inline constexpr std::size_t broker_roles = 4;

struct BrokerageOptions {
  double min_weight =
      0.0;          ///< A tie exists where weight > min_weight (unit: the network's weighting).
  int threads = 1;  ///< 0: all cores. The result does not depend on it.
  Monitor* monitor = nullptr;  ///< Told of every node done.
};

struct Brokerage {
  /// Row-major (n, 4), columns as BrokerRole; each {a, c} counted once.
  std::vector<std::uint64_t> counts;
  /// Per node Σ over its neighbours a of d_a², d_a being the number of neighbours c that a is not
  /// tied to: what the variance under random labels needs besides the counts.
  std::vector<double> open_degree_squares;
};

/// Brokerage roles of every node between the groups in `groups`; a row adds up to the number of
/// open triads at the node. Cost O(Σ over ties of the degree of an end).
/// Throws std::invalid_argument if groups.size() != network.node_count() or min_weight is not ≥ 0.
/// Gould & Fernandez (1989), Sociological Methodology 19, 89–126, doi:10.2307/270949.
[[nodiscard]] MUNIGRAPH_EXPORT Brokerage brokerage(const CooperationNetwork& network,
                                                   const Partition& groups,
                                                   const BrokerageOptions& options = {});

/// What happens to a broker's own label when labels are dealt out at random.
enum class BrokerLabel : std::uint8_t {
  dealt,  ///< Dealt like all others.
  kept,   ///< The broker keeps it; only the others' are dealt.
};

struct ExpectedBrokerage {
  std::vector<double> expectation;  ///< Row-major (n, 4).
  std::vector<double> deviation;    ///< Standard deviation, row-major (n, 4).
};

/// Expectation and standard deviation of the counts when the group labels are dealt out at random,
/// group sizes kept; exact, by counting pairs of open triads that share one end or none.
/// Cost O(n + K²).
[[nodiscard]] MUNIGRAPH_EXPORT ExpectedBrokerage expected_brokerage(
    const Brokerage& observed, const Partition& groups, BrokerLabel own = BrokerLabel::dealt);

}  // namespace munigraph
