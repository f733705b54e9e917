// A plug-in: a shared library that has munigraph inside, with an interface of plain C. The symbols
// of munigraph stay hidden in it, so that two plug-ins may hold two versions.

#include <cstddef>
#include <cstdint>
#include <exception>
#include <munigraph/clustering/leiden.hpp>
#include <span>

namespace mg = munigraph;

/// Writes a label per node and returns the number of clusters, or −1 where the ties are no network:
/// no exception leaves the plug-in.
extern "C" [[gnu::visibility("default")]] std::int32_t plugin_clusters(std::int32_t nodes,
                                                                       std::int32_t ties,
                                                                       const std::int32_t* source,
                                                                       const std::int32_t* target,
                                                                       std::int32_t* labels) {
  try {
    const auto count = static_cast<std::size_t>(ties);
    const auto found = mg::leiden(mg::CooperationNetwork::from_edges(
        nodes, std::span(source, count), std::span(target, count)));
    for (std::int32_t node = 0; node < nodes; ++node) labels[node] = found.partition[node];
    return found.partition.clusters();
  } catch (const std::exception&) {
    return -1;
  }
}
