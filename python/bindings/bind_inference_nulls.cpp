#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "common.hpp"
#include "munigraph/inference/coherence.hpp"
#include "munigraph/inference/domains.hpp"
#include "munigraph/inference/significance.hpp"

namespace munigraph::python {
namespace {

/// Arrangements per theme.
using Themes = std::vector<std::vector<std::int32_t>>;

FigureOptions figure_options(const std::string& quality, std::optional<double> resolution, int runs,
                             std::span<const std::int32_t> groups, std::int32_t node,
                             std::span<const std::vector<std::int32_t>> themes) {
  FigureOptions options;
  options.quality = parse_quality(quality);
  options.resolution = resolution;
  options.runs = runs;
  options.groups = groups;
  options.node = node;
  options.themes = themes;
  return options;
}

void bind_significance(py::module_& module) {
  module.def("figure_index",
             [](const std::string& name) { return static_cast<std::size_t>(parse_figure(name)); });
  module.def(
      "measure",
      [](const Network& network, std::uint64_t seed, const std::string& quality,
         std::optional<double> resolution, int runs, const Array<std::int32_t>& groups,
         std::int32_t node, const Themes& themes) {
        const auto options = figure_options(quality, resolution, runs, view(groups), node, themes);
        const Figures figures = run_interruptible(py::none(), [&](Monitor& monitor) {
          return measure(network, seed, options, &monitor);
        });
        return to_numpy(std::vector<double>(figures.begin(), figures.end()));
      },
      py::arg("network"), py::arg("seed"), py::arg("quality"), py::arg("resolution"),
      py::arg("runs"), py::arg("groups"), py::arg("node"), py::arg("themes"));
  module.def(
      "null_figures",
      [](const Network& network, const NullModel& model, std::size_t draws, std::uint64_t seed,
         int threads, const std::string& quality, std::optional<double> resolution, int runs,
         const Array<std::int32_t>& groups, std::int32_t node, const Themes& themes,
         const py::object& progress) {
        NullFigureOptions options;
        options.figures = figure_options(quality, resolution, runs, view(groups), node, themes);
        options.draws = draws;
        options.seed = seed;
        options.threads = threads;
        const auto rows = run_interruptible(progress, [&](Monitor& monitor) {
          options.monitor = &monitor;
          return null_figures(network, model, options);
        });
        std::vector<double> values;
        for (const Figures& row : rows) values.insert(values.end(), row.begin(), row.end());
        return to_numpy(std::move(values), {static_cast<py::ssize_t>(rows.size()),
                                            static_cast<py::ssize_t>(figure_count)});
      },
      py::arg("network"), py::arg("model"), py::arg("draws"), py::arg("seed"), py::arg("threads"),
      py::arg("quality"), py::arg("resolution"), py::arg("runs"), py::arg("groups"),
      py::arg("node"), py::arg("themes"), py::arg("progress"));
}

void bind_domains(py::module_& module) {
  module.def("edge_overlap", [](const Network& a, const Network& b) {
    const EdgeOverlap found = run_interruptible(py::none(), [&](Monitor& monitor) {
      return edge_overlap(a.cooperation(&monitor), b.cooperation(&monitor));
    });
    py::dict result;
    result["jaccard"] = found.jaccard;
    result["of_first"] = found.of_first;
    result["of_second"] = found.of_second;
    result["weighted"] = found.weighted;
    return result;
  });
  module.def(
      "qap_correlation",
      [](const Network& a, const Network& b, bool weighted, std::size_t permutations,
         std::uint64_t seed, int threads, const py::object& progress) {
        QapOptions options;
        options.weighted = weighted;
        options.permutations = permutations;
        options.seed = seed;
        options.threads = threads;
        Qap found = run_interruptible(progress, [&](Monitor& monitor) {
          options.monitor = &monitor;
          return qap_correlation(a.cooperation(&monitor), b.cooperation(&monitor), options);
        });
        return py::make_tuple(found.correlation, to_numpy(std::move(found.permuted)));
      },
      py::arg("a"), py::arg("b"), py::arg("weighted"), py::arg("permutations"), py::arg("seed"),
      py::arg("threads"), py::arg("progress"));
}

py::dict coherence_of(const std::vector<Network>& themes,
                      const std::vector<std::shared_ptr<NullModel>>& models, std::size_t draws,
                      std::uint64_t seed, int threads, const py::object& progress) {
  CoherenceOptions options;
  options.draws = draws;
  options.seed = seed;
  options.threads = threads;
  std::vector<const NullModel*> pointers;
  for (const auto& model : models) pointers.push_back(model.get());
  Coherence found = run_interruptible(progress, [&](Monitor& monitor) {
    options.monitor = &monitor;
    return coherence(themes, pointers, options);
  });
  const auto pairs = static_cast<py::ssize_t>(themes.size() * (themes.size() - 1) / 2);
  const py::ssize_t n = themes[0].node_count();
  py::dict result;
  result["overlap"] = to_numpy(std::move(found.overlap), {n, pairs});
  result["expected"] = to_numpy(std::move(found.expected), {n, pairs});
  result["spread"] = to_numpy(std::move(found.spread), {n, pairs});
  result["mean"] = to_numpy(std::move(found.mean));
  result["null_means"] =
      to_numpy(std::move(found.null_means), {static_cast<py::ssize_t>(draws), pairs});
  result["node_means"] =
      to_numpy(std::move(found.node_means), {static_cast<py::ssize_t>(draws), n});
  return result;
}

}  // namespace

void bind_inference_nulls(py::module_& module) {
  bind_significance(module);
  bind_domains(module);
  module.def("coherence", &coherence_of, py::arg("themes"), py::arg("models"), py::arg("draws"),
             py::arg("seed"), py::arg("threads"), py::arg("progress"));
}

}  // namespace munigraph::python
