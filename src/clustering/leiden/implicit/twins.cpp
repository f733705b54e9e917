// Kernel: municipalities of the same large arrangements
//
// Computes  labels of twins: nodes that some best clustering has together.
// How       nodes without rows are sorted by their arrangements; neighbours in that order are
//           compared.
// Needs     the first level. O(n), or O(memberships · log n) where most nodes are without rows.

#include "clustering/leiden/implicit/twins.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "core/rows.hpp"

namespace munigraph::clustering {
namespace {

/// Nodes without rows that a large arrangement ties.
std::vector<std::int32_t> without_rows(const ImplicitLevel& level) {
  std::vector<std::int32_t> nodes;
  if (level.hyper.count() == 0) return nodes;
  const auto& seats = level.hyper.node_offsets;
  for (std::int32_t i = 0; i < level.size(); ++i)
    if (level.offsets[at(i)] == level.offsets[at(i) + 1] && seats[at(i)] < seats[at(i) + 1])
      nodes.push_back(i);
  return nodes;
}

}  // namespace

std::vector<std::int32_t> twin_kinds(const ImplicitLevel& level, const Objective& objective,
                                     const Monitor* monitor, std::int32_t& kinds) {
  std::vector<std::int32_t> kind(at(level.size()));
  std::iota(kind.begin(), kind.end(), 0);
  kinds = level.size();
  std::vector<std::int32_t> nodes = without_rows(level);
  if (nodes.size() < kind.size() / 2 || nodes.empty()) return kind;

  const HyperEdges& hyper = level.hyper;
  const auto row = [&](const auto& values, std::int32_t node) {
    const std::size_t begin = hyper.node_offsets[at(node)];
    return std::span(values).subspan(begin, hyper.node_offsets[at(node) + 1] - begin);
  };
  const auto same = [&](std::int32_t a, std::int32_t b) {
    return level.mass[at(a)] == level.mass[at(b)] &&
           detail::equal_rows(row(hyper.node_edges, a), row(hyper.node_edges, b)) &&
           detail::equal_rows(row(hyper.node_multiplicity, a), row(hyper.node_multiplicity, b));
  };
  const auto attract = [&](std::int32_t node) {
    Units weight = 0;
    for (std::size_t k = hyper.node_offsets[at(node)]; k < hyper.node_offsets[at(node) + 1]; ++k)
      weight += hyper.unit[at(hyper.node_edges[k])] * hyper.node_multiplicity[k] *
                hyper.node_multiplicity[k];
    const auto mass = static_cast<double>(level.mass[at(node)]);
    return static_cast<double>(weight) >= objective.penalty * mass * mass;
  };
  std::stable_sort(nodes.begin(), nodes.end(), [&](std::int32_t a, std::int32_t b) {
    check(monitor);
    return detail::row_before(row(hyper.node_edges, a), row(hyper.node_edges, b));
  });
  for (std::size_t k = 1; k < nodes.size(); ++k)
    if (same(nodes[k], nodes[k - 1]) && attract(nodes[k]))
      kind[at(nodes[k])] = kind[at(nodes[k - 1])];
  // By the smallest node of each kind, which the stable sort puts first.
  kinds = 0;
  for (std::int32_t i = 0; i < level.size(); ++i)
    kind[at(i)] = kind[at(i)] == i ? kinds++ : kind[at(kind[at(i)])];
  return kind;
}

}  // namespace munigraph::clustering
