#include <optional>

#include "common.hpp"
#include "munigraph/clustering/bipartite.hpp"
#include "munigraph/network/network.hpp"

namespace munigraph::python {

void bind_bipartite(py::module_& module) {
  module.def(
      "bipartite_leiden",
      [](const Network& network, double resolution, std::optional<int> iterations,
         std::uint64_t seed) {
        BipartiteClustering found = run_interruptible(py::none(), [&](Monitor& monitor) {
          return bipartite_leiden(network.affiliation(), {resolution, iterations, seed, &monitor});
        });
        py::dict result;
        result["labels"] = to_numpy(std::move(found.labels));
        result["arrangement_labels"] = to_numpy(std::move(found.arrangement_labels));
        result["modules"] = found.modules;
        result["quality"] = found.quality;
        result["iterations"] = found.iterations;
        result["converged"] = found.converged;
        return result;
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
