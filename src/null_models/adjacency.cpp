#include "munigraph/null_models/adjacency.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <numbers>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/portable_math.hpp"

namespace munigraph {
namespace {

__extension__ using int128 = __int128;

using Pair = std::array<std::int32_t, 2>;

struct Point {
  std::int64_t x = 0;  ///< Metres, within ±2^26: products of four differences fit 128 bits.
  std::int64_t y = 0;
  auto operator<=>(const Point&) const = default;
};

Point operator-(const Point& a, const Point& b) { return {a.x - b.x, a.y - b.y}; }
std::int64_t dot(const Point& a, const Point& b) { return a.x * b.x + a.y * b.y; }
std::int64_t cross(const Point& a, const Point& b) { return a.x * b.y - a.y * b.x; }

std::vector<Point> project(std::span<const double> lon, std::span<const double> lat) {
  if (lon.size() != lat.size())
    throw std::invalid_argument("neighbours_of_places: " + std::to_string(lon.size()) +
                                " longitudes for " + std::to_string(lat.size()) + " latitudes");
  double low_x = 180, high_x = -180, low_y = 90, high_y = -90;
  for (std::size_t i = 0; i < lon.size(); ++i) {
    if (!(std::abs(lon[i]) <= 180 && std::abs(lat[i]) <= 90))
      throw std::invalid_argument("neighbours_of_places: place " + std::to_string(i) +
                                  " has no longitude and latitude in degrees");
    low_x = std::min(low_x, lon[i]);
    high_x = std::max(high_x, lon[i]);
    low_y = std::min(low_y, lat[i]);
    high_y = std::max(high_y, lat[i]);
  }
  constexpr double degree = 6371008.8 * std::numbers::pi / 180;
  const double middle = (low_y + high_y) / 2;
  const double width = degree * detail::portable_sine_cosine(middle).cosine;
  std::vector<Point> points;
  // Whole metres, from which on all is exact.
  for (std::size_t i = 0; i < lon.size(); ++i)
    points.push_back({std::llround((lon[i] - (low_x + high_x) / 2) * width),
                      std::llround((lat[i] - middle) * degree)});
  return points;
}

/// Bowyer and Watson's algorithm, exact. Outside the hull lie *ghost* triangles, one per edge of
/// it, whose third corner is at infinity, so that no far-away corner is made up.
class Triangulation {
 public:
  using Triangle = std::array<std::int32_t, 3>;  ///< Anticlockwise; a ghost ends with `infinity`.
  static constexpr std::int32_t infinity = -1;

  /// `places`: distinct points. Empty where all lie on one line.
  Triangulation(std::span<const Point> points, std::span<const std::int32_t> places,
                const Monitor* monitor)
      : points_(points) {
    std::size_t third = 2;
    while (third < places.size() && side(places[0], places[1], places[third]) == 0) ++third;
    if (places.size() < 3 || third >= places.size()) return;
    begin(places[0], places[1], places[third]);
    for (std::size_t k = 2; k < places.size(); ++k) {
      check(monitor);
      if (k != third) insert(places[k]);
    }
  }

  [[nodiscard]] const std::vector<Triangle>& triangles() const noexcept { return triangles_; }

 private:
  [[nodiscard]] const Point& at(std::int32_t i) const {
    return points_[static_cast<std::size_t>(i)];
  }
  /// > 0: c lies left of the line from a to b.
  [[nodiscard]] std::int64_t side(std::int32_t a, std::int32_t b, std::int32_t c) const {
    return cross(at(b) - at(a), at(c) - at(a));
  }

  void begin(std::int32_t a, std::int32_t b, std::int32_t c) {
    if (side(a, b, c) < 0) std::swap(b, c);
    triangles_ = {{a, b, c}, {b, a, infinity}, {c, b, infinity}, {a, c, infinity}};
  }

  [[nodiscard]] bool circle_holds(const Triangle& t, std::int32_t p) const {
    if (t[2] == infinity) {
      const std::int64_t left = side(t[0], t[1], p);
      return left > 0 || (left == 0 && dot(at(t[0]) - at(p), at(t[1]) - at(p)) < 0);
    }
    const Point a = at(t[0]) - at(p);
    const Point b = at(t[1]) - at(p);
    const Point c = at(t[2]) - at(p);
    const int128 determinant = static_cast<int128>(dot(a, a)) * cross(b, c) +
                               static_cast<int128>(dot(b, b)) * cross(c, a) +
                               static_cast<int128>(dot(c, c)) * cross(a, b);
    return determinant > 0;
  }

