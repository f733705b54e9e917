#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "clusterings.hpp"
#include "common.hpp"
#include "munigraph/inference/multiverse.hpp"
#include "munigraph/inference/stability.hpp"
#include "structs.hpp"

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

/// Columns `name`, `name_min` and `name_max` of a figure.
void add_spread(BoundColumns<MultiverseRow>& table, const std::string& name,
                Spread MultiverseRow::* figure) {
  table.column(name.c_str(), [=](const MultiverseRow& row) { return (row.*figure).median; });
  table.column((name + "_min").c_str(),
               [=](const MultiverseRow& row) { return (row.*figure).min; });
  table.column((name + "_max").c_str(),
               [=](const MultiverseRow& row) { return (row.*figure).max; });
}

std::string representation_of(const MultiverseRow& row) {
  const bool clustered = row.status == MultiverseRow::Status::done;
  return clustered ? std::string(to_string(row.representation)) : "";
}

void bind_rows(py::module_& module) {
  BoundColumns<MultiverseRow> table(module, "MultiverseRows");
  table.column("status", [](const MultiverseRow& r) { return static_cast<std::int32_t>(r.status); })
      .column("message", &MultiverseRow::message)
      .column("representation", &representation_of)
      .column("key", &MultiverseRow::key)
      .column("seed", &MultiverseRow::seed)
      .column("nodes", &MultiverseRow::nodes)
      .column("arrangements", &MultiverseRow::arrangements)
      .column("edges", &MultiverseRow::edges);
  add_spread(table, "clusters", &MultiverseRow::clusters);
  add_spread(table, "singletons", &MultiverseRow::singletons);
  table.column("isolates", &MultiverseRow::isolates)
      .column("components", &MultiverseRow::components);
  add_spread(table, "quality", &MultiverseRow::quality);
  table.column("agreement", &MultiverseRow::agreement)
      .column("ami_reference", &MultiverseRow::ami_reference)
      .column("ami_nodes", &MultiverseRow::ami_nodes);
  add_spread(table, "weight_inside", &MultiverseRow::weight_inside);
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
  bind_rows(module);
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
        return run_interruptible(progress, [&](Monitor& monitor) {
          options.monitor = &monitor;
          return Columns<MultiverseRow>{multiverse(reg, specifications_of(rows), options)};
        });
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

void bind_stability(py::module_& module) {
  Bound<Stability>(module, "Stability")
      .value("clustering", &Stability::clustering)
      .matrix(
          "labels", &Stability::labels, [](const Stability& found) { return found.counts.size(); },
          &Stability::nodes)
      .array("counts", &Stability::counts)
      .array("singletons", &Stability::singletons)
      .array("isolates", &Stability::isolates)
      .array("components", &Stability::components)
      .array("quality", &Stability::quality)
      .array("agreement", &Stability::agreement);
  module.def(
      "node_stability",
      [](const Stability& draws) {
        return to_numpy(run_interruptible(py::none(), [&](Monitor&) {
          return node_stability(draws.labels, draws.clustering.partition.labels());
        }));
      },
      py::arg("draws"));
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
        return run_interruptible(progress, [&](Monitor& monitor) {
          options.monitor = &monitor;
          return stability(network, options);
        });
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
