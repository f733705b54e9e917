// Every algorithm of Boost.Graph that reads an undirected graph runs on a network as it lies; which
// cannot, and why, stands in docs/cpp.md. (Searches, centralities, cliques, matching by number,
// copies and filters are in boost_test.cpp.)

#include <gtest/gtest.h>

#include <boost/graph/astar_search.hpp>
#include <boost/graph/bandwidth.hpp>
#include <boost/graph/bellman_ford_shortest_paths.hpp>
#include <boost/graph/bipartite.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/core_numbers.hpp>
#include <boost/graph/cuthill_mckee_ordering.hpp>
#include <boost/graph/depth_first_search.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/dijkstra_shortest_paths_no_color_map.hpp>
#include <boost/graph/edge_coloring.hpp>
#include <boost/graph/floyd_warshall_shortest.hpp>
#include <boost/graph/isomorphism.hpp>
#include <boost/graph/johnson_all_pairs_shortest.hpp>
#include <boost/graph/kruskal_min_spanning_tree.hpp>
#include <boost/graph/lookup_edge.hpp>
#include <boost/graph/maximum_adjacency_search.hpp>
#include <boost/graph/maximum_weighted_matching.hpp>
#include <boost/graph/page_rank.hpp>
#include <boost/graph/prim_minimum_spanning_tree.hpp>
#include <boost/graph/profile.hpp>
#include <boost/graph/sequential_vertex_coloring.hpp>
#include <boost/graph/sloan_ordering.hpp>
#include <boost/graph/smallest_last_ordering.hpp>
#include <boost/graph/undirected_dfs.hpp>
#include <boost/graph/vf2_sub_graph_iso.hpp>
#include <boost/graph/wavefront.hpp>
#include <boost/property_map/compose_property_map.hpp>
#include <cstdint>
#include <iterator>
#include <limits>
#include <map>
#include <vector>

#include "munigraph/network/boost.hpp"
#include "network/boost_graphs.hpp"

