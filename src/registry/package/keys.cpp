#include "registry/package/keys.hpp"

#include <vector>

#include "munigraph/core/text.hpp"

namespace munigraph::package {

std::string shown(const Json& value) {
  if (value.is_structured()) return value.type_name();
  if (value.is_string()) return value.get<std::string>();
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

const Json* Part::find(const char* key) const {
  const auto found = json.find(key);
  return found == json.end() || found->is_null() ? nullptr : &*found;
}

std::string Part::text(const char* key, const std::string& other) const {
  const Json* value = find(key);
  if (value == nullptr) return other;
  if (!value->is_string()) refuse(key, "no text", shown(*value), "text");
  return value->get<std::string>();
}

bool Part::flag(const char* key, bool other) const {
  const Json* value = find(key);
  if (value == nullptr) return other;
  if (!value->is_boolean()) refuse(key, "neither true nor false", shown(*value), "true or false");
  return value->get<bool>();
}

char Part::character(const char* key, char other) const {
  if (json.contains(key) && json[key].is_null()) return '\0';
  const Json* value = find(key);
  if (value == nullptr) return other;
  const std::string one = value->is_string() ? value->get<std::string>() : "";
  if (one.size() != 1 || one == "\n" || one == "\r" || one[0] == '\0' ||
      static_cast<unsigned char>(one[0]) > 0x7F)
    refuse(key, std::string("no usable ") + key, shown(*value), "one character");
  return one[0];
}

void Part::refuse(const std::string& key, const std::string& message, const std::string& value,
                  const std::string& expected) const {
  const std::string where = place.empty() ? "" : " in " + place;
  throw DataError(message + where, {source, "", key, value, expected});
}

void Part::check_keys(std::initializer_list<std::string_view> known, bool own_keys) const {
  const std::vector<std::string_view> words(known);
  for (const auto& [key, value] : json.items()) {
    bool is_known = false;
    for (const std::string_view word : words) is_known = is_known || word == key;
    if (is_known || (own_keys && nearest_word(key, words).empty())) continue;
    refuse(key, "a key that is not read", shown(value), unknown_word("key", key, words));
  }
}

}  // namespace munigraph::package
