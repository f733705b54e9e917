// Kernel: Leiden for codes of partitions (the map equation, the planted-partition model)
//
// Computes  clusters that no move of a node and no merge of two adjacent ones codes shorter, each
//           connected.
// How       Leiden on compressed rows (explicit/leiden.hpp) with a mover and a refiner that weigh
//           moves by what they change in the length of the code. The map equation begins at single
//           nodes; the planted-partition model, for which these are a trap, at a run of modularity
//           at γ = 1, at one at γ = 4, and at the connected components, and the shortest counts.
// Needs     ties; for planted_partition of whole numbers.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <type_traits>
#include <vector>

#include "clustering/leiden/coded/map_equation.hpp"
#include "clustering/leiden/coded/move.hpp"
#include "clustering/leiden/coded/planted_partition.hpp"
#include "clustering/leiden/coded/refine.hpp"
#include "clustering/leiden/explicit/leiden.hpp"
#include "clustering/leiden/passes.hpp"
#include "munigraph/clustering/leiden.hpp"
#include "munigraph/clustering/quality.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/partition.hpp"
#include "munigraph/network/cooperation_network.hpp"

namespace munigraph::clustering {

struct RunMemory;

/// Throws std::invalid_argument where planted_partition is asked of memberships that are not
/// counted (`count`, `binary`). That weights are whole numbers is seen when the ties are made
/// ready.
void require_model_of(const Network& network, Quality quality);

/// A network made ready for many runs with one code. Keeps a reference to the network. The value is
/// minus the length, so that more is better as everywhere.
template <class Code>
class CodedPrepared {
 public:
  using W = typename Code::Weight;

  CodedPrepared(const CooperationNetwork& network, const LeidenOptions& options);

  /// One run; leaves labels in memory.labels.
  Passes run(std::optional<int> iterations, std::uint64_t seed, RunMemory& memory,
             const Monitor* monitor) const;
  Passes louvain(std::optional<int> levels, std::uint64_t seed, RunMemory& memory,
                 const Monitor* monitor) const;
  /// NaN where there are no ties.
  [[nodiscard]] double quality(const Partition& partition, RunMemory& memory,
                               const Monitor* monitor) const;
  /// A cluster per connected component, in [0, n).
  [[nodiscard]] std::vector<std::int32_t> components(const Monitor* monitor) const;
  [[nodiscard]] double value(std::span<const std::int32_t> labels, const Monitor* monitor) const;

  [[nodiscard]] Partition partition(const RunMemory& memory) const;
  [[nodiscard]] static Representation representation() noexcept {
    return Representation::explicit_;
  }
  [[nodiscard]] const QualityFunction& function() const noexcept { return function_; }
  [[nodiscard]] const Code& code() const noexcept { return *code_; }
  [[nodiscard]] CodedGraph<W> graph() const noexcept;

 private:
  using Leiden = ExplicitLeiden<W, CodedMass<W>, Code, CodedMover<Code>, CodedRefiner<Code>>;

  /// Where runs begin, as labels in [0, n).
  [[nodiscard]] std::vector<std::vector<std::int32_t>> starts(std::uint64_t seed,
                                                              const Monitor* monitor) const;

  const CooperationNetwork* network_;
  QualityFunction function_;
  std::vector<W> whole_;  ///< Weights as whole numbers; empty where the network's units will do.
  std::vector<CodedMass<W>> mass_;
  std::optional<Code> code_;
  std::vector<std::uint8_t> isolate_;
};

/// Calls visit(CodedPrepared<…>) with the code that the options ask for.
template <class Visit>
auto with_coded(const CooperationNetwork& network, const LeidenOptions& options, Visit&& visit) {
  if (options.quality == Quality::planted_partition)
    return visit(CodedPrepared<PlantedPartition>(network, options));
  return network.exact() ? visit(CodedPrepared<MapEquation<std::int64_t>>(network, options))
                         : visit(CodedPrepared<MapEquation<double>>(network, options));
}

extern template class CodedPrepared<PlantedPartition>;
extern template class CodedPrepared<MapEquation<std::int64_t>>;
extern template class CodedPrepared<MapEquation<double>>;

}  // namespace munigraph::clustering
