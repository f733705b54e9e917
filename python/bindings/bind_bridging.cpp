#include <string>
#include <string_view>
#include <utility>

#include "common.hpp"
#include "munigraph/bridging/arrangements.hpp"
#include "munigraph/bridging/betweenness.hpp"
#include "munigraph/bridging/bootstrap.hpp"
#include "munigraph/bridging/brokerage.hpp"
#include "munigraph/bridging/cartography.hpp"
#include "munigraph/bridging/cluster_network.hpp"
#include "munigraph/bridging/core_periphery.hpp"
#include "munigraph/bridging/cut_nodes.hpp"
#include "munigraph/bridging/edge_betweenness.hpp"
#include "munigraph/bridging/participation.hpp"
#include "munigraph/bridging/reach.hpp"
#include "munigraph/bridging/structural_holes.hpp"
#include "munigraph/network/network.hpp"
#include "structs.hpp"

namespace munigraph::python {
namespace {

void bind_participation(py::module_& module) {
  Bound<ClusterTies>(module, "ClusterTies")
      .array("strength", &ClusterTies::strength)
      .array("inside", &ClusterTies::inside)
      .array("participation", &ClusterTies::participation)
      .array("within_z", &ClusterTies::within_z)
      .array("clusters_reached", &ClusterTies::clusters_reached);
  module.def(
      "cluster_ties",
      [](const Network& network, const Array<std::int32_t>& labels) {
        const Partition clusters(view(labels));
        return run_interruptible(py::none(),
                                 [&](Monitor& m) { return cluster_ties(network, clusters, &m); });
      },
      py::arg("network"), py::arg("labels"));
  module.def(
      "outside_share", [](const ClusterTies& ties) { return to_numpy(outside_share(ties)); },
      py::arg("ties"));
  module.def(
      "normalised_participation",
      [](const ClusterTies& ties, const Array<std::int32_t>& labels) {
        return to_numpy(normalised_participation(ties, Partition(view(labels))));
      },
      py::arg("ties"), py::arg("labels"));
  module.def(
      "cartographic_roles",
      [](const Array<double>& participation, const Array<double>& within_z, double hub,
         double peripheral, double connector, double kinless, double connector_hub,
         double kinless_hub) {
        const CartographicCuts cuts{hub,     peripheral,    connector,
                                    kinless, connector_hub, kinless_hub};
        py::list names;
        for (const auto role : cartographic_roles(view(participation), view(within_z), cuts))
          names.append(py::str(std::string(to_string(role))));
        return names;
      },
      py::arg("participation"), py::arg("within_z"), py::arg("hub"), py::arg("peripheral"),
      py::arg("connector"), py::arg("kinless"), py::arg("connector_hub"), py::arg("kinless_hub"));
}

template <class T>
std::size_t rows_by_role(const std::vector<T>& values) {
  return values.size() / broker_roles;
}

void bind_brokerage(py::module_& module) {
  const auto roles = [](const auto&) { return broker_roles; };
  Bound<Brokerage>(module, "Brokerage")
      .matrix(
          "counts", &Brokerage::counts,
          [](const Brokerage& found) { return rows_by_role(found.counts); }, roles);
  const auto nodes = [](const ExpectedBrokerage& by) { return rows_by_role(by.expectation); };
  Bound<ExpectedBrokerage>(module, "ExpectedBrokerage")
      .matrix("expectation", &ExpectedBrokerage::expectation, nodes, roles)
      .matrix("deviation", &ExpectedBrokerage::deviation, nodes, roles);
  module.def(
      "brokerage",
      [](const Network& network, const Array<std::int32_t>& labels, double min_weight, int threads,
         const py::object& progress) {
        const Partition groups(view(labels));
        return run_interruptible(progress, [&](Monitor& m) {
          return brokerage(network.cooperation(&m), groups, {min_weight, threads, &m});
        });
      },
      py::arg("network"), py::arg("labels"), py::arg("min_weight"), py::arg("threads"),
      py::arg("progress"));
  module.def(
      "expected_brokerage",
      [](const Brokerage& observed, const Array<std::int32_t>& labels, bool keep_own) {
        return expected_brokerage(observed, Partition(view(labels)),
                                  keep_own ? BrokerLabel::kept : BrokerLabel::dealt);
      },
      py::arg("observed"), py::arg("labels"), py::arg("keep_own"));
}

void bind_positions(py::module_& module) {
  module.def(
      "structural_holes",
      [](const Network& network, bool weighted, bool constraint, bool effective_size, int threads) {
        StructuralHoles holes = run_interruptible(py::none(), [&](Monitor& m) {
          return structural_holes(network.cooperation(&m),
                                  {weighted, constraint, effective_size, threads, &m});
        });
        return py::make_tuple(to_numpy(std::move(holes.constraint)),
                              to_numpy(std::move(holes.effective_size)));
      },
      py::arg("network"), py::arg("weighted"), py::arg("constraint"), py::arg("effective_size"),
      py::arg("threads"));
  module.def(
      "find_cuts",
      [](const Network& network) {
        Cuts cuts = run_interruptible(
            py::none(), [&](Monitor& m) { return find_cuts(network.cooperation(&m), &m); });
        return py::make_tuple(to_numpy(std::move(cuts.node)), to_numpy(std::move(cuts.source)),
                              to_numpy(std::move(cuts.target)));
      },
      py::arg("network"));
  module.def(
      "betweenness",
      [](const Network& network, bool hops, bool normalised, double tolerance, int threads,
         const py::object& progress) {
        return to_numpy(run_interruptible(progress, [&](Monitor& m) {
          return betweenness(network.cooperation(&m),
                             {hops ? PathLength::hops : PathLength::distance, normalised, tolerance,
                              threads, &m, true});
        }));
      },
      py::arg("network"), py::arg("hops"), py::arg("normalised"), py::arg("tolerance"),
      py::arg("threads"), py::arg("progress"));
  module.def(
      "edge_betweenness",
      [](const Network& network, bool hops, bool normalised, double tolerance, int threads,
         const py::object& progress) {
        return to_numpy(run_interruptible(progress, [&](Monitor& m) {
          return edge_betweenness(network.cooperation(&m),
                                  {hops ? PathLength::hops : PathLength::distance, normalised,
                                   tolerance, threads, &m, true});
        }));
      },
      py::arg("network"), py::arg("hops"), py::arg("normalised"), py::arg("tolerance"),
      py::arg("threads"), py::arg("progress"));
}

void bind_arrangements(py::module_& module) {
  Bound<ArrangementBridges>(module, "ArrangementBridges")
      .array("size", &ArrangementBridges::size)
      .array("clusters_spanned", &ArrangementBridges::clusters_spanned)
      .array("pairs", &ArrangementBridges::pairs)
      .array("cross_pairs", &ArrangementBridges::cross_pairs)
      .array("weight", &ArrangementBridges::weight)
      .array("weight_across", &ArrangementBridges::weight_across)
      .array("bridging_of_node", &ArrangementBridges::bridging_of_node);
  module.def(
      "arrangement_bridges",
      [](const Network& network, const Array<std::int32_t>& labels) {
        const Partition clusters(view(labels));
        return run_interruptible(
            py::none(), [&](Monitor& m) { return arrangement_bridges(network, clusters, &m); });
      },
      py::arg("network"), py::arg("labels"));
  // Clusters come back as the partition's own labels: those of canonical_labels().
  Bound<BridgeDetails>(module, "BridgeDetails")
      .array("node", &BridgeDetails::node)
      .array("arrangement", &BridgeDetails::arrangement)
      .array("cluster", &BridgeDetails::cluster)
      .array("partners", &BridgeDetails::partners)
      .array("weight", &BridgeDetails::weight);
  module.def(
      "bridge_details",
      [](const Network& network, const Array<std::int32_t>& labels) {
        const Partition clusters(view(labels));
        return run_interruptible(py::none(),
                                 [&](Monitor& m) { return bridge_details(network, clusters, &m); });
      },
      py::arg("network"), py::arg("labels"));
  Bound<ClusterNetwork>(module, "ClusterNetwork")
      .array("source", &ClusterNetwork::source)
      .array("target", &ClusterNetwork::target)
      .array("weight", &ClusterNetwork::weight)
      .array("ties", &ClusterNetwork::ties)
      .array("weight_inside", &ClusterNetwork::weight_inside)
      .array("ties_inside", &ClusterNetwork::ties_inside)
      .array("weight_outside", &ClusterNetwork::weight_outside)
      .array("ties_outside", &ClusterNetwork::ties_outside)
      .value("total_weight", &ClusterNetwork::total_weight)
      .value("weight_across", &ClusterNetwork::weight_across)
      .value("total_ties", &ClusterNetwork::total_ties)
      .value("ties_across", &ClusterNetwork::ties_across);
  module.def(
      "cluster_network",
      [](const Network& network, const Array<std::int32_t>& labels) {
        const Partition clusters(view(labels));
        return run_interruptible(py::none(), [&](Monitor& m) {
          return cluster_network(network.cooperation(&m), clusters, &m);
        });
      },
      py::arg("network"), py::arg("labels"));
}

void bind_uncertainty(py::module_& module) {
  module.def(
      "bootstrap_values",
      [](const Network& network, const Array<std::int32_t>& labels, const std::string& measure,
         const std::string& resample, double drop, std::int32_t draws, std::uint64_t seed,
         int threads, const py::object& progress) {
        const Partition clusters(view(labels));
        BootstrapOptions options;
        options.measure = parse_bridge_measure(measure);
        options.resample = parse_resample(resample);
        options.drop = drop;
        options.draws = draws;
        options.seed = seed;
        options.threads = threads;
        BootstrapValues found = run_interruptible(progress, [&](Monitor& m) {
          options.monitor = &m;
          return bootstrap_values(network, clusters, options);
        });
        const std::vector<py::ssize_t> shape{draws, network.node_count()};
        return py::make_tuple(to_numpy(std::move(found.value), shape),
                              to_numpy(std::move(found.strength), shape));
      },
      py::arg("network"), py::arg("labels"), py::arg("measure"), py::arg("resample"),
      py::arg("drop"), py::arg("draws"), py::arg("seed"), py::arg("threads"), py::arg("progress"));
  module.def(
      "core_numbers",
      [](const Network& network) {
        return to_numpy(run_interruptible(
            py::none(), [&](Monitor& m) { return core_numbers(network.cooperation(&m)); }));
      },
      py::arg("network"));
  module.def(
      "core_periphery",
      [](const Network& network, bool weighted) {
        CorePeriphery found = run_interruptible(py::none(), [&](Monitor& m) {
          return core_periphery(network.cooperation(&m), {weighted, &m});
        });
        return py::make_tuple(to_numpy(std::move(found.core)), found.correlation);
      },
      py::arg("network"), py::arg("weighted"));
  module.def(
      "permuted_products",
      [](const Array<double>& x, const Array<double>& y, std::int32_t draws, std::uint64_t seed,
         const Array<std::int32_t>& groups) {
        return to_numpy(run_interruptible(py::none(), [&](Monitor& m) {
          return permuted_products(view(x), view(y), draws, seed, 0, &m, view(groups));
        }));
      },
      py::arg("x"), py::arg("y"), py::arg("draws"), py::arg("seed"), py::arg("groups"));
}

void bind_reach(py::module_& module) {
  const auto side = [](const Reach& found) { return found.clusters + 1; };
  Bound<Reach>(module, "Reach")
      .value("clusters", &Reach::clusters)
      .matrix("pairs", &Reach::pairs, side, side)
      .matrix("connected", &Reach::connected, side, side)
      .matrix("hops", &Reach::hops, side, side)
      .matrix("distance", &Reach::distance, side, side)
      .matrix("inverse_hops", &Reach::inverse_hops, side, side)
      .matrix("inverse_distance", &Reach::inverse_distance, side, side)
      .array("one_step", &Reach::one_step)
      .array("two_steps", &Reach::two_steps);
  module.def(
      "reach",
      [](const Network& network, const Array<std::int32_t>& labels, const Array<std::uint8_t>& gone,
         const Array<std::uint8_t>& unmeasured, int threads, const py::object& progress) {
        const Partition clusters(view(labels));
        return run_interruptible(progress, [&](Monitor& m) {
          return reach(network.cooperation(&m), clusters,
                       {view(gone), view(unmeasured), threads, &m});
        });
      },
      py::arg("network"), py::arg("labels"), py::arg("gone"), py::arg("unmeasured"),
      py::arg("threads"), py::arg("progress"));
}

}  // namespace

void bind_bridging(py::module_& module) {
  bind_uncertainty(module);
  bind_participation(module);
  bind_brokerage(module);
  bind_positions(module);
  bind_arrangements(module);
  bind_reach(module);
}

}  // namespace munigraph::python
