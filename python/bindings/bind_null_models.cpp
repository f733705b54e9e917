#include <memory>
#include <string>
#include <utility>

#include "common.hpp"
#include "munigraph/network/construction.hpp"
#include "munigraph/network/network.hpp"
#include "munigraph/null_models/backbone.hpp"
#include "munigraph/null_models/bicm.hpp"
#include "munigraph/null_models/curveball.hpp"
#include "munigraph/null_models/gravity.hpp"
#include "structs.hpp"

namespace munigraph::python {
namespace {

/// A draw is weighted as the observed network is. A thread that can be interrupted is worth its
/// while for `steps` that take longer than it does to start.
Network draw_like(const Network& observed, const NullModel& model, std::uint64_t seed,
                  double steps) {
  const auto draw = [&](const Monitor* monitor) {
    return Network(model.draw(seed, monitor), observed.weighting(), observed.min_shared());
  };
  if (steps > 1e6)
    return run_interruptible(py::none(), [&](Monitor& monitor) { return draw(&monitor); });
  py::gil_scoped_release release;
  return draw(nullptr);
}

BackboneOptions backbone_options(double alpha, const std::string& correction, int threads) {
  BackboneOptions options;
  options.alpha = alpha;
  options.correction = parse_correction(correction);
  options.threads = threads;
  return options;
}

py::array_t<double> probabilities(const Bicm& model, const Network& network) {
  std::vector<double> all;
  {
    py::gil_scoped_release release;
    all = model.probabilities();
  }
  return to_numpy(std::move(all),
                  {network.node_count(), network.affiliation().arrangement_count()});
}

CurveballMixing mixing(const Network& network, double trades_per_node, int points,
                       std::uint64_t seed, const py::object& progress) {
  MixingOptions options;
  options.trades_per_node = trades_per_node;
  options.points = points;
  options.seed = seed;
  return run_interruptible(progress, [&](Monitor& monitor) {
    options.monitor = &monitor;
    return curveball_mixing(network.affiliation(), options);
  });
}

void bind_models(py::module_& module) {
  py::class_<NullModel, std::shared_ptr<NullModel>>(module, "NullModel", py::module_local(),
                                                    py::release_gil_before_calling_cpp_dtor())
      .def(
          "draw",
          [](const NullModel& model, const Network& observed, std::uint64_t seed) {
            const auto& places = observed.affiliation();
            return draw_like(observed, model, seed,
                             static_cast<double>(places.membership_count()) + places.node_count());
          },
          py::arg("observed"), py::arg("seed"));

  py::class_<Curveball, NullModel, std::shared_ptr<Curveball>>(
      module, "Curveball", py::module_local(), py::release_gil_before_calling_cpp_dtor())
      .def(py::init([](const Network& network, std::optional<double> trades_per_node) {
             return run_interruptible(py::none(), [&](Monitor& monitor) {
               return std::make_shared<Curveball>(network.affiliation(),
                                                  CurveballOptions{trades_per_node, &monitor});
             });
           }),
           py::arg("network"), py::arg("trades_per_node"))
      .def_property_readonly("trades_per_node", &Curveball::trades_per_node)
      .def(
          "draw",
          [](const Curveball& model, const Network& observed, std::uint64_t seed) {
            const auto count = static_cast<double>(observed.affiliation().membership_count());
            return draw_like(observed, model, seed, (1 + model.trades_per_node()) * count);
          },
          py::arg("observed"), py::arg("seed"));

  py::class_<Bicm, NullModel, std::shared_ptr<Bicm>>(module, "Bicm", py::module_local(),
                                                     py::release_gil_before_calling_cpp_dtor())
      .def(py::init([](const Network& network) {
             return run_interruptible(py::none(), [&](Monitor& monitor) {
               BicmOptions options;
               options.monitor = &monitor;
               return std::make_shared<Bicm>(network.affiliation(), options);
             });
           }),
           py::arg("network"))
      .def("probabilities", &probabilities, py::arg("network"))
      .def_property_readonly("largest_residual", &Bicm::largest_residual)
      .def_property_readonly("iterations", &Bicm::iterations)
      .def(
          "p_values",
          [](const Bicm& model, const Network& network, int threads) {
            BackboneOptions options;
            options.threads = threads;
            return to_numpy(run_interruptible(py::none(), [&](Monitor& monitor) {
              options.monitor = &monitor;
              return co_occurrence_p_values(network.affiliation(), network.cooperation(&monitor),
                                            model, options);
            }));
          },
          py::arg("network"), py::arg("threads"))
      .def(
          "validated_projection",
          [](const Bicm& model, const Network& network, double alpha, const std::string& correction,
             int threads) {
            BackboneOptions options = backbone_options(alpha, correction, threads);
            return run_interruptible(py::none(), [&](Monitor& monitor) {
              options.monitor = &monitor;
              return Network(bicm_backbone(network, model, options));
            });
          },
          py::arg("network"), py::arg("alpha"), py::arg("correction"), py::arg("threads"));
}

void bind_gravity(py::module_& module) {
  py::class_<Gravity, NullModel, std::shared_ptr<Gravity>>(
      module, "Gravity", py::module_local(), py::release_gil_before_calling_cpp_dtor())
      .def(py::init([](const Network& network, const Array<double>& population,
                       const Array<double>& lon, const Array<double>& lat, bool degree_correction,
                       const std::string& distance, const std::shared_ptr<Gravity>& start,
                       std::uint64_t seed, int threads, const py::object& progress) {
             GravityOptions options;
             options.degree_correction = degree_correction;
             options.distance = parse_word<GravityDistance>("distance", distance);
             options.start = start.get();
             options.seed = seed;
             options.threads = threads;
             const auto p = view(population);
             const auto x = view(lon);
             const auto y = view(lat);
             return run_interruptible(progress, [&](Monitor& monitor) {
               options.monitor = &monitor;
               return std::make_shared<Gravity>(network, p, x, y, options);
             });
           }),
           py::arg("network"), py::arg("population"), py::arg("lon"), py::arg("lat"),
           py::arg("degree_correction"), py::arg("distance"), py::arg("start").none(true),
           py::arg("seed"), py::arg("threads"), py::arg("progress"))
      .def(
          "pairs",
          [](const Gravity& model, int draws, int threads, const py::object& progress) {
            return run_interruptible(
                progress, [&](Monitor& monitor) { return model.pairs(draws, threads, &monitor); });
          },
          py::arg("draws"), py::arg("threads"), py::arg("progress"))
      .def_property_readonly(
          "distance", [](const Gravity& model) { return std::string(word(model.distance())); })
      .def_property_readonly("alpha", &Gravity::alpha)
      .def_property_readonly("knots", [](const Gravity& m) { return copy_to_numpy(m.knots()); })
      .def_property_readonly("decay", [](const Gravity& m) { return to_numpy(m.decay()); })
      .def_property_readonly("propensities",
                             [](const Gravity& m) { return copy_to_numpy(m.propensities()); })
      .def_property_readonly("degree_errors",
                             [](const Gravity& m) { return copy_to_numpy(m.degree_errors()); });
}

}  // namespace

void bind_null_models(py::module_& module) {
  bind_models(module);
  Bound<GravityPairs>(module, "GravityPairs")
      .array("from_km", &GravityPairs::from_km)
      .array("observed", &GravityPairs::observed)
      .array("drawn", &GravityPairs::drawn)
      .value("draws", &GravityPairs::draws)
      .value("share_judged", [](const GravityPairs&) { return GravityPairs::share_judged; })
      .value("largest_error", &GravityPairs::largest_error)
      .value("rest_error", &GravityPairs::rest_error)
      .value("reproduced", &GravityPairs::reproduced);
  bind_gravity(module);
  Bound<CurveballMixing>(module, "CurveballMixing")
      .array("trades_per_node", &CurveballMixing::trades_per_node)
      .array("perturbed", &CurveballMixing::perturbed)
      .value("plateau", &CurveballMixing::plateau)
      .value("reached", &CurveballMixing::reached);
  module.def("curveball_mixing", &mixing, py::arg("network"), py::arg("trades_per_node"),
             py::arg("points"), py::arg("seed"), py::arg("progress"));
  module.def(
      "backbone",
      [](const Network& network, const std::string& method, double alpha,
         const std::string& correction, int threads) {
        const Backbone by = parse_word<Backbone>("backbone", method);
        BackboneOptions options = backbone_options(alpha, correction, threads);
        return run_interruptible(py::none(), [&](Monitor& monitor) {
          options.monitor = &monitor;
          return Network(by == Backbone::bicm ? bicm_backbone(network, options)
                                              : disparity_backbone(network, options));
        });
      },
      py::arg("network"), py::arg("method"), py::arg("alpha"), py::arg("correction"),
      py::arg("threads"));
  module.def("disparity_p_values", [](const Network& network) {
    return to_numpy(run_interruptible(py::none(), [&](Monitor& monitor) {
      return disparity_p_values(network.cooperation(&monitor), &monitor);
    }));
  });
}

}  // namespace munigraph::python
