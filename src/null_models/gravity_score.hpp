#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "null_models/gravity_model.hpp"

namespace munigraph::detail {

/// Calls use(i, j) for every pair of members of an arrangement, arrangement by arrangement; in a
/// star, of the host and a member.
template <class Use>
void for_each_pair(const AffiliationNetwork& network, Use&& use) {
  for (std::int32_t a = 0; a < network.arrangement_count(); ++a) {
    const auto members = network.members(a);
    const std::int32_t host = network.host(a);
    if (host == AffiliationNetwork::absent_host) continue;
    for (std::size_t x = 0; x < members.size(); ++x)
      for (std::size_t y = x + 1; y < members.size(); ++y)
        if (host < 0 || host == members[x] || host == members[y]) use(members[x], members[y]);
  }
}

/// What the likelihood's score compares: pairs that share an arrangement, by distance and by size.
struct Score {
  std::vector<double> at_knot;  ///< Pairs, shared out between the two nearest knots.
  double pairs = 0;
  double size = 0;             ///< Σ of log population_i + log population_j.
  double squares = 0;          ///< Σ of its square.
  std::vector<double> degree;  ///< Places, hosts' left out.
};

/// The mean of draws; threads never add up in an order of their own.
[[nodiscard]] Score mean_of(const std::vector<Score>& draws);

/// Counts what `Score` holds. Keeps the model's knots of the time when it was made.
class Scorer {
 public:
  explicit Scorer(const GravityModel& model) : model_(model) {
    const auto n = static_cast<std::size_t>(model.n());
    position_.resize(n * n);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        position_[i * n + j] = static_cast<float>(
            position(model.distance(static_cast<std::int32_t>(i), static_cast<std::int32_t>(j))));
  }

  [[nodiscard]] Score operator()(const AffiliationNetwork& network) const {
    Score score;
    score.at_knot.assign(model_.knots.size() + 1, 0.0);
    score.degree.assign(static_cast<std::size_t>(model_.n()), 0.0);
    for (std::int32_t a = 0; a < network.arrangement_count(); ++a) {
      const auto members = network.members(a);
      const std::int32_t host = network.host(a);
      for (const std::int32_t i : members)
        if (i != host) score.degree[static_cast<std::size_t>(i)] += 1;
    }
    for_each_pair(network, [&](std::int32_t i, std::int32_t j) { add(score, i, j); });
    score.at_knot.pop_back();
    return score;
  }

 private:
  /// Between the knots: k + share.
  [[nodiscard]] double position(double distance) const {
    const auto& knots = model_.knots;
    if (distance <= knots.front()) return 0;
    if (distance >= knots.back()) return static_cast<double>(knots.size() - 1);
    const auto k = static_cast<std::size_t>(std::upper_bound(knots.begin(), knots.end(), distance) -
                                            knots.begin());
    return static_cast<double>(k - 1) + (distance - knots[k - 1]) / (knots[k] - knots[k - 1]);
  }

  void add(Score& score, std::int32_t i, std::int32_t j) const {
    const auto x = static_cast<std::size_t>(i);
    const auto y = static_cast<std::size_t>(j);
    const double at = position_[x * static_cast<std::size_t>(model_.n()) + y];
    const auto k = static_cast<std::size_t>(at);
    const double share = at - static_cast<double>(k);
    score.at_knot[k] += 1 - share;
    score.at_knot[k + 1] += share;
    const double size = model_.log_population[x] + model_.log_population[y];
    score.pairs += 1;
    score.size += size;
    score.squares += size * size;
  }

  const GravityModel& model_;
  std::vector<float> position_;
};

}  // namespace munigraph::detail
