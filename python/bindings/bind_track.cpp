#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "clusterings.hpp"
#include "common.hpp"
#include "munigraph/dynamics/noise.hpp"
#include "munigraph/dynamics/track.hpp"

namespace munigraph::python {
namespace {

constexpr std::array<const char*, 10> names = {
    "clusters_before", "clusters_after", "continued", "reshuffled",     "split",
    "merged",          "gone",           "born",      "municipalities", "moved"};

std::array<std::int32_t, 10> values(const PassageFigures& f) {
  return {f.from_clusters, f.to_clusters, f.continued, f.reshuffled, f.split,
          f.merged,        f.gone,        f.born,      f.compared,   f.moved};
}

template <class Get>
py::object column(const std::vector<Flow>& flows, Get&& get) {
  std::vector<std::int32_t> made;
  made.reserve(flows.size());
  for (const Flow& flow : flows) made.push_back(get(flow));
  return to_numpy(std::move(made));
}

py::dict passage_to_dict(Passage found) {
  py::dict result;
  py::dict flows;
  flows["from"] = column(found.flows, [](const Flow& f) { return f.from; });
  flows["to"] = column(found.flows, [](const Flow& f) { return f.to; });
  flows["n"] = column(found.flows, [](const Flow& f) { return f.nodes; });
  flows["either"] = column(found.flows, [](const Flow& f) { return f.either; });
  std::vector<std::string> fates;
  fates.reserve(found.flows.size());
  for (const Flow& flow : found.flows)
    fates.emplace_back(flow.fate == Fate::none ? "" : word(flow.fate));
  flows["event"] = py::cast(std::move(fates));
  result["flows"] = flows;
  const std::array<std::int32_t, 10> counted = values(found.figures);
  py::dict figures;
  for (std::size_t k = 0; k < names.size(); ++k) figures[names[k]] = counted[k];
  result["figures"] = figures;
  result["from_size"] = to_numpy(std::move(found.from_size));
  result["to_size"] = to_numpy(std::move(found.to_size));
  result["successor"] = to_numpy(std::move(found.successor));
  result["predecessor"] = to_numpy(std::move(found.predecessor));
  result["split"] = to_numpy(std::move(found.split));
  result["merged"] = to_numpy(std::move(found.merged));
  result["gone"] = to_numpy(std::move(found.gone));
  result["born"] = to_numpy(std::move(found.born));
  return result;
}

py::dict noise_to_dict(const std::vector<PassageFigures>& found) {
  std::array<std::vector<std::int32_t>, 10> columns;
  for (const PassageFigures& one : found) {
    const std::array<std::int32_t, 10> counted = values(one);
    for (std::size_t k = 0; k < names.size(); ++k) columns[k].push_back(counted[k]);
  }
  py::dict result;
  for (std::size_t k = 0; k < names.size(); ++k) result[names[k]] = to_numpy(std::move(columns[k]));
  return result;
}

}  // namespace

void bind_track(py::module_& module) {
  module.def(
      "passage",
      [](const Array<std::int32_t>& from, const Array<std::int32_t>& to, std::int32_t from_clusters,
         std::int32_t to_clusters) {
        return passage_to_dict(run_interruptible(py::none(), [&](Monitor&) {
          return passage(view(from), view(to), from_clusters, to_clusters);
        }));
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
        return noise_to_dict(run_interruptible(progress, [&](Monitor& monitor) {
          options.monitor = &monitor;
          return noise(network, options);
        }));
      },
      py::arg("network"), py::kw_only(), py::arg("consensus"), py::arg("runs"),
      py::arg("threshold"), py::arg("pairs"), py::arg("quality"), py::arg("resolution"),
      py::arg("iterations"), py::arg("representation"), py::arg("seed"), py::arg("threads"),
      py::arg("progress") = py::none());
}

}  // namespace munigraph::python