  void insert(std::int32_t p) {
    std::vector<Pair> edges;
    std::size_t kept = 0;
    for (const Triangle& t : triangles_) {
      if (!circle_holds(t, p)) {
        triangles_[kept++] = t;
        continue;
      }
      for (std::size_t k = 0; k < 3; ++k) edges.push_back({t[k], t[(k + 1) % 3]});
    }
    triangles_.resize(kept);
    std::sort(edges.begin(), edges.end());
    for (const Pair& edge : edges) {
      if (std::binary_search(edges.begin(), edges.end(), Pair{edge[1], edge[0]})) continue;
      Triangle t = {edge[0], edge[1], p};
      while (t[0] == infinity || t[1] == infinity) t = {t[1], t[2], t[0]};
      triangles_.push_back(t);
    }
  }

  std::span<const Point> points_;
  std::vector<Triangle> triangles_;
};

/// The pairs that triangles give, by the corners that face them.
class Edges {
 public:
  Edges(std::span<const Point> points, const std::vector<Triangulation::Triangle>& triangles)
      : points_(points) {
    for (const auto& t : triangles)
      if (t[2] != Triangulation::infinity)
        for (std::size_t k = 0; k < 3; ++k)
          facing_[ordered(t[k], t[(k + 1) % 3])].push_back(t[(k + 2) % 3]);
  }

  /// Takes away outer edges that face an angle above 135°, as long as there are any: what is behind
  /// one comes to lie outside, and stays connected by the two other sides.
  void peel() {
    std::vector<Pair> outer;
    for (const auto& [edge, corners] : facing_)
      if (corners.size() == 1) outer.push_back(edge);
    while (!outer.empty()) {
      const Pair edge = outer.back();
      outer.pop_back();
      const auto found = facing_.find(edge);
      if (found == facing_.end() || found->second.size() != 1) continue;
      const std::int32_t corner = found->second.front();
      if (!flat(edge, corner)) continue;
      facing_.erase(found);
      for (const std::int32_t end : edge) {
        const Pair other = ordered(end, corner);
        std::erase(facing_[other], end == edge[0] ? edge[1] : edge[0]);
        outer.push_back(other);
      }
    }
  }

  /// Takes away pairs with a place within the circle that has them as its diameter; if there is
  /// one, a corner that faces them is.
  void keep_gabriel() {
    std::erase_if(facing_, [&](const auto& item) {
      const Pair& edge = item.first;  // a structured binding is captured by no Clang before 16
      const auto& corners = item.second;
      return std::any_of(corners.begin(), corners.end(), [&](std::int32_t corner) {
        return dot(at(edge[0]) - at(corner), at(edge[1]) - at(corner)) < 0;
      });
    });
  }

  [[nodiscard]] std::vector<Pair> pairs() const {
    std::vector<Pair> all;
    for (const auto& [edge, corners] : facing_) all.push_back(edge);
    return all;
  }

  static Pair ordered(std::int32_t a, std::int32_t b) { return {std::min(a, b), std::max(a, b)}; }

 private:
  [[nodiscard]] const Point& at(std::int32_t i) const {
    return points_[static_cast<std::size_t>(i)];
  }
  /// cos < −√½, in integers.
  [[nodiscard]] bool flat(const Pair& edge, std::int32_t corner) const {
    const Point a = at(edge[0]) - at(corner);
    const Point b = at(edge[1]) - at(corner);
    const int128 product = dot(a, b);
    return product < 0 && 2 * product * product > static_cast<int128>(dot(a, a)) * dot(b, b);
  }

  std::span<const Point> points_;
  std::map<Pair, std::vector<std::int32_t>> facing_;
};

}  // namespace

template <>
std::span<const std::string_view> words<Adjacency>() noexcept {
  static constexpr std::array<std::string_view, 2> all = {"delaunay", "gabriel"};
  return all;
}

std::vector<Pair> neighbours_of_places(std::span<const double> lon, std::span<const double> lat,
                                       Adjacency adjacency, const Monitor* monitor) {
  const std::vector<Point> points = project(lon, lat);
  std::vector<std::int32_t> order(points.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) {
    return points[static_cast<std::size_t>(a)] < points[static_cast<std::size_t>(b)];
  });
  std::vector<std::int32_t> places;  // one per spot
  std::vector<Pair> pairs;
  for (const std::int32_t i : order) {
    if (!places.empty() &&
        points[static_cast<std::size_t>(places.back())] == points[static_cast<std::size_t>(i)])
      pairs.push_back(Edges::ordered(places.back(), i));
    else
      places.push_back(i);
  }
  const Triangulation triangulation(points, places, monitor);
  Edges edges(points, triangulation.triangles());
  if (adjacency == Adjacency::gabriel)
    edges.keep_gabriel();
  else
    edges.peel();
  const std::vector<Pair> found = edges.pairs();
  pairs.insert(pairs.end(), found.begin(), found.end());
  // All on one line: one after the other.
  if (triangulation.triangles().empty())
    for (std::size_t k = 1; k < places.size(); ++k)
      pairs.push_back(Edges::ordered(places[k - 1], places[k]));
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

}  // namespace munigraph
