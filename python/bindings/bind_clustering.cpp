#include <algorithm>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "clusterings.hpp"
#include "common.hpp"
#include "munigraph/clustering/consensus.hpp"
#include "munigraph/clustering/ensemble.hpp"
#include "munigraph/clustering/estimate.hpp"
#include "munigraph/clustering/given.hpp"
#include "munigraph/clustering/leiden.hpp"
#include "munigraph/clustering/posterior.hpp"
#include "munigraph/clustering/quality.hpp"
#include "munigraph/clustering/start.hpp"
#include "munigraph/clustering/summary.hpp"
#include "structs.hpp"

namespace munigraph::python {

LeidenOptions leiden_options(const std::string& quality, std::optional<double> resolution,
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

EnsembleOptions ensemble_options(const LeidenOptions& leiden, int runs, int threads,
                                 Monitor& monitor, std::size_t ensembles) {
  EnsembleOptions options;
  options.leiden = leiden;
  options.runs = runs;
  options.threads = threads;
  options.monitor = &monitor;
  monitor.expect(static_cast<std::uint64_t>(ensembles) *
                 static_cast<std::uint64_t>(std::max(runs, 0)));
  return options;
}

namespace {

void bind_results(py::module_& module) {
  Bound<Clustering>(module, "Clustering")
      .array("labels", [](const Clustering& found) { return found.partition.labels(); })
      .value("clusters", [](const Clustering& found) { return found.partition.clusters(); })
      .value("singletons", [](const Clustering& found) { return found.partition.singletons(); })
      .value("isolates", &Clustering::isolates)
      .value("components", &Clustering::components)
      .value("disconnected", &Clustering::disconnected)
      .value("quality", &Clustering::quality)
      .value("quality_function",
             [](const Clustering& found) { return to_string(found.quality_function); })
      .value("resolution", &Clustering::resolution)
      .value("seed", &Clustering::seed)
      .value("representation",
             [](const Clustering& found) { return to_string(found.representation); })
      .value("iterations", &Clustering::iterations)
      .value("converged", &Clustering::converged);
  Bound<Ensemble>(module, "Ensemble")
      .value("best", &Ensemble::best)
      .value("best_run", &Ensemble::best_run)
      .value("agreement", &Ensemble::agreement)
      .matrix("labels", &Ensemble::labels, &Ensemble::runs, &Ensemble::nodes)
      .array("quality", &Ensemble::quality)
      .array("counts", &Ensemble::counts)
      .array("singletons", &Ensemble::singletons);
  Bound<Estimate>(module, "Estimate")
      .value("method", [](const Estimate& found) { return to_string(found.method); })
      .value("clustering", &Estimate::clustering)
      .array("counts", &Estimate::counts)
      .array("run_counts", &Estimate::run_counts)
      .value("agreement", &Estimate::agreement);
  Bound<Posterior>(module, "Posterior")
      .matrix(
          "labels", &Posterior::labels,
          [](const Posterior& found) { return std::ssize(found.counts); }, &Posterior::nodes)
      .array("counts", &Posterior::counts)
      .array("groups", &Posterior::groups)
      .array("length", &Posterior::length)
      .value("accepted", &Posterior::accepted)
      .value("best", &Posterior::best);
  Bound<ClusterSummary>(module, "ClusterSummary")
      .array("weight_inside", &ClusterSummary::weight_inside)
      .array("strength", &ClusterSummary::strength)
      .array("central", &ClusterSummary::central);
}

template <class Run>
Clustering run(const Network& network, LeidenOptions options, Run&& algorithm) {
  return run_interruptible(py::none(), [&](Monitor& monitor) {
    options.monitor = &monitor;
    return algorithm(network, options);
  });
}

/// None stands for the null model.
template <class Options>
void set_threshold(Options& options, std::optional<double> threshold) {
  options.against_null = !threshold;
  options.threshold = threshold.value_or(options.threshold);
}

void bind_posterior(py::module_& module) {
  module.def(
      "posterior",
      [](const Network& network, int draws, int chains, std::optional<int> warmup,
         std::uint64_t seed, int threads, const py::object& progress) {
        PosteriorOptions options{draws, chains, warmup, seed, threads, nullptr};
        return run_interruptible(progress, [&](Monitor& monitor) {
          options.monitor = &monitor;
          return posterior(network, options);
        });
      },
      py::arg("network"), py::kw_only(), py::arg("draws"), py::arg("chains"), py::arg("warmup"),
      py::arg("seed"), py::arg("threads"), py::arg("progress") = py::none());
}

void bind_ensembles(py::module_& module) {
  module.def(
      "ensemble",
      [](const Network& network, const std::string& quality, std::optional<double> resolution,
         std::optional<int> iterations, const std::string& representation, std::uint64_t seed,
         int runs, int threads, const py::object& progress) {
        const LeidenOptions leiden =
            leiden_options(quality, resolution, iterations, representation, seed, 1);
        return run_interruptible(progress, [&](Monitor& monitor) {
          return ensemble(network, ensemble_options(leiden, runs, threads, monitor));
        });
      },
      py::arg("network"), py::kw_only(), py::arg("quality"), py::arg("resolution"),
      py::arg("iterations"), py::arg("representation"), py::arg("seed"), py::arg("runs"),
      py::arg("threads"), py::arg("progress") = py::none());
  module.def(
      "consensus",
      [](const Network& network, const std::string& quality, std::optional<double> resolution,
         std::optional<int> iterations, const std::string& representation, std::uint64_t seed,
         int runs, std::optional<double> threshold, int threads, const py::object& progress) {
        const LeidenOptions leiden =
            leiden_options(quality, resolution, iterations, representation, seed, 1);
        return run_interruptible(progress, [&](Monitor& monitor) {
          ConsensusOptions options;
          options.ensemble = ensemble_options(leiden, runs, threads, monitor);
          set_threshold(options, threshold);
          return consensus(network, options);
        });
      },
      py::arg("network"), py::kw_only(), py::arg("quality"), py::arg("resolution"),
      py::arg("iterations"), py::arg("representation"), py::arg("seed"), py::arg("runs"),
      py::arg("threshold"), py::arg("threads"), py::arg("progress") = py::none());
  module.def(
      "consensus_of",
      [](const Network& network, const Array<std::int32_t>& labels, const std::string& quality,
         std::optional<double> resolution, std::uint64_t seed, std::optional<double> threshold,
         int threads, const py::object& progress) {
        if (labels.ndim() != 2) throw std::invalid_argument("labels: a matrix (rows, nodes)");
        const auto rows = static_cast<std::int32_t>(labels.shape(0));
        const LeidenOptions leiden =
            leiden_options(quality, resolution, std::nullopt, "auto", seed, 1);
        return run_interruptible(progress, [&](Monitor& monitor) {
          ConsensusOptions options;
          options.ensemble = ensemble_options(leiden, rows, threads, monitor);
          set_threshold(options, threshold);
          const Ensemble given = given_ensemble(network, view(labels), rows, options.ensemble);
          return consensus(network, given, options);
        });
      },
      py::arg("network"), py::arg("labels"), py::kw_only(), py::arg("quality"),
      py::arg("resolution"), py::arg("seed"), py::arg("threshold"), py::arg("threads"),
      py::arg("progress") = py::none());
  module.attr("largest_consensus") = largest_consensus;
  module.def(
      "method_for",
      [](const std::string& method, std::int32_t nodes) {
        return std::string(to_string(method_for(parse_method(method), nodes)));
      },
      py::arg("method"), py::arg("nodes"));
  module.def(
      "standard_runs",
      [](const std::string& method) { return standard_runs(parse_method(method)); },
      py::arg("method"));
  module.def(
      "estimate",
      [](const Network& network, const std::string& method, std::optional<int> runs,
         std::optional<double> threshold, const std::string& quality,
         std::optional<double> resolution, std::optional<int> iterations,
         const std::string& representation, std::uint64_t seed, int threads,
         const py::object& progress) {
        EstimateOptions options;
        options.method = parse_method(method);
        options.runs = runs;
        set_threshold(options, threshold);
        options.leiden = leiden_options(quality, resolution, iterations, representation, seed, 1);
        options.threads = threads;
        return run_interruptible(progress, [&](Monitor& monitor) {
          options.monitor = &monitor;
          return estimate(network, options);
        });
      },
      py::arg("network"), py::kw_only(), py::arg("method"), py::arg("runs"), py::arg("threshold"),
      py::arg("quality"), py::arg("resolution"), py::arg("iterations"), py::arg("representation"),
      py::arg("seed"), py::arg("threads"), py::arg("progress") = py::none());
  module.def(
      "co_assignment",
      [](const py::array_t<std::int32_t, py::array::c_style | py::array::forcecast>& labels) {
        if (labels.ndim() != 2) throw std::invalid_argument("labels: a matrix (runs, nodes)");
        const auto nodes = static_cast<std::int32_t>(labels.shape(1));
        const std::span<const std::int32_t> values(labels.data(),
                                                   static_cast<std::size_t>(labels.size()));
        return to_numpy(run_interruptible(py::none(),
                                          [&](Monitor& monitor) {
                                            return co_assignment(values, nodes, &monitor);
                                          }),
                        {nodes, nodes});
      },
      py::arg("labels"));
}

}  // namespace

void bind_clustering(py::module_& module) {
  bind_results(module);
  const auto define = [&](const char* name, auto algorithm) {
    module.def(
        name,
        [algorithm](const Network& network, const std::string& quality,
                    std::optional<double> resolution, std::optional<int> iterations,
                    const std::string& representation, std::uint64_t seed, int threads) {
          return run(network,
                     leiden_options(quality, resolution, iterations, representation, seed, threads),
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
      "leiden_from",
      [](const Network& network, const Array<std::int32_t>& labels,
         const Array<std::uint8_t>& fixed, const std::string& quality,
         std::optional<double> resolution, std::optional<int> iterations,
         const std::string& representation, std::uint64_t seed) {
        const LeidenStart start{view(labels), view(fixed)};
        return run(network,
                   leiden_options(quality, resolution, iterations, representation, seed, 1),
                   [&](const Network& of, const LeidenOptions& options) {
                     return leiden_from(of, start, options);
                   });
      },
      py::arg("network"), py::arg("labels"), py::arg("fixed"), py::kw_only(), py::arg("quality"),
      py::arg("resolution"), py::arg("iterations"), py::arg("representation"), py::arg("seed"));
  bind_ensembles(module);
  bind_posterior(module);
  bind_multilayer(module);
  module.def(
      "describe_labels",
      [](const Network& network, const Array<std::int32_t>& labels, const std::string& quality,
         std::optional<double> resolution, std::uint64_t seed) {
        LeidenOptions options = leiden_options(quality, resolution, std::nullopt, "auto", seed, 1);
        return run_interruptible(py::none(), [&](Monitor& monitor) {
          options.monitor = &monitor;
          return describe_labels(network, view(labels), options);
        });
      },
      py::arg("network"), py::arg("labels"), py::kw_only(), py::arg("quality"),
      py::arg("resolution"), py::arg("seed"));
  module.def(
      "quality_value",
      [](const Network& network, const Array<std::int32_t>& labels, const std::string& quality,
         double resolution) {
        const QualityFunction function{parse_quality(quality), resolution};
        return run_interruptible(py::none(), [&](Monitor& monitor) {
          return quality_value(network, view(labels), function, &monitor);
        });
      },
      py::arg("network"), py::arg("labels"), py::arg("quality"), py::arg("resolution"));
  module.def(
      "cluster_summary",
      [](const Network& network, const Array<std::int32_t>& labels, std::int32_t groups) {
        return run_interruptible(py::none(), [&](Monitor& monitor) {
          return summarise(network, view(labels), groups, &monitor);
        });
      },
      py::arg("network"), py::arg("labels"), py::arg("groups"));
}

}  // namespace munigraph::python
