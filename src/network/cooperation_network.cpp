#include "munigraph/network/cooperation_network.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/connected_parts.hpp"
#include "munigraph/core/error.hpp"
#include "munigraph/network/weighting.hpp"
#include "network/trusted_rows.hpp"

namespace munigraph {
namespace {

struct GivenEdge {
  std::int32_t low;
  std::int32_t high;
  double weight;
};

constexpr const char* weight_range = "0, or a number from 1e-100 to 1e100";

/// `edge` is its place in the arrays; people count rows from 1.
[[noreturn]] void reject(std::size_t edge, const char* column, const std::string& value,
                         const std::string& expected) {
  throw DataError("cannot use this edge",
                  {"edges", std::to_string(edge + 1), column, value, expected});
}

/// A number as people write it: 1e+308 and not 309 digits.
std::string short_text(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%g", value);
  return text.data();
}

bool usable(double weight) noexcept {
  return weight == 0 || (weight >= smallest_weight && weight <= largest_weight);
}

std::vector<GivenEdge> checked_edges(std::int32_t nodes, std::span<const std::int32_t> source,
                                     std::span<const std::int32_t> target,
                                     std::span<const double> weight, const Monitor* monitor) {
  std::vector<GivenEdge> edges;
  edges.reserve(source.size());
  const std::string range = "0 to " + std::to_string(nodes - 1);
  for (std::size_t e = 0; e < source.size(); ++e) {
    check(monitor);
    if (source[e] < 0 || source[e] >= nodes) reject(e, "source", std::to_string(source[e]), range);
    if (target[e] < 0 || target[e] >= nodes) reject(e, "target", std::to_string(target[e]), range);
    const double w = weight.empty() ? 1.0 : weight[e];
    if (!usable(w)) reject(e, "weight", short_text(w), weight_range);
    if (source[e] == target[e] || w == 0) continue;
    edges.push_back({std::min(source[e], target[e]), std::max(source[e], target[e]), w});
  }
  return edges;
}

/// Adds repeated pairs up in an order that does not depend on how the edges were listed.
void merge_repeated(std::vector<GivenEdge>& edges, const Monitor* monitor) {
  std::sort(edges.begin(), edges.end(), [monitor](const GivenEdge& a, const GivenEdge& b) {
    check(monitor);
    if (a.low != b.low) return a.low < b.low;
    if (a.high != b.high) return a.high < b.high;
    return a.weight < b.weight;
  });
  std::size_t write = 0;
  for (const GivenEdge& edge : edges) {
    check(monitor);
    if (write > 0 && edges[write - 1].low == edge.low && edges[write - 1].high == edge.high)
      edges[write - 1].weight += edge.weight;
    else
      edges[write++] = edge;
  }
  edges.resize(write);
  for (const GivenEdge& edge : edges)
    if (!usable(edge.weight))
      throw DataError("weights of a repeated pair are too large together",
                      {"edges", "", "weight", short_text(edge.weight), weight_range});
}

[[noreturn]] void reject_rows(const std::string& what) {
  throw std::invalid_argument("CooperationNetwork: " + what);
}

void require_offsets(std::span<const std::size_t> offsets, std::size_t slots) {
  if (offsets.empty() || offsets.front() != 0 || offsets.back() != slots ||
      !std::is_sorted(offsets.begin(), offsets.end()))
    reject_rows("offsets must ascend from 0 to the number of targets");
  if (offsets.size() - 1 > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()))
    reject_rows("there are at most 2^31 - 1 nodes");
}

/// Rows ascend without loops, and every tie stands in both rows with the same weight.
void require_symmetric(std::span<const std::size_t> offsets, std::span<const std::int32_t> targets,
                       std::span<const std::int64_t> units) {
  const auto nodes = static_cast<std::int32_t>(offsets.size() - 1);
  for (const std::int32_t target : targets)
    if (target < 0 || target >= nodes)
      reject_rows("target " + std::to_string(target) + " is none of " + std::to_string(nodes) +
                  " nodes");
  // Nodes come in ascending order, so each row is met by its targets from left to right.
  std::vector<std::size_t> next(offsets.begin(), offsets.end() - 1);
  for (std::int32_t i = 0; i < nodes; ++i) {
    const std::size_t first = offsets[static_cast<std::size_t>(i)];
    for (std::size_t s = first; s < offsets[static_cast<std::size_t>(i) + 1]; ++s) {
      const auto j = static_cast<std::size_t>(targets[s]);
      if (targets[s] == i) reject_rows("row " + std::to_string(i) + " holds a loop");
      if (s > first && targets[s - 1] >= targets[s])
        reject_rows("row " + std::to_string(i) + " does not ascend");
      const std::size_t mirror = next[j]++;
      if (mirror >= offsets[j + 1] || targets[mirror] != i || units[mirror] != units[s])
        reject_rows("the tie of " + std::to_string(i) + " and " + std::to_string(j) +
                    " is not the same in both rows");
    }
  }
}

void require_units(std::span<const std::int64_t> units, double quantum) {
  int exponent = 0;
  if (!std::isfinite(quantum) || std::frexp(quantum, &exponent) != 0.5)
    reject_rows("the quantum must be a power of two");
  std::int64_t left = (std::int64_t{1} << 62) - 1;
  for (const std::int64_t unit : units) {
    if (unit < 1 || unit > left) reject_rows("units must be at least 1, and below 2^62 together");
    left -= unit;
  }
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
  std::vector<GivenEdge> edges = checked_edges(nodes, source, target, weight, monitor);
  merge_repeated(edges, monitor);

  CooperationNetwork network;
  double total = 0;
  for (const GivenEdge& edge : edges) total += edge.weight;
  network.quantum_ = quantum_for(total);
  bool exact = true;
  for (const GivenEdge& edge : edges) {
    check(monitor);
    const double held = std::round(edge.weight / network.quantum_) * network.quantum_;
    const double rounding = std::abs(held - edge.weight);
    network.largest_rounding_ = std::max(network.largest_rounding_, rounding);
    exact = exact && rounding <= detail::largest_relative_rounding * edge.weight;
  }
  if (!exact) {
    network.quantum_ = 1.0;
    network.largest_rounding_ = 0.0;
  }

  auto& offsets = network.offsets_;
  offsets.assign(static_cast<std::size_t>(nodes) + 1, 0);
  for (const GivenEdge& edge : edges) {
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
  for (const GivenEdge& edge : edges) put(edge.high, edge.low, edge.weight);
  for (const GivenEdge& edge : edges) put(edge.low, edge.high, edge.weight);
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
  require_offsets(offsets_, targets_.size());
  if (units_.size() != targets_.size()) reject_rows("one weight per target is needed");
  require_units(units_, quantum_);
  require_symmetric(offsets_, targets_, units_);
  count_lower(nullptr);
}

namespace detail {

CooperationNetwork TrustedRows::of_units(std::vector<std::size_t> offsets,
                                         std::vector<std::int32_t> targets,
                                         std::vector<std::int64_t> units, double quantum,
                                         double rounding, const Monitor* monitor) {
  CooperationNetwork network;
  network.offsets_ = std::move(offsets);
  network.targets_ = std::move(targets);
  network.units_ = std::move(units);
  network.quantum_ = quantum;
  network.largest_rounding_ = rounding;
  network.count_lower(monitor);
  return network;
}

CooperationNetwork TrustedRows::of_reals(std::vector<std::size_t> offsets,
                                         std::vector<std::int32_t> targets,
                                         std::vector<double> reals, const Monitor* monitor) {
  CooperationNetwork network;
  network.offsets_ = std::move(offsets);
  network.targets_ = std::move(targets);
  network.reals_ = std::move(reals);
  network.count_lower(monitor);
  return network;
}

}  // namespace detail

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
