#include "munigraph/null_models/curveball.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

#include "munigraph/core/random.hpp"
#include "null_models/memberships.hpp"

namespace munigraph {

/// The observed table as rows per node, without the hosts' own places, which nobody trades.
struct detail::TradingTable {
  TradingTable(const AffiliationNetwork& observed, const Monitor* monitor) : kept(observed) {
    const auto n = static_cast<std::size_t>(kept.node_count);
    offsets.assign(n + 1, 0);
    hosted_offsets.assign(n + 1, 0);
    for (std::int32_t i = 0; i < kept.node_count; ++i) {
      check(monitor);
      for (const std::int32_t a : observed.arrangements(i))
        (observed.host(a) == i ? hosted : rows).push_back(a);
      offsets[static_cast<std::size_t>(i) + 1] = rows.size();
      hosted_offsets[static_cast<std::size_t>(i) + 1] = hosted.size();
    }
    for (std::int32_t a = 0; a < kept.arrangement_count; ++a)
      if (observed.host(a) >= 0) stars.push_back(a);
    // A node without arrangements to trade only wastes trades.
    for (std::size_t i = 0; i < n; ++i)
      if (offsets[i + 1] > offsets[i]) traders.push_back(static_cast<std::int32_t>(i));
  }

  [[nodiscard]] std::span<const std::int32_t> hosted_by(std::size_t i) const {
    return {hosted.data() + hosted_offsets[i], hosted_offsets[i + 1] - hosted_offsets[i]};
  }

  Kept kept;
  std::vector<std::size_t> offsets;
  std::vector<std::int32_t> rows;
  std::vector<std::size_t> hosted_offsets;
  std::vector<std::int32_t> hosted;
  std::vector<std::int32_t> stars;
  std::vector<std::int32_t> traders;
};

namespace {

using Table = detail::TradingTable;

std::size_t trade_count(std::size_t traders, double per_node) {
  if (!(per_node >= 0 && per_node <= most_trades_per_node))
    throw std::invalid_argument("curveball: trades_per_node is " + std::to_string(per_node) +
                                ", expected a number from 0 to 1000000000");
  return static_cast<std::size_t>(std::llround(per_node * static_cast<double>(traders)));
}

/// One chain: the rows that change, and what a trade needs.
class Chain {
 public:
  Chain(const Table& table, std::uint64_t seed)
      : table_(table),
        rows_(table.rows),
        stamp_(static_cast<std::size_t>(table.kept.arrangement_count), 0),
        random_(seed) {
    std::size_t longest = 0;
    for (std::size_t i = 0; i + 1 < table.offsets.size(); ++i)
      longest = std::max(longest, table.offsets[i + 1] - table.offsets[i]);
    heap_.resize(2 * longest + 2);
  }

  void advance(std::size_t trades, const Monitor* monitor = nullptr) {
    const auto count = static_cast<std::uint32_t>(table_.traders.size());
    if (count < 2) return;
    const bool triangles = table_.stars.size() >= 3;
    for (std::size_t t = 0; t < trades; ++t) {
      if (t % 4096 == 0) check(monitor);
      const std::uint32_t x = random_.below(count);
      std::uint32_t y = random_.below(count - 1);
      y += y >= x;
      trade(static_cast<std::size_t>(table_.traders[x]),
            static_cast<std::size_t>(table_.traders[y]));
      if (triangles) turn_triangle();
    }
  }

  [[nodiscard]] std::span<const std::int32_t> row(std::size_t i) const {
    return {rows_.data() + table_.offsets[i], table_.offsets[i + 1] - table_.offsets[i]};
  }

 private:
  [[nodiscard]] std::span<std::int32_t> row(std::size_t i) {
    return {rows_.data() + table_.offsets[i], table_.offsets[i + 1] - table_.offsets[i]};
  }

