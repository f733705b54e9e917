#include "munigraph/comparison/contingency.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <tuple>

#include "comparison/workspace.hpp"
#include "munigraph/core/partition.hpp"

namespace munigraph {
namespace {

/// Up to so many cells a dense table (at most 256 kB) is quicker than grouping.
constexpr std::size_t largest_dense_table = std::size_t{1} << 16;

void count_dense(const PreparedLabels& a, const PreparedLabels& b, Contingency& table,
                 detail::ContingencyScratch& scratch) {
  const auto columns = static_cast<std::size_t>(b.groups());
  scratch.counts.assign(static_cast<std::size_t>(a.groups()) * columns, 0);
  const auto x = a.labels();
  const auto y = b.labels();
  for (std::size_t i = 0; i < x.size(); ++i)
    ++scratch.counts[static_cast<std::size_t>(x[i]) * columns + static_cast<std::size_t>(y[i])];
  for (std::int32_t g = 0; g < a.groups(); ++g)
    for (std::int32_t h = 0; h < b.groups(); ++h) {
      const std::int32_t count =
          scratch.counts[static_cast<std::size_t>(g) * columns + static_cast<std::size_t>(h)];
      if (count > 0) table.cells.push_back({g, h, count});
    }
}

/// Nodes grouped by a (counting sort); per group the labels of b are counted in one row.
void count_sparse(const PreparedLabels& a, const PreparedLabels& b, Contingency& table,
                  detail::ContingencyScratch& scratch) {
  const auto rows = static_cast<std::size_t>(a.groups());
  scratch.offsets.assign(rows + 1, 0);
  for (std::size_t g = 0; g < rows; ++g)
    scratch.offsets[g + 1] = scratch.offsets[g] + static_cast<std::size_t>(a.sizes()[g]);
  scratch.grouped.resize(a.size());
  for (std::size_t i = 0; i < a.size(); ++i)
    scratch.grouped[scratch.offsets[static_cast<std::size_t>(a.labels()[i])]++] = b.labels()[i];
  scratch.counts.assign(static_cast<std::size_t>(b.groups()), 0);
  std::size_t begin = 0;
  for (std::size_t g = 0; g < rows; ++g) {
    const std::size_t end = scratch.offsets[g];  // moved on to the end of the group by now
    scratch.touched.clear();
    for (std::size_t i = begin; i < end; ++i) {
      const std::int32_t h = scratch.grouped[i];
      if (scratch.counts[static_cast<std::size_t>(h)]++ == 0) scratch.touched.push_back(h);
    }
    for (const std::int32_t h : scratch.touched) {
      table.cells.push_back(
          {static_cast<std::int32_t>(g), h, scratch.counts[static_cast<std::size_t>(h)]});
      scratch.counts[static_cast<std::size_t>(h)] = 0;
    }
    begin = end;
  }
}

}  // namespace

PreparedLabels::PreparedLabels(std::span<const std::int32_t> labels) {
  std::int32_t groups = 0;
  labels_ = compact_labels(labels, groups);
  sizes_.assign(static_cast<std::size_t>(groups), 0);
  for (const std::int32_t label : labels_) ++sizes_[static_cast<std::size_t>(label)];
  std::vector<std::int32_t> ascending = sizes_;
  std::sort(ascending.begin(), ascending.end());
  for (const std::int32_t size : ascending) {
    if (distinct_sizes_.empty() || distinct_sizes_.back() != size) {
      distinct_sizes_.push_back(size);
      multiplicities_.push_back(0);
    }
    ++multiplicities_.back();
  }
}

void detail::count_cells(const PreparedLabels& a, const PreparedLabels& b, Contingency& table,
                         detail::ContingencyScratch& scratch) {
  if (a.size() != b.size())
    throw std::invalid_argument("cannot compare " + std::to_string(a.size()) + " labels with " +
                                std::to_string(b.size()));
  table.cells.clear();
  const std::size_t cells =
      static_cast<std::size_t>(a.groups()) * static_cast<std::size_t>(b.groups());
  if (cells <= largest_dense_table && cells <= 8 * a.size() + 64)
    count_dense(a, b, table, scratch);
  else
    count_sparse(a, b, table, scratch);
}

Contingency contingency(const PreparedLabels& a, const PreparedLabels& b) {
  Contingency table;
  detail::ContingencyScratch scratch;
  detail::count_cells(a, b, table, scratch);
  std::sort(table.cells.begin(), table.cells.end(),
            [](const auto& x, const auto& y) { return std::tie(x.a, x.b) < std::tie(y.a, y.b); });
  return table;
}

}  // namespace munigraph
