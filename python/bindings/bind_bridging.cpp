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

/// Row-major (n, 4).
template <class T>
py::array_t<T> by_role(std::vector<T> values) {
  const auto rows = static_cast<py::ssize_t>(values.size() / broker_roles);
  return to_numpy(std::move(values), {rows, static_cast<py::ssize_t>(broker_roles)});
}

void bind_brokerage(py::module_& module) {
  module.def(
      "brokerage",
      [](const Network& network, const Array<std::int32_t>& labels, double min_weight,
         bool expected, bool keep_own, int threads, const py::object& progress) {
        const Partition groups(view(labels));
        Brokerage found = run_interruptible(progress, [&](Monitor& m) {
          return brokerage(network.cooperation(&m), groups, {min_weight, threads, &m});
        });
        py::dict result;
        if (expected) {
          ExpectedBrokerage random =
              expected_brokerage(found, groups, keep_own ? BrokerLabel::kept : BrokerLabel::dealt);
          result["expectation"] = by_role(std::move(random.expectation));
          result["deviation"] = by_role(std::move(random.deviation));
        }
        result["counts"] = by_role(std::move(found.counts));
        return result;
      },
      py::arg("network"), py::arg("labels"), py::arg("min_weight"), py::arg("expected"),
      py::arg("keep_own"), py::arg("threads"), py::arg("progress"));
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
  module.def(
      "arrangement_bridges",
      [](const Network& network, const Array<std::int32_t>& labels) {
        const Partition clusters(view(labels));
        ArrangementBridges found = run_interruptible(
            py::none(), [&](Monitor& m) { return arrangement_bridges(network, clusters, &m); });
        py::dict result;
        result["size"] = to_numpy(std::move(found.size));
        result["clusters_spanned"] = to_numpy(std::move(found.clusters_spanned));
        result["pairs"] = to_numpy(std::move(found.pairs));
        result["cross_pairs"] = to_numpy(std::move(found.cross_pairs));
        result["weight"] = to_numpy(std::move(found.weight));
        result["weight_across"] = to_numpy(std::move(found.weight_across));
        result["bridging_of_node"] = to_numpy(std::move(found.bridging_of_node));
        return result;
      },
      py::arg("network"), py::arg("labels"));
  // Clusters come back as the partition's own labels, which `labels` gives per node.
  module.def(
      "bridge_details",
      [](const Network& network, const Array<std::int32_t>& labels) {
        const Partition clusters(view(labels));
        BridgeDetails found = run_interruptible(
            py::none(), [&](Monitor& m) { return bridge_details(network, clusters, &m); });
        py::dict result;
        result["node"] = to_numpy(std::move(found.node));
        result["arrangement"] = to_numpy(std::move(found.arrangement));
        result["cluster"] = to_numpy(std::move(found.cluster));
        result["partners"] = to_numpy(std::move(found.partners));
        result["weight"] = to_numpy(std::move(found.weight));
        result["labels"] = copy_to_numpy(clusters.labels());
        return result;
      },
      py::arg("network"), py::arg("labels"));
  module.def(
      "cluster_network",
      [](const Network& network, const Array<std::int32_t>& labels) {
        const Partition clusters(view(labels));
        ClusterNetwork found = run_interruptible(py::none(), [&](Monitor& m) {
          return cluster_network(network.cooperation(&m), clusters, &m);
        });
        py::dict result;
        result["source"] = to_numpy(std::move(found.source));
        result["target"] = to_numpy(std::move(found.target));
        result["weight"] = to_numpy(std::move(found.weight));
        result["ties"] = to_numpy(std::move(found.ties));
        result["weight_inside"] = to_numpy(std::move(found.weight_inside));
        result["ties_inside"] = to_numpy(std::move(found.ties_inside));
        result["weight_outside"] = to_numpy(std::move(found.weight_outside));
        result["ties_outside"] = to_numpy(std::move(found.ties_outside));
        result["total_weight"] = found.total_weight;
        result["weight_across"] = found.weight_across;
        result["total_ties"] = found.total_ties;
        result["ties_across"] = found.ties_across;
        result["labels"] = copy_to_numpy(clusters.labels());
        return result;
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
  module.def(
      "reach",
      [](const Network& network, const Array<std::int32_t>& labels, const Array<std::uint8_t>& gone,
         const Array<std::uint8_t>& unmeasured, int threads, const py::object& progress) {
        const Partition clusters(view(labels));
        Reach found = run_interruptible(progress, [&](Monitor& m) {
          return reach(network.cooperation(&m), clusters,
                       {view(gone), view(unmeasured), threads, &m});
        });
        const std::vector<py::ssize_t> shape{found.clusters + 1, found.clusters + 1};
        py::dict result;
        result["pairs"] = to_numpy(std::move(found.pairs), shape);
        result["connected"] = to_numpy(std::move(found.connected), shape);
        result["hops"] = to_numpy(std::move(found.hops), shape);
        result["distance"] = to_numpy(std::move(found.distance), shape);
        result["inverse_hops"] = to_numpy(std::move(found.inverse_hops), shape);
        result["inverse_distance"] = to_numpy(std::move(found.inverse_distance), shape);
        result["one_step"] = to_numpy(std::move(found.one_step));
        result["two_steps"] = to_numpy(std::move(found.two_steps));
        result["labels"] = copy_to_numpy(clusters.labels());
        return result;
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
}

}  // namespace munigraph::python
