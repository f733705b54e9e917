#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "clusterings.hpp"
#include "common.hpp"
#include "munigraph/inference/multiverse.hpp"
#include "munigraph/inference/stability.hpp"

namespace munigraph::python {

void bind_inference_spatial(py::module_& module);

namespace {

/// (construction as JSON, quality function, resolution or None)
using Row = std::tuple<std::string, std::string, std::optional<double>>;

Specification specification_of(const Row& row) {
  const auto& [json, quality, resolution] = row;
  return {construction_from_json(json), parse_quality(quality), resolution};
}

std::vector<Specification> specifications_of(const std::vector<Row>& rows) {
  std::vector<Specification> result;
  result.reserve(rows.size());
  for (const Row& row : rows) result.push_back(specification_of(row));
  return result;
}

/// One array per figure.
template <class T, class Get>
py::array_t<T> column(const std::vector<MultiverseRow>& rows, Get&& get) {
  std::vector<T> values;
  values.reserve(rows.size());
  for (const MultiverseRow& row : rows) values.push_back(static_cast<T>(get(row)));
  return to_numpy(std::move(values));
}

void add_spread(py::dict& columns, const char* name, const std::vector<MultiverseRow>& rows,
                Spread MultiverseRow::* figure) {
  const std::string text = name;
  columns[py::str(text)] = column<double>(rows, [=](auto& r) { return (r.*figure).median; });
  columns[py::str(text + "_min")] = column<double>(rows, [=](auto& r) { return (r.*figure).min; });
  columns[py::str(text + "_max")] = column<double>(rows, [=](auto& r) { return (r.*figure).max; });
}

py::dict columns_of(const std::vector<MultiverseRow>& rows) {
  py::dict columns;
  std::vector<std::string> messages;
  std::vector<std::string> representations;
  for (const MultiverseRow& row : rows) {
    messages.push_back(row.message);
    const bool clustered = row.status == MultiverseRow::Status::done;
    representations.emplace_back(clustered ? to_string(row.representation) : "");
  }
  columns["status"] = column<std::int32_t>(rows, [](auto& r) { return r.status; });
  columns["message"] = messages;
  columns["representation"] = representations;
  columns["key"] = column<std::uint64_t>(rows, [](auto& r) { return r.key; });
  columns["seed"] = column<std::uint64_t>(rows, [](auto& r) { return r.seed; });
  columns["nodes"] = column<std::int64_t>(rows, [](auto& r) { return r.nodes; });
  columns["arrangements"] = column<std::int64_t>(rows, [](auto& r) { return r.arrangements; });
  columns["edges"] = column<std::int64_t>(rows, [](auto& r) { return r.edges; });
  add_spread(columns, "clusters", rows, &MultiverseRow::clusters);
  add_spread(columns, "singletons", rows, &MultiverseRow::singletons);
  columns["isolates"] = column<std::int64_t>(rows, [](auto& r) { return r.isolates; });
  columns["components"] = column<std::int64_t>(rows, [](auto& r) { return r.components; });
  add_spread(columns, "quality", rows, &MultiverseRow::quality);
  columns["agreement"] = column<double>(rows, [](auto& r) { return r.agreement; });
  columns["ami_reference"] = column<double>(rows, [](auto& r) { return r.ami_reference; });
  columns["ami_nodes"] = column<std::int64_t>(rows, [](auto& r) { return r.ami_nodes; });
  add_spread(columns, "weight_inside", rows, &MultiverseRow::weight_inside);
  return columns;
}

/// (participants, labels, isolate)
using ReferenceArrays = std::tuple<Array<std::int32_t>, Array<std::int32_t>, Array<std::uint8_t>>;

template <class T>
std::vector<T> vector_of(const Array<T>& array) {
  return {array.data(), array.data() + array.size()};
}

MultiverseOptions options_of(int runs, const std::string& representation, std::uint64_t seed,
                             int threads, const std::string& method, double threshold) {
  MultiverseOptions options;
  options.method = parse_method(method);
  options.threshold = threshold;
  options.representation = parse_representation(representation);
  options.runs = runs;
  options.seed = seed;
  options.threads = threads;
  return options;
}

void bind_multiverse(py::module_& module) {
  module.def(
      "multiverse",
      [](const Register& reg, const std::vector<Row>& rows, int runs,
         const std::string& representation, std::uint64_t seed, int threads,
         const std::optional<ReferenceArrays>& reference, const py::object& progress,
         const std::string& method, double threshold) {
        MultiverseOptions options =
            options_of(runs, representation, seed, threads, method, threshold);
        std::optional<ReferencePartition> compared;
        if (reference) {
          compared = ReferencePartition{vector_of(std::get<0>(*reference)),
                                        vector_of(std::get<1>(*reference)),
                                        vector_of(std::get<2>(*reference))};
          options.reference = &*compared;
        }
        return columns_of(run_interruptible(progress, [&](Monitor& monitor) {
          options.monitor = &monitor;
          return multiverse(reg, specifications_of(rows), options);
        }));
      },
      py::arg("register"), py::arg("rows"), py::kw_only(), py::arg("runs"),
      py::arg("representation"), py::arg("seed"), py::arg("threads"), py::arg("reference"),
      py::arg("progress"), py::arg("method"), py::arg("threshold"));
  module.def(
      "reference_partition",
      [](const Register& reg, const Row& row, int runs, const std::string& representation,
         std::uint64_t seed, int threads, const std::string& method, double threshold,
         const py::object& progress) {
        const Specification specification = specification_of(row);
        MultiverseOptions options =
            options_of(runs, representation, seed, threads, method, threshold);
        ReferencePartition found = run_interruptible(progress, [&](Monitor& monitor) {
          options.monitor = &monitor;
          return reference_partition(reg, specification, options);
        });
        return py::make_tuple(to_numpy(std::move(found.participants)),
                              to_numpy(std::move(found.labels)),
                              to_numpy(std::move(found.isolate)));
      },
      py::arg("register"), py::arg("row"), py::kw_only(), py::arg("runs"),
      py::arg("representation"), py::arg("seed"), py::arg("threads"), py::arg("method"),
      py::arg("threshold"), py::arg("progress") = py::none());
  module.def(
      "specification_key", [](const Row& row) { return specification_key(specification_of(row)); },
      py::arg("row"));
  module.def("text_key", [](const std::string& text) { return text_key(text); }, py::arg("text"));
}

py::dict stability_of(const Network& network, const StabilityOptions& given,
                      const py::object& progress) {
  StabilityOptions options = given;
  auto [found, nodes] = run_interruptible(progress, [&](Monitor& monitor) {
    options.monitor = &monitor;
    Stability draws = stability(network, options);
    std::vector<double> together = node_stability(draws.labels, draws.observed.partition.labels());
    return std::pair(std::move(draws), std::move(together));
  });
  const auto n = static_cast<py::ssize_t>(found.nodes);
  py::dict result;
  result["clustering"] = clustering_to_dict(found.observed);
  result["node_stability"] = to_numpy(std::move(nodes));
  result["labels"] = to_numpy(std::move(found.labels), {options.draws, n});
  result["counts"] = to_numpy(std::move(found.counts));
  result["singletons"] = to_numpy(std::move(found.singletons));
  result["isolates"] = to_numpy(std::move(found.isolates));
  result["components"] = to_numpy(std::move(found.components));
  result["quality"] = to_numpy(std::move(found.quality));
  result["agreement"] = to_numpy(std::move(found.agreement));
  return result;
}

void bind_stability(py::module_& module) {
  module.def(
      "stability",
      [](const Network& network, const std::string& resample, double drop, int draws, int runs,
         const std::string& quality, std::optional<double> resolution,
         std::optional<int> iterations, const std::string& representation, std::uint64_t seed,
         int threads, const py::object& progress, const std::string& method, double threshold) {
        StabilityOptions options;
        options.method = parse_method(method);
        options.threshold = threshold;
        options.leiden = leiden_options(quality, resolution, iterations, representation, seed);
        options.resample = parse_resample(resample);
        options.drop = drop;
        options.draws = draws;
        options.runs = runs;
        options.threads = threads;
        return stability_of(network, options, progress);
      },
      py::arg("network"), py::kw_only(), py::arg("resample"), py::arg("drop"), py::arg("draws"),
      py::arg("runs"), py::arg("quality"), py::arg("resolution"), py::arg("iterations"),
      py::arg("representation"), py::arg("seed"), py::arg("threads"), py::arg("progress"),
      py::arg("method"), py::arg("threshold"));
  module.def(
      "resampled",
      [](const Network& network, const std::string& resample, double drop, std::uint64_t seed) {
        py::gil_scoped_release release;
        return Network(resampled(network.affiliation(), parse_resample(resample), drop, seed),
                       network.weighting(), network.min_shared());
      },
      py::arg("network"), py::arg("resample"), py::arg("drop"), py::arg("seed"));
}

}  // namespace

void bind_inference(py::module_& module) {
  bind_multiverse(module);
  bind_stability(module);
  bind_inference_spatial(module);
}

}  // namespace munigraph::python
