#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "munigraph/core/error.hpp"

/// Reading datapackage.json: every key is honoured or refused by name.
namespace munigraph::package {

using Json = nlohmann::ordered_json;

/// A value for an error message. Nested ones are not shown: they may be deep, and of any length.
[[nodiscard]] std::string shown(const Json& value);

/// One object of the descriptor, and what error messages call it.
struct Part {
  const Json& json;
  std::string source;  ///< The descriptor's file.
  std::string place;   ///< E.g. "participants.schema"; goes in front of the key.

  /// The value of a key, or nullptr; null stands for a key that is not there.
  [[nodiscard]] const Json* find(const char* key) const;
  /// Text, or `other` where the key is not there.
  [[nodiscard]] std::string text(const char* key, const std::string& other) const;
  [[nodiscard]] bool flag(const char* key, bool other) const;
  /// One character; NUL where the key is not there (or null).
  [[nodiscard]] char character(const char* key, char other) const;

  /// DataError at a key.
  [[noreturn]] void refuse(const std::string& key, const std::string& message,
                           const std::string& value, const std::string& expected) const;
  /// Refuses keys that are none of `known`: all of them, or those that are a likely slip of one
  /// (where the standard leaves room for keys of one's own).
  void check_keys(std::initializer_list<std::string_view> known, bool own_keys) const;
};

}  // namespace munigraph::package
