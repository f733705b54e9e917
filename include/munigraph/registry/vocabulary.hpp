#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "munigraph/core/export.hpp"
#include "munigraph/core/words.hpp"

namespace munigraph {

// The closed vocabularies of a register. docs/glossary.md gives the Dutch terms.

enum class ParticipantKind : std::uint8_t {
  municipality,
  province,
  water_board,
  state,
  foreign,
  organisation,
  arrangement
};
enum class ArrangementKind : std::uint8_t {
  cooperation,
  division  ///< A map of regions that is no cooperation, such as COROP.
};
enum class LegalForm : std::uint8_t {
  unknown,
  public_body,               ///< Openbaar lichaam.
  operational_organisation,  ///< Bedrijfsvoeringsorganisatie.
  joint_organ,               ///< Gemeenschappelijk orgaan.
  arrangement_only,          ///< Regeling zonder meer.
  host_municipality,         ///< Centrumregeling.
  service_contract,          ///< Dienstverleningsovereenkomst.
  covenant,                  ///< Convenant.
  private_entity,            ///< Stichting, BV, NV.
  consultation               ///< Overleg, project.
};
enum class Structure : std::uint8_t {
  clique,  ///< Everyone with everyone.
  star     ///< The host with every member, and no other ties.
};
enum class Obligation : std::uint8_t { unknown, imposed, semi, free };
enum class Phase : std::uint8_t { unknown, policy, execution, both };
enum class Role : std::uint8_t { member, host, observer };
enum class ThemeBasis : std::uint8_t {
  given,      ///< By the user.
  official,   ///< By the register.
  inherited,  ///< From another version of the same chain.
  proposed    ///< By the classifier.
};
enum class SuccessionKind : std::uint8_t { merged, split, part, renamed, recoded };
enum class Answer : std::uint8_t { unknown, yes, no };

template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<ParticipantKind>() noexcept;
template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<ArrangementKind>() noexcept;
template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<LegalForm>() noexcept;
template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<Structure>() noexcept;
template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<Obligation>() noexcept;
template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<Phase>() noexcept;
template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<Role>() noexcept;
template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<ThemeBasis>() noexcept;
template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<SuccessionKind>() noexcept;
template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<Answer>() noexcept;

}  // namespace munigraph
