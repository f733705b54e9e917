#include "munigraph/network/cooperation_network.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/connected_parts.hpp"
#include "munigraph/core/error.hpp"
#include "munigraph/network/weighting.hpp"

namespace munigraph {
namespace {

struct Edge {
  std::int32_t low;
  std::int32_t high;
  double weight;
};

/// A weight is kept as an integer only if rounding changes it by less than this share of itself.
constexpr double largest_relative_rounding = 1e-9;

[[noreturn]] void reject(std::size_t row, const char* column, const std::string& value,
                         const std::string& expected) {
  throw DataError("cannot use this edge", {"edges", std::to_string(row), column, value, expected});
}

std::vector<Edge> checked_edges(std::int32_t nodes, std::span<const std::int32_t> source,
                                std::span<const std::int32_t> target,
                                std::span<const double> weight, const Monitor* monitor) {
  std::vector<Edge> edges;
  edges.reserve(source.size());
  const std::string range = "0 to " + std::to_string(nodes - 1);
  for (std::size_t e = 0; e < source.size(); ++e) {
    check(monitor);
    if (source[e] < 0 || source[e] >= nodes) reject(e, "source", std::to_string(source[e]), range);
    if (target[e] < 0 || target[e] >= nodes) reject(e, "target", std::to_string(target[e]), range);
    const double w = weight.empty() ? 1.0 : weight[e];
    if (!std::isfinite(w) || w < 0)
      reject(e, "weight", std::to_string(w), "a finite number of at least 0");
    if (source[e] == target[e] || w == 0) continue;
    edges.push_back({std::min(source[e], target[e]), std::max(source[e], target[e]), w});
  }
  return edges;
}

/// Adds repeated pairs up in an order that does not depend on how the edges were listed.
void merge_repeated(std::vector<Edge>& edges, const Monitor* monitor) {
  std::sort(edges.begin(), edges.end(), [monitor](const Edge& a, const Edge& b) {
    check(monitor);
    if (a.low != b.low) return a.low < b.low;
    if (a.high != b.high) return a.high < b.high;
    return a.weight < b.weight;
  });
  std::size_t write = 0;
  for (const Edge& edge : edges) {
    check(monitor);
    if (write > 0 && edges[write - 1].low == edge.low && edges[write - 1].high == edge.high)
      edges[write - 1].weight += edge.weight;
    else
      edges[write++] = edge;
  }
  edges.resize(write);
}

}  // namespace

CooperationNetwork CooperationNetwork::from_edges(std::int32_t nodes,
                                                  std::span<const std::int32_t> source,
                                                  std::span<const std::int32_t> target,
                                                  std::span<const double> weight,
                                                  const Monitor* monitor) {
  if (nodes < 0) throw std::invalid_argument("from_edges: negative number of nodes");
  if (source.size() != target.size() || (!weight.empty() && weight.size() != source.size()))
    throw std::invalid_argument("from_edges: source, target and weight differ in length");
  std::vector<Edge> edges = checked_edges(nodes, source, target, weight, monitor);
  merge_repeated(edges, monitor);

  CooperationNetwork network;
  double total = 0;
  for (const Edge& edge : edges) total += edge.weight;
  if (!std::isfinite(2 * total)) reject(0, "weight", "an infinite sum", "a finite total weight");
  network.quantum_ = quantum_for(total);
  bool exact = true;
  for (const Edge& edge : edges) {
    check(monitor);
    const double held = std::round(edge.weight / network.quantum_) * network.quantum_;
    const double rounding = std::abs(held - edge.weight);
    network.largest_rounding_ = std::max(network.largest_rounding_, rounding);
    exact = exact && rounding <= largest_relative_rounding * edge.weight;
  }
  if (!exact) {
    network.quantum_ = 1.0;
    network.largest_rounding_ = 0.0;
  }

  auto& offsets = network.offsets_;
  offsets.assign(static_cast<std::size_t>(nodes) + 1, 0);
  for (const Edge& edge : edges) {
    check(monitor);
    ++offsets[static_cast<std::size_t>(edge.low) + 1];
    ++offsets[static_cast<std::size_t>(edge.high) + 1];
  }
  std::partial_sum(offsets.begin(), offsets.end(), offsets.begin());
  network.targets_.resize(2 * edges.size());
  (exact ? network.units_.resize(2 * edges.size()) : network.reals_.resize(2 * edges.size()));
  std::vector<std::size_t> next(offsets.begin(), offsets.end() - 1);
  const auto put = [&](std::int32_t from, std::int32_t to, double w) {
    check(monitor);
    const std::size_t slot = next[static_cast<std::size_t>(from)]++;
    network.targets_[slot] = to;
    if (exact)
      network.units_[slot] = std::llround(w / network.quantum_);
    else
      network.reals_[slot] = w;
  };
  // Sorted by (low, high): first all smaller neighbours of every node, then the larger ones.
  for (const Edge& edge : edges) put(edge.high, edge.low, edge.weight);
  for (const Edge& edge : edges) put(edge.low, edge.high, edge.weight);
  network.count_lower(monitor);
  return network;
}

CooperationNetwork::CooperationNetwork(std::vector<std::size_t> offsets,
                                       std::vector<std::int32_t> targets,
                                       std::vector<std::int64_t> units, double quantum)
    : offsets_(std::move(offsets)),
      targets_(std::move(targets)),
      units_(std::move(units)),
      quantum_(quantum) {
  if (offsets_.empty() || offsets_.back() != targets_.size() || units_.size() != targets_.size())
    throw std::invalid_argument("CooperationNetwork: rows, targets and weights do not fit");
  count_lower(nullptr);
}

void CooperationNetwork::count_lower(const Monitor* monitor) {
  lower_.resize(offsets_.size() - 1);
  std::size_t below = 0;
  for (std::size_t i = 0; i + 1 < offsets_.size(); ++i) {
    check(monitor);
    const auto row = neighbours(static_cast<std::int32_t>(i));
    below += static_cast<std::size_t>(
        std::lower_bound(row.begin(), row.end(), static_cast<std::int32_t>(i)) - row.begin());
    lower_[i] = below;
  }
}

double CooperationNetwork::strength(std::int32_t node) const noexcept {
  const auto i = static_cast<std::size_t>(node);
  if (exact()) {
    std::int64_t sum = 0;
    for (std::size_t s = offsets_[i]; s < offsets_[i + 1]; ++s) sum += units_[s];
    return static_cast<double>(sum) * quantum_;
  }
  double sum = 0;
  for (std::size_t s = offsets_[i]; s < offsets_[i + 1]; ++s) sum += reals_[s];
  return sum;
}

double CooperationNetwork::total_weight() const noexcept {
  if (exact()) {
    const auto sum = std::accumulate(units_.begin(), units_.end(), std::int64_t{0});
    return static_cast<double>(sum) * quantum_ / 2;
  }
  return std::accumulate(reals_.begin(), reals_.end(), 0.0) / 2;
}

std::ptrdiff_t CooperationNetwork::find(std::int32_t source, std::int32_t target) const noexcept {
  const auto row = neighbours(source);
  const auto at = std::lower_bound(row.begin(), row.end(), target);
  if (at == row.end() || *at != target) return -1;
  return static_cast<std::ptrdiff_t>(offsets_[static_cast<std::size_t>(source)]) +
         (at - row.begin());
}

std::size_t CooperationNetwork::edge_index(std::int32_t source, std::size_t slot) const noexcept {
  const std::int32_t target = targets_[slot];
  if (source < target) return slot - lower_[static_cast<std::size_t>(source)];
  const auto mirror = static_cast<std::size_t>(find(target, source));
  return mirror - lower_[static_cast<std::size_t>(target)];
}

std::vector<std::int32_t> component_labels(const CooperationNetwork& network,
                                           std::int32_t* components, const Monitor* monitor) {
  std::vector<std::int32_t> label(static_cast<std::size_t>(network.node_count()));
  std::int32_t next = 0;
  std::int32_t large = 0;
  const auto any = [](std::size_t) -> std::int32_t { return 0; };
  detail::for_each_connected_part(network.offsets(), network.targets(), monitor, any,
                                  [&](std::span<const std::int32_t> part) {
                                    for (const std::int32_t i : part)
                                      label[static_cast<std::size_t>(i)] = next;
                                    ++next;
                                    if (part.size() > 1) ++large;
                                  });
  if (components != nullptr) *components = large;
  return label;
}

}  // namespace munigraph
