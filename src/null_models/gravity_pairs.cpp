#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <vector>

#include "core/streams.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"
#include "null_models/gravity_score.hpp"

namespace munigraph {
namespace {

/// km; about 20 km apart where a country's pairs lie, and by a third further out.
constexpr std::array<double, 26> classes = {0,   4,   7,   10,   15,   20,   25,   30,  40,
                                            50,  60,  70,  80,   100,  130,  175,  235, 315,
                                            420, 560, 750, 1000, 1350, 1800, 2400, 3200};

std::vector<double> by_class(const detail::GravityModel& model, const AffiliationNetwork& network) {
  std::vector<double> count(classes.size());
  detail::for_each_pair(network, [&](std::int32_t i, std::int32_t j) {
    const auto above = std::upper_bound(classes.begin(), classes.end(), model.distance(i, j));
    count[static_cast<std::size_t>(above - classes.begin()) - 1] += 1;
  });
  return count;
}

bool judged(const GravityPairs& pairs, std::size_t k, double total) {
  return std::max(pairs.observed[k], pairs.drawn[k]) >= GravityPairs::share_judged * total;
}

double sum(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

}  // namespace

double GravityPairs::largest_error() const noexcept {
  const double total = sum(observed);
  double worst = 0;
  for (std::size_t k = 0; k < observed.size() && total > 0; ++k)
    if (judged(*this, k, total))
      worst = std::max(worst, observed[k] > 0 ? std::abs(drawn[k] / observed[k] - 1)
                                              : std::numeric_limits<double>::infinity());
  return worst;
}

double GravityPairs::rest_error() const noexcept {
  const double total = sum(observed);
  double difference = 0;
  for (std::size_t k = 0; k < observed.size() && total > 0; ++k)
    if (!judged(*this, k, total)) difference += drawn[k] - observed[k];
  return total > 0 ? std::abs(difference) / total : 0;
}

double GravityPairs::misfit() const noexcept {
  return std::max(largest_error() / tolerance, rest_error() / rest_tolerance);
}

bool GravityPairs::reproduced() const noexcept { return misfit() <= 1; }

detail::Score detail::mean_of(const std::vector<Score>& draws) {
  Score mean = draws.front();
  for (std::size_t d = 1; d < draws.size(); ++d) {
    for (std::size_t i = 0; i < mean.degree.size(); ++i) mean.degree[i] += draws[d].degree[i];
    for (std::size_t k = 0; k < mean.at_knot.size(); ++k) mean.at_knot[k] += draws[d].at_knot[k];
    mean.pairs += draws[d].pairs;
    mean.size += draws[d].size;
    mean.squares += draws[d].squares;
  }
  const auto number = static_cast<double>(draws.size());
  for (double& count : mean.at_knot) count /= number;
  for (double& count : mean.degree) count /= number;
  mean.pairs /= number;
  mean.size /= number;
  mean.squares /= number;
  return mean;
}

std::vector<double> detail::pair_distances(const GravityModel& model,
                                           const AffiliationNetwork& network) {
  std::vector<double> distances;
  for_each_pair(network,
                [&](std::int32_t i, std::int32_t j) { distances.push_back(model.distance(i, j)); });
  std::sort(distances.begin(), distances.end());
  return distances;
}

GravityPairs detail::compare_pairs(const GravityModel& model, std::uint64_t seed, int threads,
                                   const Monitor* monitor, int draws) {
  std::vector<std::vector<double>> counts(static_cast<std::size_t>(draws));
  parallel_for(
      counts.size(), threads,
      [&](std::size_t d, int) {
        counts[d] = by_class(
            model, draw_gravity(model, stream_seed(seed, streams::gravity_pairs + d), monitor));
      },
      monitor);
  GravityPairs pairs;
  pairs.draws = draws;
  pairs.observed = model.observed_pairs;
  pairs.drawn.assign(classes.size(), 0.0);
  for (const auto& count : counts)
    for (std::size_t k = 0; k < count.size(); ++k) pairs.drawn[k] += count[k] / draws;
  std::size_t filled = classes.size();
  while (filled > 1 && pairs.observed[filled - 1] == 0 && pairs.drawn[filled - 1] == 0) --filled;
  pairs.from_km.assign(classes.begin(), classes.begin() + static_cast<std::ptrdiff_t>(filled));
  pairs.observed.resize(filled);
  pairs.drawn.resize(filled);
  return pairs;
}

int detail::draws_to_measure(const GravityModel& model) {
  return static_cast<int>(std::clamp(4e6 / std::max(1.0, sum(model.observed_pairs)), 16.0, 200.0));
}

void detail::count_pairs(GravityModel& model, const AffiliationNetwork& observed) {
  model.observed_pairs = by_class(model, observed);
}

}  // namespace munigraph