  void trade(std::size_t i, std::size_t j) {
    if (stamp_limit - tick_ < 2) reset_stamps();
    const std::uint32_t mine = ++tick_;
    const std::uint32_t both = ++tick_;
    const std::span<std::int32_t> a = row(i);
    const std::span<std::int32_t> b = row(j);
    for (const std::int32_t x : a) stamp_[static_cast<std::size_t>(x)] = mine;
    // What a node hosts counts as shared: the other one may not give it its own star.
    if (!table_.hosted.empty()) {
      for (const std::int32_t x : table_.hosted_by(j))
        if (stamp_[static_cast<std::size_t>(x)] == mine) stamp_[static_cast<std::size_t>(x)] = both;
      for (const std::int32_t x : table_.hosted_by(i)) stamp_[static_cast<std::size_t>(x)] = mine;
    }
    std::int32_t* const heap = heap_.data();
    std::size_t kept = 0;
    std::size_t given = 0;
    for (const std::int32_t x : b) {  // branch-free: which way an entry goes is a coin toss
      std::uint32_t& stamp = stamp_[static_cast<std::size_t>(x)];
      const bool shared = stamp == mine;
      stamp = shared ? both : stamp;
      heap[given] = x;
      given += !shared;
      b[kept] = x;
      kept += shared;
    }
    const std::size_t from_b = given;
    std::size_t kept_a = 0;
    for (const std::int32_t x : a) {
      const bool shared = stamp_[static_cast<std::size_t>(x)] == both;
      heap[given] = x;
      given += !shared;
      a[kept_a] = x;
      kept_a += shared;
    }
    const std::size_t from_a = given - from_b;
    // The smaller side draws; the other one takes the rest.
    const bool a_draws = from_a < from_b;
    const std::size_t drawn = a_draws ? from_a : from_b;
    for (std::size_t k = 0; k < drawn; ++k) {
      const auto other = k + random_.below(static_cast<std::uint32_t>(given - k));
      std::swap(heap[k], heap[other]);
    }
    std::copy(heap, heap + drawn, (a_draws ? a : b).end() - static_cast<std::ptrdiff_t>(drawn));
    std::copy(heap + drawn, heap + given,
              (a_draws ? b : a).end() - static_cast<std::ptrdiff_t>(given - drawn));
  }

  /// Members i, j, k of stars b, c, a that are hosted by j, k, i: each moves on by one star.
  void turn_triangle() {
    const auto count = static_cast<std::uint32_t>(table_.stars.size());
    const std::int32_t a = table_.stars[random_.below(count)];
    const std::int32_t b = table_.stars[random_.below(count)];
    const std::int32_t c = table_.stars[random_.below(count)];
    const std::int32_t i = host(a);
    const std::int32_t j = host(b);
    const std::int32_t k = host(c);
    if (i == j || j == k || i == k) return;
    std::int32_t* const ib = find(i, b);
    std::int32_t* const jc = find(j, c);
    std::int32_t* const ka = find(k, a);
    if (ib == nullptr || jc == nullptr || ka == nullptr) return;
    if (find(i, c) != nullptr || find(j, a) != nullptr || find(k, b) != nullptr) return;
    *ib = c;
    *jc = a;
    *ka = b;
  }

  [[nodiscard]] std::int32_t host(std::int32_t star) const {
    return table_.kept.host[static_cast<std::size_t>(star)];
  }

  [[nodiscard]] std::int32_t* find(std::int32_t node, std::int32_t arrangement) {
    const auto members = row(static_cast<std::size_t>(node));
    const auto at = std::find(members.begin(), members.end(), arrangement);
    return at == members.end() ? nullptr : &*at;
  }

  void reset_stamps() {
    std::fill(stamp_.begin(), stamp_.end(), 0U);
    tick_ = 0;
  }

  static constexpr std::uint32_t stamp_limit = 0xffffffffU;

