// A Boost.Graph algorithm on the network as it lies: the heaviest spanning forest.

#include <boost/graph/kruskal_min_spanning_tree.hpp>
#include <boost/property_map/transform_value_property_map.hpp>
#include <iostream>
#include <iterator>
#include <munigraph/network/boost.hpp>
#include <munigraph/network/builder.hpp>
#include <vector>

namespace mg = munigraph;

int main() {
  mg::NetworkBuilder builder;
  builder.tie("Arn", "Bel", 3).tie("Bel", "Cor", 2).tie("Arn", "Cor", 1).tie("Cor", "Dun", 1);
  const mg::NamedNetwork made = builder.build();
  const mg::CooperationNetwork& ties = made.network.cooperation();

  const auto distance = boost::make_transform_value_property_map(
      [](double weight) { return -weight; }, get(boost::edge_weight, ties));
  std::vector<mg::boost_graph::Edge> forest;
  boost::kruskal_minimum_spanning_tree(
      ties, std::back_inserter(forest),
      boost::weight_map(distance).vertex_index_map(get(boost::vertex_index, ties)));
  for (const auto& edge : forest)
    std::cout << made.ids[static_cast<std::size_t>(edge.source)] << " - "
              << made.ids[static_cast<std::size_t>(edge.target)] << '\n';
}
