#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/network/construction.hpp"
#include "munigraph/network/network.hpp"

namespace munigraph {

/// A network and what its nodes are called.
struct MUNIGRAPH_EXPORT NamedNetwork {
  Network network;
  std::vector<std::string> ids;  ///< Per node.

  /// The node of an id. O(n). Throws UnknownId, naming a near one.
  [[nodiscard]] std::int32_t node(std::string_view id) const;
};

/// The ids of the nodes of a network that was made from a register.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<std::string> node_ids(const ConstructedNetwork& made,
                                                                 const Register& source);

/// A network from a program's own data, by ids; nodes are numbered as they are first named. Either
/// of ties or of arrangements, which keep more: what a tie is made of, nulls, resampling.
class MUNIGRAPH_EXPORT NetworkBuilder {
 public:
  /// A node, with or without ties; nothing where it is there. Throws std::invalid_argument where
  /// the id is empty.
  NetworkBuilder& node(std::string_view id);
  /// Weights of a pair named again are added up. Throws std::invalid_argument where arrangements
  /// are there already; build() says what is wrong with a weight.
  NetworkBuilder& tie(std::string_view a, std::string_view b, double weight = 1.0);
  /// An arrangement of these members, each tied to each; with a host, a star of it. Throws
  /// std::invalid_argument where ties are there already or the host is no member.
  NetworkBuilder& arrangement(std::span<const std::string> members, double intensity = 1.0,
                              const std::optional<std::string>& host = std::nullopt);
  NetworkBuilder& arrangement(std::initializer_list<std::string> members, double intensity = 1.0,
                              const std::optional<std::string>& host = std::nullopt);

  /// `weighting` is of arrangements; ties have weights of their own. The builder can go on.
  /// Throws DataError as the networks do.
  [[nodiscard]] NamedNetwork build(Weighting weighting = Weighting::newman) const;

 private:
  std::int32_t number(std::string_view id);

  std::vector<std::string> ids_;
  std::unordered_map<std::string, std::int32_t> numbers_;
  std::vector<std::int32_t> source_, target_;  ///< Ties; members and their arrangements.
  std::vector<double> weights_;                ///< Of ties, or intensities.
  std::vector<std::int32_t> hosts_;            ///< One per arrangement.
};

}  // namespace munigraph
