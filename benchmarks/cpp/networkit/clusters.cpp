#include <cstdio>
#include <networkit/auxiliary/Random.hpp>
#include <networkit/community/Modularity.hpp>
#include <networkit/community/ParallelLeiden.hpp>
#include <networkit/graph/Graph.hpp>

#include "../edges.hpp"

namespace nk = NetworKit;

int main() {
  const Edges edges = made_edges(20);
  nk::Graph graph(static_cast<nk::count>(edges.nodes), true);
  for (std::size_t e = 0; e < edges.source.size(); ++e)
    graph.addEdge(static_cast<nk::node>(edges.source[e]), static_cast<nk::node>(edges.target[e]),
                  edges.weight[e]);
  Aux::Random::setSeed(0, true);
  nk::ParallelLeiden leiden(graph);
  leiden.run();
  const nk::Partition found = leiden.getPartition();
  std::printf("%lu clusters, quality %.4f\n", static_cast<unsigned long>(found.numberOfSubsets()),
              nk::Modularity().getQuality(found, graph));
}
