#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "clusterings.hpp"
#include "common.hpp"
#include "munigraph/dynamics/noise.hpp"
#include "munigraph/dynamics/track.hpp"
#include "structs.hpp"

namespace munigraph::python {
namespace {

/// The figures of a passage, under the same names of one and of many.
template <class Add>
void each_figure(Add&& add) {
  add("clusters_before", &PassageFigures::clusters_before);
  add("clusters_after", &PassageFigures::clusters_after);
  add("continued", &PassageFigures::continued);
  add("reshuffled", &PassageFigures::reshuffled);
  add("split", &PassageFigures::split);
  add("merged", &PassageFigures::merged);
  add("gone", &PassageFigures::gone);
  add("born", &PassageFigures::born);
  add("municipalities", &PassageFigures::municipalities);
  add("moved", &PassageFigures::moved);
}

void bind_passage(py::module_& module) {
  Bound<PassageFigures> one(module, "PassageFigures");
  each_figure([&](const char* name, auto member) { one.value(name, member); });
  BoundColumns<PassageFigures> many(module, "NoiseFigures");
  each_figure([&](const char* name, auto member) { many.column(name, member); });
  BoundColumns<Flow>(module, "Flows")
      .column("source", &Flow::source)
      .column("target", &Flow::target)
      .column("nodes", &Flow::nodes)
      .column("either", &Flow::either)
      .column("event", [](const Flow& f) {
        return f.fate == Fate::none ? std::string_view() : word(f.fate);
      });
  Bound<Passage>(module, "Passage")
      .value("flows", [](const Passage& found) { return Columns<Flow>{found.flows}; })
      .value("figures", &Passage::figures)
      .array("from_size", &Passage::from_size)
      .array("to_size", &Passage::to_size)
      .array("successor", &Passage::successor)
      .array("predecessor", &Passage::predecessor)
      .array("split", &Passage::split)
      .array("merged", &Passage::merged)
      .array("gone", &Passage::gone)
      .array("born", &Passage::born);
}

}  // namespace

void bind_track(py::module_& module) {
  bind_passage(module);
  module.def(
      "passage",
      [](const Array<std::int32_t>& from, const Array<std::int32_t>& to, std::int32_t from_clusters,
         std::int32_t to_clusters) {
        return run_interruptible(py::none(), [&](Monitor&) {
          return passage(view(from), view(to), from_clusters, to_clusters);
        });
      },
      py::arg("from_labels"), py::arg("to_labels"), py::arg("from_clusters"),
      py::arg("to_clusters"));
  module.def(
      "noise",
      [](const Network& network, bool consensus, int runs, double threshold, int pairs,
         const std::string& quality, std::optional<double> resolution,
         std::optional<int> iterations, const std::string& representation, std::uint64_t seed,
         int threads, const py::object& progress) {
        NoiseOptions options;
        options.leiden = leiden_options(quality, resolution, iterations, representation, seed);
        options.consensus = consensus;
        options.runs = runs;
        options.threshold = threshold;
        options.pairs = pairs;
        options.threads = threads;
        return run_interruptible(progress, [&](Monitor& monitor) {
          options.monitor = &monitor;
          return Columns<PassageFigures>{noise(network, options)};
        });
      },
      py::arg("network"), py::kw_only(), py::arg("consensus"), py::arg("runs"),
      py::arg("threshold"), py::arg("pairs"), py::arg("quality"), py::arg("resolution"),
      py::arg("iterations"), py::arg("representation"), py::arg("seed"), py::arg("threads"),
      py::arg("progress") = py::none());
}

}  // namespace munigraph::python
