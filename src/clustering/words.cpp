// Apart from the choices, which describe every way to cluster: a program that asks for one of these
// words links none of them.

#include <array>

#include "munigraph/clustering/leiden.hpp"
#include "munigraph/clustering/multilayer.hpp"

namespace munigraph {

template <>
std::span<const std::string_view> words<Quality>() noexcept {
  static constexpr std::array<std::string_view, 4> all = {"modularity", "cpm", "map",
                                                          "planted_partition"};
  return all;
}

template <>
std::span<const std::string_view> words<Representation>() noexcept {
  static constexpr std::array<std::string_view, 4> all = {"auto", "dense", "explicit", "implicit"};
  return all;
}

template <>
std::span<const std::string_view> words<LayerOrder>() noexcept {
  static constexpr std::array<std::string_view, 2> all = {"ordered", "categorical"};
  return all;
}

template <>
std::span<const std::string_view> words<LayerScale>() noexcept {
  static constexpr std::array<std::string_view, 2> all = {"layer", "none"};
  return all;
}

std::string_view to_string(Quality quality) noexcept { return word(quality); }

std::string_view to_string(Representation representation) noexcept { return word(representation); }

Quality parse_quality(std::string_view text) { return parse_word<Quality>("quality", text); }

Representation parse_representation(std::string_view text) {
  return parse_word<Representation>("representation", text);
}

}  // namespace munigraph
