#include "munigraph/comparison/agreement.hpp"
#include "munigraph/comparison/contingency.hpp"

#include <stdexcept>
#include <string>

#include "common.hpp"

namespace munigraph::python {
namespace {

py::dict to_dict(const Agreement& agreement) {
  py::dict result;
  result["ami"] = agreement.ami;
  result["ami_max"] = agreement.ami_max;
  result["ari"] = agreement.ari;
  result["nmi"] = agreement.nmi;
  result["vi"] = agreement.vi;
  result["homogeneity"] = agreement.homogeneity;
  result["completeness"] = agreement.completeness;
  result["v_measure"] = agreement.v_measure;
  result["element_centric"] = agreement.element_centric;
  result["rand"] = agreement.rand;
  result["split_join"] = agreement.split_join;
  result["mutual_information"] = agreement.mutual_information;
  result["expected_mutual_information"] = agreement.expected_mutual_information;
  result["entropy_a"] = agreement.entropy_a;
  result["entropy_b"] = agreement.entropy_b;
  result["groups_a"] = agreement.groups_a;
  result["groups_b"] = agreement.groups_b;
  return result;
}

}  // namespace

void bind_comparison(py::module_& module) {
  module.def(
      "compare_labels",
      [](const Array<std::int32_t>& a, const Array<std::int32_t>& b) {
        const auto x = view(a);
        const auto y = view(b);
        return to_dict(run_interruptible(py::none(), [&](Monitor&) { return compare(x, y); }));
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