namespace munigraph {
namespace {

using testing::bow_tie;
using testing::PerNode;

using Matrix = std::vector<std::vector<double>>;

TEST(BoostAlgorithms, Searches) {
  const CooperationNetwork g = bow_tie(2);
  const auto index = get(boost::vertex_index, g);
  PerNode<std::int32_t> parent(g, -1);
  boost::breadth_first_search(g, 0,
                              boost::visitor(boost::make_bfs_visitor(boost::record_predecessors(
                                                 parent.map(g), boost::on_tree_edge{})))
                                  .vertex_index_map(index));
  EXPECT_EQ(parent.values, (std::vector<std::int32_t>{-1, 0, 0, 2, 2}));
  PerNode<std::int32_t> entered(g);
  std::int32_t time = 0;
  boost::depth_first_search(
      g, boost::visitor(boost::make_dfs_visitor(
                            boost::stamp_times(entered.map(g), time, boost::on_discover_vertex{})))
             .vertex_index_map(index));
  EXPECT_EQ(time, 5);
  PerNode<boost::default_color_type> color(g);
  std::map<std::size_t, boost::default_color_type> edge_color;
  const auto of_edge = boost::make_compose_property_map(boost::make_assoc_property_map(edge_color),
                                                        get(boost::edge_index, g));
  boost::undirected_dfs(g, boost::dfs_visitor<>(), color.map(g), of_edge, 0);
  EXPECT_EQ(edge_color.size(), 6U);
  EXPECT_FALSE(boost::is_bipartite(g, index));
  std::vector<std::int32_t> odd;
  boost::find_odd_cycle(g, index, std::back_inserter(odd));
  EXPECT_EQ(odd.size() % 2, 1U);
  EXPECT_TRUE(boost::lookup_edge(0, 1, g).second);
  EXPECT_FALSE(boost::lookup_edge(0, 4, g).second);
}

TEST(BoostAlgorithms, ShortestPaths) {
  const CooperationNetwork g = bow_tie(2);
  const auto index = get(boost::vertex_index, g);
  const auto weight = get(boost::edge_weight, g);
  const std::vector<double> expected = {0, 1, 1, 2, 3};
  PerNode<double> dijkstra(g), bare(g), bellman(g, std::numeric_limits<double>::max()), star(g);
  boost::dijkstra_shortest_paths(
      g, 0, boost::distance_map(dijkstra.map(g)).weight_map(weight).vertex_index_map(index));
  EXPECT_EQ(dijkstra.values, expected);
  boost::dijkstra_shortest_paths_no_color_map(
      g, 0, boost::distance_map(bare.map(g)).weight_map(weight).vertex_index_map(index));
  EXPECT_EQ(bare.values, expected);
  bellman.values[0] = 0;
  EXPECT_TRUE(boost::bellman_ford_shortest_paths(
      g, 5, boost::distance_map(bellman.map(g)).weight_map(weight)));
  EXPECT_EQ(bellman.values, expected);
  boost::astar_search(g, 0, boost::astar_heuristic<CooperationNetwork, double>(),
                      boost::visitor(boost::default_astar_visitor())
                          .distance_map(star.map(g))
                          .weight_map(weight)
                          .vertex_index_map(index));
  EXPECT_EQ(star.values, expected);
  Matrix floyd(5, std::vector<double>(5)), johnson = floyd;
  EXPECT_TRUE(boost::floyd_warshall_all_pairs_shortest_paths(g, floyd, boost::weight_map(weight)));
  EXPECT_EQ(floyd[0], expected);
  EXPECT_TRUE(boost::johnson_all_pairs_shortest_paths(g, johnson, index, weight, 0.0));
  EXPECT_EQ(johnson, floyd);
}

TEST(BoostAlgorithms, TreesCutsAndMatchings) {
  const CooperationNetwork g = bow_tie(2);
  const auto index = get(boost::vertex_index, g);
  const auto weight = get(boost::edge_weight, g);
  std::vector<boost_graph::Edge> tree;
  boost::kruskal_minimum_spanning_tree(g, std::back_inserter(tree),
                                       boost::weight_map(weight).vertex_index_map(index));
  EXPECT_EQ(tree.size(), 4U);
  PerNode<std::int32_t> parent(g, -1);
  boost::prim_minimum_spanning_tree(g, parent.map(g),
                                    boost::weight_map(weight).vertex_index_map(index));
  double total = 0;
  for (std::int32_t v = 0; v < 5; ++v) {
    const std::int32_t other = parent.values[static_cast<std::size_t>(v)];
    if (other != v) total += get(boost::edge_weight, g, edge(v, other, g).first);
  }
  EXPECT_EQ(total, 5);
  boost::maximum_adjacency_search(
      g, boost::weight_map(weight).root_vertex(0).vertex_index_map(index).visitor(
             boost::mas_visitor<>()));
  PerNode<std::int32_t> mate(g, -1);
  boost::maximum_weighted_matching(g, mate.map(g));
  EXPECT_EQ(boost::matching_weight_sum(g, mate.map(g)), 3);
}

TEST(BoostAlgorithms, OrdersAndColours) {
  const CooperationNetwork g = bow_tie(2);
  PerNode<boost::default_color_type> color(g);
  PerNode<std::size_t> degrees(g), priority(g), place(g);
  for (std::int32_t v = 0; v < 5; ++v)
    degrees.values[static_cast<std::size_t>(v)] = out_degree(v, g);
  std::vector<std::int32_t> order(5);
  boost::cuthill_mckee_ordering(g, order.begin(), color.map(g), degrees.map(g));
  for (std::size_t k = 0; k < 5; ++k) place.values[static_cast<std::size_t>(order[k])] = k;
  EXPECT_EQ(boost::bandwidth(g, place.map(g)), 2U);
  EXPECT_GE(boost::profile(g, place.map(g)), 5U);
  EXPECT_GE(boost::max_wavefront(g, place.map(g)), 2U);
  boost::sloan_ordering(g, order.begin(), color.map(g), degrees.map(g), priority.map(g));
  EXPECT_EQ(order.size(), 5U);
  PerNode<std::int32_t> by_degree(g);
  boost::smallest_last_vertex_ordering(g, by_degree.map(g));
  PerNode<std::size_t> shade(g);
  EXPECT_EQ(boost::sequential_vertex_coloring(g, by_degree.map(g), shade.map(g)), 3U);
  std::map<std::size_t, std::size_t> shades;
  const auto of_edge = boost::make_compose_property_map(boost::make_assoc_property_map(shades),
                                                        get(boost::edge_index, g));
  EXPECT_GE(boost::edge_coloring(g, of_edge), 4U);
  PerNode<std::size_t> core(g);
  EXPECT_EQ(boost::core_numbers(g, core.map(g)), 2U);
  PerNode<double> rank(g);
  boost::graph::page_rank(g, rank.map(g), boost::graph::n_iterations(40));
  EXPECT_EQ(std::max_element(rank.values.begin(), rank.values.end()) - rank.values.begin(), 2);
}

TEST(BoostAlgorithms, Likeness) {
  const CooperationNetwork g = bow_tie(2);
  const auto index = get(boost::vertex_index, g);
  PerNode<std::int32_t> image(g);
  EXPECT_TRUE(boost::isomorphism(
      g, g,
      boost::isomorphism_map(image.map(g)).vertex_index1_map(index).vertex_index2_map(index)));
  const CooperationNetwork triangle = CooperationNetwork::from_edges(
      3, std::vector<std::int32_t>{0, 1, 2}, std::vector<std::int32_t>{1, 2, 0});
  int found = 0;
  boost::vf2_subgraph_iso(triangle, g, [&](auto&&, auto&&) { return ++found > 0; });
  EXPECT_EQ(found, 12);  // Two triangles, six ways each.
}

}  // namespace
}  // namespace munigraph
