#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include "clustering/leiden/buckets.hpp"
#include "clustering/leiden/dense/doubts.hpp"
#include "clustering/leiden/dense/kernel.hpp"
#include "clustering/leiden/dense/network.hpp"
#include "clustering/leiden/explicit/leiden.hpp"
#include "clustering/leiden/graph.hpp"
#include "clustering/leiden/passes.hpp"
#include "clustering/leiden/representation.hpp"
#include "core/sparse_sums.hpp"
#include "munigraph/clustering/leiden.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/partition.hpp"
#include "munigraph/network/cooperation_network.hpp"
#include "network/unit_totals.hpp"

namespace munigraph::clustering {

/// Scratch memory of one thread, for either weight type and either representation.
struct RunMemory {
  ExplicitLeiden<std::int64_t> units;
  ExplicitLeiden<double> reals;
  detail::SparseSums<std::int64_t> unit_weights;
  detail::SparseSums<double> real_weights;
  std::unique_ptr<DenseKernel> dense;
  std::vector<std::int32_t> labels;  ///< Result of the last run, in [0, n).
  std::vector<std::int32_t> dense_labels;
  std::vector<std::int32_t> tied_labels;  ///< Canonical labels of the nodes of the matrix.
  Buckets members;                        ///< The same nodes by label.
};

/// An explicit network made ready for many runs. Keeps a reference to the network.
template <class W>
class Prepared {
 public:
  /// `memory`, if given, is used on the way: a single run takes it on.
  Prepared(const CooperationNetwork& network, const LeidenOptions& options,
           RunMemory* memory = nullptr)
      : network_(&network),
        function_{options.quality, checked_resolution(options)},
        mass_(node_masses<W>(network, options.quality, options.monitor)),
        objective_(objective_of<W>(network, function_, options.monitor)),
        isolate_(detail::isolates(network)) {
    const auto tied = static_cast<std::int32_t>(std::count(isolate_.begin(), isolate_.end(), 0));
    representation_ = options.representation;
    if (representation_ == Representation::automatic)
      representation_ = choose_dense_or_explicit(tied, network.edge_count());
    if (representation_ == Representation::dense) {
      if (tied > dense_limit)
        throw std::invalid_argument("the dense form holds at most " + std::to_string(dense_limit) +
                                    " nodes with ties, not " + std::to_string(tied));
      if (memory == nullptr) {
        dense_ = dense_network(graph(), objective_, options.monitor);
        spread_weights();
      } else {  // who gives memory runs once, and asks for the quality elsewhere
        memory->dense = make_dense_kernel();
        dense_ = dense_network(graph(), objective_, *memory->dense, options.monitor);
      }
    }
  }

  /// One run; leaves labels in memory.labels.
  Passes run(std::optional<int> iterations, std::uint64_t seed, RunMemory& memory,
             const Monitor* monitor) const {
    auto& optimiser = optimiser_of(memory);
    if (!dense_)
      return optimiser.run(graph(), objective_, iterations, seed, monitor, memory.labels,
                           quiet_passes(network_->node_count()));
    if (!memory.dense) memory.dense = make_dense_kernel();
    Passes passes = memory.dense->run(*dense_, iterations, seed, monitor, memory.dense_labels);
    spread_labels(memory);
    if (!passes.converged) return passes;
    const Doubts& doubts = memory.dense->doubts(*dense_, memory.dense_labels);
    if (settled(graph(), objective_, *dense_, memory.labels, doubts, weights_of_memory(memory)))
      return passes;
    // Rounded pair values could not decide everything: finish with exact weights.
    Random random(mix64(seed));
    const Passes more =
        optimiser.improve(graph(), objective_, std::nullopt, random, monitor, memory.labels);
    return {passes.made + more.made, more.converged};
  }

  /// The quality of canonical labels: a function of the partition, to the last bit.
  double quality(const Partition& partition, RunMemory& memory, const Monitor* monitor) const {
    if (network_->edge_count() == 0) return std::numeric_limits<double>::quiet_NaN();
    if (spread_.empty())
      return full_value(graph(), partition.labels(), partition.group_count(), objective_, monitor);
    return full_value_of_pairs(partition, memory);
  }

