#include "null_models/bicm_classes.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace munigraph::detail {
namespace {

std::int32_t own_degree(const AffiliationNetwork& observed, std::int32_t node) {
  std::int32_t degree = 0;
  for (const std::int32_t a : observed.arrangements(node)) degree += observed.host(a) != node;
  return degree;
}

std::int32_t own_size(const AffiliationNetwork& observed, std::int32_t arrangement) {
  return observed.size(arrangement) - (observed.host(arrangement) >= 0 ? 1 : 0);
}

/// Numbers the keys in ascending order and collects what has each of them.
template <class Key>
std::vector<BicmClasses::Group> group(const std::vector<Key>& keys,
                                      std::vector<std::int32_t>& number) {
  std::map<Key, std::vector<std::int32_t>> members;
  for (std::size_t i = 0; i < keys.size(); ++i)
    members[keys[i]].push_back(static_cast<std::int32_t>(i));
  std::vector<BicmClasses::Group> groups;
  number.assign(keys.size(), 0);
  for (auto& [key, list] : members) {
    for (const std::int32_t i : list)
      number[static_cast<std::size_t>(i)] = static_cast<std::int32_t>(groups.size());
    BicmClasses::Group next;
    next.members = std::move(list);
    groups.push_back(std::move(next));
  }
  return groups;
}

}  // namespace

BicmClasses::BicmClasses(const AffiliationNetwork& observed) : kept(observed) {
  std::vector<std::vector<std::int32_t>> node_keys(static_cast<std::size_t>(kept.node_count));
  for (std::int32_t a = 0; a < kept.arrangement_count; ++a)
    if (observed.host(a) >= 0)
      node_keys[static_cast<std::size_t>(observed.host(a))].push_back(own_size(observed, a));
  for (std::int32_t i = 0; i < kept.node_count; ++i) {
    auto& key = node_keys[static_cast<std::size_t>(i)];
    std::sort(key.begin(), key.end());
    key.insert(key.begin(), own_degree(observed, i));
  }
  nodes = group(node_keys, node_class);
  for (auto& next : nodes) next.degree = own_degree(observed, next.members.front());

  struct Key {
    std::int32_t size, host, ties;
    auto operator<=>(const Key&) const = default;
  };
  std::vector<Key> keys;
  for (std::int32_t a = 0; a < kept.arrangement_count; ++a) {
    const std::int32_t host = observed.host(a);
    keys.push_back({own_size(observed, a),
                    host >= 0 ? node_class[static_cast<std::size_t>(host)] : -1,
                    host != AffiliationNetwork::absent_host});
  }
  arrangements = group(keys, arrangement_class);
  for (auto& next : arrangements) {
    const Key& key = keys[static_cast<std::size_t>(next.members.front())];
    next.degree = key.size;
    next.host = key.host;
    next.ties = key.ties != 0;
  }

  hosted.assign(nodes.size() * arrangements.size(), 0);
  probability.assign(hosted.size(), 0.0);
  for (std::size_t v = 0; v < arrangements.size(); ++v) {
    if (arrangements[v].host < 0) continue;
    const auto u = static_cast<std::size_t>(arrangements[v].host);
    hosted[index(u, v)] =
        static_cast<std::int32_t>(arrangements[v].members.size() / nodes[u].members.size());
  }
}

double BicmClasses::residual() const {
  double largest = 0;
  std::vector<double> size(arrangements.size(), 0.0);
  for (std::size_t u = 0; u < nodes.size(); ++u) {
    double degree = 0;
    for (std::size_t v = 0; v < arrangements.size(); ++v) {
      degree += open(u, v) * probability[index(u, v)];
      size[v] += cells(u, v) * probability[index(u, v)];
    }
    largest = std::max(largest, std::abs(degree - nodes[u].degree));
  }
  for (std::size_t v = 0; v < arrangements.size(); ++v)
    largest =
        std::max(largest, std::abs(size[v] / static_cast<double>(arrangements[v].members.size()) -
                                   arrangements[v].degree));
  return largest;
}

}  // namespace munigraph::detail
