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
#include "structs.hpp"

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
  Bound<EdgeOverlap>(module, "EdgeOverlap")
      .value("jaccard", &EdgeOverlap::jaccard)
      .value("of_first", &EdgeOverlap::of_first)
      .value("of_second", &EdgeOverlap::of_second)
      .value("weighted", &EdgeOverlap::weighted);
  module.def("edge_overlap", [](const Network& a, const Network& b) {
    return run_interruptible(py::none(), [&](Monitor& monitor) {
      return edge_overlap(a.cooperation(&monitor), b.cooperation(&monitor));
    });
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

Coherence coherence_of(const std::vector<Network>& themes,
                       const std::vector<std::shared_ptr<NullModel>>& models, std::size_t draws,
                       std::uint64_t seed, int threads, const py::object& progress) {
  CoherenceOptions options;
  options.draws = draws;
  options.seed = seed;
  options.threads = threads;
  std::vector<const NullModel*> pointers;
  for (const auto& model : models) pointers.push_back(model.get());
  return run_interruptible(progress, [&](Monitor& monitor) {
    options.monitor = &monitor;
    return coherence(themes, pointers, options);
  });
}

void bind_coherence(py::module_& module) {
  // Two themes at least: there are pairs.
  const auto pairs = [](const Coherence& found) { return found.mean.size(); };
  const auto nodes = [pairs](const Coherence& found) {
    return found.overlap.size() / pairs(found);
  };
  const auto draws = [pairs](const Coherence& found) {
    return found.null_means.size() / pairs(found);
  };
  Bound<Coherence>(module, "Coherence")
      .matrix("overlap", &Coherence::overlap, nodes, pairs)
      .matrix("expected", &Coherence::expected, nodes, pairs)
      .matrix("spread", &Coherence::spread, nodes, pairs)
      .array("mean", &Coherence::mean)
      .matrix("null_means", &Coherence::null_means, draws, pairs)
      .matrix("node_means", &Coherence::node_means, draws, nodes);
  module.def("coherence", &coherence_of, py::arg("themes"), py::arg("models"), py::arg("draws"),
             py::arg("seed"), py::arg("threads"), py::arg("progress"));
}

}  // namespace

void bind_inference_nulls(py::module_& module) {
  bind_significance(module);
  bind_domains(module);
  bind_coherence(module);
}

}  // namespace munigraph::python
