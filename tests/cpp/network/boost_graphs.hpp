#pragma once

#include <boost/graph/properties.hpp>
#include <boost/property_map/property_map.hpp>
#include <cstdint>
#include <vector>

#include "munigraph/network/boost.hpp"

namespace munigraph::testing {

/// A bow tie whose triangles share node 2; ties weigh 1, those of node 4 as much as is given. Nodes
/// beyond five are isolates.
inline CooperationNetwork bow_tie(double last = 1, std::int32_t nodes = 5) {
  const std::vector<std::int32_t> source = {0, 1, 2, 2, 3, 4};
  const std::vector<std::int32_t> target = {1, 2, 0, 3, 4, 2};
  const std::vector<double> weight = {1, 1, 1, 1, last, last};
  return CooperationNetwork::from_edges(nodes, source, target, weight);
}

/// A value per node, as a vector and as the property map of it.
template <class T>
struct PerNode {
  explicit PerNode(const CooperationNetwork& g, T value = {}) : values(num_vertices(g), value) {}
  auto map(const CooperationNetwork& g) {
    return boost::make_iterator_property_map(values.begin(), get(boost::vertex_index, g));
  }
  std::vector<T> values;
};

}  // namespace munigraph::testing
