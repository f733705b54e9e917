#include <optional>

#include "common.hpp"
#include "munigraph/clustering/bipartite.hpp"
#include "munigraph/network/network.hpp"
#include "structs.hpp"

namespace munigraph::python {

void bind_bipartite(py::module_& module) {
  Bound<BipartiteClustering>(module, "BipartiteClustering")
      .array("labels", &BipartiteClustering::labels)
      .array("arrangement_labels", &BipartiteClustering::arrangement_labels)
      .value("modules", &BipartiteClustering::modules)
      .value("quality", &BipartiteClustering::quality)
      .value("iterations", &BipartiteClustering::iterations)
      .value("converged", &BipartiteClustering::converged);
  module.def(
      "bipartite_leiden",
      [](const Network& network, double resolution, std::optional<int> iterations,
         std::uint64_t seed) {
        return run_interruptible(py::none(), [&](Monitor& monitor) {
          return bipartite_leiden(network.affiliation(), {resolution, iterations, seed, &monitor});
        });
      },
      py::arg("network"), py::kw_only(), py::arg("resolution"), py::arg("iterations"),
      py::arg("seed"));
  module.def(
      "bipartite_modularity",
      [](const Network& network, const Array<std::int32_t>& labels,
         const Array<std::int32_t>& arrangement_labels, double resolution) {
        return bipartite_modularity(network.affiliation(), view(labels), view(arrangement_labels),
                                    resolution);
      },
      py::arg("network"), py::arg("labels"), py::arg("arrangement_labels"), py::arg("resolution"));
}

}  // namespace munigraph::python
