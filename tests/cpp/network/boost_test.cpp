#include "munigraph/network/boost.hpp"
#include "network/boost_graphs.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/concept_check.hpp>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/biconnected_components.hpp>
#include <boost/graph/bron_kerbosch_all_cliques.hpp>
#include <boost/graph/clustering_coefficient.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/copy.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/max_cardinality_matching.hpp>
#include <set>
#include <utility>
#include <vector>

#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

using testing::bow_tie;

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<CooperationNetwork>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<CooperationNetwork>));
BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<CooperationNetwork>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<CooperationNetwork>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<CooperationNetwork>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyMatrixConcept<CooperationNetwork>));
BOOST_CONCEPT_ASSERT(
    (boost::ReadablePropertyGraphConcept<CooperationNetwork, std::int32_t, boost::vertex_index_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<CooperationNetwork, boost_graph::Edge,
                                                          boost::edge_weight_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<CooperationNetwork, boost_graph::Edge,
                                                          boost::edge_index_t>));

// Views of a network that goes away do not compile.
template <class G>
concept GivesEdges = requires(G&& g) { edges(std::forward<G>(g)); };
template <class G>
concept GivesOutEdges = requires(G&& g) { out_edges(0, std::forward<G>(g)); };
template <class G>
concept GivesNeighbours = requires(G&& g) { adjacent_vertices(0, std::forward<G>(g)); };
template <class G, class Tag>
concept GivesMap = requires(G&& g, Tag tag) { get(tag, std::forward<G>(g)); };
static_assert(GivesEdges<const CooperationNetwork&> && !GivesEdges<CooperationNetwork>);
static_assert(GivesOutEdges<const CooperationNetwork&> && !GivesOutEdges<CooperationNetwork>);
static_assert(GivesNeighbours<const CooperationNetwork&> && !GivesNeighbours<CooperationNetwork>);
static_assert(GivesMap<const CooperationNetwork&, boost::edge_weight_t> &&
              !GivesMap<CooperationNetwork, boost::edge_weight_t>);
static_assert(GivesMap<const CooperationNetwork&, boost::edge_index_t> &&
              !GivesMap<CooperationNetwork, boost::edge_index_t>);
static_assert(GivesMap<CooperationNetwork, boost::vertex_index_t>);  // Looks into nothing.

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
  const CooperationNetwork g = bow_tie(1, 6);
  std::vector<std::int32_t> points;
  boost::articulation_points(g, std::back_inserter(points));
  EXPECT_EQ(points, std::vector<std::int32_t>{2});
}

TEST(BoostGraph, BetweennessOfABowTie) {
  const CooperationNetwork g = bow_tie(1, 6);
  std::vector<double> between(num_vertices(g), 0.0);
  boost::brandes_betweenness_centrality(
      g, boost::make_iterator_property_map(between.begin(), get(boost::vertex_index, g)));
  // Node 2 lies on the path of each of the 2 × 2 pairs across.
  EXPECT_EQ(between, (std::vector<double>{0, 0, 4, 0, 0, 0}));
}

TEST(BoostGraph, InEdgesAreTheOutEdgesFromTheirOtherEnd) {
  const CooperationNetwork g = random_network(12, 30, 5);
  for (std::int32_t v = 0; v < g.node_count(); ++v) {
    auto out = out_edges(v, g).first;
    for (auto [e, end] = in_edges(v, g); e != end; ++e, ++out) {
      EXPECT_EQ(target(*e, g), v);
      EXPECT_EQ(source(*e, g), target(*out, g));
      EXPECT_EQ(get(boost::edge_weight, g, *e), get(boost::edge_weight, g, *out));
    }
    EXPECT_EQ(out, out_edges(v, g).second);
  }
}

TEST(BoostGraph, EdgeOfTwoNodes) {
  const CooperationNetwork g = bow_tie(1, 6);
  EXPECT_TRUE(edge(0, 1, g).second);
  EXPECT_EQ(edge(0, 1, g).first, edge(1, 0, g).first);
  EXPECT_EQ(get(boost::edge_index, g, edge(3, 2, g).first),
            get(boost::edge_index, g, edge(2, 3, g).first));
  EXPECT_FALSE(edge(0, 3, g).second);
  EXPECT_FALSE(edge(5, 0, g).second);
}

