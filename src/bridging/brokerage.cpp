#include "munigraph/bridging/brokerage.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>

#include "munigraph/core/parallel.hpp"

namespace munigraph {
namespace {

constexpr std::size_t block_nodes = 16;

/// Neighbours by compressed rows, ties of min_weight or less left out.
struct Ties {
  std::vector<std::size_t> offsets{0};
  std::vector<std::int32_t> targets;

  Ties(const CooperationNetwork& network, double min_weight) {
    const auto n = static_cast<std::size_t>(network.node_count());
    targets.reserve(network.targets().size());
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t s = network.offsets()[i]; s < network.offsets()[i + 1]; ++s)
        if (network.weight(s) > min_weight) targets.push_back(network.targets()[s]);
      offsets.push_back(targets.size());
    }
  }
  [[nodiscard]] std::span<const std::int32_t> of(std::size_t i) const {
    return {targets.data() + offsets[i], offsets[i + 1] - offsets[i]};
  }
};

/// Marks and group counts of the neighbours of one broker.
struct Workspace {
  std::vector<std::uint8_t> neighbour;
  std::vector<std::uint64_t> in_group;

  Workspace(std::size_t nodes, std::size_t groups) : neighbour(nodes, 0), in_group(groups, 0) {}
};

/// Counts the open pairs at one broker: for every neighbour a, the neighbours that a is not tied
/// to, by whether they are in the broker's group, in a's, or in another. Every pair comes up twice.
class Broker {
 public:
  Broker(const Ties& ties, const Partition& groups, Workspace& work)
      : ties_(ties), groups_(groups), work_(work) {}

  void count(std::size_t b, std::span<std::uint64_t> roles, double& open_degree_squares) {
    const auto row = ties_.of(b);
    for (const std::int32_t a : row) {
      work_.neighbour[static_cast<std::size_t>(a)] = 1;
      ++work_.in_group[group(a)];
    }
    const std::size_t own = group(static_cast<std::int32_t>(b));
    std::array<std::uint64_t, broker_roles> twice{};
    for (const std::int32_t a : row) {
      const Open open = open_pairs(a, row.size(), own);
      open_degree_squares += static_cast<double>(open.all) * static_cast<double>(open.all);
      if (group(a) == own) {
        twice[0] += open.in_own;
        twice[2] += open.all - open.in_own;
      } else {
        twice[1] += open.in_same;
        twice[2] += open.in_own;
        twice[3] += open.all - open.in_own - open.in_same;
      }
    }
    for (std::size_t r = 0; r < broker_roles; ++r) roles[r] = twice[r] / 2;
    for (const std::int32_t a : row) {
      work_.neighbour[static_cast<std::size_t>(a)] = 0;
      work_.in_group[group(a)] = 0;
    }
  }

 private:
  struct Open {
    std::uint64_t all;      ///< Neighbours of b that a is not tied to.
    std::uint64_t in_own;   ///< Of them, in b's group.
    std::uint64_t in_same;  ///< Of them, in a's group.
  };

  [[nodiscard]] std::size_t group(std::int32_t node) const {
    return static_cast<std::size_t>(groups_[node]);
  }

  [[nodiscard]] Open open_pairs(std::int32_t a, std::size_t neighbours, std::size_t own) const {
    const std::size_t same = group(a);
    Open closed{0, 0, 0};
    for (const std::int32_t c : ties_.of(static_cast<std::size_t>(a))) {
      const std::uint64_t tied = work_.neighbour[static_cast<std::size_t>(c)];
      closed.all += tied;
      closed.in_own += tied & static_cast<std::uint64_t>(group(c) == own);
      closed.in_same += tied & static_cast<std::uint64_t>(group(c) == same);
    }
    // a itself is neither tied nor a partner.
    return {neighbours - 1 - closed.all,
            work_.in_group[own] - closed.in_own - (same == own ? 1U : 0U),
            work_.in_group[same] - closed.in_same - 1U};
  }

  const Ties& ties_;
  const Partition& groups_;
  Workspace& work_;
};

}  // namespace

Brokerage brokerage(const CooperationNetwork& network, const Partition& groups,
                    const BrokerageOptions& options) {
  const auto n = static_cast<std::size_t>(network.node_count());
  if (groups.size() != network.node_count())
    throw std::invalid_argument("brokerage: " + std::to_string(groups.size()) + " labels for " +
                                std::to_string(n) + " nodes");
  if (!(options.min_weight >= 0))
    throw std::invalid_argument("brokerage: min_weight must be at least 0");
  if (options.monitor != nullptr) options.monitor->expect(n);
  const Ties ties(network, options.min_weight);
  Brokerage result;
  result.counts.assign(n * broker_roles, 0);
  result.open_degree_squares.assign(n, 0.0);
  const std::size_t blocks = (n + block_nodes - 1) / block_nodes;
  const int workers = static_cast<int>(
      std::min<std::size_t>(static_cast<std::size_t>(resolve_threads(options.threads)),
                            std::max<std::size_t>(1, blocks)));
  std::vector<Workspace> work(static_cast<std::size_t>(workers),
                              Workspace(n, static_cast<std::size_t>(groups.group_count())));
  parallel_for(
      blocks, workers,
      [&](std::size_t block, int worker) {
        Broker broker(ties, groups, work[static_cast<std::size_t>(worker)]);
        for (std::size_t b = block * block_nodes; b < std::min(n, (block + 1) * block_nodes); ++b) {
          check(options.monitor);
          broker.count(b, std::span(result.counts).subspan(b * broker_roles, broker_roles),
                       result.open_degree_squares[b]);
          advance(options.monitor);
        }
      },
      options.monitor);
  return result;
}

}  // namespace munigraph
