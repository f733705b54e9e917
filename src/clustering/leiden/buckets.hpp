#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace munigraph::clustering {

/// Items by label: counting sort, stable.
struct Buckets {
  std::vector<std::int32_t> first;  ///< Where a label's items begin; one more at the end.
  std::vector<std::int32_t> items;

  /// The places 0 … n − 1 of `labels`, which lie in [0, count).
  void fill(std::span<const std::int32_t> labels, std::int32_t count) {
    count_labels(labels, count);
    for (std::size_t i = 0; i < labels.size(); ++i) put(static_cast<std::int32_t>(i), labels[i]);
    first.pop_back();
  }
  /// The same places in another order, which holds within every label.
  void fill(std::span<const std::int32_t> labels, std::int32_t count,
            std::span<const std::int32_t> order) {
    count_labels(labels, count);
    for (const std::int32_t i : order) put(i, labels[static_cast<std::size_t>(i)]);
    first.pop_back();
  }
  [[nodiscard]] std::span<std::int32_t> of(std::int32_t label) {
    const auto b = static_cast<std::size_t>(label);
    return {items.data() + first[b], static_cast<std::size_t>(first[b + 1] - first[b])};
  }
  [[nodiscard]] std::span<const std::int32_t> of(std::int32_t label) const {
    const auto b = static_cast<std::size_t>(label);
    return {items.data() + first[b], static_cast<std::size_t>(first[b + 1] - first[b])};
  }

 private:
  /// Leaves first[l + 1] where the next item of label l goes.
  void count_labels(std::span<const std::int32_t> labels, std::int32_t count) {
    first.assign(static_cast<std::size_t>(count) + 2, 0);
    for (const std::int32_t l : labels) ++first[static_cast<std::size_t>(l) + 2];
    for (std::size_t b = 2; b < first.size(); ++b) first[b] += first[b - 1];
    items.resize(labels.size());
  }
  void put(std::int32_t item, std::int32_t label) {
    items[static_cast<std::size_t>(first[static_cast<std::size_t>(label) + 1]++)] = item;
  }
};

}  // namespace munigraph::clustering
