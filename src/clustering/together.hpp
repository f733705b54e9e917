#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "clustering/leiden/buckets.hpp"
#include "clustering/leiden/graph.hpp"
#include "core/sparse_sums.hpp"
#include "munigraph/clustering/ensemble.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/network/cooperation_network.hpp"

namespace munigraph::clustering {

/// How often nodes are together in the runs of an ensemble. Nodes that have the same label as each
/// other in every run are one *unit*: whoever is with one of them is with all as often. Where a
/// large arrangement holds many who are in nothing else, units are far fewer than nodes, and pairs
/// of them than pairs of nodes. Isolates are in none. Keeps references to what it is made of.
class Together {
 public:
  Together(const Ensemble& runs, std::span<const std::uint8_t> isolate,
           const Monitor* monitor = nullptr);

  [[nodiscard]] std::int32_t runs() const noexcept { return runs_.runs(); }
  [[nodiscard]] std::int32_t units() const noexcept {
    return static_cast<std::int32_t>(members_.first.size()) - 1;
  }
  /// −1 for an isolate. Units are numbered by their smallest node.
  [[nodiscard]] std::int32_t unit_of(std::int32_t node) const noexcept {
    return unit_[static_cast<std::size_t>(node)];
  }
  /// Ascending.
  [[nodiscard]] std::span<const std::int32_t> members(std::int32_t unit) const noexcept {
    return members_.of(unit);
  }
  /// The runs in which a unit is with each other one: sums over those that it is ever with, until
  /// the next call.
  detail::SparseSums<std::int32_t>& of(std::int32_t unit);

  /// Whether a node is together with any other in at least so many runs.
  [[nodiscard]] bool has_company(std::int32_t node, double enough);

 private:
  const Ensemble& runs_;
  std::vector<std::int32_t> unit_;
  Buckets members_;
  std::vector<Buckets> groups_;  ///< Per run the units by label.
  detail::SparseSums<std::int32_t> count_;
};

/// Pairs that are together in at least `enough` runs: of units with all they are, and of nodes.
struct PairCounts {
  std::int64_t of_units = 0;
  std::int64_t of_nodes = 0;
};
[[nodiscard]] PairCounts count_pairs(Together& together, double enough,
                                     const Monitor* monitor = nullptr);

/// The network of the nodes in which such pairs are tied, weights in runs.
[[nodiscard]] CooperationNetwork tied_nodes(Together& together, std::int32_t nodes, double enough,
                                            const Monitor* monitor = nullptr);
/// The same with units for nodes: masses are their sizes, weights sums over the pairs between them.
/// Every optimum of CPM with γ < runs keeps a unit in one cluster.
[[nodiscard]] OwnedGraph<std::int64_t> tied_units(Together& together, double enough,
                                                  const Monitor* monitor = nullptr);

/// Runs of Leiden by CPM on tied_units(), as an ensemble of the nodes: labels, counts and the best
/// run alone. `resolution` in runs.
[[nodiscard]] Ensemble cluster_units(const Together& together,
                                     const OwnedGraph<std::int64_t>& graph,
                                     std::span<const std::uint8_t> isolate, double resolution,
                                     const EnsembleOptions& options);

}  // namespace munigraph::clustering
