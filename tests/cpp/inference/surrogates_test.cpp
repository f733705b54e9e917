#include "munigraph/inference/surrogates.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

TEST(RandomSigns, AreFairAndOfTheirStream) {
  const auto signs = random_signs(400, 100, 7);
  double sum = 0;
  for (const std::int8_t one : signs) {
    EXPECT_EQ(one * one, 1);
    sum += one;
  }
  EXPECT_LT(std::abs(sum), 5 * std::sqrt(40'000.0));
  const auto later = random_signs(100, 100, 7, 300);
  EXPECT_EQ(later, std::vector<std::int8_t>(signs.end() - 10'000, signs.end()));
}

struct Places {
  std::vector<double> value;
  std::vector<double> lon;
  std::vector<double> lat;
};

/// A slope from west to east, with noise.
Places places(std::size_t n) {
  Random random(3);
  Places made;
  for (std::size_t i = 0; i < n; ++i) {
    made.lon.push_back(4 + 2 * random.uniform());
    made.lat.push_back(51 + 2 * random.uniform());
    made.value.push_back(made.lon.back() + 0.1 * random.uniform());
  }
  return made;
}

/// Mean squared difference of the nearest pairs, beside that of all.
double roughness(const Places& at, const std::vector<double>& value) {
  double near = 0;
  double nears = 0;
  double all = 0;
  double alls = 0;
  for (std::size_t i = 0; i < value.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const double d = (value[i] - value[j]) * (value[i] - value[j]);
      all += d;
      alls += 1;
      if (std::hypot(at.lon[i] - at.lon[j], at.lat[i] - at.lat[j]) > 0.2) continue;
      near += d;
      nears += 1;
    }
  return near / nears / (all / alls);
}

TEST(VariogramSurrogates, AreAsSmoothAsTheVariable) {
  const Places at = places(150);
  const VariogramSurrogates model(at.value, at.lon, at.lat, 1);
  double mean = 0;
  for (std::uint64_t d = 0; d < 20; ++d) {
    const std::vector<double> drawn = model.draw(d);
    EXPECT_NEAR(std::accumulate(drawn.begin(), drawn.end(), 0.0), 0.0, 1e-9);
    EXPECT_EQ(drawn, model.draw(d));
    mean += roughness(at, drawn) / 20;
  }
  EXPECT_LT(roughness(at, at.value), 0.1);
  EXPECT_LT(mean, 0.4) << "a permutation alone would have 1";
}

TEST(VariogramSurrogates, ProductsAreThoseOfTheDraws) {
  const Places at = places(40);
  const VariogramSurrogates model(at.value, at.lon, at.lat, 2);
  std::vector<double> columns(at.lat);
  columns.insert(columns.end(), at.lon.begin(), at.lon.end());
  const auto once = model.products(columns, 6);
  EXPECT_EQ(once, model.products(columns, 6, 3));
  for (std::size_t d = 0; d < 6; ++d) {
    const auto drawn = model.draw(d);
    const double expected = std::inner_product(drawn.begin(), drawn.end(), at.lon.begin(), 0.0);
    EXPECT_NEAR(once[d * 3 + 1], expected, 1e-9);
    EXPECT_NEAR(once[d * 3 + 2], std::inner_product(drawn.begin(), drawn.end(), drawn.begin(), 0.0),
                1e-9);
  }
}

TEST(VariogramSurrogates, RefuseWhatTheyCannotPlace) {
  const Places at = places(12);
  EXPECT_THROW(VariogramSurrogates(at.value, at.lon, std::vector<double>(3, 0.0), 0),
               std::invalid_argument);
  const Places few = places(5);
  EXPECT_THROW(VariogramSurrogates(few.value, few.lon, few.lat, 0), std::invalid_argument);
  // Everyone at one place: no distances, and nothing but the values themselves.
  const std::vector<double> here(12, 5.0);
  const VariogramSurrogates model(at.value, here, here, 0);
  for (const double one : model.draw(0)) EXPECT_TRUE(std::isfinite(one));
}

}  // namespace
}  // namespace munigraph
