#include "munigraph/network/builder.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "munigraph/core/error.hpp"
#include "munigraph/core/text.hpp"

namespace munigraph {

std::int32_t NamedNetwork::node(std::string_view id) const {
  const auto found = std::find(ids.begin(), ids.end(), id);
  if (found != ids.end()) return static_cast<std::int32_t>(found - ids.begin());
  throw UnknownId(unknown_word("node", id, std::vector<std::string_view>(ids.begin(), ids.end())));
}

std::vector<std::string> node_ids(const ConstructedNetwork& made, const Register& source) {
  std::vector<std::string> ids;
  ids.reserve(made.participants.size());
  for (const std::int32_t row : made.participants)
    ids.push_back(source.tables().participants[static_cast<std::size_t>(row)].id);
  return ids;
}

std::int32_t NetworkBuilder::number(std::string_view id) {
  if (id.empty()) throw std::invalid_argument("the id of a node is empty");
  const auto [at, added] =
      numbers_.emplace(std::string(id), static_cast<std::int32_t>(ids_.size()));
  if (added) ids_.emplace_back(id);
  return at->second;
}

NetworkBuilder& NetworkBuilder::node(std::string_view id) {
  number(id);
  return *this;
}

NetworkBuilder& NetworkBuilder::tie(std::string_view a, std::string_view b, double weight) {
  if (!hosts_.empty())
    throw std::invalid_argument("a network is of ties or of arrangements; this one has both");
  const std::int32_t from = number(a);
  source_.push_back(from);
  target_.push_back(number(b));
  weights_.push_back(weight);
  return *this;
}

NetworkBuilder& NetworkBuilder::arrangement(std::span<const std::string> members, double intensity,
                                            const std::optional<std::string>& host) {
  if (hosts_.empty() && !source_.empty())
    throw std::invalid_argument("a network is of ties or of arrangements; this one has both");
  if (host && std::find(members.begin(), members.end(), *host) == members.end())
    throw std::invalid_argument("the host '" + *host + "' is no member of its arrangement");
  const auto row = static_cast<std::int32_t>(hosts_.size());
  for (const std::string& member : members) {
    source_.push_back(number(member));
    target_.push_back(row);
  }
  weights_.push_back(intensity);
  hosts_.push_back(host ? number(*host) : AffiliationNetwork::clique);
  return *this;
}

NetworkBuilder& NetworkBuilder::arrangement(std::initializer_list<std::string> members,
                                            double intensity,
                                            const std::optional<std::string>& host) {
  return arrangement(std::span<const std::string>(members.begin(), members.size()), intensity,
                     host);
}

NamedNetwork NetworkBuilder::build(Weighting weighting) const {
  const auto nodes = static_cast<std::int32_t>(ids_.size());
  if (hosts_.empty())
    return {Network(CooperationNetwork::from_edges(nodes, source_, target_, weights_)), ids_};
  const bool stars = std::any_of(hosts_.begin(), hosts_.end(), [](auto host) { return host >= 0; });
  return {
      Network(AffiliationNetwork(nodes, static_cast<std::int32_t>(hosts_.size()), source_, target_,
                                 weights_, stars ? hosts_ : std::vector<std::int32_t>{}),
              weighting),
      ids_};
}

}  // namespace munigraph
