#include "clustering/leiden/implicit/level.hpp"

namespace munigraph::clustering {

void HyperEdges::index_nodes(std::size_t nodes) {
  node_offsets.assign(nodes + 1, 0);
  for (const std::int32_t i : members) ++node_offsets[static_cast<std::size_t>(i) + 1];
  for (std::size_t i = 0; i < nodes; ++i) node_offsets[i + 1] += node_offsets[i];
  node_edges.resize(members.size());
  node_multiplicity.resize(members.size());
  std::vector<std::size_t> next(node_offsets.begin(), node_offsets.end() - 1);
  for (std::int32_t e = 0; e < count(); ++e)
    for (std::size_t k = begin(e); k < end(e); ++k) {
      const std::size_t at = next[static_cast<std::size_t>(members[k])]++;
      node_edges[at] = e;
      node_multiplicity[at] = multiplicity[k];
    }
}

double level_value(const ImplicitLevel& level, std::span<const std::int32_t> labels,
                   const Objective& objective) {
  Units inside = 0;
  std::vector<Units> mass(labels.size(), 0);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    mass[at(labels[i])] += level.mass[i];
    for (std::size_t s = level.offsets[i]; s < level.offsets[i + 1]; ++s)
      inside += labels[at(level.targets[s])] == labels[i] ? level.weights[s] : 0;
  }
  const HyperEdges& hyper = level.hyper;
  std::vector<Units> members(labels.size(), 0);
  for (std::int32_t e = 0; e < hyper.count(); ++e) {
    for (std::size_t m = hyper.begin(e); m < hyper.end(e); ++m) {
      Units& there = members[at(labels[at(hyper.members[m])])];
      inside += 2 * hyper.unit[at(e)] * hyper.multiplicity[m] * there;
      there += hyper.multiplicity[m];
    }
    for (std::size_t m = hyper.begin(e); m < hyper.end(e); ++m)
      members[at(labels[at(hyper.members[m])])] = 0;
  }
  double squares = 0;
  for (const Units m : mass) squares += static_cast<double>(m) * static_cast<double>(m);
  return static_cast<double>(inside) - objective.penalty * squares;
}

}  // namespace munigraph::clustering