  const Table& table_;
  std::vector<std::int32_t> rows_;
  std::vector<std::uint32_t> stamp_;
  std::uint32_t tick_ = 0;
  std::vector<std::int32_t> heap_;
  Random random_;
};

/// The chain's table with the hosts' places put back.
AffiliationNetwork memberships(const Table& table, const Chain& chain, const Monitor* monitor) {
  std::vector<std::int32_t> nodes;
  std::vector<std::int32_t> arrangements;
  nodes.reserve(table.rows.size() + table.hosted.size());
  arrangements.reserve(table.rows.size() + table.hosted.size());
  for (std::size_t i = 0; i + 1 < table.offsets.size(); ++i)
    for (const auto part : {chain.row(i), table.hosted_by(i)}) {
      arrangements.insert(arrangements.end(), part.begin(), part.end());
      nodes.insert(nodes.end(), part.size(), static_cast<std::int32_t>(i));
    }
  return table.kept.with_members(nodes, arrangements, monitor);
}

/// Observed places that the chain has left, as a share of all.
double perturbed(const Table& table, const Chain& chain) {
  std::vector<std::int32_t> now;
  std::size_t left = 0;
  for (std::size_t i = 0; i + 1 < table.offsets.size(); ++i) {
    const auto row = chain.row(i);
    now.assign(row.begin(), row.end());
    std::sort(now.begin(), now.end());
    for (std::size_t s = table.offsets[i]; s < table.offsets[i + 1]; ++s)
      left += !std::binary_search(now.begin(), now.end(), table.rows[s]);
  }
  return table.rows.empty() ? 0.0
                            : static_cast<double>(left) / static_cast<double>(table.rows.size());
}

}  // namespace

double standard_trades_per_node(const AffiliationNetwork& observed) {
  std::int32_t stars = 0;
  for (std::int32_t a = 0; a < observed.arrangement_count(); ++a)
    stars += observed.host(a) >= 0 ? 1 : 0;
  const bool slow = observed.node_count() <= small_table && stars > 0 &&
                    2 * stars >= observed.arrangement_count();
  return slow ? 20.0 : 5.0;
}

Curveball::Curveball(const AffiliationNetwork& observed, const CurveballOptions& options)
    : table_(std::make_shared<const detail::TradingTable>(observed, options.monitor)),
      trades_per_node_(options.trades_per_node.value_or(standard_trades_per_node(observed))),
      trades_(trade_count(table_->traders.size(), trades_per_node_)) {}

AffiliationNetwork Curveball::drawn(std::uint64_t seed, const Monitor* monitor) const {
  Chain chain(*table_, seed);
  chain.advance(trades_, monitor);
  return memberships(*table_, chain, monitor);
}

CurveballMixing curveball_mixing(const AffiliationNetwork& observed, const MixingOptions& options) {
  if (options.points < 2 || !(options.trades_per_node > 0))
    throw std::invalid_argument(
        "curveball_mixing: expected at least 2 points and a positive length");
  const detail::TradingTable table(observed, options.monitor);
  const std::size_t trades = trade_count(table.traders.size(), options.trades_per_node);
  const auto points = static_cast<std::size_t>(options.points);
  // trades · p / points, which might not fit.
  const auto until = [&](std::size_t p) {
    return trades / points * p + trades % points * p / points;
  };
  Chain chain(table, options.seed);
  CurveballMixing result;
  for (std::size_t p = 0; p <= points; ++p) {
    if (p > 0) chain.advance(until(p) - until(p - 1), options.monitor);
    result.trades_per_node.push_back(options.trades_per_node * static_cast<double>(p) /
                                     static_cast<double>(points));
    result.perturbed.push_back(perturbed(table, chain));
  }
  const std::size_t half = points / 2;
  for (std::size_t p = half + 1; p <= points; ++p) result.plateau += result.perturbed[p];
  result.plateau /= static_cast<double>(points - half);
  std::size_t p = 0;
  while (p < points && result.perturbed[p] < 0.99 * result.plateau) ++p;
  result.reached = result.trades_per_node[p];
  return result;
}

}  // namespace munigraph
