#include <cmath>
#include <cstdio>
#include <munigraph/clustering/leiden.hpp>

#include "../edges.hpp"

namespace mg = munigraph;

int main() {
  const Edges edges = made_edges(8);
  std::vector<double> weight(edges.weight.size());
  long clusters = 0;
  for (int k = 0; k < 1000; ++k) {
    for (std::size_t e = 0; e < weight.size(); ++e)
      weight[e] = std::pow(edges.weight[e], k / 250.0);
    const auto network =
        mg::CooperationNetwork::from_edges(edges.nodes, edges.source, edges.target, weight);
    clusters += mg::leiden(network).partition.clusters();
  }
  std::printf("mean %.3f clusters\n", static_cast<double>(clusters) / 1000);
}
