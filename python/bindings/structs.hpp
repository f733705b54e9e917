#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "common.hpp"
#include "munigraph/core/date.hpp"

namespace munigraph::python {

/// Numbers that belong to `owner` (a bound struct), as a read-only array that keeps it alive.
template <class Range>
py::object array_of(const Range& values, const py::object& owner,
                    std::vector<py::ssize_t> shape = {}) {
  using T = std::remove_cvref_t<decltype(*values.data())>;
  if (shape.empty()) shape.push_back(static_cast<py::ssize_t>(values.size()));
  py::array_t<T> array(std::move(shape), values.data(), owner);
  array.attr("setflags")(py::arg("write") = false);
  return array;
}

/// A result struct of the core as a class of Python: each member under its own name, read-only.
/// The class's `fields` are these names, in their order, for whatever takes them all.
template <class Struct>
class Bound {
 public:
  Bound(py::module_& module, const char* name)
      : class_(module, name, py::module_local(), py::release_gil_before_calling_cpp_dtor()) {
    class_.attr("fields") = py::tuple();
  }

  /// A number, a text, another bound struct; `get` is a member or a function of the struct.
  template <class Get>
  Bound& value(const char* name, Get get) {
    if constexpr (std::is_member_object_pointer_v<Get>)
      class_.def_readonly(name, get);
    else
      class_.def_property_readonly(name, get);
    return listed(name);
  }

  /// Numbers of the struct as an array that views them.
  template <class Get>
  Bound& array(const char* name, Get get) {
    return viewed(name, get, [](const Struct&) { return std::vector<py::ssize_t>(); });
  }

  /// Row-major numbers; `rows` and `columns` are members or functions of the struct.
  template <class Get, class Rows, class Columns>
  Bound& matrix(const char* name, Get get, Rows rows, Columns columns) {
    return viewed(name, get, [rows, columns](const Struct& one) {
      return std::vector<py::ssize_t>{static_cast<py::ssize_t>(std::invoke(rows, one)),
                                      static_cast<py::ssize_t>(std::invoke(columns, one))};
    });
  }

 private:
  template <class Get, class Shape>
  Bound& viewed(const char* name, Get get, Shape shape) {
    class_.def_property_readonly(name, [get, shape](const py::object& owner) {
      const auto& one = owner.cast<const Struct&>();
      return array_of(std::invoke(get, one), owner, shape(one));
    });
    return listed(name);
  }

  Bound& listed(const char* name) {
    const py::object before = class_.attr("fields");
    class_.attr("fields") = before + py::object(py::make_tuple(name));
    return *this;
  }

  py::class_<Struct> class_;
};

/// Structs of one kind that Python reads as columns.
template <class Row>
struct Columns {
  std::vector<Row> rows;
};

/// Days since 1970-01-01 as NumPy has them; its NaT where there is none.
inline std::int64_t days_of(const std::optional<Date>& date) {
  if (!date) return std::numeric_limits<std::int64_t>::min();
  return static_cast<std::int64_t>(date->time_since_epoch() / std::chrono::days{1});
}

/// One column of a table: dates as datetime64[D], yes and no as bool, words as a list of str,
/// numbers as an array of their own type.
template <class Row, class Get>
py::object column_of(const std::vector<Row>& rows, const Get& get) {
  using Value = std::remove_cvref_t<std::invoke_result_t<const Get&, const Row&>>;
  if constexpr (std::is_same_v<Value, Date> || std::is_same_v<Value, std::optional<Date>>) {
    std::vector<std::int64_t> days;
    for (const Row& row : rows) days.push_back(days_of(std::invoke(get, row)));
    return to_numpy(std::move(days)).attr("view")("datetime64[D]");
  } else if constexpr (std::is_same_v<Value, bool>) {
    std::vector<std::uint8_t> flags;
    for (const Row& row : rows) flags.push_back(std::invoke(get, row) ? 1 : 0);
    return to_numpy(std::move(flags)).attr("view")("bool");
  } else if constexpr (std::is_arithmetic_v<Value>) {
    std::vector<Value> numbers;
    numbers.reserve(rows.size());
    for (const Row& row : rows) numbers.push_back(std::invoke(get, row));
    return to_numpy(std::move(numbers));
  } else {
    std::vector<std::string> texts;
    texts.reserve(rows.size());
    for (const Row& row : rows) texts.emplace_back(std::invoke(get, row));
    return py::cast(std::move(texts));
  }
}

/// Rows of a result as a class of Python with one attribute per column; its `fields` are the names
/// of the columns of the table.
template <class Row>
class BoundColumns {
 public:
  BoundColumns(py::module_& module, const char* name) : bound_(module, name) {}

  /// `get` is a member or a function of the row.
  template <class Get>
  BoundColumns& column(const char* name, Get get) {
    bound_.value(name, [get](const Columns<Row>& table) { return column_of(table.rows, get); });
    return *this;
  }

 private:
  Bound<Columns<Row>> bound_;
};

}  // namespace munigraph::python
