#include "munigraph/bridging/core_periphery.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>

namespace munigraph {
namespace {

constexpr double slack = 1e-12;
/// Nodes up to which every beginning of the order is tried.
constexpr std::size_t patience = 1000;

/// The correlation depends on two numbers alone: the size of the periphery and the weight within.
class Pattern {
 public:
  Pattern(const CooperationNetwork& network, bool weighted)
      : network_(network),
        weighted_(weighted),
        outside_(static_cast<std::size_t>(network.node_count()), 0.0),
        core_(static_cast<std::size_t>(network.node_count()), 0),
        periphery_(static_cast<double>(network.node_count())) {
    const auto n = static_cast<double>(network.node_count());
    pairs_ = n * (n - 1) / 2;
    for (std::size_t i = 0; i < core_.size(); ++i)
      each_tie(i, [&](std::size_t, double weight) {
        outside_[i] += weight;
        total_ += weight / 2;
        squares_ += weight * weight / 2;
      });
    within_ = total_;
  }

  [[nodiscard]] double correlation() const { return correlation(periphery_, within_); }

  /// Of the pattern in which a node has changed sides.
  [[nodiscard]] double after(std::size_t i) const {
    return core_[i] != 0 ? correlation(periphery_ + 1, within_ + outside_[i])
                         : correlation(periphery_ - 1, within_ - outside_[i]);
  }

  void move(std::size_t i) {
    const double sign = core_[i] != 0 ? 1.0 : -1.0;
    periphery_ += sign;
    within_ += sign * outside_[i];
    core_[i] = core_[i] != 0 ? 0 : 1;
    each_tie(i, [&](std::size_t j, double weight) { outside_[j] += sign * weight; });
  }

  [[nodiscard]] const std::vector<std::uint8_t>& core() const noexcept { return core_; }
  [[nodiscard]] double tied_to_periphery(std::size_t i) const noexcept { return outside_[i]; }

 private:
  [[nodiscard]] double correlation(double periphery, double within) const {
    const double ones = pairs_ - periphery * (periphery - 1) / 2;
    const double top = pairs_ * (total_ - within) - total_ * ones;
    const double spread = (pairs_ * squares_ - total_ * total_) * (pairs_ - ones) * ones;
    // No pattern at all (everyone in the core, or nobody) is the worst there is.
    return spread > 0 ? top / std::sqrt(spread) : -1.0;
  }

  template <class Each>
  void each_tie(std::size_t i, const Each& each) const {
    for (std::size_t s = network_.offsets()[i]; s < network_.offsets()[i + 1]; ++s)
      each(static_cast<std::size_t>(network_.targets()[s]), weighted_ ? network_.weight(s) : 1.0);
  }

  const CooperationNetwork& network_;
  bool weighted_ = true;
  std::vector<double> outside_;  // Weight of a node's ties to the periphery.
  std::vector<std::uint8_t> core_;
  double periphery_ = 0;
  double within_ = 0;
  double total_ = 0;
  double squares_ = 0;
  double pairs_ = 0;
};

/// Everyone, the strongest first.
std::vector<std::size_t> by_strength(const Pattern& pattern) {
  std::vector<std::size_t> order(pattern.core().size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return pattern.tied_to_periphery(a) > pattern.tied_to_periphery(b);
  });
  return order;
}

/// How many of the strongest make the best core.
std::size_t best_beginning(Pattern pattern, std::span<const std::size_t> order) {
  double best = -1.0;
  std::size_t size = 0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    pattern.move(order[k]);
    if (const double found = pattern.correlation(); found > best + slack) {
      best = found;
      size = k + 1;
    }
  }
  return size;
}

/// Moves single nodes, the best first, as long as that gains.
double climb(Pattern& pattern) {
  double best = pattern.correlation();
  const std::size_t n = pattern.core().size();
  while (true) {
    std::size_t chosen = n;
    double gain = best + slack;
    for (std::size_t i = 0; i < n; ++i)
      if (const double found = pattern.after(i); found > gain) {
        gain = found;
        chosen = i;
      }
    if (chosen == n) return best;
    pattern.move(chosen);
    best = pattern.correlation();
  }
}

}  // namespace

std::vector<std::int32_t> core_numbers(const CooperationNetwork& network) {
  const auto n = static_cast<std::size_t>(network.node_count());
  std::vector<std::int32_t> degree(n);
  std::int32_t most = 0;
  for (std::size_t i = 0; i < n; ++i) {
    degree[i] = static_cast<std::int32_t>(network.neighbours(static_cast<std::int32_t>(i)).size());
    most = std::max(most, degree[i]);
  }
  // Nodes in order of the ties that they have left; start[d] is where those with d begin.
  std::vector<std::size_t> start(static_cast<std::size_t>(most) + 2, 0);
  for (const std::int32_t d : degree) ++start[static_cast<std::size_t>(d) + 1];
  std::partial_sum(start.begin(), start.end(), start.begin());
  std::vector<std::size_t> order(n);
  std::vector<std::size_t> place(n);
  std::vector<std::size_t> next(start);
  for (std::size_t i = 0; i < n; ++i) {
    place[i] = next[static_cast<std::size_t>(degree[i])]++;
    order[place[i]] = i;
  }
  for (std::size_t k = 0; k < n; ++k) {
    const std::size_t i = order[k];
    for (const std::int32_t target : network.neighbours(static_cast<std::int32_t>(i))) {
      const auto j = static_cast<std::size_t>(target);
      if (degree[j] <= degree[i]) continue;
      // To the front of those with as many, which then begin one later.
      const auto d = static_cast<std::size_t>(degree[j]);
      const std::size_t front = std::max(start[d], k + 1);
      const std::size_t other = order[front];
      std::swap(order[place[j]], order[front]);
      place[other] = place[j];
      place[j] = front;
      start[d] = front + 1;
      --degree[j];
    }
  }
  return degree;
}

CorePeriphery core_periphery(const CooperationNetwork& network,
                             const CorePeripheryOptions& options) {
  const Pattern empty(network, options.weighted);
  const std::vector<std::size_t> order = by_strength(empty);
  CorePeriphery best{empty.core(), std::numeric_limits<double>::quiet_NaN()};
  Pattern start = empty;
  const std::size_t only = order.size() <= patience ? 0 : best_beginning(empty, order);
  for (std::size_t k = 1; k < order.size(); ++k) {
    start.move(order[k - 1]);
    if (only != 0 && k != only) continue;
    check(options.monitor);
    Pattern pattern = start;
    const double found = climb(pattern);
    if (found > -1.0 && !(found <= best.correlation + slack)) best = {pattern.core(), found};
  }
  return best;
}

}  // namespace munigraph
