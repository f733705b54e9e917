#include "munigraph/network/boost.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/concept_check.hpp>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/biconnected_components.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <set>
#include <vector>

#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<CooperationNetwork>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<CooperationNetwork>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<CooperationNetwork>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<CooperationNetwork>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<CooperationNetwork, boost_graph::Edge,
                                                          boost::edge_weight_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<CooperationNetwork, boost_graph::Edge,
                                                          boost::edge_index_t>));

CooperationNetwork random_network(std::int32_t n, int edges, std::uint64_t seed) {
  Random random(seed);
  std::vector<std::int32_t> source;
  std::vector<std::int32_t> target;
  std::vector<double> weight;
  for (int e = 0; e < edges; ++e) {
    source.push_back(static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(n))));
    target.push_back(static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(n))));
    weight.push_back(1.0 + random.below(8));
  }
  return CooperationNetwork::from_edges(n, source, target, weight);
}

/// A bow tie: two triangles that share node 2, and an isolate.
CooperationNetwork bow_tie() {
  const std::vector<std::int32_t> source = {0, 1, 2, 2, 3, 4};
  const std::vector<std::int32_t> target = {1, 2, 0, 3, 4, 2};
  return CooperationNetwork::from_edges(6, source, target);
}

TEST(BoostGraph, EdgesComeOnceWithTheSameIndexFromEitherEnd) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const CooperationNetwork g = random_network(12, static_cast<int>(seed), seed);
    std::set<std::size_t> seen;
    for (auto [e, end] = edges(g); e != end; ++e) {
      EXPECT_LT(source(*e, g), target(*e, g));
      EXPECT_TRUE(seen.insert(get(boost::edge_index, g, *e)).second);
    }
    EXPECT_EQ(seen.size(), num_edges(g));
    if (!seen.empty()) {
      EXPECT_EQ(*seen.rbegin(), num_edges(g) - 1);
    }
    for (std::int32_t v = 0; v < g.node_count(); ++v)
      for (auto [e, end] = out_edges(v, g); e != end; ++e) {
        const auto mirror = static_cast<std::size_t>(g.find(e->target, e->source));
        const boost_graph::Edge other{e->target, e->source, mirror};
        EXPECT_EQ(*e, other);
        EXPECT_EQ(get(boost::edge_index, g, *e), get(boost::edge_index, g, other));
        EXPECT_EQ(get(boost::edge_weight, g, *e), get(boost::edge_weight, g, other));
      }
  }
}

TEST(BoostGraph, ConnectedComponentsAgreeWithOurs) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const CooperationNetwork g = random_network(20, 14, seed);
    std::vector<std::int32_t> component(num_vertices(g));
    const auto count = boost::connected_components(g, component.data());
    const auto ours = component_labels(g);
    EXPECT_EQ(count, 1 + *std::max_element(ours.begin(), ours.end()));
    for (std::size_t i = 0; i < ours.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        EXPECT_EQ(component[i] == component[j], ours[i] == ours[j]);
  }
}

TEST(BoostGraph, ArticulationPointsOfABowTie) {
  const CooperationNetwork g = bow_tie();
  std::vector<std::int32_t> points;
  boost::articulation_points(g, std::back_inserter(points));
  EXPECT_EQ(points, std::vector<std::int32_t>{2});
}

TEST(BoostGraph, BetweennessOfABowTie) {
  const CooperationNetwork g = bow_tie();
  std::vector<double> between(num_vertices(g), 0.0);
  boost::brandes_betweenness_centrality(
      g, boost::make_iterator_property_map(between.begin(), get(boost::vertex_index, g)));
  // Node 2 lies on the path of each of the 2 × 2 pairs across.
  EXPECT_EQ(between, (std::vector<double>{0, 0, 4, 0, 0, 0}));
}

}  // namespace
}  // namespace munigraph
