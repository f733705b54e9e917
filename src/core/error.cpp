#include "munigraph/core/error.hpp"

#include <utility>

namespace munigraph {
namespace {

std::string compose(const std::string& message, const DataLocation& at) {
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

}  // namespace

DataError::DataError(const std::string& message, DataLocation location)
    : std::runtime_error(compose(message, location)), location_(std::move(location)) {}

}  // namespace munigraph
