#include "munigraph/inference/surrogates.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "core/growing.hpp"
#include "core/portable_math.hpp"
#include "core/streams.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

constexpr std::size_t classes = 25;
constexpr std::size_t pairs_per_class = 2000;
constexpr std::size_t most_neighbours = 512;

struct Pair {
  std::uint32_t a;
  std::uint32_t b;
};

/// Places on the unit sphere: squared chords order pairs as great circles do, at a few products.
struct Sphere {
  std::vector<std::array<double, 3>> places;

  Sphere(std::span<const double> lon, std::span<const double> lat) {
    for (std::size_t i = 0; i < lon.size(); ++i) {
      const detail::SineCosine x = detail::portable_sine_cosine(lon[i]);
      const detail::SineCosine y = detail::portable_sine_cosine(lat[i]);
      places.push_back({y.cosine * x.cosine, y.cosine * x.sine, y.sine});
    }
  }
  [[nodiscard]] double chord2(std::size_t a, std::size_t b) const noexcept {
    double sum = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      const double d = places[a][k] - places[b][k];
      sum += d * d;
    }
    return sum;
  }
};

/// The 25th percentile of distances, from a sample of pairs where there are many.
double reach_of(const Sphere& sphere, Random& random) {
  const std::size_t n = sphere.places.size();
  std::vector<double> sample;
  if (n <= 500) {
    for (std::size_t a = 0; a < n; ++a)
      for (std::size_t b = a + 1; b < n; ++b) sample.push_back(sphere.chord2(a, b));
  } else {
    while (sample.size() < 100'000) {
      const auto a = random.below64(n);
      const auto b = random.below64(n);
      if (a != b) sample.push_back(sphere.chord2(a, b));
    }
  }
  const auto quarter = sample.begin() + static_cast<std::ptrdiff_t>(sample.size() / 4);
  std::nth_element(sample.begin(), quarter, sample.end());
  return std::sqrt(*quarter);
}

/// Up to `pairs_per_class` pairs of each distance class, every pair with the same chance.
std::array<std::vector<Pair>, classes> sampled_pairs(const Sphere& sphere, Random& random,
                                                     const Monitor* monitor) {
  const double reach = reach_of(sphere, random);
  std::array<std::vector<Pair>, classes> pairs;
  if (!(reach > 0)) return pairs;
  std::array<std::uint64_t, classes> seen{};
  for (std::uint32_t a = 0; a < sphere.places.size(); ++a) {
    check(monitor);
    for (std::uint32_t b = a + 1; b < sphere.places.size(); ++b) {
      const double d2 = sphere.chord2(a, b);
      if (d2 >= reach * reach) continue;
      const auto c = std::min(classes - 1, static_cast<std::size_t>(std::sqrt(d2) / reach *
                                                                    static_cast<double>(classes)));
      ++seen[c];
      if (pairs[c].size() < pairs_per_class)
        pairs[c].push_back({a, b});
      else if (const auto k = random.below64(seen[c]); k < pairs_per_class)
        pairs[c][k] = {a, b};
    }
  }
  return pairs;
}

/// Per place the nearest others, nearest first: row-major (n, k).
std::vector<std::uint32_t> nearest(const Sphere& sphere, std::size_t k, const Monitor* monitor) {
  const std::size_t n = sphere.places.size();
  std::vector<std::uint32_t> result(n * k);
  std::vector<std::pair<double, std::uint32_t>> others;
  for (std::size_t i = 0; i < n; ++i) {
    check(monitor);
    others.clear();
    for (std::uint32_t j = 0; j < n; ++j)
      if (j != i) others.emplace_back(sphere.chord2(i, j), j);
    const auto last = others.begin() + static_cast<std::ptrdiff_t>(k);
    std::partial_sort(others.begin(), last, others.end());
    for (std::size_t s = 0; s < k; ++s) result[i * k + s] = others[s].second;
  }
  return result;
}

using Curve = std::array<double, classes>;

Curve variogram(std::span<const double> values,
                const std::array<std::vector<Pair>, classes>& pairs) {
  Curve curve{};
  for (std::size_t c = 0; c < classes; ++c) {
    double sum = 0;
    for (const auto& [a, b] : pairs[c]) sum += (values[a] - values[b]) * (values[a] - values[b]);
    if (!pairs[c].empty()) curve[c] = sum / (2.0 * static_cast<double>(pairs[c].size()));
  }
  return curve;
}

/// target ≈ noise + scale · curve by least squares, both at least 0, over classes with pairs.
struct Match {
  double noise = 0;
  double scale = 0;
  double error = std::numeric_limits<double>::infinity();
};

Match matched(const Curve& target, const Curve& curve,
              const std::array<std::vector<Pair>, classes>& pairs) {
  double count = 0;
  double x = 0;
  double y = 0;
  for (std::size_t c = 0; c < classes; ++c)
    if (!pairs[c].empty()) {
      count += 1;
      x += curve[c];
      y += target[c];
    }
  if (count == 0) return {0.0, 1.0, 0.0};  // Everyone at one place.
  x /= count;
  y /= count;
  double xx = 0;
  double xy = 0;
  double raw_xx = 0;
  double raw_xy = 0;
  for (std::size_t c = 0; c < classes; ++c)
    if (!pairs[c].empty()) {
      xx += (curve[c] - x) * (curve[c] - x);
      xy += (curve[c] - x) * (target[c] - y);
      raw_xx += curve[c] * curve[c];
      raw_xy += curve[c] * target[c];
    }
  Match match;
  match.scale = xx > 0 ? std::max(0.0, xy / xx) : 0.0;
  match.noise = y - match.scale * x;
  if (match.noise < 0) {
    match.noise = 0;
    match.scale = raw_xx > 0 ? std::max(0.0, raw_xy / raw_xx) : 0.0;
  }
  match.error = 0;
  for (std::size_t c = 0; c < classes; ++c)
    if (!pairs[c].empty()) {
      const double e = target[c] - match.noise - match.scale * curve[c];
      match.error += e * e;
    }
  return match;
}

