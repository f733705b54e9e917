#include "munigraph/core/partition.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <stdexcept>
#include <string>

namespace munigraph {

std::vector<std::int32_t> compact_labels(std::span<const std::int32_t> labels,
                                         std::int32_t& groups) {
  std::vector<std::int32_t> compact(labels.size());
  groups = 0;
  if (labels.empty()) return compact;
  const auto [low, high] = std::minmax_element(labels.begin(), labels.end());
  if (*low >= 0 && static_cast<std::size_t>(*high) < 4 * labels.size()) {
    std::vector<std::int32_t> name(static_cast<std::size_t>(*high) + 1, -1);
    for (std::size_t i = 0; i < labels.size(); ++i) {
      auto& slot = name[static_cast<std::size_t>(labels[i])];
      if (slot < 0) slot = groups++;
      compact[i] = slot;
    }
    return compact;
  }
  std::vector<std::size_t> order(labels.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return labels[a] < labels[b]; });
  // A stable sort puts the first appearance of every label at the head of its run.
  std::vector<std::size_t> head(labels.size());
  for (std::size_t k = 0; k < order.size(); ++k) {
    const bool first = k == 0 || labels[order[k]] != labels[order[k - 1]];
    head[order[k]] = first ? order[k] : head[order[k - 1]];
  }
  for (std::size_t i = 0; i < labels.size(); ++i)
    compact[i] = head[i] == i ? groups++ : compact[head[i]];
  return compact;
}

Partition::Partition(std::span<const std::int32_t> labels, std::span<const std::uint8_t> isolate) {
  if (!isolate.empty() && isolate.size() != labels.size())
    throw std::invalid_argument("Partition: isolate has " + std::to_string(isolate.size()) +
                                " entries for " + std::to_string(labels.size()) + " labels");
  std::int32_t groups = 0;
  labels_ = compact_labels(labels, groups);
  const auto n = labels_.size();
  const auto isolated = [&](std::size_t i) { return !isolate.empty() && isolate[i] != 0; };

  std::vector<std::int32_t> size(static_cast<std::size_t>(groups), 0);
  std::vector<std::int32_t> first(static_cast<std::size_t>(groups), -1);
  for (std::size_t i = 0; i < n; ++i) {
    if (isolated(i)) continue;
    const auto g = static_cast<std::size_t>(labels_[i]);
    if (size[g]++ == 0) first[g] = static_cast<std::int32_t>(i);
  }
  std::vector<std::int32_t> order;
  for (std::int32_t g = 0; g < groups; ++g)
    if (size[static_cast<std::size_t>(g)] > 0) order.push_back(g);
  std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
    const auto x = static_cast<std::size_t>(a);
    const auto y = static_cast<std::size_t>(b);
    return size[x] != size[y] ? size[x] > size[y] : first[x] < first[y];
  });

  std::vector<std::int32_t> rank(static_cast<std::size_t>(groups), -1);
  for (const std::int32_t g : order) {
    rank[static_cast<std::size_t>(g)] = static_cast<std::int32_t>(sizes_.size());
    sizes_.push_back(size[static_cast<std::size_t>(g)]);
    if (sizes_.back() >= 2) ++clusters_;
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (isolated(i)) {
      labels_[i] = static_cast<std::int32_t>(sizes_.size());
      sizes_.push_back(1);
    } else {
      labels_[i] = rank[static_cast<std::size_t>(labels_[i])];
    }
  }
}

}  // namespace munigraph
