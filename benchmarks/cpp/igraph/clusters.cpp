#include <igraph.h>

#include <cstdio>

#include "../edges.hpp"

int main() {
  const Edges edges = made_edges(20);
  igraph_vector_int_t ends, membership;
  igraph_vector_t weight, strength;
  igraph_vector_int_init(&ends, 0);
  for (std::size_t e = 0; e < edges.source.size(); ++e) {
    igraph_vector_int_push_back(&ends, edges.source[e]);
    igraph_vector_int_push_back(&ends, edges.target[e]);
  }
  igraph_t graph;
  igraph_create(&graph, &ends, edges.nodes, IGRAPH_UNDIRECTED);
  igraph_vector_view(&weight, edges.weight.data(), static_cast<long>(edges.weight.size()));
  // Modularity is CPM with strengths as the sizes of nodes, over twice the total weight.
  igraph_vector_init(&strength, 0);
  igraph_strength(&graph, &strength, igraph_vss_all(), IGRAPH_ALL, IGRAPH_LOOPS, &weight);
  const double resolution = 1.0 / igraph_vector_sum(&strength);
  igraph_vector_int_init(&membership, 0);
  igraph_rng_seed(igraph_rng_default(), 0);
  igraph_integer_t clusters = 0;
  igraph_real_t quality = 0;
  igraph_community_leiden(&graph, &weight, &strength, resolution, 0.01, false, -1, &membership,
                          &clusters, &quality);
  std::printf("%ld clusters, quality %.4f\n", static_cast<long>(clusters), quality);
  igraph_vector_int_destroy(&membership);
  igraph_vector_destroy(&strength);
  igraph_destroy(&graph);
  igraph_vector_int_destroy(&ends);
}
