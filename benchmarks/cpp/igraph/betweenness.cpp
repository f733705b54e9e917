#include <igraph.h>

#include <cstdio>

#include "../edges.hpp"

int main() {
  const Edges edges = made_edges(20);
  igraph_vector_int_t ends;
  igraph_vector_t length, found;
  igraph_vector_int_init(&ends, 0);
  igraph_vector_init(&length, 0);
  for (std::size_t e = 0; e < edges.source.size(); ++e) {
    igraph_vector_int_push_back(&ends, edges.source[e]);
    igraph_vector_int_push_back(&ends, edges.target[e]);
    igraph_vector_push_back(&length, 1.0 / edges.weight[e]);
  }
  igraph_t graph;
  igraph_create(&graph, &ends, edges.nodes, IGRAPH_UNDIRECTED);
  igraph_vector_init(&found, 0);
  igraph_betweenness(&graph, &found, igraph_vss_all(), IGRAPH_UNDIRECTED, &length);
  std::printf("largest %.4f\n", igraph_vector_max(&found));
  igraph_vector_destroy(&found);
  igraph_destroy(&graph);
  igraph_vector_destroy(&length);
  igraph_vector_int_destroy(&ends);
}