TEST(BoostGraph, CopiesWithAndWithoutWeights) {
  const CooperationNetwork g = random_network(15, 40, 3);
  using Weighted =
      boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                            boost::property<boost::edge_weight_t, double>>;
  Weighted weighted;
  boost::copy_graph(g, weighted);
  ASSERT_EQ(boost::num_vertices(weighted), num_vertices(g));
  ASSERT_EQ(boost::num_edges(weighted), num_edges(g));
  for (auto [e, end] = edges(g); e != end; ++e) {
    const auto copied = boost::edge(static_cast<std::size_t>(e->source),
                                    static_cast<std::size_t>(e->target), weighted);
    ASSERT_TRUE(copied.second);
    EXPECT_EQ(boost::get(boost::edge_weight, weighted, copied.first),
              get(boost::edge_weight, g, *e));
  }
  boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS> bare;
  boost::copy_graph(g, bare);
  EXPECT_EQ(boost::num_edges(bare), num_edges(g));
}

/// Keeps ties of at least this weight.
struct Heavy {
  const CooperationNetwork* network = nullptr;
  double least = 0;
  bool operator()(const boost_graph::Edge& e) const { return network->weight(e.slot) >= least; }
};

TEST(BoostGraph, FilteredComponents) {
  const CooperationNetwork g = CooperationNetwork::from_edges(4, std::vector<std::int32_t>{0, 1, 2},
                                                              std::vector<std::int32_t>{1, 2, 3},
                                                              std::vector<double>{2, 1, 2});
  const boost::filtered_graph<CooperationNetwork, Heavy> heavy(g, Heavy{&g, 1.5});
  std::vector<std::int32_t> component(4);
  EXPECT_EQ(boost::connected_components(heavy, component.data()), 2);
  EXPECT_EQ(component, (std::vector<std::int32_t>{0, 0, 1, 1}));
}

TEST(BoostGraph, ClusteringCoefficientsOfABowTie) {
  const CooperationNetwork g = bow_tie(1, 6);
  // Of the 6 pairs of neighbours of node 2, two are tied.
  EXPECT_DOUBLE_EQ(boost::clustering_coefficient(g, 2), 2.0 / 6);
  EXPECT_DOUBLE_EQ(boost::clustering_coefficient(g, 0), 1.0);
  EXPECT_DOUBLE_EQ(boost::clustering_coefficient(g, 5), 0.0);
}

TEST(BoostGraph, MatchingOfABowTie) {
  const CooperationNetwork g = bow_tie(1, 6);
  std::vector<std::int32_t> mate(num_vertices(g));
  EXPECT_TRUE(boost::checked_edmonds_maximum_cardinality_matching(g, mate.data()));
  EXPECT_EQ(boost::matching_size(g, mate.data()), 2U);
  for (std::int32_t i = 0; i < 6; ++i) {
    const std::int32_t other = mate[static_cast<std::size_t>(i)];
    if (other >= 0) {
      EXPECT_TRUE(edge(i, other, g).second);
    }
  }
}

/// Collects the cliques that it is shown.
struct Collect {
  std::set<std::set<std::int32_t>>* found = nullptr;
  template <class Clique, class Graph>
  void clique(const Clique& members, const Graph&) const {
    found->insert(std::set<std::int32_t>(members.begin(), members.end()));
  }
};

TEST(BoostGraph, CliquesOfABowTie) {
  const CooperationNetwork g = bow_tie(1, 6);
  std::set<std::set<std::int32_t>> found;
  boost::bron_kerbosch_all_cliques(g, Collect{&found});
  EXPECT_EQ(found, (std::set<std::set<std::int32_t>>{{0, 1, 2}, {2, 3, 4}}));
}

}  // namespace
}  // namespace munigraph
