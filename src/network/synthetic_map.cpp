// The invented country behind synthetic registers: where municipalities lie, how large they are,
// which of them are bridges, and how large arrangements are. Only +, −, ×, ÷ and square roots,
// which IEEE 754 rounds the same everywhere.

#include "synthetic_map.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/index.hpp"

namespace munigraph::synthetic {

namespace {}  // namespace

ClusterGrid::ClusterGrid(std::int32_t clusters) : clusters_(clusters), rows_(1) {
  while (static_cast<std::int64_t>(rows_ + 1) * (rows_ + 1) <= clusters) ++rows_;
}

std::int32_t ClusterGrid::start(std::int32_t row) const noexcept {
  return static_cast<std::int32_t>(static_cast<std::int64_t>(clusters_) * row / rows_);
}
std::int32_t ClusterGrid::columns(std::int32_t row) const noexcept {
  return start(row + 1) - start(row);
}
std::int32_t ClusterGrid::row(std::int32_t cluster) const noexcept {
  auto r = static_cast<std::int32_t>(static_cast<std::int64_t>(cluster) * rows_ / clusters_);
  while (start(r) > cluster) --r;
  while (start(r + 1) <= cluster) ++r;
  return r;
}
std::int32_t ClusterGrid::column(std::int32_t cluster) const noexcept {
  return cluster - start(row(cluster));
}
std::int32_t ClusterGrid::at(double x, double y) const noexcept {
  const auto cell = [](double share, std::int32_t count) {
    return std::clamp(static_cast<std::int32_t>(share * count), 0, count - 1);
  };
  const std::int32_t r = cell(y, rows_);
  return start(r) + cell(x, columns(r));
}

void ClusterGrid::ring(std::int32_t cluster, std::int32_t ring,
                       std::vector<std::int32_t>& out) const {
  out.clear();
  const std::int32_t r = row(cluster);
  const std::int32_t c = column(cluster);
  for (std::int32_t dr = -ring; dr <= ring; ++dr) {
    if (r + dr < 0 || r + dr >= rows_) continue;
    const bool whole = dr == -ring || dr == ring;
    const std::int32_t width = columns(r + dr);
    for (std::int32_t dc = -ring; dc <= ring; dc += whole || ring == 0 ? 1 : 2 * ring) {
      if (c + dc < 0 || c + dc >= width) continue;
      out.push_back(start(r + dr) + c + dc);
    }
  }
}

namespace {

/// Uneven clusters: between half and one and a half times the mean, each at least 1.
std::vector<std::int32_t> draw_first(const SyntheticOptions& options, Random& random) {
  const auto clusters = detail::at(options.clusters);
  std::vector<std::int64_t> weight(clusters);
  for (auto& w : weight) w = 512 + random.below(1024);
  const std::int64_t total =
      std::max(std::int64_t{1}, std::accumulate(weight.begin(), weight.end(), std::int64_t{0}));
  const std::int64_t spare = options.municipalities - options.clusters;
  std::vector<std::int32_t> first{0};
  std::int64_t sum = 0;
  for (std::size_t c = 0; c < clusters; ++c) {
    sum += weight[c];
    first.push_back(
        static_cast<std::int32_t>(sum * spare / total + static_cast<std::int64_t>(c) + 1));
  }
  return first;
}

/// Pareto-like with exponent 4/3: 4,000 to about a million.
std::int64_t draw_population(Random& random) {
  const double root = std::sqrt(random.uniform() + 0x1.0p-10);
  return static_cast<std::int64_t>(6000.0 / (root * std::sqrt(root)));
}

/// Places around the middle of each cell; the larger a municipality, the nearer to the middle.
void place(Map& map, Random& random, const Monitor* monitor) {
  const ClusterGrid& grid = map.grid;
  std::vector<std::int64_t> people;
  std::vector<std::pair<double, std::size_t>> distance;
  std::vector<std::pair<float, float>> spot;
  for (std::int32_t c = 0; c < grid.count(); ++c) {
    const std::int32_t row = grid.row(c);
    const double height = 1.0 / grid.rows();
    const double width = 1.0 / grid.columns(row);
    people.clear();
    check(monitor);
    distance.clear();
    spot.clear();
    for (std::int32_t k = 0; k < map.cluster_size(c); ++k) {
      check_now_and_then(detail::at(k), monitor);
      const double dx = (random.uniform() + random.uniform()) / 2 - 0.5;
      const double dy = (random.uniform() + random.uniform()) / 2 - 0.5;
      people.push_back(draw_population(random));
      distance.emplace_back((dx * dx + dy * dy) * (0.5 + random.uniform()), detail::at(k));
      spot.emplace_back(static_cast<float>((grid.column(c) + 0.5 + dx) * width),
                        static_cast<float>((row + 0.5 + dy) * height));
    }
    std::sort(people.begin(), people.end(), std::greater<>());
    std::sort(distance.begin(), distance.end());
    std::vector<std::pair<std::pair<float, float>, std::int64_t>> placed;
    placed.reserve(people.size());
    for (std::size_t k = 0; k < people.size(); ++k)
      placed.emplace_back(spot[distance[k].second], people[k]);
    // From west to east, so that positions near each other in the list are near on the map.
    std::sort(placed.begin(), placed.end());
    for (const auto& [where, inhabitants] : placed) {
      map.x.push_back(where.first);
      map.y.push_back(where.second);
      map.population.push_back(inhabitants);
    }
  }
}

/// One to three clusters to visit, four out of five times next to the home cluster.
void draw_destinations(const Map& map, std::int32_t home, Random& random,
                       std::vector<std::int32_t>& ring, std::vector<std::int32_t>& out) {
  out.clear();
  const auto wanted = 1 + random.below(3);
  map.grid.ring(home, 1, ring);
  for (std::uint32_t t = 0; t < 4 * wanted && out.size() < wanted; ++t) {
    const bool near = random.below(5) != 0 && !ring.empty();
    const std::int32_t c =
        near
            ? ring[random.below(static_cast<std::uint32_t>(ring.size()))]
            : static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(map.grid.count())));
    if (c != home && std::find(out.begin(), out.end(), c) == out.end()) out.push_back(c);
  }
}

