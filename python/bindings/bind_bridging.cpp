#include "common.hpp"
#include "munigraph/bridging/cartography.hpp"
#include "munigraph/bridging/participation.hpp"
#include "munigraph/network/network.hpp"

namespace munigraph::python {
namespace {

void bind_participation(py::module_& module) {
  module.def(
      "cluster_ties",
      [](const Network& network, const Array<std::int32_t>& labels) {
        const Partition clusters(view(labels));
        ClusterTies ties = run_interruptible(
            py::none(), [&](Monitor& m) { return cluster_ties(network, clusters, &m); });
        py::dict result;
        result["outside_share"] = to_numpy(outside_share(ties));
        result["participation_normalised"] = to_numpy(normalised_participation(ties, clusters));
        result["strength"] = to_numpy(std::move(ties.strength));
        result["inside"] = to_numpy(std::move(ties.inside));
        result["participation"] = to_numpy(std::move(ties.participation));
        result["within_z"] = to_numpy(std::move(ties.within_z));
        result["clusters_reached"] = to_numpy(std::move(ties.clusters_reached));
        return result;
      },
      py::arg("network"), py::arg("labels"));
  module.def(
      "cartographic_roles",
      [](const Array<double>& participation, const Array<double>& within_z, double hub,
         double peripheral, double connector, double kinless, double connector_hub,
         double kinless_hub) {
        const CartographicCuts cuts{hub, peripheral, connector, kinless, connector_hub, kinless_hub};
        py::list names;
        for (const auto role : cartographic_roles(view(participation), view(within_z), cuts))
          names.append(py::str(std::string(to_string(role))));
        return names;
      },
      py::arg("participation"), py::arg("within_z"), py::arg("hub"), py::arg("peripheral"),
      py::arg("connector"), py::arg("kinless"), py::arg("connector_hub"), py::arg("kinless_hub"));
}

}  // namespace

void bind_bridging(py::module_& module) { bind_participation(module); }

}  // namespace munigraph::python
