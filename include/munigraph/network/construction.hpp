#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "munigraph/core/choice.hpp"
#include "munigraph/core/export.hpp"
#include "munigraph/network/network.hpp"
#include "munigraph/registry/register.hpp"

namespace munigraph {

/// Which ties are significant; the methods are in null_models/backbone.hpp.
enum class Backbone : std::uint8_t {
  disparity,  ///< Those with more of a node's strength than an even chance gives.
  bicm,       ///< Those that share more arrangements than the degrees of both explain.
};

template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<Backbone>() noexcept;

/// Every choice between a register and a network, named as in its JSON. Filters work in the order
/// of the members; an empty list lets everything pass (`kinds` must name one).
struct Construction {
  std::optional<Date> date{};         ///< Of the snapshot; filled in by construct().
  std::vector<std::string> domain{};  ///< Arrangements with a theme in any of these.
  std::vector<std::string> themes{};  ///< These, or themes below them ("a" takes "a | b" in).
  std::vector<LegalForm> legal_forms{};
  std::vector<Obligation> obligation{};
  std::vector<Phase> phase{};
  std::vector<ParticipantKind> kinds = {ParticipantKind::municipality};  ///< The nodes.
  std::vector<ArrangementKind> arrangement_kinds = {ArrangementKind::cooperation};
  std::int32_t min_size = 2;  ///< Members after filtering; below it no arrangement.
  std::optional<std::int32_t> max_size{};
  /// Leave out what covers at least this share (0, 1] of the municipalities in force of some
  /// province that has at least min_province of them.
  std::optional<double> max_province_coverage{};
  /// Fewest municipalities in force of a province that can be covered: who is a province alone
  /// is always covered whole. The smallest Dutch province has 6.
  std::int32_t min_province = 5;
  std::optional<double> max_share{};  ///< Leave out what has more than this share of all nodes.
  std::int32_t min_shared = 1;        ///< See ProjectionOptions.
  Weighting weighting = Weighting::newman;
  std::map<LegalForm, double> intensity{};  ///< Per legal form, default 1.
  /// Weigh an arrangement by the share of its domains that were chosen.
  bool split_domains = false;
  std::optional<Backbone> backbone{};  ///< Applied by the caller that knows null models.
};

/// What every member is for users: the description that documents, checks and interfaces read.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<Choice> construction_choices();
/// Throws std::invalid_argument for a number out of its range.
MUNIGRAPH_EXPORT void check_ranges(const Construction& construction);

/// Versioned JSON, every choice spelled out.
[[nodiscard]] MUNIGRAPH_EXPORT std::string to_json(const Construction& construction);
/// Reads what to_json() writes, or any part of it (the rest is default); also single words where
/// lists stand. Throws std::invalid_argument for an unknown key or word ("did you mean"), or a
/// value of the wrong kind; construct() checks ranges.
[[nodiscard]] MUNIGRAPH_EXPORT Construction construction_from_json(std::string_view json);

/// Arrangements in force that a filter left out. Each counts for the first filter that did.
struct LeftOut {
  std::string filter;  ///< A choice of Construction, e.g. "arrangement_kinds".
  std::string value;   ///< The word that the filter did not admit, e.g. "division"; empty if none.
  std::int32_t arrangements = 0;
};

/// A network with the rows of the register that its nodes and arrangements are.
struct ConstructedNetwork {
  Network network;
  std::vector<std::int32_t> participants;  ///< Per node: row of `participants`.
  std::vector<std::int32_t> arrangements;  ///< Per arrangement kept: row of `arrangements`.
  Construction construction;
  std::vector<LeftOut> left_out;  ///< In the order of the filters.
};

/// The network of a snapshot under a construction. Nodes are all participants of the chosen kinds
/// in force, isolates too, in the order of the register. Observers are not counted and have no
/// ties. Cost O(memberships in force).
/// Throws std::invalid_argument for a domain or theme that the register does not know and DataError
/// for domains or themes that no arrangement in force has.
[[nodiscard]] MUNIGRAPH_EXPORT ConstructedNetwork construct(const Snapshot& snapshot,
                                                            const Construction& construction = {});

}  // namespace munigraph
