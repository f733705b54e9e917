// Kernel: Leiden over the copies of nodes in several layers
//
// Computes  labels of copies that no move of a copy, no move of coupled copies of a node that share
//           a label, and no merge of two clusters improves; each cluster connected by ties and
//           couplings [1, 2].
// How       the explicit form on a graph of copies, whose masses cost each other within a layer
//           only (LayerMass). Copies of a node hold each other back: where ω is large none can
//           leave alone what all should leave. So there is a level on which coupled copies with one
//           label are one, taken in turns with the copies themselves until neither moves; and a
//           start on which all copies of a node are one.
// Needs     layered_graph(). O(ties of all layers) per pass.
//
// [1] P. J. Mucha, T. Richardson, K. Macon, M. A. Porter and J.-P. Onnela, "Community structure in
//     time-dependent, multiscale, and multiplex networks", Science 328, 876–878 (2010),
//     doi:10.1126/science.1184819.
// [2] V. A. Traag, L. Waltman and N. J. van Eck, "From Louvain to Leiden: guaranteeing
//     well-connected communities", Scientific Reports 9, 5233 (2019),
//     doi:10.1038/s41598-019-41695-z.

#include "clustering/leiden/layered/leiden.hpp"

#include <cstddef>

#include "clustering/leiden/explicit/aggregate.hpp"
#include "munigraph/core/partition.hpp"

namespace munigraph::clustering {
namespace {

/// Coupled copies with one label as groups; sets their number.
std::vector<std::int32_t> bundles(const LayeredGraph& layered, std::span<const std::int32_t> labels,
                                  std::int32_t& count) {
  std::vector<std::int32_t> root(labels.size());
  for (std::size_t c = 0; c < root.size(); ++c) root[c] = static_cast<std::int32_t>(c);
  const auto find = [&](std::int32_t c) {
    while (root[static_cast<std::size_t>(c)] != c) {
      auto& up = root[static_cast<std::size_t>(c)];
      up = root[static_cast<std::size_t>(up)];
      c = up;
    }
    return c;
  };
  for (const auto& [a, b] : layered.coupled)
    if (labels[static_cast<std::size_t>(a)] == labels[static_cast<std::size_t>(b)]) {
      const std::int32_t x = find(a);
      const std::int32_t y = find(b);
      root[static_cast<std::size_t>(x > y ? x : y)] = x > y ? y : x;
    }
  for (std::size_t c = 0; c < root.size(); ++c) root[c] = find(static_cast<std::int32_t>(c));
  return compact_labels(root, count);
}

}  // namespace

void LayeredLeiden::run(const LayeredGraph& layered, LayeredStart start, std::uint64_t seed,
                        const Monitor* monitor, std::vector<std::int32_t>& labels) {
  Random random(seed);
  const std::size_t copies = layered.node.size();
  if (start != LayeredStart::apart) {
    labels.resize(copies);
    for (std::size_t c = 0; c < copies; ++c) labels[c] = static_cast<std::int32_t>(c);
  }
  if (start == LayeredStart::together) {
    std::int32_t count = 0;
    const std::vector<std::int32_t> columns = compact_labels(layered.node, count);
    labels = columns;
    improve_groups(layered, columns, count, random, monitor, labels);
  }
  improve(layered, random, monitor, labels);
}

void LayeredLeiden::improve(const LayeredGraph& layered, Random& random, const Monitor* monitor,
                            std::vector<std::int32_t>& labels) {
  do {
    optimiser_.improve(layered.graph.view(), layered.objective, std::nullopt, random, monitor,
                       labels);
    std::int32_t count = 0;
    const std::vector<std::int32_t> groups = bundles(layered, labels, count);
    if (!improve_groups(layered, groups, count, random, monitor, labels)) return;
  } while (true);
}

/// Moves of whole groups, which lie within labels, until none gains; says whether one did.
bool LayeredLeiden::improve_groups(const LayeredGraph& layered,
                                   const std::vector<std::int32_t>& groups, std::int32_t count,
                                   Random& random, const Monitor* monitor,
                                   std::vector<std::int32_t>& labels) {
  const OwnedGraph<double, LayerMass> level =
      aggregate(layered.graph.view(), groups, count, weights_, monitor);
  std::vector<std::int32_t> found(static_cast<std::size_t>(count));
  for (std::size_t c = 0; c < groups.size(); ++c)
    found[static_cast<std::size_t>(groups[c])] = labels[c];
  std::int32_t used = 0;
  found = compact_labels(found, used);
  const Passes passes =
      optimiser_.improve(level.view(), layered.objective, std::nullopt, random, monitor, found);
  for (std::size_t c = 0; c < groups.size(); ++c)
    labels[c] = found[static_cast<std::size_t>(groups[c])];
  return passes.made > 1;
}

double layered_value(const LayeredGraph& layered, std::span<const std::int32_t> labels) {
  std::int32_t count = 0;
  const std::vector<std::int32_t> groups = compact_labels(labels, count);
  std::vector<LayerMass> mass(static_cast<std::size_t>(count));
  double inside = 0;
  const GraphView<double, LayerMass> graph = layered.graph.view();
  for (std::size_t c = 0; c < groups.size(); ++c) {
    mass[static_cast<std::size_t>(groups[c])] += graph.mass[c];
    for (std::size_t s = graph.offsets[c]; s < graph.offsets[c + 1]; ++s)
      if (groups[static_cast<std::size_t>(graph.targets[s])] == groups[c])
        inside += graph.weights[s];
  }
  for (const LayerMass& one : mass) inside -= one.dot(one);
  return inside;
}

}  // namespace munigraph::clustering
