#include "null_models/gravity_classes.hpp"

#include <algorithm>
#include <array>

#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph::detail {
namespace {

constexpr std::array<double, 15> standard = {0,  4,  7,  10, 15, 20,  25, 30,
                                             40, 50, 60, 70, 80, 100, 130};
constexpr std::size_t most_classes = 40;

/// Calls `visit(i, j)` for every pair of members that a network counts.
template <class Visit>
void for_each_pair(const AffiliationNetwork& network, Visit visit) {
  for (std::int32_t a = 0; a < network.arrangement_count(); ++a) {
    const auto members = network.members(a);
    const std::int32_t host = network.host(a);
    if (host == AffiliationNetwork::absent_host) continue;
    for (std::size_t x = 0; x < members.size(); ++x)
      for (std::size_t y = x + 1; y < members.size(); ++y)
        if (host < 0 || host == members[x] || host == members[y]) visit(members[x], members[y]);
  }
}

}  // namespace

DistanceClasses::DistanceClasses(const GravityModel& model, const AffiliationNetwork& observed)
    : nodes_(static_cast<std::size_t>(model.n())), class_(nodes_ * nodes_, 0) {
  std::vector<double> far;
  for_each_pair(observed,
                [&](std::int32_t i, std::int32_t j) { far.push_back(model.distance(i, j)); });
  std::sort(far.begin(), far.end());
  std::vector<double> low(standard.begin(), standard.end());
  const auto beyond = [&] {
    return far.end() - std::lower_bound(far.begin(), far.end(), 1.3 * low.back());
  };
  while (low.size() < most_classes && 100 * beyond() > static_cast<std::ptrdiff_t>(far.size()))
    low.push_back(1.3 * low.back());
  const auto find = [](const std::vector<double>& lows, double distance) {
    return static_cast<std::size_t>(std::upper_bound(lows.begin(), lows.end(), distance) -
                                    lows.begin()) -
           1;
  };
  std::vector<std::uint8_t> used(low.size(), 0);
  for (std::int32_t i = 0; i < model.n(); ++i)
    for (std::int32_t j = 0; j < i; ++j) used[find(low, model.distance(i, j))] = 1;
  bool open = true;  // the class begun last holds no pair yet
  for (std::size_t k = 0; k < low.size(); ++k) {
    if (low_.empty() || !open) low_.push_back(low[k]);
    open = used[k] == 0;
  }
  if (open && low_.size() > 1) low_.pop_back();
  for (std::int32_t i = 0; i < model.n(); ++i)
    for (std::int32_t j = 0; j < model.n(); ++j)
      class_[static_cast<std::size_t>(i) * nodes_ + static_cast<std::size_t>(j)] =
          static_cast<std::uint8_t>(i == j ? 0 : find(low_, model.distance(i, j)));
}

std::vector<double> DistanceClasses::middles() const {
  std::vector<double> middle;
  for (std::size_t k = 0; k + 1 < low_.size(); ++k) middle.push_back((low_[k] + low_[k + 1]) / 2);
  middle.push_back(low_.back() > 0 ? 1.15 * low_.back() : 1.0);
  return middle;
}

PairCounts count_pairs(const GravityModel& model, const DistanceClasses& classes,
                       const AffiliationNetwork& network) {
  PairCounts counts;
  counts.in_class.assign(classes.count(), 0.0);
  for_each_pair(network, [&](std::int32_t i, std::int32_t j) {
    const double size = model.log_population[static_cast<std::size_t>(i)] +
                        model.log_population[static_cast<std::size_t>(j)];
    counts.in_class[classes(i, j)] += 1;
    counts.pairs += 1;
    counts.size += size;
    counts.squares += size * size;
  });
  return counts;
}

PairCounts mean_counts(const GravityModel& model, const DistanceClasses& classes, std::size_t draws,
                       std::uint64_t seed, const GravityOptions& options) {
  std::vector<PairCounts> all(draws);
  parallel_for(
      draws, options.threads,
      [&](std::size_t d, int) {
        all[d] = count_pairs(model, classes, draw_gravity(model, stream_seed(seed, d)));
      },
      options.monitor);
  PairCounts mean;
  mean.in_class.assign(classes.count(), 0.0);
  const auto number = static_cast<double>(draws);
  for (const PairCounts& one : all) {
    for (std::size_t k = 0; k < classes.count(); ++k) mean.in_class[k] += one.in_class[k] / number;
    mean.pairs += one.pairs / number;
    mean.size += one.size / number;
    mean.squares += one.squares / number;
  }
  return mean;
}

}  // namespace munigraph::detail
