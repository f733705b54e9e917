#include <igraph.h>

#include <cmath>
#include <cstdio>

#include "../edges.hpp"

int main() {
  const Edges edges = made_edges(8);
  igraph_vector_int_t ends, membership;
  igraph_vector_t weight, strength;
  igraph_vector_int_init(&ends, 0);
  for (std::size_t e = 0; e < edges.source.size(); ++e) {
    igraph_vector_int_push_back(&ends, edges.source[e]);
    igraph_vector_int_push_back(&ends, edges.target[e]);
  }
  igraph_t graph;
  igraph_create(&graph, &ends, edges.nodes, IGRAPH_UNDIRECTED);
  igraph_vector_init(&weight, static_cast<long>(edges.weight.size()));
  igraph_vector_init(&strength, 0);
  igraph_vector_int_init(&membership, 0);
  long clusters = 0;
  for (int k = 0; k < 1000; ++k) {
    for (std::size_t e = 0; e < edges.weight.size(); ++e)
      VECTOR(weight)[e] = std::pow(edges.weight[e], k / 250.0);
    igraph_strength(&graph, &strength, igraph_vss_all(), IGRAPH_ALL, IGRAPH_LOOPS, &weight);
    const double resolution = 1.0 / igraph_vector_sum(&strength);
    igraph_integer_t count = 0;
    igraph_rng_seed(igraph_rng_default(), 0);
    igraph_community_leiden(&graph, &weight, &strength, resolution, 0.01, false, -1, &membership,
                            &count, nullptr);
    clusters += count;
  }
  std::printf("mean %.3f clusters\n", static_cast<double>(clusters) / 1000);
  igraph_vector_int_destroy(&membership);
  igraph_vector_destroy(&strength);
  igraph_vector_destroy(&weight);
  igraph_destroy(&graph);
  igraph_vector_int_destroy(&ends);
}
