#include "munigraph/core/error.hpp"

#include <utility>

#include "core/utf8.hpp"

namespace munigraph {
namespace {

DataLocation legible(DataLocation at) {
  for (std::string* text : {&at.source, &at.row, &at.column, &at.value, &at.expected})
    *text = detail::legible(*text);
  return at;
}

}  // namespace

std::string error_text(const std::string& message, const DataLocation& at) {
  std::string text;
  if (!at.source.empty()) text += at.source;
  if (!at.row.empty()) text += (text.empty() ? "row " : ", row ") + at.row;
  if (!at.column.empty()) text += (text.empty() ? "column " : ", column ") + at.column;
  if (!text.empty()) text += ": ";
  text += message;
  if (!at.value.empty()) text += " (got '" + at.value + "')";
  if (!at.expected.empty()) text += "; expected " + at.expected;
  return detail::legible(text);
}

DataError::DataError(const std::string& message, DataLocation location)
    : std::runtime_error(error_text(message, location)),
      message_(detail::legible(message)),
      location_(legible(std::move(location))) {}

}  // namespace munigraph
