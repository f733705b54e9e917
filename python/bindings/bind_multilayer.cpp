#include <optional>
#include <string>
#include <vector>

#include "clusterings.hpp"
#include "common.hpp"
#include "munigraph/clustering/multilayer.hpp"
#include "structs.hpp"

namespace munigraph::python {
namespace {

using Matrix = py::array_t<std::int32_t, py::array::c_style | py::array::forcecast>;

std::vector<Layer> layers_of(const std::vector<Network>& networks,
                             const std::vector<Array<std::int32_t>>& nodes) {
  std::vector<Layer> layers;
  for (std::size_t t = 0; t < networks.size(); ++t) {
    const auto own = view(nodes[t]);
    layers.push_back({networks[t], {own.begin(), own.end()}});
  }
  return layers;
}

}  // namespace

void bind_multilayer(py::module_& module) {
  Bound<MultilayerClustering>(module, "MultilayerClustering")
      .matrix("labels", &MultilayerClustering::labels, &MultilayerClustering::layers,
              &MultilayerClustering::nodes)
      .value("clusters", &MultilayerClustering::clusters)
      .value("singletons", &MultilayerClustering::singletons)
      .value("quality", &MultilayerClustering::quality)
      .array("layer_quality", &MultilayerClustering::layer_quality)
      .value("coupled", &MultilayerClustering::coupled)
      .value("pairs", &MultilayerClustering::pairs);
  const auto options_of = [](double coupling, const std::string& order,
                             const std::string& normalise, const std::string& quality,
                             std::optional<double> resolution, std::uint64_t seed) {
    MultilayerOptions options;
    options.coupling = coupling;
    options.layers = parse_word<LayerOrder>("layers", order);
    options.normalise = parse_word<LayerScale>("normalise", normalise);
    options.quality = parse_quality(quality);
    options.resolution = resolution;
    options.seed = seed;
    return options;
  };
  module.def(
      "multilayer",
      [options_of](
          const std::vector<Network>& networks, const std::vector<Array<std::int32_t>>& nodes,
          std::int32_t n, double coupling, const std::string& layers, const std::string& normalise,
          const std::string& quality, std::optional<double> resolution, std::optional<int> starts,
          std::uint64_t seed, int threads, const py::object& progress) {
        MultilayerOptions options =
            options_of(coupling, layers, normalise, quality, resolution, seed);
        options.starts = starts;
        options.threads = threads;
        const std::vector<Layer> given = layers_of(networks, nodes);
        return run_interruptible(progress, [&](Monitor& monitor) {
          options.monitor = &monitor;
          return multilayer(given, n, options);
        });
      },
      py::arg("networks"), py::arg("nodes"), py::arg("n"), py::kw_only(), py::arg("coupling"),
      py::arg("layers"), py::arg("normalise"), py::arg("quality"), py::arg("resolution"),
      py::arg("starts"), py::arg("seed"), py::arg("threads"), py::arg("progress") = py::none());
  module.def(
      "describe_multilayer",
      [options_of](const std::vector<Network>& networks,
                   const std::vector<Array<std::int32_t>>& nodes, std::int32_t n,
                   const Matrix& labels, double coupling, const std::string& layers,
                   const std::string& normalise, const std::string& quality,
                   std::optional<double> resolution) {
        MultilayerOptions options = options_of(coupling, layers, normalise, quality, resolution, 0);
        const std::vector<Layer> given = layers_of(networks, nodes);
        const std::span<const std::int32_t> values(labels.data(),
                                                   static_cast<std::size_t>(labels.size()));
        return run_interruptible(py::none(), [&](Monitor& monitor) {
          options.monitor = &monitor;
          return describe_multilayer(given, n, values, options);
        });
      },
      py::arg("networks"), py::arg("nodes"), py::arg("n"), py::arg("labels"), py::kw_only(),
      py::arg("coupling"), py::arg("layers"), py::arg("normalise"), py::arg("quality"),
      py::arg("resolution"));
}

}  // namespace munigraph::python
