#include "munigraph/network/projection.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/sparse_sums.hpp"
#include "munigraph/core/parallel.hpp"

namespace munigraph {
namespace {

/// Rows handled by one task; results land in per-block buffers, so threads never share a row.
constexpr std::int32_t block_rows = 64;

bool ties(const AffiliationNetwork& affiliation, std::int32_t arrangement, std::int32_t a,
          std::int32_t b) {
  const std::int32_t host = affiliation.host(arrangement);
  return host == AffiliationNetwork::clique || host == a || host == b;
}

/// What one node shares with every other: arrangements, and weight in units.
using Row = detail::SparseSums<detail::Tally<std::int64_t>>;

/// Adds up the row of a node over its arrangements.
void collect(const AffiliationNetwork& affiliation, std::int32_t node,
             std::span<const std::int64_t> tie_units, Row& row) {
  row.clear();
  for (const std::int32_t a : affiliation.arrangements(node)) {
    const detail::Tally<std::int64_t> one{
        tie_units.empty() ? 0 : tie_units[static_cast<std::size_t>(a)], 1};
    const std::int32_t host = affiliation.host(a);
    if (host == AffiliationNetwork::absent_host) continue;
    if (host != AffiliationNetwork::clique && host != node) {
      row.add(host, one);
      continue;
    }
    for (const std::int32_t other : affiliation.members(a))
      if (other != node) row.add(other, one);
  }
}

struct Block {
  std::vector<std::size_t> row_sizes;
  std::vector<std::int32_t> targets;
  std::vector<std::int64_t> units;
};

/// Weights that are not sums over arrangements. Each is at most 1, so the quantum is fixed: 2^62
/// must hold twice the weight of all pairs.
double ratio_weight(const AffiliationNetwork& affiliation, Weighting weighting, std::int32_t a,
                    std::int32_t b) {
  if (weighting == Weighting::binary) return 1.0;
  const auto x = affiliation.arrangements(a);
  const auto y = affiliation.arrangements(b);
  std::size_t both = 0;
  for (auto i = x.begin(), j = y.begin(); i != x.end() && j != y.end();) {
    if (*i == *j)
      ++both, ++i, ++j;
    else if (*i < *j)
      ++i;
    else
      ++j;
  }
  const auto intersection = static_cast<double>(both);
  const auto p = static_cast<double>(x.size());
  const auto q = static_cast<double>(y.size());
  if (weighting == Weighting::jaccard) return intersection / (p + q - intersection);
  return intersection / std::sqrt(p * q);
}

}  // namespace

CooperationNetwork project(const AffiliationNetwork& affiliation,
                           const ProjectionOptions& options) {
  if (options.min_shared < 1)
    throw std::invalid_argument("project: min_shared is " + std::to_string(options.min_shared) +
                                ", expected at least 1");
  const bool additive = is_additive(options.weighting);
  QuantisedWeights weights;
  if (additive) {
    weights = quantised_tie_weights(affiliation, options.weighting, options.monitor);
  } else {
    const double n = affiliation.node_count();
    weights.quantum = quantum_for(std::max(1.0, n * n / 2));
  }

  const std::int32_t n = affiliation.node_count();
  const auto blocks = static_cast<std::size_t>((n + block_rows - 1) / block_rows);
  const int workers = static_cast<int>(
      std::min<std::size_t>(static_cast<std::size_t>(resolve_threads(options.threads)),
                            std::max<std::size_t>(1, blocks)));
  std::vector<Block> parts(blocks);
  std::vector<Row> rows(static_cast<std::size_t>(workers), Row(static_cast<std::size_t>(n)));
  const auto build = [&](std::size_t b, int worker) {
    Row& row = rows[static_cast<std::size_t>(worker)];
    Block& part = parts[b];
    const auto begin = static_cast<std::int32_t>(b) * block_rows;
    for (std::int32_t i = begin; i < std::min(n, begin + block_rows); ++i) {
      check(options.monitor);
      collect(affiliation, i, weights.units, row);
      const std::size_t before = part.targets.size();
      for (const std::int32_t j : row.sorted()) {
        if (row[j].count < options.min_shared) continue;
        const std::int64_t units =
            additive ? row[j].sum
                     : std::llround(ratio_weight(affiliation, options.weighting, i, j) /
                                    weights.quantum);
        if (units == 0) continue;  // intensity 0: no tie
        part.targets.push_back(j);
        part.units.push_back(units);
      }
      part.row_sizes.push_back(part.targets.size() - before);
    }
  };
  parallel_for(blocks, workers, build, options.monitor);

  std::vector<std::size_t> offsets;
  offsets.reserve(static_cast<std::size_t>(n) + 1);
  offsets.push_back(0);
  for (const Block& part : parts)
    for (const std::size_t size : part.row_sizes) offsets.push_back(offsets.back() + size);
  std::vector<std::int32_t> targets;
  std::vector<std::int64_t> units;
  targets.reserve(offsets.back());
  units.reserve(offsets.back());
  for (Block& part : parts) {
    check(options.monitor);
    targets.insert(targets.end(), part.targets.begin(), part.targets.end());
    units.insert(units.end(), part.units.begin(), part.units.end());
    part = Block{};
  }
  return {std::move(offsets), std::move(targets), std::move(units), weights.quantum};
}

std::vector<std::int32_t> shared_counts(const AffiliationNetwork& affiliation,
                                        const CooperationNetwork& network, const Monitor* monitor) {
  std::vector<std::int32_t> result;
  result.reserve(network.targets().size());
  Row row(static_cast<std::size_t>(affiliation.node_count()));
  for (std::int32_t i = 0; i < network.node_count(); ++i) {
    check(monitor);
    collect(affiliation, i, {}, row);
    for (const std::int32_t j : network.neighbours(i))
      result.push_back(static_cast<std::int32_t>(row[j].count));
  }
  return result;
}

std::vector<std::int32_t> arrangements_between(const AffiliationNetwork& affiliation,
                                               std::int32_t a, std::int32_t b) {
  std::vector<std::int32_t> both;
  if (a == b) return both;
  const auto x = affiliation.arrangements(a);
  const auto y = affiliation.arrangements(b);
  std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(both));
  std::erase_if(both, [&](std::int32_t k) { return !ties(affiliation, k, a, b); });
  return both;
}

}  // namespace munigraph