void plant_bridges(Map& map, double share, Random& random, const Monitor* monitor) {
  const auto n = map.population.size();
  map.bridge_strength.assign(n, 0);
  map.bridge_reach.assign(n, 0);
  std::vector<std::pair<std::int32_t, std::int32_t>> visits;  // (cluster, municipality) per ticket
  std::vector<std::int32_t> candidates;
  std::vector<std::int32_t> ring;
  std::vector<std::int32_t> destinations;
  double carried = 0.5;
  for (std::int32_t c = 0; c < map.grid.count(); ++c) {
    check(monitor);
    carried += share * map.cluster_size(c);
    const auto wanted = std::min(static_cast<std::int32_t>(carried), map.cluster_size(c));
    carried -= wanted;
    candidates.resize(detail::at(map.cluster_size(c)));
    std::iota(candidates.begin(), candidates.end(), map.first[detail::at(c)]);
    std::stable_sort(candidates.begin(), candidates.end(), [&](std::int32_t a, std::int32_t b) {
      return map.population[detail::at(a)] > map.population[detail::at(b)];
    });
    candidates.resize(std::min(candidates.size(), detail::at(3 * wanted)));
    random.shuffle(std::span(candidates));
    for (std::int32_t k = 0; k < wanted; ++k) {
      const std::int32_t i = candidates[detail::at(k)];
      draw_destinations(map, c, random, ring, destinations);
      const auto strength = static_cast<std::int32_t>(1 + random.below(4));
      if (destinations.empty()) continue;  // a single cluster has no bridges
      map.bridge_strength[detail::at(i)] = strength;
      map.bridge_reach[detail::at(i)] = static_cast<std::int32_t>(destinations.size());
      for (const std::int32_t d : destinations)
        for (std::int32_t t = 0; t < strength; ++t) visits.emplace_back(d, i);
    }
  }
  std::sort(visits.begin(), visits.end());
  map.visitor_first.assign(detail::at(map.grid.count()) + 1, 0);
  for (const auto& [c, i] : visits) {
    ++map.visitor_first[detail::at(c) + 1];
    map.visitors.push_back(i);
  }
  std::partial_sum(map.visitor_first.begin(), map.visitor_first.end(), map.visitor_first.begin());
}

