#include "munigraph/comparison/agreement.hpp"
#include "munigraph/comparison/contingency.hpp"

#include <stdexcept>
#include <string>

#include "common.hpp"
#include "structs.hpp"

namespace munigraph::python {
namespace {

void bind_agreement(py::module_& module) {
  Bound<Agreement>(module, "Agreement")
      .value("ami", &Agreement::ami)
      .value("ami_max", &Agreement::ami_max)
      .value("ari", &Agreement::ari)
      .value("nmi", &Agreement::nmi)
      .value("vi", &Agreement::vi)
      .value("homogeneity", &Agreement::homogeneity)
      .value("completeness", &Agreement::completeness)
      .value("v_measure", &Agreement::v_measure)
      .value("element_centric", &Agreement::element_centric)
      .value("rand", &Agreement::rand)
      .value("split_join", &Agreement::split_join)
      .value("mutual_information", &Agreement::mutual_information)
      .value("expected_mutual_information", &Agreement::expected_mutual_information)
      .value("entropy_a", &Agreement::entropy_a)
      .value("entropy_b", &Agreement::entropy_b)
      .value("groups_a", &Agreement::groups_a)
      .value("groups_b", &Agreement::groups_b);
}

}  // namespace

void bind_comparison(py::module_& module) {
  bind_agreement(module);
  module.def(
      "compare_labels",
      [](const Array<std::int32_t>& a, const Array<std::int32_t>& b) {
        const auto x = view(a);
        const auto y = view(b);
        return run_interruptible(py::none(), [&](Monitor&) { return compare(x, y); });
      },
      py::arg("a"), py::arg("b"));

  module.def(
      "adjusted_mutual_information",
      [](const Array<std::int32_t>& a, const Array<std::int32_t>& b) {
        const auto x = view(a);
        const auto y = view(b);
        py::gil_scoped_release release;
        return adjusted_mutual_information(x, y);
      },
      py::arg("a"), py::arg("b"));

  // Groups by first appearance: (a, b, count) per non-empty cell, by a, then b.
  module.def(
      "contingency_cells",
      [](const Array<std::int32_t>& a, const Array<std::int32_t>& b) {
        const Contingency table = contingency(PreparedLabels(view(a)), PreparedLabels(view(b)));
        std::vector<std::int32_t> cells;
        cells.reserve(3 * table.cells.size());
        for (const auto& cell : table.cells)
          cells.insert(cells.end(), {cell.a, cell.b, cell.count});
        const auto rows = static_cast<py::ssize_t>(table.cells.size());
        return to_numpy(std::move(cells), {rows, 3});
      },
      py::arg("a"), py::arg("b"));

  module.def(
      "pairwise_agreement",
      [](const Array<std::int32_t>& labels, const std::string& measure, int threads,
         const py::object& progress) {
        if (labels.ndim() != 2) throw std::invalid_argument("labels must be two-dimensional");
        const auto rows = static_cast<std::size_t>(labels.shape(0));
        const auto nodes = static_cast<std::size_t>(labels.shape(1));
        const auto values = view(labels);
        PairwiseOptions options;
        options.measure = parse_agreement_measure(measure);
        options.threads = threads;
        auto matrix = run_interruptible(progress, [&](Monitor& monitor) {
          options.monitor = &monitor;
          return pairwise_agreement(values, rows, nodes, options);
        });
        const auto r = static_cast<py::ssize_t>(rows);
        return to_numpy(std::move(matrix), {r, r});
      },
      py::arg("labels"), py::arg("measure"), py::arg("threads"), py::arg("progress"));
}

}  // namespace munigraph::python
