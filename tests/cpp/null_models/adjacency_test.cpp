#include "munigraph/null_models/adjacency.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <vector>

#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

using Pairs = std::vector<std::array<std::int32_t, 2>>;

struct Places {
  std::vector<double> lon;
  std::vector<double> lat;

  [[nodiscard]] Pairs pairs(Adjacency adjacency) const {
    return neighbours_of_places(lon, lat, adjacency);
  }
};

/// Around (0, 0), where degrees are as long in both directions.
Places random_places(int n, std::uint64_t seed) {
  Random random(seed);
  Places places;
  for (int i = 0; i < n; ++i) {
    places.lon.push_back(random.uniform() - 0.5);
    places.lat.push_back(random.uniform() - 0.5);
  }
  return places;
}

double angle_at(const Places& p, std::size_t corner, std::size_t a, std::size_t b) {
  const double ax = p.lon[a] - p.lon[corner], ay = p.lat[a] - p.lat[corner];
  const double bx = p.lon[b] - p.lon[corner], by = p.lat[b] - p.lat[corner];
  return std::acos((ax * bx + ay * by) / std::hypot(ax, ay) / std::hypot(bx, by)) * 180 /
         std::acos(-1.0);
}

/// By the definition: no place sees the two under more than a right angle.
Pairs naive_gabriel(const Places& p) {
  const std::size_t n = p.lon.size();
  Pairs pairs;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 1; j < n; ++j) {
      bool alone = true;
      for (std::size_t k = 0; k < n; ++k)
        if (k != i && k != j) alone &= angle_at(p, k, i, j) <= 90;
      if (alone) pairs.push_back({static_cast<std::int32_t>(i), static_cast<std::int32_t>(j)});
    }
  return pairs;
}

/// By the definition: pairs of a triangle with nothing in its circle, and the angles that face
/// them.
struct NaiveDelaunay {
  Pairs pairs;
  Pairs outer_flat;  ///< With one triangle, which sees the pair under more than 135°.
};

NaiveDelaunay naive_delaunay(const Places& p) {
  const std::size_t n = p.lon.size();
  std::vector<std::vector<std::vector<double>>> facing(n, std::vector<std::vector<double>>(n));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 1; j < n; ++j)
      for (std::size_t k = j + 1; k < n; ++k) {
        bool empty = true;
        for (std::size_t l = 0; l < n && empty; ++l) {
          if (l == i || l == j || l == k) continue;
          // In the circle: seen from l on the other side of a chord, angles add up to above 180°.
          const double ax = p.lon[i] - p.lon[l], ay = p.lat[i] - p.lat[l];
          const double bx = p.lon[j] - p.lon[l], by = p.lat[j] - p.lat[l];
          const double cx = p.lon[k] - p.lon[l], cy = p.lat[k] - p.lat[l];
          const double in = (ax * ax + ay * ay) * (bx * cy - by * cx) +
                            (bx * bx + by * by) * (cx * ay - cy * ax) +
                            (cx * cx + cy * cy) * (ax * by - ay * bx);
          const double turn = (p.lon[j] - p.lon[i]) * (p.lat[k] - p.lat[i]) -
                              (p.lat[j] - p.lat[i]) * (p.lon[k] - p.lon[i]);
          empty = in * turn < 0;
        }
        if (!empty) continue;
        facing[i][j].push_back(angle_at(p, k, i, j));
        facing[i][k].push_back(angle_at(p, j, i, k));
        facing[j][k].push_back(angle_at(p, i, j, k));
      }
  NaiveDelaunay result;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 1; j < n; ++j) {
      const auto& angles = facing[i][j];
      if (angles.empty()) continue;
      result.pairs.push_back({static_cast<std::int32_t>(i), static_cast<std::int32_t>(j)});
      if (angles.size() == 1 && angles[0] > 135) result.outer_flat.push_back(result.pairs.back());
    }
  return result;
}

bool connected(std::size_t n, const Pairs& pairs) {
  std::vector<std::size_t> part(n);
  for (std::size_t i = 0; i < n; ++i) part[i] = i;
  for (const auto& [i, j] : pairs) {
    const std::size_t from = part[static_cast<std::size_t>(i)];
    const std::size_t to = part[static_cast<std::size_t>(j)];
    for (std::size_t& one : part)
      if (one == from) one = to;
  }
  return std::all_of(part.begin(), part.end(), [&](std::size_t one) { return one == part[0]; });
}

