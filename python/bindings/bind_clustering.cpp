#include <optional>
#include <string>

#include "common.hpp"
#include "munigraph/clustering/hybrid.hpp"
#include "munigraph/clustering/leiden.hpp"
#include "munigraph/clustering/quality.hpp"
#include "munigraph/clustering/summary.hpp"

namespace munigraph::python {
namespace {

LeidenOptions options_from(const std::string& quality, std::optional<double> resolution,
                           std::optional<int> iterations, const std::string& representation,
                           std::uint64_t seed, int threads) {
  LeidenOptions options;
  options.quality = parse_quality(quality);
  options.resolution = resolution;
  options.iterations = iterations;
  options.representation = parse_representation(representation);
  options.seed = seed;
  options.threads = threads;
  (void)checked_resolution(options);
  return options;
}

py::dict to_dict(const Clustering& found) {
  py::dict result;
  result["labels"] = copy_to_numpy(found.partition.labels());
  result["clusters"] = found.partition.clusters();
  result["singletons"] = found.partition.singletons();
  result["isolates"] = found.isolates;
  result["components"] = found.components;
  result["disconnected"] = found.disconnected;
  result["quality"] = found.quality;
  result["quality_function"] = std::string(to_string(found.quality_function));
  result["resolution"] = found.resolution;
  result["seed"] = found.seed;
  result["representation"] = std::string(to_string(found.representation));
  result["iterations"] = found.iterations;
  result["converged"] = found.converged;
  return result;
}

template <class Run>
py::dict run(const Network& network, LeidenOptions options, Run&& algorithm) {
  return to_dict(run_interruptible(py::none(), [&](Monitor& monitor) {
    options.monitor = &monitor;
    return algorithm(network, options);
  }));
}

}  // namespace

void bind_clustering(py::module_& module) {
  const auto define = [&](const char* name, auto algorithm) {
    module.def(
        name,
        [algorithm](const Network& network, const std::string& quality,
                    std::optional<double> resolution, std::optional<int> iterations,
                    const std::string& representation, std::uint64_t seed, int threads) {
          return run(network,
                     options_from(quality, resolution, iterations, representation, seed, threads),
                     algorithm);
        },
        py::arg("network"), py::kw_only(), py::arg("quality"), py::arg("resolution"),
        py::arg("iterations"), py::arg("representation"), py::arg("seed"), py::arg("threads"));
  };
  define("leiden", [](const Network& network, const LeidenOptions& options) {
    return leiden(network, options);
  });
  define("louvain", [](const Network& network, const LeidenOptions& options) {
    return louvain(network.cooperation(options.monitor), options);
  });
  module.def(
      "describe_labels",
      [](const Network& network, const Array<std::int32_t>& labels, const std::string& quality,
         std::optional<double> resolution, std::uint64_t seed) {
        const LeidenOptions options =
            options_from(quality, resolution, std::nullopt, "auto", seed, 1);
        const bool implicit = network.is_additive() &&
                              implicit_is_cheaper(network.affiliation(), network.is_projected());
        return to_dict(implicit ? describe_labels(network.affiliation(), network.weighting(),
                                                  view(labels), options)
                                : describe_labels(network.cooperation(), view(labels), options));
      },
      py::arg("network"), py::arg("labels"), py::kw_only(), py::arg("quality"),
      py::arg("resolution"), py::arg("seed"));
  module.def(
      "quality_value",
      [](const Network& network, const Array<std::int32_t>& labels, const std::string& quality,
         double resolution) {
        return quality_value(network.cooperation(), view(labels),
                             {parse_quality(quality), resolution});
      },
      py::arg("network"), py::arg("labels"), py::arg("quality"), py::arg("resolution"));
  module.def(
      "cluster_summary",
      [](const Network& network, const Array<std::int32_t>& labels, std::int32_t groups) {
        ClusterSummary summary = summarise(network, view(labels), groups);
        return py::make_tuple(to_numpy(std::move(summary.weight_inside)),
                              to_numpy(std::move(summary.strength)),
                              to_numpy(std::move(summary.central)));
      },
      py::arg("network"), py::arg("labels"), py::arg("groups"));
}

}  // namespace munigraph::python
