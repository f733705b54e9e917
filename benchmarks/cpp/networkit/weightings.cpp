#include <cmath>
#include <cstdio>
#include <networkit/auxiliary/Random.hpp>
#include <networkit/community/ParallelLeiden.hpp>
#include <networkit/graph/Graph.hpp>

#include "../edges.hpp"

namespace nk = NetworKit;

int main() {
  const Edges edges = made_edges(8);
  nk::Graph graph(static_cast<nk::count>(edges.nodes), true);
  for (std::size_t e = 0; e < edges.source.size(); ++e)
    graph.addEdge(static_cast<nk::node>(edges.source[e]), static_cast<nk::node>(edges.target[e]),
                  edges.weight[e]);
  unsigned long clusters = 0;
  for (int k = 0; k < 1000; ++k) {
    for (std::size_t e = 0; e < edges.source.size(); ++e)
      graph.setWeight(static_cast<nk::node>(edges.source[e]),
                      static_cast<nk::node>(edges.target[e]), std::pow(edges.weight[e], k / 250.0));
    Aux::Random::setSeed(0, true);
    nk::ParallelLeiden leiden(graph);
    leiden.run();
    clusters += leiden.getPartition().numberOfSubsets();
  }
  std::printf("mean %.3f clusters\n", static_cast<double>(clusters) / 1000);
}