/// A standard normal deviate (Box–Muller).
double normal(Random& random) {
  const double radius = std::sqrt(-2.0 * detail::portable_log(1.0 - random.uniform()));
  return radius * detail::portable_sine_cosine(360.0 * random.uniform()).cosine;
}

}  // namespace

std::vector<std::int8_t> random_signs(std::size_t draws, std::size_t n, std::uint64_t seed,
                                      std::size_t first) {
  std::vector<std::int8_t> signs(draws * n);
  for (std::size_t d = 0; d < draws; ++d) {
    Random random(stream_seed(seed, first + d));
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < n; ++i) {
      if (i % 64 == 0) bits = random();
      signs[d * n + i] = static_cast<std::int8_t>((bits & 1U) != 0 ? 1 : -1);
      bits >>= 1U;
    }
  }
  return signs;
}

struct VariogramSurrogates::Plan {
  std::vector<double> values;
  std::array<std::vector<Pair>, classes> pairs;
  std::vector<std::uint32_t> neighbours;  // Row-major (n, reach), nearest first.
  std::size_t reach = 0;
  std::vector<std::size_t> sizes;  // Numbers of neighbours that are tried, ascending.
  Curve target{};
  std::uint64_t seed = 0;

  /// The values at every place with those of its nearest, for every size, in one pass: row-major
  /// (sizes, n).
  [[nodiscard]] std::vector<double> smoothed(std::span<const double> from) const {
    const std::size_t n = from.size();
    std::vector<double> result(sizes.size() * n);
    for (std::size_t i = 0; i < n; ++i) {
      double sum = from[i];
      std::size_t s = 0;
      for (std::size_t k = 0; k < reach; ++k) {
        sum += from[neighbours[i * reach + k]];
        if (k + 1 == sizes[s]) result[s++ * n + i] = sum / static_cast<double>(k + 2);
      }
    }
    return result;
  }
};

VariogramSurrogates::VariogramSurrogates(std::span<const double> values,
                                         std::span<const double> lon, std::span<const double> lat,
                                         std::uint64_t seed, const Monitor* monitor) {
  const std::size_t n = values.size();
  if (lon.size() != n || lat.size() != n)
    throw std::invalid_argument("variogram surrogates: values and places differ in length");
  if (n < 10) throw std::invalid_argument("variogram surrogates: expected at least 10 values");
  auto plan = std::make_shared<Plan>();
  const Sphere sphere(lon, lat);
  Random random(stream_seed(seed, detail::streams::pairs_of_places));
  plan->values.assign(values.begin(), values.end());
  plan->seed = seed;
  plan->pairs = sampled_pairs(sphere, random, monitor);
  for (std::size_t k = 4; k <= std::min(most_neighbours, n / 2); k *= 2) plan->sizes.push_back(k);
  plan->reach = plan->sizes.back();
  plan->neighbours = nearest(sphere, plan->reach, monitor);
  plan->target = variogram(values, plan->pairs);
  plan_ = std::move(plan);
}

std::size_t VariogramSurrogates::size() const noexcept { return plan_->values.size(); }

std::vector<double> VariogramSurrogates::draw(std::uint64_t index) const {
  const Plan& plan = *plan_;
  const std::size_t n = plan.values.size();
  Random random(stream_seed(plan.seed, index));
  std::vector<double> permuted = plan.values;
  random.shuffle(std::span<double>(permuted));
  const std::vector<double> smoothed = plan.smoothed(permuted);
  // Not smoothing at all is one of the choices: for variables without structure.
  std::span<const double> best(permuted);
  Match match = matched(plan.target, variogram(permuted, plan.pairs), plan.pairs);
  for (std::size_t s = 0; s < plan.sizes.size(); ++s) {
    const std::span<const double> one = std::span(smoothed).subspan(s * n, n);
    const Match found = matched(plan.target, variogram(one, plan.pairs), plan.pairs);
    if (!(found.error < match.error)) continue;
    match = found;
    best = one;
  }
  const double scale = std::sqrt(match.scale);
  const double noise = std::sqrt(match.noise);
  std::vector<double> result(n);
  for (std::size_t i = 0; i < n; ++i) result[i] = scale * best[i] + noise * normal(random);
  const double mean = std::accumulate(result.begin(), result.end(), 0.0) / static_cast<double>(n);
  for (double& value : result) value -= mean;
  return result;
}

std::vector<double> VariogramSurrogates::products(std::span<const double> columns,
                                                  std::size_t draws, int threads,
                                                  Monitor* monitor) const {
  const std::size_t n = size();
  if (columns.size() % n != 0)
    throw std::invalid_argument("variogram surrogates: columns of another length");
  const std::size_t width = columns.size() / n + 1;
  std::vector<double> result;
  if (monitor != nullptr) monitor->expect(draws);
  detail::parallel_growing(
      0, draws, threads,
      [&](std::size_t d, int) {
        const std::vector<double> drawn = draw(d);
        for (std::size_t c = 0; c + 1 < width; ++c)
          result[d * width + c] =
              std::inner_product(drawn.begin(), drawn.end(),
                                 columns.begin() + static_cast<std::ptrdiff_t>(c * n), 0.0);
        result[d * width + width - 1] =
            std::inner_product(drawn.begin(), drawn.end(), drawn.begin(), 0.0);
        advance(monitor);
      },
      monitor, detail::growing_bytes, detail::Places{result, width});
  return result;
}

}  // namespace munigraph
