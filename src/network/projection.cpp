#include "munigraph/network/projection.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <numeric>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/sparse_sums.hpp"
#include "munigraph/core/parallel.hpp"
#include "network/trusted_rows.hpp"

namespace munigraph {
namespace {

/// Rows handled by one task; results land in per-block buffers, so threads never share a row.
constexpr std::int32_t block_rows = 64;

bool ties(const AffiliationNetwork& affiliation, std::int32_t arrangement, std::int32_t a,
          std::int32_t b) {
  const std::int32_t host = affiliation.host(arrangement);
  return host == AffiliationNetwork::clique || host == a || host == b;
}

/// What one node shares with every other: arrangements, and weight in units or as doubles.
template <class W>
using Row = detail::SparseSums<detail::Tally<W>>;

/// Adds up the row of a node over its arrangements; `tie_weights` empty: counts alone.
template <class W>
void collect(const AffiliationNetwork& affiliation, std::int32_t node,
             std::span<const W> tie_weights, Row<W>& row) {
  row.clear();
  for (const std::int32_t a : affiliation.arrangements(node)) {
    const detail::Tally<W> one{tie_weights.empty() ? W{} : tie_weights[static_cast<std::size_t>(a)],
                               1};
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

/// Per node its arrangements of two or more members: those of one tie nobody, and whether a source
/// lists them says nothing about how alike two nodes are.
std::vector<std::int32_t> arrangements_that_tie(const AffiliationNetwork& affiliation) {
  std::vector<std::int32_t> count;
  count.reserve(static_cast<std::size_t>(affiliation.node_count()));
  for (std::int32_t i = 0; i < affiliation.node_count(); ++i) {
    const auto of = affiliation.arrangements(i);
    count.push_back(static_cast<std::int32_t>(std::count_if(
        of.begin(), of.end(), [&](std::int32_t a) { return affiliation.size(a) > 1; })));
  }
  return count;
}

/// Weights that are not sums over arrangements; `sizes` as arrangements_that_tie().
double ratio_weight(const AffiliationNetwork& affiliation, Weighting weighting, std::int32_t a,
                    std::int32_t b, std::span<const std::int32_t> sizes) {
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
  const auto p = static_cast<double>(sizes[static_cast<std::size_t>(a)]);
  const auto q = static_cast<double>(sizes[static_cast<std::size_t>(b)]);
  if (weighting == Weighting::jaccard) return intersection / (p + q - intersection);
  return intersection / std::sqrt(p * q);
}

template <class W>
struct Block {
  std::vector<std::size_t> row_sizes;
  std::vector<std::int32_t> targets;
  std::vector<W> weights;
  std::int64_t most_shared = 0;
};

/// Compressed rows with weights of one type.
template <class W>
struct Rows {
  std::vector<std::size_t> offsets;
  std::vector<std::int32_t> targets;
  std::vector<W> weights;
  std::int64_t most_shared = 0;  ///< Most arrangements that one pair shares.
};

template <class W>
Rows<W> joined(std::vector<Block<W>> parts, const Monitor* monitor) {
  Rows<W> rows;
  rows.offsets.push_back(0);
  for (const Block<W>& part : parts)
    for (const std::size_t size : part.row_sizes)
      rows.offsets.push_back(rows.offsets.back() + size);
  rows.targets.reserve(rows.offsets.back());
  rows.weights.reserve(rows.offsets.back());
  for (Block<W>& part : parts) {
    check(monitor);
    rows.targets.insert(rows.targets.end(), part.targets.begin(), part.targets.end());
    rows.weights.insert(rows.weights.end(), part.weights.begin(), part.weights.end());
    rows.most_shared = std::max(rows.most_shared, part.most_shared);
    part = Block<W>{};
  }
  return rows;
}

/// The rows of all nodes. `weight_of(a, b, sum)` is the weight of a pair, given the sum of
/// `tie_weights` over what it shares; 0 is no tie.
template <class W, class WeightOf>
Rows<W> build_rows(const AffiliationNetwork& affiliation, std::span<const W> tie_weights,
                   const ProjectionOptions& options, const WeightOf& weight_of) {
  const std::int32_t n = affiliation.node_count();
  const auto blocks = static_cast<std::size_t>((n + block_rows - 1) / block_rows);
  const int workers = static_cast<int>(
      std::min<std::size_t>(static_cast<std::size_t>(resolve_threads(options.threads)),
                            std::max<std::size_t>(1, blocks)));
  std::vector<Block<W>> parts(blocks);
  std::vector<Row<W>> rows(static_cast<std::size_t>(workers), Row<W>(static_cast<std::size_t>(n)));
  const auto build = [&](std::size_t b, int worker) {
    Row<W>& row = rows[static_cast<std::size_t>(worker)];
    Block<W>& part = parts[b];
    const auto begin = static_cast<std::int32_t>(b) * block_rows;
    for (std::int32_t i = begin; i < std::min(n, begin + block_rows); ++i) {
      check(options.monitor);
      collect(affiliation, i, tie_weights, row);
      const std::size_t before = part.targets.size();
      for (const std::int32_t j : row.sorted()) {
        if (row[j].count < options.min_shared) continue;
        const W weight = weight_of(i, j, row[j].sum);
        if (weight == 0) continue;  // intensity 0: no tie
        part.targets.push_back(j);
        part.weights.push_back(weight);
        part.most_shared = std::max<std::int64_t>(part.most_shared, row[j].count);
      }
      part.row_sizes.push_back(part.targets.size() - before);
    }
  };
  parallel_for(blocks, workers, build, options.monitor);
  return joined(std::move(parts), options.monitor);
}

CooperationNetwork project_units(const AffiliationNetwork& affiliation,
                                 const QuantisedWeights& weights,
                                 const ProjectionOptions& options) {
  const auto sum = [](std::int32_t, std::int32_t, std::int64_t units) { return units; };
  Rows<std::int64_t> rows = build_rows<std::int64_t>(affiliation, weights.units, options, sum);
  return detail::TrustedRows::of_units(
      std::move(rows.offsets), std::move(rows.targets), std::move(rows.weights), weights.quantum,
      weights.largest_rounding * static_cast<double>(rows.most_shared), options.monitor);
}

/// Sums of doubles run over the arrangements in ascending order from either end of a tie, so they
/// are the same in both rows, on every platform and for every number of threads.
CooperationNetwork project_reals(const AffiliationNetwork& affiliation,
                                 const ProjectionOptions& options) {
  std::vector<double> weights;
  weights.reserve(static_cast<std::size_t>(affiliation.arrangement_count()));
  for (std::int32_t a = 0; a < affiliation.arrangement_count(); ++a)
    weights.push_back(tie_weight(affiliation, a, options.weighting));
  const auto sum = [](std::int32_t, std::int32_t, double weight) { return weight; };
  Rows<double> rows = build_rows<double>(affiliation, weights, options, sum);
  return detail::TrustedRows::of_reals(std::move(rows.offsets), std::move(rows.targets),
                                       std::move(rows.weights), options.monitor);
}

/// The largest rounding by this quantum, or none if it changes some weight by too much.
std::optional<double> rounding_by(double quantum, std::span<const double> weights) {
  double largest = 0;
  for (const double w : weights) {
    const double rounding = std::abs(std::round(w / quantum) * quantum - w);
    if (rounding > detail::largest_relative_rounding * w) return std::nullopt;
    largest = std::max(largest, rounding);
  }
  return largest;
}

CooperationNetwork project_ratios(const AffiliationNetwork& affiliation,
                                  const ProjectionOptions& options) {
  const std::vector<std::int32_t> sizes = arrangements_that_tie(affiliation);
  Rows<double> rows =
      build_rows<double>(affiliation, {}, options, [&](std::int32_t a, std::int32_t b, double) {
        return ratio_weight(affiliation, options.weighting, a, b, sizes);
      });
  // No weight is above 1. Where 2^62 units do not hold all pairs finely enough, they may hold the
  // ties that there are.
  const double n = affiliation.node_count();
  const double total = std::accumulate(rows.weights.begin(), rows.weights.end(), 0.0) / 2;
  for (const double most : {std::max(1.0, n * n / 2), total}) {
    const double quantum = quantum_for(most);
    const std::optional<double> rounding = rounding_by(quantum, rows.weights);
    if (!rounding) continue;
    std::vector<std::int64_t> units;
    units.reserve(rows.weights.size());
    for (const double w : rows.weights) units.push_back(std::llround(w / quantum));
    return detail::TrustedRows::of_units(std::move(rows.offsets), std::move(rows.targets),
                                         std::move(units), quantum, *rounding, options.monitor);
  }
  return detail::TrustedRows::of_reals(std::move(rows.offsets), std::move(rows.targets),
                                       std::move(rows.weights), options.monitor);
}

}  // namespace

CooperationNetwork project(const AffiliationNetwork& affiliation,
                           const ProjectionOptions& options) {
  if (options.min_shared < 1)
    throw std::invalid_argument("project: min_shared is " + std::to_string(options.min_shared) +
                                ", expected at least 1");
  if (!is_additive(options.weighting)) return project_ratios(affiliation, options);
  const QuantisedWeights weights =
      quantised_tie_weights(affiliation, options.weighting, options.monitor);
  return weights.holds ? project_units(affiliation, weights, options)
                       : project_reals(affiliation, options);
}

std::vector<std::int32_t> shared_counts(const AffiliationNetwork& affiliation,
                                        const CooperationNetwork& network, const Monitor* monitor) {
  std::vector<std::int32_t> result;
  result.reserve(network.targets().size());
  Row<std::int64_t> row(static_cast<std::size_t>(affiliation.node_count()));
  for (std::int32_t i = 0; i < network.node_count(); ++i) {
    check(monitor);
    collect<std::int64_t>(affiliation, i, {}, row);
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
