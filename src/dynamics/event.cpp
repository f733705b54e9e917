#include "munigraph/dynamics/event.hpp"

#include <array>

namespace munigraph {

template <>
std::span<const std::string_view> words<EventKind>() noexcept {
  static constexpr std::array<std::string_view, 14> all = {
      "founded", "ended",  "joined",   "left",  "form",       "name",      "themes",
      "host",    "merged", "absorbed", "split", "renumbered", "id_reused", "revised"};
  return all;
}

template <>
std::span<const std::string_view> words<EventReason>() noexcept {
  static constexpr std::array<std::string_view, 9> all = {
      "real",       "merger",          "dissolved_not_succeeded", "registered", "late",
      "classified", "gap_in_register", "error_corrected",         "unclear"};
  return all;
}

template <>
std::span<const std::string_view> words<DateBasis>() noexcept {
  static constexpr std::array<std::string_view, 4> all = {"version", "accession", "recorded",
                                                          "succession"};
  return all;
}

bool Event::administrative() const noexcept {
  const bool only_the_register =
      kind == EventKind::revised || kind == EventKind::renumbered || kind == EventKind::id_reused;
  return only_the_register || (reason != EventReason::real && reason != EventReason::unclear);
}

}  // namespace munigraph
