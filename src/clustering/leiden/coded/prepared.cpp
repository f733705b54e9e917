#include "clustering/leiden/coded/prepared.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "clustering/leiden/prepared.hpp"
#include "clustering/leiden/representation.hpp"
#include "munigraph/core/random.hpp"
#include "munigraph/network/network.hpp"
#include "network/unit_totals.hpp"

namespace munigraph::clustering {
namespace {

constexpr const char* counted_only =
    "planted_partition is a model of multigraphs: it needs ties that are counted (weighting "
    "\"count\" or \"binary\", or edges with whole numbers), not ";

/// Weights of all slots as whole numbers.
std::vector<std::int64_t> whole_numbers(const CooperationNetwork& network) {
  std::vector<std::int64_t> whole(network.targets().size());
  std::int64_t total = 0;
  for (std::size_t s = 0; s < whole.size(); ++s) {
    const double weight = network.weight(s);
    // Factorials of sums up to 2^53 are those of the sums.
    if (weight != std::floor(weight) || weight > 0x1p53)
      throw std::invalid_argument(counted_only + ("a weight of " + std::to_string(weight)));
    whole[s] = static_cast<std::int64_t>(weight);
    if ((total += whole[s]) > (std::int64_t{1} << 53))
      throw std::invalid_argument(counted_only + std::string("a total weight above 2^52"));
  }
  return whole;
}

}  // namespace

void require_model_of(const Network& network, Quality quality) {
  if (quality == Quality::planted_partition && network.has_memberships() &&
      network.weighting() != Weighting::count && network.weighting() != Weighting::binary)
    throw std::invalid_argument(
        counted_only + ("weighting \"" + std::string(to_string(network.weighting())) + "\""));
}

template <class Code>
CodedPrepared<Code>::CodedPrepared(const CooperationNetwork& network, const LeidenOptions& options)
    : network_(&network),
      function_{options.quality, checked_resolution(options)},
      isolate_(detail::isolates(network)) {
  if (options.representation == Representation::dense ||
      options.representation == Representation::implicit)
    throw std::invalid_argument(std::string(to_string(options.quality)) +
                                " needs the explicit form, not " +
                                std::string(to_string(options.representation)));
  constexpr bool counts = std::is_same_v<Code, PlantedPartition>;
  if constexpr (counts) whole_ = whole_numbers(network);
  mass_.resize(isolate_.size());
  const CodedGraph<W> rows = graph();
  for (std::size_t i = 0; i < mass_.size(); ++i) {
    check(options.monitor);
    mass_[i].nodes = isolate_[i] == 0 ? 1 : 0;
    for (std::size_t s = rows.offsets[i]; s < rows.offsets[i + 1]; ++s)
      mass_[i].strength += rows.weights[s];
  }
  if constexpr (counts) {
    code_.emplace(mass_, whole_);
  } else {
    W twice{};
    for (const CodedMass<W>& mass : mass_) twice += mass.strength;
    code_.emplace(mass_, static_cast<double>(twice));
  }
}

template <class Code>
CodedGraph<typename Code::Weight> CodedPrepared<Code>::graph() const noexcept {
  return {network_->offsets(), network_->targets(),
          whole_.empty() ? weights_of<W>(*network_) : std::span<const W>(whole_), mass_};
}

template <class Code>
Passes CodedPrepared<Code>::run(std::optional<int> iterations, std::uint64_t seed,
                                RunMemory& memory, const Monitor* monitor) const {
  const int quiet = quiet_passes(network_->node_count());
  if constexpr (!Code::counts_groups) {
    return Leiden().run(graph(), *code_, iterations, seed, monitor, memory.labels, quiet);
  } else {
    Passes best;
    double least = std::numeric_limits<double>::infinity();
    Random random(seed);
    Leiden leiden;
    for (std::vector<std::int32_t>& labels : starts(seed, monitor)) {
      const Passes made =
          leiden.improve(graph(), *code_, iterations, random, monitor, labels, {}, quiet);
      const double length = -value(labels, monitor);
      if (!(length < least) && !memory.labels.empty() && best.made > 0) continue;
      least = length;
      best = made;
      memory.labels = std::move(labels);
    }
    return best;
  }
}

template <class Code>
std::vector<std::int32_t> CodedPrepared<Code>::components(const Monitor* monitor) const {
  std::int32_t parts = 0;
  return component_labels(*network_, &parts, monitor);
}

template <class Code>
std::vector<std::vector<std::int32_t>> CodedPrepared<Code>::starts(std::uint64_t seed,
                                                                   const Monitor* monitor) const {
  std::vector<std::vector<std::int32_t>> found;
  for (const double resolution : {1.0, 4.0})
    found.push_back(with_graph(*network_, {Quality::modularity, resolution}, monitor,
                               [&]<class V>(const GraphView<V>& rows, const Objective& objective) {
                                 std::vector<std::int32_t> labels;
                                 (void)ExplicitLeiden<V>().run(rows, objective, std::nullopt,
                                                               stream_seed(seed, found.size()),
                                                               monitor, labels);
                                 return labels;
                               }));
  found.push_back(components(monitor));
  return found;
}

template <class Code>
Passes CodedPrepared<Code>::louvain(std::optional<int> levels, std::uint64_t seed,
                                    RunMemory& memory, const Monitor* monitor) const {
  return Leiden().louvain(graph(), *code_, levels, seed, monitor, memory.labels);
}

template <class Code>
double CodedPrepared<Code>::quality(const Partition& partition, RunMemory& /*memory*/,
                                    const Monitor* monitor) const {
  return value(partition.labels(), monitor);
}

template <class Code>
double CodedPrepared<Code>::value(std::span<const std::int32_t> labels,
                                  const Monitor* monitor) const {
  if (network_->edge_count() == 0) return std::numeric_limits<double>::quiet_NaN();
  std::int32_t groups = 0;
  const std::vector<std::int32_t> compact = compact_labels(labels, groups);
  CodedState<Code> state;
  state.start(*code_, graph(), compact, static_cast<std::size_t>(groups), monitor);
  return -state.value_at_start();
}

template <class Code>
Partition CodedPrepared<Code>::partition(const RunMemory& memory) const {
  return Partition(memory.labels, isolate_);
}

template class CodedPrepared<PlantedPartition>;
template class CodedPrepared<MapEquation<std::int64_t>>;
template class CodedPrepared<MapEquation<double>>;

}  // namespace munigraph::clustering
