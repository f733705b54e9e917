#include <cstdio>
#include <munigraph/clustering/leiden.hpp>

#include "../edges.hpp"

namespace mg = munigraph;

int main() {
  const Edges edges = made_edges(20);
  const auto network =
      mg::CooperationNetwork::from_edges(edges.nodes, edges.source, edges.target, edges.weight);
  const mg::Clustering found = mg::leiden(network);
  std::printf("%d clusters, quality %.4f\n", found.partition.clusters(), found.quality);
}
