#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common.hpp"
#include "munigraph/core/words.hpp"
#include "munigraph/network/network.hpp"
#include "munigraph/null_models/adjacency.hpp"
#include "munigraph/null_models/tiling.hpp"
#include "structs.hpp"

namespace munigraph::python {
namespace {

using Pairs = std::vector<std::array<std::int32_t, 2>>;

std::shared_ptr<Tiling> make_tiling(const Network& network, std::shared_ptr<NullModel> others,
                                    std::vector<std::vector<std::int32_t>> schemes,
                                    const Pairs& borders, const Array<double>& population,
                                    const Array<double>& lon, const Array<double>& lat,
                                    const TilingOptions& given, const py::object& progress) {
  const auto p = view(population);
  const auto x = view(lon);
  const auto y = view(lat);
  return run_interruptible(progress, [&](Monitor& monitor) {
    TilingOptions options = given;
    options.monitor = &monitor;
    return std::make_shared<Tiling>(network.affiliation(), std::move(others), std::move(schemes),
                                    borders, p, x, y, options);
  });
}

}  // namespace

void bind_null_models_tiling(py::module_& module) {
  Bound<TilingTrials>(module, "TilingTrials")
      .array("steps_per_region", &TilingTrials::steps_per_region)
      .matrix(
          "agreement", &TilingTrials::agreement,
          [](const TilingTrials& t) { return t.steps_per_region.size(); },
          [](const TilingTrials& t) { return t.steps.size(); })
      .array("steps", &TilingTrials::steps)
      .array("levelled", &TilingTrials::levelled)
      .array("outside", &TilingTrials::outside)
      .value("equal_observed", &TilingTrials::equal_observed)
      .value("equal_drawn", &TilingTrials::equal_drawn)
      .value("connected_observed", &TilingTrials::connected_observed)
      .value("connected_drawn", &TilingTrials::connected_drawn);

  py::class_<Tiling, NullModel, std::shared_ptr<Tiling>>(module, "Tiling", py::module_local(),
                                                         py::release_gil_before_calling_cpp_dtor())
      .def(py::init([](const Network& network, std::shared_ptr<NullModel> others,
                       std::vector<std::vector<std::int32_t>> schemes, const Pairs& borders,
                       const Array<double>& population, const Array<double>& lon,
                       const Array<double>& lat, double steps_per_region, std::uint64_t seed,
                       int threads, const py::object& progress) {
             TilingOptions options;
             options.steps_per_region = steps_per_region;
             options.seed = seed;
             options.threads = threads;
             return make_tiling(network, std::move(others), std::move(schemes), borders, population,
                                lon, lat, options, progress);
           }),
           py::arg("network"), py::arg("others"), py::arg("schemes"), py::arg("borders"),
           py::arg("population"), py::arg("lon"), py::arg("lat"), py::arg("steps_per_region"),
           py::arg("seed"), py::arg("threads"), py::arg("progress"))
      .def_property_readonly("trials", [](const Tiling& model) { return model.trials(); });

  module.def(
      "neighbours_of_places",
      [](const Array<double>& lon, const Array<double>& lat, const std::string& adjacency) {
        const auto x = view(lon);
        const auto y = view(lat);
        const auto by = parse_word<Adjacency>("adjacency", adjacency);
        return run_interruptible(
            py::none(), [&](Monitor& monitor) { return neighbours_of_places(x, y, by, &monitor); });
      },
      py::arg("lon"), py::arg("lat"), py::arg("adjacency"));
  module.def(
      "without_members",
      [](const Network& network, const std::vector<std::int32_t>& arrangements) {
        return Network(without_members(network.affiliation(), arrangements), network.weighting(),
                       network.min_shared());
      },
      py::arg("network"), py::arg("arrangements"));
}

}  // namespace munigraph::python