  Partition partition(const RunMemory& memory) const { return Partition(memory.labels, isolate_); }
  [[nodiscard]] Representation representation() const noexcept { return representation_; }
  [[nodiscard]] const QualityFunction& function() const noexcept { return function_; }
  [[nodiscard]] const CooperationNetwork& network() const noexcept { return *network_; }

 private:
  [[nodiscard]] GraphView<W> graph() const noexcept {
    return {network_->offsets(), network_->targets(),
            munigraph::clustering::weights_of<W>(*network_), mass_};
  }
  static auto& optimiser_of(RunMemory& memory) {
    if constexpr (std::is_same_v<W, double>)
      return memory.reals;
    else
      return memory.units;
  }
  static auto& weights_of_memory(RunMemory& memory) {
    if constexpr (std::is_same_v<W, double>)
      return memory.real_weights;
    else
      return memory.unit_weights;
  }

  /// Labels of the dense kernel for all nodes: isolates stay alone.
  void spread_labels(RunMemory& memory) const {
    memory.labels.resize(mass_.size());
    auto next = dense_->size;
    for (std::size_t i = 0; i < mass_.size(); ++i)
      if (isolate_[i] != 0) memory.labels[i] = next++;
    for (std::size_t k = 0; k < dense_->nodes.size(); ++k)
      memory.labels[static_cast<std::size_t>(dense_->nodes[k])] = memory.dense_labels[k];
  }

  /// Weights of pairs i > j in the dense numbering, at i (i − 1) / 2 + j.
  void spread_weights() {
    const auto n = static_cast<std::size_t>(dense_->size);
    spread_.assign(n * (n - 1) / 2, W{});
    std::vector<std::int32_t> place(mass_.size(), -1);
    for (std::size_t k = 0; k < n; ++k)
      place[static_cast<std::size_t>(dense_->nodes[k])] = static_cast<std::int32_t>(k);
    const auto weights = munigraph::clustering::weights_of<W>(*network_);
    for (std::size_t i = 0; i < n; ++i) {
      W* row = spread_.data() + i * (i - 1) / 2;
      const auto at = static_cast<std::size_t>(dense_->nodes[i]);
      for (std::size_t s = network_->offsets()[at]; s < network_->offsets()[at + 1]; ++s) {
        const auto j =
            static_cast<std::size_t>(place[static_cast<std::size_t>(network_->targets()[s])]);
        if (j < i) row[j] = weights[s];
      }
    }
  }

  /// full_value() by pairs within clusters: fewer than there are ties.
  double full_value_of_pairs(const Partition& partition, RunMemory& memory) const {
    const std::int32_t groups = partition.group_count();
    memory.tied_labels.clear();
    for (const std::int32_t i : dense_->nodes)
      memory.tied_labels.push_back(partition.labels()[static_cast<std::size_t>(i)]);
    memory.members.fill(memory.tied_labels, groups);
    W inside{};
    PenaltySum penalty(objective_);
    for (std::int32_t g = 0; g < groups; ++g) {
      const std::span<const std::int32_t> list = memory.members.of(g);
      W mass{};
      for (std::size_t x = 0; x < list.size(); ++x) {
        const auto i = static_cast<std::size_t>(list[x]);
        mass += mass_[static_cast<std::size_t>(dense_->nodes[i])];
        const W* row = spread_.data() + i * (i - 1) / 2;
        for (std::size_t y = 0; y < x; ++y) inside += row[list[y]];
      }
      // A group without nodes of the matrix is an isolate.
      penalty.add_group(list.empty() ? isolate_mass() : static_cast<double>(mass));
    }
    if (!objective_.counts_self_pairs) penalty.add_self_pairs(static_cast<double>(mass_.size()));
    return penalty.value(2 * static_cast<double>(inside));
  }
  [[nodiscard]] double isolate_mass() const noexcept {
    return objective_.counts_self_pairs ? 0 : 1;
  }

  const CooperationNetwork* network_;
  QualityFunction function_;
  std::vector<W> mass_;
  Objective objective_;
  std::vector<std::uint8_t> isolate_;
  Representation representation_;
  std::optional<DenseNetwork> dense_;
  std::vector<W> spread_;  ///< Weights of pairs, see spread_weights().
};

}  // namespace munigraph::clustering
