#include <algorithm>
#include <cstdio>
#include <networkit/centrality/Betweenness.hpp>
#include <networkit/graph/Graph.hpp>

#include "../edges.hpp"

namespace nk = NetworKit;

int main() {
  const Edges edges = made_edges(20);
  nk::Graph graph(static_cast<nk::count>(edges.nodes), true);
  for (std::size_t e = 0; e < edges.source.size(); ++e)
    graph.addEdge(static_cast<nk::node>(edges.source[e]), static_cast<nk::node>(edges.target[e]),
                  1.0 / edges.weight[e]);
  nk::Betweenness betweenness(graph);
  betweenness.run();
  const std::vector<double> found = betweenness.scores();
  // Every pair is counted from both of its ends.
  std::printf("largest %.4f\n", *std::max_element(found.begin(), found.end()) / 2);
}
