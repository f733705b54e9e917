#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>

#include "munigraph/bridging/brokerage.hpp"

namespace munigraph {
namespace {

using Roles = std::array<double, broker_roles>;

/// x(x−1)…(x−k+1), 0 where a factor is not positive.
double falling(double x, int k) noexcept {
  double product = 1;
  for (int i = 0; i < k; ++i) product *= std::max(0.0, x - i);
  return product;
}

/// Probabilities, given the broker's group, that one open pair has the role (`one`), that two with
/// a common end both have it (`shared`), that two without one both have it (`apart`).
struct Chances {
  Roles one{};
  Roles shared{};
  Roles apart{};
};

/// Numbers of ordered choices of distinct nodes, divided by all such choices. `own`: size of the
/// broker's group without the broker; `rest`: sizes of the other groups.
Chances chances_given(double own, std::span<const double> rest) {
  double n = 0;
  for (const double h : rest) n += h;
  double two = 0;
  double three = 0;
  double four = 0;
  double two_squared = 0;
  double split = 0;  // a in some h, c and c' in neither h nor the broker's group
  for (const double h : rest) {
    two += falling(h, 2);
    three += falling(h, 3);
    four += falling(h, 4);
    two_squared += falling(h, 2) * falling(h, 2);
    split += h * falling(n - h, 2);
  }
  const double both_inside = four + two * two - two_squared;  // a, c in one group; a', c' in one
  Chances chances;
  chances.one = {falling(own, 2), two, 2 * own * n, falling(n, 2) - two};
  chances.shared = {falling(own, 3), three, own * falling(n, 2) + falling(own, 2) * n, split};
  chances.apart = {falling(own, 4), both_inside, 4 * falling(own, 2) * falling(n, 2),
                   falling(n, 4) - 2 * two * falling(n - 2, 2) + both_inside};
  const double others = own + n;
  for (std::size_t r = 0; r < broker_roles; ++r) {
    chances.one[r] = others >= 2 ? chances.one[r] / falling(others, 2) : 0;
    chances.shared[r] = others >= 3 ? chances.shared[r] / falling(others, 3) : 0;
    chances.apart[r] = others >= 4 ? chances.apart[r] / falling(others, 4) : 0;
  }
  return chances;
}

std::vector<Chances> chances_by_group(const Partition& groups) {
  std::vector<Chances> chances;
  for (std::size_t g = 0; g < groups.sizes().size(); ++g) {
    // Groups are ordered by size: those of the same size have the same chances.
    if (g > 0 && groups.sizes()[g] == groups.sizes()[g - 1]) {
      chances.push_back(chances.back());
      continue;
    }
    std::vector<double> rest;
    for (std::size_t h = 0; h < groups.sizes().size(); ++h)
      if (h != g) rest.push_back(groups.sizes()[h]);
    chances.push_back(chances_given(groups.sizes()[g] - 1.0, rest));
  }
  return chances;
}

/// Over the broker's own label, when that is dealt too.
Chances mean_chances(const std::vector<Chances>& chances, const Partition& groups) {
  Chances mean;
  for (std::size_t g = 0; g < chances.size(); ++g) {
    const double weight = groups.sizes()[g] / static_cast<double>(groups.size());
    for (std::size_t r = 0; r < broker_roles; ++r) {
      mean.one[r] += weight * chances[g].one[r];
      mean.shared[r] += weight * chances[g].shared[r];
      mean.apart[r] += weight * chances[g].apart[r];
    }
  }
  return mean;
}

}  // namespace

ExpectedBrokerage expected_brokerage(const Brokerage& observed, const Partition& groups,
                                     BrokerLabel own) {
  const std::size_t n = observed.open_degree_squares.size();
  if (static_cast<std::size_t>(groups.size()) != n)
    throw std::invalid_argument("expected_brokerage: groups and counts differ in length");
  ExpectedBrokerage expected;
  expected.expectation.resize(n * broker_roles);
  expected.deviation.resize(n * broker_roles);
  const std::vector<Chances> by_group = chances_by_group(groups);
  const Chances overall = mean_chances(by_group, groups);
  for (std::size_t b = 0; b < n; ++b) {
    const auto group = static_cast<std::size_t>(groups[static_cast<std::int32_t>(b)]);
    const Chances& chances = own == BrokerLabel::kept ? by_group[group] : overall;
    double open = 0;
    for (std::size_t r = 0; r < broker_roles; ++r)
      open += static_cast<double>(observed.counts[b * broker_roles + r]);
    // Ordered pairs of different open pairs: Σ d(d−1) share an end (Σ d = 2·open), others do not.
    const double shared = observed.open_degree_squares[b] - 2 * open;
    const double apart = open * (open - 1) - shared;
    for (std::size_t r = 0; r < broker_roles; ++r) {
      const double mean = open * chances.one[r];
      const double square = mean + shared * chances.shared[r] + apart * chances.apart[r];
      const double variance = square - mean * mean;
      expected.expectation[b * broker_roles + r] = mean;
      // Below rounding the count cannot vary: one group, or nothing to broker.
      expected.deviation[b * broker_roles + r] =
          variance > 1e-12 * std::max(1.0, square) ? std::sqrt(variance) : 0.0;
    }
  }
  return expected;
}

}  // namespace munigraph
