#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common.hpp"
#include "munigraph/core/words.hpp"
#include "munigraph/inference/mrqap.hpp"
#include "munigraph/inference/surrogates.hpp"
#include "structs.hpp"

namespace munigraph::python {
namespace {

void bind_surrogates(py::module_& module) {
  module.def(
      "random_signs",
      [](std::size_t draws, std::size_t n, std::uint64_t seed, std::size_t first) {
        std::vector<std::int8_t> signs;
        {
          py::gil_scoped_release release;
          signs = random_signs(draws, n, seed, first);
        }
        return to_numpy(std::move(signs),
                        {static_cast<py::ssize_t>(draws), static_cast<py::ssize_t>(n)});
      },
      py::arg("draws"), py::arg("n"), py::arg("seed"), py::arg("first"));
  module.def(
      "variogram_surrogates",
      [](const Array<double>& values, const Array<double>& lon, const Array<double>& lat,
         std::size_t draws, std::uint64_t seed) {
        std::vector<double> all = run_interruptible(py::none(), [&](Monitor& m) {
          const VariogramSurrogates model(view(values), view(lon), view(lat), seed, &m);
          std::vector<double> rows;
          for (std::size_t d = 0; d < draws; ++d) {
            m.check();
            const std::vector<double> one = model.draw(d);
            rows.insert(rows.end(), one.begin(), one.end());
          }
          return rows;
        });
        return to_numpy(std::move(all), {static_cast<py::ssize_t>(draws), values.size()});
      },
      py::arg("values"), py::arg("lon"), py::arg("lat"), py::arg("draws"), py::arg("seed"));
  module.def(
      "variogram_products",
      [](const Array<double>& values, const Array<double>& lon, const Array<double>& lat,
         const Array<double>& columns, std::size_t draws, std::uint64_t seed, int threads) {
        std::vector<double> all = run_interruptible(py::none(), [&](Monitor& m) {
          const VariogramSurrogates model(view(values), view(lon), view(lat), seed, &m);
          return model.products(view(columns), draws, threads, &m);
        });
        const auto rows = static_cast<py::ssize_t>(draws);
        const py::ssize_t width = columns.size() / values.size() + 1;
        return to_numpy(std::move(all), {rows, width});
      },
      py::arg("values"), py::arg("lon"), py::arg("lat"), py::arg("columns"), py::arg("draws"),
      py::arg("seed"), py::arg("threads"));
}

Mrqap mrqap_of(const Array<double>& ties, const Array<double>& predictors, bool symmetric,
               const Array<std::int32_t>& row_groups, const Array<std::int32_t>& column_groups,
               const std::string& family, std::size_t permutations, std::uint64_t seed, int threads,
               const py::object& progress) {
  TieTable table;
  table.rows = static_cast<std::size_t>(ties.shape(0));
  table.columns = static_cast<std::size_t>(ties.shape(1));
  table.symmetric = symmetric;
  table.ties = view(ties);
  table.predictors = view(predictors);
  table.row_groups = view(row_groups);
  table.column_groups = view(column_groups);
  MrqapOptions options;
  options.family = parse_word<TieFamily>("family", family);
  options.permutations = permutations;
  options.seed = seed;
  options.threads = threads;
  return run_interruptible(progress, [&](Monitor& monitor) {
    options.monitor = &monitor;
    return mrqap(table, options);
  });
}

void bind_mrqap(py::module_& module) {
  const auto predictors = [](const Mrqap& found) { return found.t.size() - 1; };
  const auto permutations = [predictors](const Mrqap& found) {
    return predictors(found) > 0 ? found.permuted.size() / predictors(found) : 0;
  };
  Bound<Mrqap>(module, "Mrqap")
      .array("coefficients", &Mrqap::coefficients)
      .array("t", &Mrqap::t)
      .matrix("permuted", &Mrqap::permuted, permutations, predictors)
      .value("cells", &Mrqap::cells)
      .value("missing", &Mrqap::missing)
      .value("deviance", &Mrqap::deviance)
      .value("null_deviance", &Mrqap::null_deviance)
      .value("converged", &Mrqap::converged)
      .value("not_converged", &Mrqap::not_converged);
  module.def("mrqap", &mrqap_of, py::arg("ties"), py::arg("predictors"), py::arg("symmetric"),
             py::arg("row_groups"), py::arg("column_groups"), py::arg("family"),
             py::arg("permutations"), py::arg("seed"), py::arg("threads"), py::arg("progress"));
}

}  // namespace

void bind_inference_spatial(py::module_& module) {
  bind_surrogates(module);
  bind_mrqap(module);
}

}  // namespace munigraph::python
