#include "munigraph/core/error.hpp"

#include <utility>

namespace munigraph {

std::string error_text(const std::string& message, const DataLocation& at) {
  std::string text;
  if (!at.source.empty()) text += at.source;
  if (!at.row.empty()) text += (text.empty() ? "row " : ", row ") + at.row;
  if (!at.column.empty()) text += (text.empty() ? "column " : ", column ") + at.column;
  if (!text.empty()) text += ": ";
  text += message;
  if (!at.value.empty()) text += " (got '" + at.value + "')";
  if (!at.expected.empty()) text += "; expected " + at.expected;
  return text;
}

DataError::DataError(const std::string& message, DataLocation location)
    : std::runtime_error(error_text(message, location)),
      message_(message),
      location_(std::move(location)) {}

}  // namespace munigraph
