#include "munigraph/bridging/cut_nodes.hpp"

#include <boost/graph/biconnected_components.hpp>
#include <boost/graph/depth_first_search.hpp>
#include <boost/property_map/property_map.hpp>
#include <cstddef>
#include <iterator>

#include "munigraph/network/boost.hpp"

namespace munigraph {
namespace {

/// Hears stop() at every node of the depth-first search: on the way out and on the way back, on
/// which a dense network spends most of the time.
class Listener : public boost::default_dfs_visitor {
 public:
  explicit Listener(const Monitor* monitor) : monitor_(monitor) {}
  void discover_vertex(std::int32_t, const CooperationNetwork&) const { check(monitor_); }
  void finish_vertex(std::int32_t, const CooperationNetwork&) const { check(monitor_); }

 private:
  const Monitor* monitor_;
};

/// Takes the block of every tie, and hears stop() at each: a large block is told at one go.
struct BlockMap {
  using key_type = boost::graph_traits<CooperationNetwork>::edge_descriptor;
  using value_type = std::size_t;
  using reference = std::size_t&;
  using category = boost::writable_property_map_tag;

  const CooperationNetwork* network;
  std::vector<std::size_t>* blocks;
  const Monitor* monitor;

  friend void put(const BlockMap& map, const key_type& edge, std::size_t block) {
    check(map.monitor);
    (*map.blocks)[get(boost::edge_index, *map.network, edge)] = block;
  }
};

}  // namespace

Cuts find_cuts(const CooperationNetwork& network, const Monitor* monitor) {
  std::vector<std::size_t> component(network.edge_count());
  std::vector<std::int32_t> articulation;
  const auto found = boost::biconnected_components(network, BlockMap{&network, &component, monitor},
                                                   std::back_inserter(articulation),
                                                   boost::visitor(Listener(monitor)));

  std::vector<std::size_t> ties(found.first, 0);
  for (const std::size_t c : component) ++ties[c];
  Cuts cuts;
  cuts.node.assign(static_cast<std::size_t>(network.node_count()), 0);
  for (const std::int32_t node : articulation) cuts.node[static_cast<std::size_t>(node)] = 1;
  for (std::int32_t i = 0; i < network.node_count(); ++i) {
    check(monitor);
    const auto row = static_cast<std::size_t>(i);
    for (std::size_t s = network.offsets()[row]; s < network.offsets()[row + 1]; ++s) {
      if (network.targets()[s] < i) continue;
      if (ties[component[network.edge_index(i, s)]] != 1) continue;  // a bridge is its own block
      cuts.source.push_back(i);
      cuts.target.push_back(network.targets()[s]);
    }
  }
  return cuts;
}

}  // namespace munigraph