TEST(Adjacency, ByHand) {
  // A tip 0.1 above the middle of a side sees it under 157°: the side is no border.
  const Places flat{{0, 1, 0.5}, {0, 0, 0.1}};
  EXPECT_EQ(flat.pairs(Adjacency::delaunay), (Pairs{{0, 2}, {1, 2}}));
  EXPECT_EQ(flat.pairs(Adjacency::gabriel), (Pairs{{0, 2}, {1, 2}}));
  // 0.4 above: under 103°, no Gabriel pair but a Delaunay one.
  const Places steep{{0, 1, 0.5}, {0, 0, 0.4}};
  EXPECT_EQ(steep.pairs(Adjacency::delaunay), (Pairs{{0, 1}, {0, 2}, {1, 2}}));
  EXPECT_EQ(steep.pairs(Adjacency::gabriel), (Pairs{{0, 2}, {1, 2}}));
  // On a line one after the other, two in one place side by side.
  const Places line{{3, 1, 2, 1}, {0, 0, 0, 0}};
  for (const auto by : {Adjacency::delaunay, Adjacency::gabriel})
    EXPECT_EQ(line.pairs(by), (Pairs{{0, 2}, {1, 2}, {1, 3}}));
  EXPECT_TRUE(Places().pairs(Adjacency::delaunay).empty());
  EXPECT_TRUE((Places{{4}, {5}}).pairs(Adjacency::gabriel).empty());
}

TEST(Adjacency, AgreesWithTheDefinitions) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const Places places = random_places(4 + static_cast<int>(seed % 15), seed);
    const Pairs gabriel = places.pairs(Adjacency::gabriel);
    EXPECT_EQ(gabriel, naive_gabriel(places)) << seed;
    const Pairs found = places.pairs(Adjacency::delaunay);
    const NaiveDelaunay naive = naive_delaunay(places);
    EXPECT_TRUE(std::includes(naive.pairs.begin(), naive.pairs.end(), found.begin(), found.end()));
    EXPECT_TRUE(std::includes(found.begin(), found.end(), gabriel.begin(), gabriel.end()));
    // What is flat from the start goes; if nothing is, all stay.
    for (const auto& pair : naive.outer_flat)
      EXPECT_FALSE(std::binary_search(found.begin(), found.end(), pair)) << seed;
    if (naive.outer_flat.empty()) {
      EXPECT_EQ(found, naive.pairs) << seed;
    }
    EXPECT_TRUE(connected(places.lon.size(), found)) << seed;
    EXPECT_TRUE(connected(places.lon.size(), gabriel)) << seed;
  }
}

TEST(Adjacency, GridsAndOrder) {
  // Four corners of every square lie on one circle: any diagonal will do, but sides are always
  // there.
  Places grid;
  for (int i = 0; i < 36; ++i) {
    grid.lon.push_back(0.1 * (i % 6));
    grid.lat.push_back(0.1 * (i / 6));
  }
  const Pairs found = grid.pairs(Adjacency::delaunay);
  EXPECT_EQ(found.size(), 60U + 25U);
  for (std::int32_t i = 0; i < 36; ++i) {
    if (i % 6 < 5) {
      EXPECT_TRUE(std::binary_search(found.begin(), found.end(), (std::array{i, i + 1})));
    }
    if (i < 30) {
      EXPECT_TRUE(std::binary_search(found.begin(), found.end(), (std::array{i, i + 6})));
    }
  }
  // Names do not matter.
  const Places places = random_places(40, 9);
  Places turned = places;
  std::reverse(turned.lon.begin(), turned.lon.end());
  std::reverse(turned.lat.begin(), turned.lat.end());
  Pairs back;
  for (const auto& [i, j] : turned.pairs(Adjacency::delaunay)) back.push_back({39 - j, 39 - i});
  std::sort(back.begin(), back.end());
  EXPECT_EQ(back, places.pairs(Adjacency::delaunay));
}

TEST(Adjacency, RefusesWhatIsNoPlace) {
  EXPECT_THROW((void)(Places{{0, 1}, {0}}).pairs(Adjacency::gabriel), std::invalid_argument);
  EXPECT_THROW((void)(Places{{0, NAN}, {0, 1}}).pairs(Adjacency::gabriel), std::invalid_argument);
  EXPECT_THROW((void)(Places{{0, 1}, {0, 91}}).pairs(Adjacency::delaunay), std::invalid_argument);
}

}  // namespace
}  // namespace munigraph
