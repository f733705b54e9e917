#include <algorithm>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

#include "munigraph/core/random.hpp"
#include "munigraph/inference/multiverse.hpp"

namespace munigraph {

std::uint64_t text_key(std::string_view text) noexcept {
  std::uint64_t key = mix64(text.size());
  while (!text.empty()) {
    const std::string_view part = text.substr(0, 8);
    std::uint64_t word = 0;  // little end first, whatever the machine
    for (std::size_t i = 0; i < part.size(); ++i)
      word |= static_cast<std::uint64_t>(static_cast<unsigned char>(part[i])) << (8 * i);
    key = mix64(key ^ mix64(word));
    text.remove_prefix(part.size());
  }
  return key;
}

std::uint64_t specification_key(const Specification& specification) {
  using Json = nlohmann::json;  // keys ascending
  if (specification.resolution && !std::isfinite(*specification.resolution))
    throw std::invalid_argument("a resolution that is not finite has no key");
  Json choices = Json::parse(to_json(specification.construction));
  const Json defaults = Json::parse(to_json(Construction{}));
  for (const auto& [name, value] : defaults.items())
    if (name == "version" || choices[name] == value) choices.erase(name);
  for (auto& value : choices)
    if (value.is_array()) std::sort(value.begin(), value.end());
  if (specification.quality != Quality::modularity) {
    choices["quality"] = std::string(to_string(specification.quality));
    if (specification.resolution) choices["resolution"] = *specification.resolution;
  } else if (specification.resolution.value_or(1.0) != 1.0) {
    choices["resolution"] = *specification.resolution;
  }
  return text_key(choices.dump());
}

}  // namespace munigraph
