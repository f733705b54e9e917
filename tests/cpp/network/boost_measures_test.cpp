// The rest of what boost_algorithms_test.cpp begins: distances, cycles, random trees, planarity,
// layouts, writers and views of Boost.Graph on a network as it lies.

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/graph/boyer_myrvold_planar_test.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/chrobak_payne_drawing.hpp>
#include <boost/graph/circle_layout.hpp>
#include <boost/graph/closeness_centrality.hpp>
#include <boost/graph/degree_centrality.hpp>
#include <boost/graph/eccentricity.hpp>
#include <boost/graph/exterior_property.hpp>
#include <boost/graph/floyd_warshall_shortest.hpp>
#include <boost/graph/fruchterman_reingold.hpp>
#include <boost/graph/geodesic_distance.hpp>
#include <boost/graph/graph_stats.hpp>
#include <boost/graph/graph_utility.hpp>
#include <boost/graph/graphml.hpp>
#include <boost/graph/graphviz.hpp>
#include <boost/graph/gursoy_atun_layout.hpp>
#include <boost/graph/hawick_circuits.hpp>
#include <boost/graph/incremental_components.hpp>
#include <boost/graph/is_kuratowski_subgraph.hpp>
#include <boost/graph/is_straight_line_drawing.hpp>
#include <boost/graph/kamada_kawai_spring_layout.hpp>
#include <boost/graph/mcgregor_common_subgraphs.hpp>
#include <boost/graph/neighbor_bfs.hpp>
#include <boost/graph/planar_canonical_ordering.hpp>
#include <boost/graph/planar_face_traversal.hpp>
#include <boost/graph/random.hpp>
#include <boost/graph/random_layout.hpp>
#include <boost/graph/random_spanning_tree.hpp>
#include <boost/graph/reverse_graph.hpp>
#include <boost/graph/st_connected.hpp>
#include <boost/graph/topology.hpp>
#include <boost/graph/two_bit_color_map.hpp>
#include <boost/graph/two_graphs_common_spanning_trees.hpp>
#include <boost/pending/disjoint_sets.hpp>
#include <boost/property_map/compose_property_map.hpp>
#include <boost/property_map/function_property_map.hpp>
#include <boost/property_map/property_map.hpp>
#include <cstdint>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "munigraph/core/random.hpp"
#include "munigraph/network/boost.hpp"
#include "network/boost_graphs.hpp"

