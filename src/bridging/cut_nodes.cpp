#include "munigraph/bridging/cut_nodes.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/biconnected_components.hpp>
#include <boost/property_map/property_map.hpp>
#include <cstddef>
#include <iterator>

namespace munigraph {
namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS,
                                    boost::no_property,
                                    boost::property<boost::edge_index_t, std::size_t>>;

struct Ends {
  std::int32_t source;
  std::int32_t target;
};

}  // namespace

Cuts find_cuts(const CooperationNetwork& network) {
  const auto n = static_cast<std::size_t>(network.node_count());
  Graph graph(n);
  std::vector<Ends> ends;
  for (std::int32_t i = 0; i < network.node_count(); ++i)
    for (const std::int32_t j : network.neighbours(i)) {
      if (j < i) continue;
      boost::add_edge(static_cast<std::size_t>(i), static_cast<std::size_t>(j), ends.size(), graph);
      ends.push_back({i, j});
    }

  std::vector<std::size_t> component(ends.size());
  std::vector<std::size_t> articulation;
  const auto index = boost::get(boost::edge_index, graph);
  const auto [components, out] = boost::biconnected_components(
      graph, boost::make_iterator_property_map(component.begin(), index),
      std::back_inserter(articulation));
  static_cast<void>(out);

  std::vector<std::size_t> ties(components, 0);
  for (const std::size_t c : component) ++ties[c];
  Cuts cuts;
  cuts.node.assign(n, 0);
  for (const std::size_t node : articulation) cuts.node[node] = 1;
  for (std::size_t e = 0; e < ends.size(); ++e) {
    if (ties[component[e]] != 1) continue;  // a bridge is a block of its own
    cuts.source.push_back(ends[e].source);
    cuts.target.push_back(ends[e].target);
  }
  return cuts;
}

}  // namespace munigraph
