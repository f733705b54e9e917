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
#include "structs.hpp"

namespace munigraph::python {
namespace {

template <class Whole, class Row>
auto columns(std::vector<Row> Whole::* member) {
  return [member](const Whole& found) { return Columns<Row>{found.*member}; };
}

void bind_profile(py::module_& module) {
  BoundColumns<ProfilePoint>(module, "ProfilePoints")
      .column("resolution", &ProfilePoint::resolution)
      .column("clusters", &ProfilePoint::clusters)
      .column("clusters_min", &ProfilePoint::clusters_min)
      .column("clusters_max", &ProfilePoint::clusters_max)
      .column("singletons", &ProfilePoint::singletons)
      .column("quality", &ProfilePoint::quality)
      .column("agreement", &ProfilePoint::agreement)
      .column("plateau", &ProfilePoint::plateau);
  BoundColumns<ResolutionDomain>(module, "ResolutionDomains")
      .column("low", &ResolutionDomain::low)
      .column("high", &ResolutionDomain::high)
      .column("clusters", &ResolutionDomain::clusters)
      .column("singletons", &ResolutionDomain::singletons)
      .column("inside", &ResolutionDomain::inside)
      .column("penalty", &ResolutionDomain::penalty);
  BoundColumns<Plateau>(module, "Plateaus")
      .column("low", &Plateau::low)
      .column("high", &Plateau::high)
      .column("clusters", &Plateau::clusters)
      .column("length", &Plateau::length)
      .column("agreement", &Plateau::agreement);
  Bound<Profile>(module, "Profile")
      .value("points", columns(&Profile::points))
      .value("domains", columns(&Profile::domains))
      .value("plateaus", columns(&Profile::plateaus))
      .matrix(
          "partitions", &Profile::partitions,
          [](const Profile& found) { return found.domains.size(); }, &Profile::nodes);
}

void bind_landscape(py::module_& module) {
  BoundColumns<SolutionGroup>(module, "SolutionGroups")
      .column("representative", &SolutionGroup::representative)
      .column("runs", &SolutionGroup::runs)
      .column("labellings", &SolutionGroup::labellings)
      .column("quality", &SolutionGroup::quality)
      .column("quality_min", &SolutionGroup::quality_min)
      .column("clusters_min", &SolutionGroup::clusters_min)
      .column("clusters_max", &SolutionGroup::clusters_max)
      .column("similarity", &SolutionGroup::similarity);
  Bound<Landscape>(module, "Landscape")
      .value("groups", columns(&Landscape::groups))
      .array("group", &Landscape::group)
      .value("near_optimal", &Landscape::near_optimal)
      .value("unseen", &Landscape::unseen)
      .value("runs_needed", &Landscape::runs_needed)
      .value("enough", &Landscape::enough)
      .value("ensemble", &Landscape::ensemble);
}

}  // namespace

void bind_resolution(py::module_& module) {
  bind_profile(module);
  bind_landscape(module);
  module.def("log_spaced", &log_spaced, py::arg("low"), py::arg("high"), py::arg("count"));
  module.def(
      "profile",
      [](const Network& network, const Array<double>& resolutions, const std::string& quality,
         std::optional<int> iterations, const std::string& representation, std::uint64_t seed,
         int runs, int threads, const py::object& progress) {
        const LeidenOptions leiden = leiden_options(quality, 1.0, iterations, representation, seed);
        return run_interruptible(progress, [&](Monitor& monitor) {
          return profile(network, view(resolutions),
                         ensemble_options(leiden, runs, threads, monitor,
                                          static_cast<std::size_t>(resolutions.size())));
        });
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
        return run_interruptible(progress, [&](Monitor& monitor) {
          const EnsembleOptions options = ensemble_options(leiden, rows, threads, monitor);
          const Ensemble given = given_ensemble(network, view(labels), rows, options);
          return profile(network, given, view(resolutions), options);
        });
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
        return run_interruptible(progress, [&](Monitor& monitor) {
          options.ensemble.monitor = &monitor;
          if (runs) monitor.expect(static_cast<std::uint64_t>(*runs > 0 ? *runs : 0));
          return landscape(network, options);
        });
      },
      py::arg("network"), py::kw_only(), py::arg("quality"), py::arg("resolution"),
      py::arg("iterations"), py::arg("representation"), py::arg("seed"), py::arg("runs"),
      py::arg("tolerance"), py::arg("similarity"), py::arg("coverage"), py::arg("most_runs"),
      py::arg("threads"), py::arg("progress") = py::none());
}

}  // namespace munigraph::python
