#include "common.hpp"
#include "munigraph/network/network.hpp"

namespace munigraph::python {
namespace {

/// Calls figure(monitor): it may have to project first.
template <class Figure>
auto of_ties(Figure&& figure) {
  return run_interruptible(py::none(), [&](Monitor& monitor) { return figure(&monitor); });
}

const CooperationNetwork& projected(const Network& network) {
  if (!network.is_projected())
    (void)of_ties([&](const Monitor* monitor) { return &network.cooperation(monitor); });
  return network.cooperation();
}

/// Each edge once, source < target: (source, target, weight).
py::tuple edges(const Network& network) {
  const CooperationNetwork& ties = projected(network);
  std::vector<std::int32_t> source;
  std::vector<std::int32_t> target;
  std::vector<double> weight;
  source.reserve(ties.edge_count());
  target.reserve(ties.edge_count());
  weight.reserve(ties.edge_count());
  for (std::int32_t i = 0; i < ties.node_count(); ++i)
    for (std::size_t s = ties.offsets()[static_cast<std::size_t>(i)];
         s < ties.offsets()[static_cast<std::size_t>(i) + 1]; ++s) {
      if (ties.targets()[s] < i) continue;
      source.push_back(i);
      target.push_back(ties.targets()[s]);
      weight.push_back(ties.weight(s));
    }
  return py::make_tuple(to_numpy(std::move(source)), to_numpy(std::move(target)),
                        to_numpy(std::move(weight)));
}

/// Arrangements tying each edge of edges(), in its order.
py::array_t<std::int32_t> edge_shared(const Network& network) {
  const CooperationNetwork& ties = projected(network);
  const std::vector<std::int32_t> slots = of_ties(
      [&](const Monitor* monitor) { return shared_counts(network.affiliation(), ties, monitor); });
  std::vector<std::int32_t> shared;
  shared.reserve(ties.edge_count());
  for (std::int32_t i = 0; i < ties.node_count(); ++i)
    for (std::size_t s = ties.offsets()[static_cast<std::size_t>(i)];
         s < ties.offsets()[static_cast<std::size_t>(i) + 1]; ++s)
      if (ties.targets()[s] > i) shared.push_back(slots[s]);
  return to_numpy(std::move(shared));
}

/// (node, arrangement) per membership, by arrangement.
py::tuple memberships(const Network& network) {
  const AffiliationNetwork& affiliation = network.affiliation();
  std::vector<std::int32_t> arrangement;
  arrangement.reserve(affiliation.membership_count());
  for (std::int32_t a = 0; a < affiliation.arrangement_count(); ++a)
    arrangement.insert(arrangement.end(), static_cast<std::size_t>(affiliation.size(a)), a);
  return py::make_tuple(copy_to_numpy(affiliation.all_members()), to_numpy(std::move(arrangement)));
}

}  // namespace

void bind_network(py::module_& module) {
  // Letting go of a large network takes a while: others may run meanwhile.
  py::class_<Network>(module, "Network", py::module_local(),
                      py::release_gil_before_calling_cpp_dtor())
      .def_static(
          "from_memberships",
          [](const Array<std::int32_t>& nodes, const Array<std::int32_t>& arrangements,
             std::int32_t n, std::int32_t count, const std::string& weighting,
             std::int32_t min_shared, const Array<double>& intensity,
             const Array<std::int32_t>& host) {
            const auto make = [&](const Monitor* monitor) {
              return Network(AffiliationNetwork(n, count, view(nodes), view(arrangements),
                                                view(intensity), view(host), monitor),
                             parse_weighting(weighting), min_shared);
            };
            if (nodes.size() > 100'000)
              return run_interruptible(py::none(), [&](Monitor& m) { return make(&m); });
            py::gil_scoped_release release;
            return make(nullptr);
          },
          py::arg("nodes"), py::arg("arrangements"), py::arg("n"), py::arg("arrangement_count"),
          py::arg("weighting"), py::arg("min_shared"), py::arg("intensity"), py::arg("host"))
      .def_static(
          "from_edges",
          [](const Array<std::int32_t>& source, const Array<std::int32_t>& target,
             const Array<double>& weight, std::int32_t n) {
            const auto make = [&](const Monitor* monitor) {
              return Network(CooperationNetwork::from_edges(n, view(source), view(target),
                                                            view(weight), monitor));
            };
            if (source.size() > 100'000)
              return run_interruptible(py::none(), [&](Monitor& m) { return make(&m); });
            py::gil_scoped_release release;
            return make(nullptr);
          },
          py::arg("source"), py::arg("target"), py::arg("weight"), py::arg("n"))
      .def(
          "project",
          [](const Network& network, const py::object& progress) {
            return run_interruptible(progress, [&](Monitor& monitor) {
              return network.cooperation(&monitor).edge_count();
            });
          },
          py::arg("progress") = py::none())
      .def_property_readonly("has_memberships", &Network::has_memberships)
      .def_property_readonly("is_projected", &Network::is_projected)
      .def_property_readonly("is_additive", &Network::is_additive)
      .def_property_readonly(
          "weights_add_up",
          [](const Network& n) { return n.has_memberships() && is_additive(n.weighting()); })
      .def_property_readonly("node_count", &Network::node_count)
      .def_property_readonly("edge_count",
                             [](const Network& n) {
                               return of_ties([&](const Monitor* m) { return n.edge_count(m); });
                             })
      .def_property_readonly("arrangement_count",
                             [](const Network& n) {
                               return n.has_memberships() ? n.affiliation().arrangement_count() : 0;
                             })
      .def_property_readonly("membership_count",
                             [](const Network& n) {
                               return n.has_memberships() ? n.affiliation().membership_count() : 0;
                             })
      .def_property_readonly("weighting",
                             [](const Network& n) { return std::string(to_string(n.weighting())); })
      .def_property_readonly("min_shared", &Network::min_shared)
      .def_property_readonly("total_weight",
                             [](const Network& n) {
                               return of_ties([&](const Monitor* m) { return n.total_weight(m); });
                             })
      .def_property_readonly("quantum", [](const Network& n) { return projected(n).quantum(); })
      .def_property_readonly("exact", [](const Network& n) { return projected(n).exact(); })
      .def_property_readonly(
          "largest_rounding",
          [](const Network& n) {
            return of_ties([&](const Monitor* m) { return n.largest_rounding(m); });
          })
      .def_property_readonly(
          "strength",
          [](const Network& n) {
            return to_numpy(of_ties([&](const Monitor* m) { return n.strengths(m); }));
          })
      .def_property_readonly("isolates",
                             [](const Network& n) {
                               const auto* mask =
                                   of_ties([&](const Monitor* m) { return &n.isolates(m); });
                               return copy_to_numpy(std::span<const std::uint8_t>(*mask));
                             })
      .def_property_readonly("component_labels",
                             [](const Network& n) {
                               return to_numpy(of_ties([&](const Monitor* m) {
                                 return n.component_labels(nullptr, m);
                               }));
                             })
      .def_property_readonly("component_count",
                             [](const Network& n) {
                               return of_ties([&](const Monitor* m) {
                                 std::int32_t components = 0;
                                 (void)n.component_labels(&components, m);
                                 return components;
                               });
                             })
      .def("edges", &edges)
      .def("edge_shared", &edge_shared)
      .def("memberships", &memberships)
      .def("intensities",
           [](const Network& n) {
             std::vector<double> values;
             for (std::int32_t a = 0; a < n.affiliation().arrangement_count(); ++a)
               values.push_back(n.affiliation().intensity(a));
             return to_numpy(std::move(values));
           })
      .def(
          "tie_weight",
          [](const Network& n, std::int32_t arrangement) {
            return tie_weight(n.affiliation(), arrangement, n.weighting());
          },
          py::arg("arrangement"))
      .def("hosts",
           [](const Network& n) {
             std::vector<std::int32_t> values;
             for (std::int32_t a = 0; a < n.affiliation().arrangement_count(); ++a)
               values.push_back(n.affiliation().host(a));
             return to_numpy(std::move(values));
           })
      .def(
          "arrangements_between",
          [](const Network& n, std::int32_t a, std::int32_t b) {
            return arrangements_between(n.affiliation(), a, b);
          },
          py::arg("a"), py::arg("b"));
}

}  // namespace munigraph::python