namespace munigraph {
namespace {

using testing::bow_tie;
using testing::PerNode;

using Distances = boost::exterior_vertex_property<CooperationNetwork, double>;

TEST(BoostMeasures, Distances) {
  const CooperationNetwork g = bow_tie();
  Distances::matrix_type matrix(num_vertices(g));
  const Distances::matrix_map_type far(matrix, g);
  boost::floyd_warshall_all_pairs_shortest_paths(g, far,
                                                 boost::weight_map(get(boost::edge_weight, g)));
  PerNode<double> near(g), extent(g), mean(g);
  boost::all_closeness_centralities(g, far, near.map(g));
  EXPECT_EQ(near.values[2], 0.25);
  boost::all_eccentricities(g, far, extent.map(g));
  EXPECT_EQ(extent.values, (std::vector<double>{2, 2, 1, 2, 2}));
  EXPECT_NEAR(boost::all_mean_geodesics(g, far, mean.map(g)), 1.4, 1e-12);
  PerNode<std::size_t> ties(g);
  boost::all_degree_centralities(g, ties.map(g));
  EXPECT_EQ(ties.values, (std::vector<std::size_t>{2, 2, 4, 2, 2}));
}

struct CountCycles {
  template <class Path, class Graph>
  void cycle(const Path&, const Graph&) const {
    ++*count;
  }
  int* count;
};

TEST(BoostMeasures, CyclesAndConnections) {
  const CooperationNetwork g = bow_tie();
  int hawick = 0;
  boost::hawick_circuits(g, CountCycles{&hawick}, get(boost::vertex_index, g));
  EXPECT_EQ(hawick, 10);  // Every tie is a circuit of two nodes, each triangle goes both ways.
  PerNode<boost::default_color_type> color(g);
  EXPECT_TRUE(boost::graph::st_connected(g, 0, 4, color.map(g)));
  PerNode<std::int32_t> parent(g);
  PerNode<std::size_t> rank(g);
  boost::disjoint_sets sets(rank.map(g), parent.map(g));
  boost::initialize_incremental_components(g, sets);
  boost::incremental_components(g, sets);
  EXPECT_TRUE(boost::same_component(0, 4, sets));
  int met = 0;
  struct Count : boost::neighbor_bfs_visitor<> {
    explicit Count(int& c) : count(&c) {}
    void discover_vertex(std::int32_t, const CooperationNetwork&) const { ++*count; }
    int* count;
  };
  boost::neighbor_breadth_first_search(
      g, 0, boost::visitor(Count(met)).vertex_index_map(get(boost::vertex_index, g)));
  EXPECT_EQ(met, 5);
  EXPECT_FALSE(boost::graph::has_no_edges(g));
  const auto turned = boost::make_reverse_graph(g);
  EXPECT_EQ(out_degree(2, turned), 4U);
}

TEST(BoostMeasures, RandomTreesAndCommonParts) {
  const CooperationNetwork g = bow_tie();
  Random random(1);
  EXPECT_LT(boost::random_vertex(g, random), 5);
  EXPECT_LT(boost::random_edge(g, random).source, 5);
  PerNode<std::int32_t> parent(g);
  boost::random_spanning_tree(
      g, random,
      boost::predecessor_map(parent.map(g)).vertex_index_map(get(boost::vertex_index, g)));
  EXPECT_EQ(std::count(parent.values.begin(), parent.values.end(), -1), 1);
  int common = 0;
  boost::mcgregor_common_subgraphs_maximum(g, g, true, [&](auto&&, auto&&, std::size_t size) {
    EXPECT_EQ(size, 5U);
    return ++common > 0;
  });
  EXPECT_GT(common, 0);
}

TEST(BoostMeasures, Planarity) {
  const CooperationNetwork g = bow_tie();
  const auto index = get(boost::edge_index, g);
  std::vector<std::vector<boost_graph::Edge>> rotation(num_vertices(g));
  const auto embedding =
      boost::make_iterator_property_map(rotation.begin(), get(boost::vertex_index, g));
  EXPECT_TRUE(boost::boyer_myrvold_planarity_test(
      boost::boyer_myrvold_params::graph = g, boost::boyer_myrvold_params::embedding = embedding,
      boost::boyer_myrvold_params::edge_index_map = index));
  struct Faces : boost::planar_face_traversal_visitor {
    explicit Faces(int& c) : count(&c) {}
    void begin_face() const { ++*count; }
    int* count;
  };
  int faces = 0;
  Faces visitor(faces);
  boost::planar_face_traversal(g, embedding, visitor, index);
  EXPECT_EQ(faces, 3);
}

TEST(BoostMeasures, DrawingsOfATriangulation) {
  // A triangle and a node in the middle: every face has three sides.
  const CooperationNetwork g = CooperationNetwork::from_edges(
      4, std::vector<std::int32_t>{0, 1, 2, 0, 1, 2}, std::vector<std::int32_t>{1, 2, 0, 3, 3, 3});
  const auto nodes = get(boost::vertex_index, g);
  std::vector<std::vector<boost_graph::Edge>> rotation(4);
  const auto embedding = boost::make_iterator_property_map(rotation.begin(), nodes);
  ASSERT_TRUE(boost::boyer_myrvold_planarity_test(
      boost::boyer_myrvold_params::graph = g, boost::boyer_myrvold_params::embedding = embedding,
      boost::boyer_myrvold_params::edge_index_map = get(boost::edge_index, g)));
  std::vector<std::int32_t> order;
  boost::planar_canonical_ordering(g, embedding, std::back_inserter(order));
  ASSERT_EQ(order.size(), 4U);
  struct Place {
    std::size_t x, y;
  };
  std::vector<Place> places(4);
  const auto drawing = boost::make_iterator_property_map(places.begin(), nodes);
  boost::chrobak_payne_straight_line_drawing(g, embedding, order.begin(), order.end(), drawing);
  EXPECT_TRUE(boost::is_straight_line_drawing(g, drawing));
  const std::vector<boost_graph::Edge> all(edges(g).first, edges(g).second);
  EXPECT_FALSE(boost::is_kuratowski_subgraph(g, all.begin(), all.end()));
}

TEST(BoostMeasures, CommonTreesAndSmallColourMaps) {
  const CooperationNetwork g = bow_tie();
  std::vector<boost_graph::Edge> order(edges(g).first, edges(g).second);
  std::vector<bool> in(order.size());
  int trees = 0;
  boost::two_graphs_common_spanning_trees(g, order, g, order, [&](auto&&) { ++trees; }, in);
  EXPECT_EQ(trees, 9);  // Each triangle loses one of its ties.
  PerNode<std::int32_t> parent(g, -1);
  boost::breadth_first_search(
      g, 0,
      boost::color_map(boost::make_two_bit_color_map(5, get(boost::vertex_index, g)))
          .visitor(boost::make_bfs_visitor(
              boost::record_predecessors(parent.map(g), boost::on_tree_edge{}))));
  EXPECT_EQ(parent.values[4], 2);
}

TEST(BoostMeasures, Layouts) {
  const CooperationNetwork g = bow_tie();
  using Plane = boost::rectangle_topology<Random>;
  Random random(2);
  const Plane plane(random, 0, 0, 1, 1);
  PerNode<Plane::point_type> at(g);
  boost::circle_graph_layout(g, at.map(g), 1.0);
  EXPECT_DOUBLE_EQ(at.values[0][0], 1.0);
  boost::random_graph_layout(g, at.map(g), plane);
  boost::fruchterman_reingold_force_directed_layout(g, at.map(g), plane);
  boost::gursoy_atun_layout(g, plane, at.map(g));
  boost::circle_graph_layout(g, at.map(g), 1.0);
  EXPECT_TRUE(boost::kamada_kawai_spring_layout(
      g, at.map(g), get(boost::edge_weight, g), plane, boost::edge_length(1.0),
      [](double, std::int32_t, const CooperationNetwork&, bool) { return true; }));
}

TEST(BoostMeasures, Writers) {
  const CooperationNetwork g = bow_tie();
  std::ostringstream dot, printed, written;
  boost::write_graphviz(dot, g, boost::default_writer(),
                        boost::make_label_writer(get(boost::edge_weight, g)));
  EXPECT_NE(dot.str().find("3--4"), std::string::npos);
  boost::print_graph(g, get(boost::vertex_index, g), printed);
  boost::dynamic_properties properties(boost::ignore_other_properties);
  boost::write_graphml(written, g, get(boost::vertex_index, g), properties);
  EXPECT_NE(written.str().find("edgedefault=\"undirected\""), std::string::npos);
  EXPECT_NE(printed.str().find("2 <--> 0 1 3 4"), std::string::npos);
}

}  // namespace
}  // namespace munigraph
