#include "munigraph/registry/vocabulary.hpp"

#include <array>

namespace munigraph {

using Words = std::span<const std::string_view>;

template <>
Words words<ParticipantKind>() noexcept {
  static constexpr std::array<std::string_view, 7> all = {
      "municipality", "province", "water_board", "state", "foreign", "organisation", "arrangement"};
  return all;
}
template <>
Words words<ArrangementKind>() noexcept {
  static constexpr std::array<std::string_view, 2> all = {"cooperation", "division"};
  return all;
}
template <>
Words words<LegalForm>() noexcept {
  static constexpr std::array<std::string_view, 10> all = {
      "unknown",          "public_body",       "operational_organisation", "joint_organ",
      "arrangement_only", "host_municipality", "service_contract",         "covenant",
      "private_entity",   "consultation"};
  return all;
}
template <>
Words words<Structure>() noexcept {
  static constexpr std::array<std::string_view, 2> all = {"clique", "star"};
  return all;
}
template <>
Words words<Obligation>() noexcept {
  static constexpr std::array<std::string_view, 4> all = {"unknown", "imposed", "semi", "free"};
  return all;
}
template <>
Words words<Phase>() noexcept {
  static constexpr std::array<std::string_view, 4> all = {"unknown", "policy", "execution", "both"};
  return all;
}
template <>
Words words<Role>() noexcept {
  static constexpr std::array<std::string_view, 3> all = {"member", "host", "observer"};
  return all;
}
template <>
Words words<ThemeBasis>() noexcept {
  static constexpr std::array<std::string_view, 4> all = {"given", "official", "inherited",
                                                          "proposed"};
  return all;
}
template <>
Words words<SuccessionKind>() noexcept {
  static constexpr std::array<std::string_view, 5> all = {"merged", "split", "part", "renamed",
                                                          "recoded"};
  return all;
}
template <>
Words words<Answer>() noexcept {
  static constexpr std::array<std::string_view, 3> all = {"unknown", "yes", "no"};
  return all;
}

}  // namespace munigraph
