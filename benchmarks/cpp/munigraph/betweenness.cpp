#include <algorithm>
#include <cstdio>
#include <munigraph/bridging/betweenness.hpp>

#include "../edges.hpp"

namespace mg = munigraph;

int main() {
  const Edges edges = made_edges(20);
  const auto network =
      mg::CooperationNetwork::from_edges(edges.nodes, edges.source, edges.target, edges.weight);
  const auto found = mg::betweenness(network, {.normalised = false});
  std::printf("largest %.4f\n", *std::max_element(found.begin(), found.end()));
}
