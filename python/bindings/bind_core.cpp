#include <new>
#include <stdexcept>

#include "munigraph/core/error.hpp"
#include "munigraph/core/partition.hpp"
#include "munigraph/core/random.hpp"

#include "common.hpp"

namespace munigraph::python {
namespace {

/// DataError becomes munigraph.DataError, with the same fields.
void translate(std::exception_ptr failure) {
  try {
    if (failure) std::rethrow_exception(failure);
  } catch (const DataError& error) {
    const py::object type = py::module_::import("munigraph._common.errors").attr("DataError");
    const DataLocation& at = error.location();
    const py::object value = type(error.message(), py::arg("source") = at.source,
                                  py::arg("row") = at.row, py::arg("column") = at.column,
                                  py::arg("value") = at.value, py::arg("expected") = at.expected);
    PyErr_SetObject(type.ptr(), value.ptr());
  } catch (const UnknownId& error) {
    PyErr_SetString(PyExc_KeyError, error.what());
  } catch (const std::bad_alloc&) {
    PyErr_SetString(PyExc_MemoryError, "not enough memory for this");
  } catch (const std::length_error&) {
    PyErr_SetString(PyExc_MemoryError, "more than can be held in memory");
  } catch (const Interrupted&) {
    PyErr_SetNone(PyExc_KeyboardInterrupt);
  }
}

}  // namespace

void bind_core(py::module_& module) {
  // Of this module alone, as its types are: another extension may bind the library, too.
  py::register_local_exception_translator(&translate);

  module.def(
      "error_text",
      [](const std::string& message, const std::string& source, const std::string& row,
         const std::string& column, const std::string& value, const std::string& expected) {
        return error_text(message, {source, row, column, value, expected});
      },
      py::arg("message"), py::arg("source"), py::arg("row"), py::arg("column"), py::arg("value"),
      py::arg("expected"));
  module.def("stream_seed", &stream_seed, py::arg("seed"), py::arg("index"));
  module.def(
      "canonical_labels",
      [](const Array<std::int32_t>& labels, const Array<std::uint8_t>& isolates) {
        const Partition partition(view(labels), view(isolates));
        return py::make_tuple(copy_to_numpy(partition.labels()), partition.clusters(),
                              partition.singletons());
      },
      py::arg("labels"), py::arg("isolates"));
}

}  // namespace munigraph::python
