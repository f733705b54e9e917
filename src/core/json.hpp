#pragma once

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/utf8.hpp"

namespace munigraph::detail {

/// Our documents are a few levels deep. Far deeper ones are no documents of ours, and copying or
/// showing them takes a stack frame per level.
constexpr int deepest_json = 100;

/// Reads a document. Throws std::invalid_argument that says why not.
template <class Json>
Json parsed_json(std::string_view text) {
  const auto not_too_deep = [](int depth, typename Json::parse_event_t, Json&) {
    if (depth > deepest_json)
      throw std::invalid_argument("nested more than " + std::to_string(deepest_json) + " deep");
    return true;
  };
  try {
    return Json::parse(text, not_too_deep);
  } catch (const typename Json::exception& error) {
    throw std::invalid_argument(legible(error.what()));
  }
}

/// A value for an error message. Nested ones are not shown, since they are of any length.
template <class Json>
std::string shown_json(const Json& value) {
  constexpr std::size_t longest = 200;
  if (value.is_structured() && !value.empty()) return value.type_name();
  std::string text = value.dump(-1, ' ', true, Json::error_handler_t::replace);
  if (text.size() > longest) text = text.substr(0, longest) + "...";
  return text;
}

}  // namespace munigraph::detail