/// Relative frequency of sizes 2, 3, 4, 5.
constexpr std::array<double, 4> body = {0.34, 0.28, 0.22, 0.16};
constexpr std::int32_t first_of_tail = 6;

/// k^−exponent for a multiple of ½.
double power(std::int32_t k, double exponent) {
  double value = 1.0;
  auto halves = static_cast<std::int32_t>(2 * exponent);
  for (; halves >= 2; halves -= 2) value /= k;
  return halves == 1 ? value / std::sqrt(static_cast<double>(k)) : value;
}

/// Cumulative frequencies of sizes 2 … largest such that the mean is as asked for, as far as it
/// can.
std::vector<double> size_frequencies(const SyntheticOptions& options, double mean) {
  const std::int32_t largest = options.largest;
  std::vector<double> tail;
  double tail_sum = 0;
  double tail_mean = 0;
  for (std::int32_t k = first_of_tail; k <= largest; ++k) {
    tail.push_back(power(k, options.size_exponent));
    tail_sum += tail.back();
    tail_mean += k * tail.back();
  }
  double body_sum = 0;
  double body_mean = 0;
  for (std::int32_t k = 2; k <= std::min(largest, 5); ++k) {
    body_sum += body[detail::at(k - 2)];
    body_mean += k * body[detail::at(k - 2)];
  }
  body_mean /= body_sum;
  double share = 0;
  if (tail_sum > 0) {
    tail_mean /= tail_sum;
    share = std::clamp((mean - body_mean) / (tail_mean - body_mean), 0.0, 1.0);
  }
  std::vector<double> cumulative;
  double sum = 0;
  for (std::int32_t k = 2; k <= largest; ++k) {
    sum += k < first_of_tail ? (1 - share) * body[detail::at(k - 2)] / body_sum
                             : share * tail[detail::at(k - first_of_tail)] / tail_sum;
    cumulative.push_back(sum);
  }
  return cumulative;
}

/// Changes sizes by one at a time, in a fixed cycle, until they add up; keeps 2 … largest − 1
/// (the first entry is the one largest arrangement and stays).
void settle_total(std::vector<std::int32_t>& sizes, std::int32_t largest, std::int64_t difference) {
  const std::int32_t most = std::max(2, largest - 1);
  for (std::size_t a = 1; difference != 0; a = a + 1 < sizes.size() ? a + 1 : 1) {
    if (difference > 0 && sizes[a] < most) {
      ++sizes[a];
      --difference;
    } else if (difference < 0 && sizes[a] > 2) {
      --sizes[a];
      ++difference;
    }
  }
}

}  // namespace

Map draw_map(const SyntheticOptions& options, Random& random, const Monitor* monitor) {
  Map map{ClusterGrid(options.clusters), draw_first(options, random), {}, {}, {}, {}, {}, {}, {}};
  place(map, random, monitor);
  plant_bridges(map, options.bridge_share, random, monitor);
  return map;
}

std::vector<std::int32_t> draw_sizes(const SyntheticOptions& options, Random& random) {
  const auto count = detail::at(options.arrangements);
  if (count == 0) return {};
  const double mean = static_cast<double>(options.memberships - options.largest) /
                      std::max(1.0, static_cast<double>(count - 1));
  const std::vector<double> cumulative = size_frequencies(options, mean);
  std::vector<std::int32_t> sizes{options.largest};
  sizes.reserve(count);
  std::int64_t total = options.largest;
  std::size_t k = 0;
  // Evenly spaced quantiles instead of draws: every seed has the same sizes.
  for (std::size_t a = 1; a < count; ++a) {
    const double quantile =
        (static_cast<double>(a) - 0.5) / static_cast<double>(count - 1) * cumulative.back();
    while (k + 1 < cumulative.size() && cumulative[k] < quantile) ++k;
    const auto size = std::min(static_cast<std::int32_t>(k) + 2, std::max(2, options.largest - 1));
    sizes.push_back(size);
    total += size;
  }
  settle_total(sizes, options.largest, options.memberships - total);
  random.shuffle(std::span(sizes));
  return sizes;
}

}  // namespace munigraph::synthetic
