// Scans of resolutions and landscapes of solutions.

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "clusterings.hpp"
#include "common.hpp"
#include "munigraph/clustering/given.hpp"
#include "munigraph/clustering/landscape.hpp"
#include "munigraph/clustering/profile.hpp"

namespace munigraph::python {
namespace {

/// One column of a table from a vector of structs.
template <class T, class Row>
py::array_t<T> column(const std::vector<Row>& rows, T Row::* member) {
  std::vector<T> values;
  values.reserve(rows.size());
  for (const Row& row : rows) values.push_back(row.*member);
  return to_numpy(std::move(values));
}

py::dict to_dict(Profile found) {
  py::dict points;
  points["resolution"] = column(found.points, &ProfilePoint::resolution);
  points["clusters"] = column(found.points, &ProfilePoint::clusters);
  points["clusters_min"] = column(found.points, &ProfilePoint::clusters_min);
  points["clusters_max"] = column(found.points, &ProfilePoint::clusters_max);
  points["singletons"] = column(found.points, &ProfilePoint::singletons);
  points["quality"] = column(found.points, &ProfilePoint::quality);
  points["agreement"] = column(found.points, &ProfilePoint::agreement);
  points["plateau"] = column(found.points, &ProfilePoint::plateau);
  py::dict domains;
  domains["low"] = column(found.domains, &ResolutionDomain::low);
  domains["high"] = column(found.domains, &ResolutionDomain::high);
  domains["clusters"] = column(found.domains, &ResolutionDomain::clusters);
  domains["singletons"] = column(found.domains, &ResolutionDomain::singletons);
  domains["inside"] = column(found.domains, &ResolutionDomain::inside);
  domains["penalty"] = column(found.domains, &ResolutionDomain::penalty);
  py::dict plateaus;
  plateaus["low"] = column(found.plateaus, &Plateau::low);
  plateaus["high"] = column(found.plateaus, &Plateau::high);
  plateaus["clusters"] = column(found.plateaus, &Plateau::clusters);
  plateaus["length"] = column(found.plateaus, &Plateau::length);
  plateaus["agreement"] = column(found.plateaus, &Plateau::agreement);
  py::dict result;
  result["points"] = points;
  result["domains"] = domains;
  result["plateaus"] = plateaus;
  const auto rows = static_cast<py::ssize_t>(found.domains.size());
  result["partitions"] = to_numpy(std::move(found.partitions), {rows, found.nodes});
  return result;
}

py::dict to_dict(Landscape found) {
  py::dict groups;
  groups["representative"] = column(found.groups, &SolutionGroup::representative);
  groups["runs"] = column(found.groups, &SolutionGroup::runs);
  groups["labellings"] = column(found.groups, &SolutionGroup::labellings);
  groups["quality"] = column(found.groups, &SolutionGroup::quality);
  groups["quality_min"] = column(found.groups, &SolutionGroup::quality_min);
  groups["clusters_min"] = column(found.groups, &SolutionGroup::clusters_min);
  groups["clusters_max"] = column(found.groups, &SolutionGroup::clusters_max);
  groups["similarity"] = column(found.groups, &SolutionGroup::similarity);
  py::dict result;
  result["groups"] = groups;
  result["group"] = to_numpy(std::move(found.group));
  result["near_optimal"] = found.near_optimal;
  result["unseen"] = found.unseen;
  result["runs_needed"] = found.runs_needed;
  result["enough"] = found.enough;
  result["ensemble"] = ensemble_to_dict(std::move(found.ensemble));
  return result;
}

}  // namespace

void bind_resolution(py::module_& module) {
  module.def("log_spaced", &log_spaced, py::arg("low"), py::arg("high"), py::arg("count"));
  module.def(
      "profile",
      [](const Network& network, const Array<double>& resolutions, const std::string& quality,
         std::optional<int> iterations, const std::string& representation, std::uint64_t seed,
         int runs, int threads, const py::object& progress) {
        const LeidenOptions leiden = leiden_options(quality, 1.0, iterations, representation, seed);
        return to_dict(run_interruptible(progress, [&](Monitor& monitor) {
          return profile(network, view(resolutions),
                         ensemble_options(leiden, runs, threads, monitor,
                                          static_cast<std::size_t>(resolutions.size())));
        }));
      },
      py::arg("network"), py::arg("resolutions"), py::kw_only(), py::arg("quality"),
      py::arg("iterations"), py::arg("representation"), py::arg("seed"), py::arg("runs"),
      py::arg("threads"), py::arg("progress") = py::none());
  module.def(
      "profile_of",
      [](const Network& network, const Array<std::int32_t>& labels,
         const Array<double>& resolutions, const std::string& quality, std::uint64_t seed,
         int threads, const py::object& progress) {
        if (labels.ndim() != 2) throw std::invalid_argument("labels: a matrix (rows, nodes)");
        const auto rows = static_cast<std::int32_t>(labels.shape(0));
        const LeidenOptions leiden = leiden_options(quality, 1.0, std::nullopt, "auto", seed);
        return to_dict(run_interruptible(progress, [&](Monitor& monitor) {
          const EnsembleOptions options = ensemble_options(leiden, rows, threads, monitor);
          const Ensemble given = given_ensemble(network, view(labels), rows, options);
          return profile(network, given, view(resolutions), options);
        }));
      },
      py::arg("network"), py::arg("labels"), py::arg("resolutions"), py::kw_only(),
      py::arg("quality"), py::arg("seed"), py::arg("threads"), py::arg("progress") = py::none());
  module.def(
      "landscape",
      [](const Network& network, const std::string& quality, std::optional<double> resolution,
         std::optional<int> iterations, const std::string& representation, std::uint64_t seed,
         std::optional<int> runs, double tolerance, double similarity, double coverage,
         int most_runs, int threads, const py::object& progress) {
        LandscapeOptions options;
        options.ensemble.leiden =
            leiden_options(quality, resolution, iterations, representation, seed);
        options.ensemble.threads = threads;
        options.runs = runs;
        options.tolerance = tolerance;
        options.similarity = similarity;
        options.coverage = coverage;
        options.most_runs = most_runs;
        options.least_runs = std::min(options.least_runs, most_runs);
        return to_dict(run_interruptible(progress, [&](Monitor& monitor) {
          options.ensemble.monitor = &monitor;
          if (runs) monitor.expect(static_cast<std::uint64_t>(*runs > 0 ? *runs : 0));
          return landscape(network, options);
        }));
      },
      py::arg("network"), py::kw_only(), py::arg("quality"), py::arg("resolution"),
      py::arg("iterations"), py::arg("representation"), py::arg("seed"), py::arg("runs"),
      py::arg("tolerance"), py::arg("similarity"), py::arg("coverage"), py::arg("most_runs"),
      py::arg("threads"), py::arg("progress") = py::none());
}

}  // namespace munigraph::python
