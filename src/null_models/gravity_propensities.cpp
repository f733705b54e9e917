#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <vector>

#include "core/fixed_order.hpp"
#include "core/portable_math.hpp"
#include "core/streams.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"
#include "null_models/gravity_model.hpp"

namespace munigraph::detail {
namespace {

/// So many arrangements of this size are expected to be started by this node.
struct Occasion {
  std::int32_t others;  ///< Members to be drawn: size − 1.
  double number;
  double t = 0;  ///< Solves Σ (1 − exp(−t w)) = others; kept from one iteration to the next.
};

/// Rows handled by one task; sums are added up in the order of tasks.
constexpr std::size_t block_rows = 16;
/// With more work than this per iteration, initiators are sampled.
constexpr double largest_work = 4e8;

using Row = Eigen::ArrayXd;

/// Occasions by initiator: all of them with their expected numbers, or a sample.
std::vector<std::vector<Occasion>> list_occasions(const GravityModel& model, std::uint64_t seed) {
  const auto n = static_cast<std::size_t>(model.n());
  std::map<std::int32_t, double> cliques;
  std::vector<std::map<std::int32_t, double>> by_node(n);
  for (std::size_t a = 0; a < model.size.size(); ++a) {
    if (model.size[a] < 2) continue;
    const std::int32_t host = model.kept.host.empty() ? -1 : model.kept.host[a];
    if (host >= 0)
      by_node[static_cast<std::size_t>(host)][model.size[a] - 1] += 1;
    else
      cliques[model.size[a] - 1] += 1;
  }
  const auto nodes = static_cast<double>(n);
  if (nodes * nodes * static_cast<double>(cliques.size()) <= largest_work) {
    for (std::size_t i = 0; i < n; ++i)
      if (model.initiation[i] > 0)
        for (const auto& [others, number] : cliques)
          by_node[i][others] += number * model.initiation[i];
  } else {
    Random random(stream_seed(seed, streams::gravity_starters));
    const auto& sums = model.cumulated_initiation;
    for (const auto& [others, number] : cliques)
      for (int copy = 0; copy < static_cast<int>(number); ++copy) {
        const auto at = std::upper_bound(sums.begin(), sums.end(), random.uniform() * sums.back());
        const auto i =
            std::min<std::ptrdiff_t>(at - sums.begin(), static_cast<std::ptrdiff_t>(n) - 1);
        by_node[static_cast<std::size_t>(i)][others] += 1;
      }
  }
  std::vector<std::vector<Occasion>> result(n);
  for (std::size_t i = 0; i < n; ++i)
    for (const auto& [others, number] : by_node[i]) result[i].push_back({others, number});
  return result;
}

/// Adds `number` times the chance of each node to be among `others` drawn without replacement.
/// `guess`: where to look for t if nothing better is known (0: nowhere).
void add_inclusion(const Row& weight, Occasion& occasion, double guess, Row& expected) {
  const double total = ordered_sum(weight);
  const double positive = (weight > 0).cast<double>().sum();
  if (!(total > 0)) return;
  if (occasion.others >= positive) {
    expected += occasion.number * (weight > 0).cast<double>();
    return;
  }
  if (occasion.others == 1) {
    expected += weight * (occasion.number / total);
    return;
  }
  if (occasion.others == 2) {
    // Second after any first: Σ_{l ≠ j} w_l/W · w_j/(W − w_l).
    const Row odds = weight / (total - weight).max(1e-300);
    const double sum = ordered_sum(odds);
    expected += occasion.number * (weight / total) * (1 + sum - odds);
    return;
  }
  const auto goal = static_cast<double>(occasion.others);
  double& t = occasion.t;
  if (t <= 0) t = guess > 0 ? guess : goal / total;
  Row stay(weight.size());
  for (int step = 0; step < 60; ++step) {
    stay = (-t * weight).max(-708.0);
    for (Eigen::Index j = 0; j < weight.size(); ++j) stay[j] = portable_exp_in_range(stay[j]);
    double drawn = 0;
    double slope = 0;
    for (Eigen::Index j = 0; j < weight.size(); ++j) {
      drawn += 1 - stay[j];
      slope += weight[j] * stay[j];
    }
    const double excess = drawn - goal;
    if (std::abs(excess) < 1e-5 * goal) break;
    // The sum is concave in t: from the left Newton overshoots at most once.
    const double next = t - excess / slope;
    t = next > 0 && next < 8 * t ? next : (excess > 0 ? t / 2 : 2 * t);
  }
  expected += occasion.number * (1 - stay) * (weight > 0).cast<double>();
}

class Corrector {
 public:
  Corrector(GravityModel& model, const GravityOptions& options)
      : model_(model),
        options_(options),
        occasions_(list_occasions(model, options.seed)),
        started_(Row::Zero(model.n())) {
    double cliques = 0;
    for (std::size_t a = 0; a < model.size.size(); ++a)
      cliques += model.size[a] >= 1 && (model.kept.host.empty() || model.kept.host[a] < 0);
    for (Eigen::Index i = 0; i < started_.size(); ++i)
      started_[i] = cliques * model.initiation[static_cast<std::size_t>(i)];
  }

  /// Expected number of arrangements that each node is drawn into by others.
  [[nodiscard]] Row drawn() {
    const auto n = static_cast<std::size_t>(model_.n());
    const std::size_t blocks = (n + block_rows - 1) / block_rows;
    std::vector<Row> sums(blocks);
    const Eigen::Map<const Row> b(model_.propensity.data(), model_.n());
    parallel_for(
        blocks, options_.threads,
        [&](std::size_t block, int) {
          sums[block] = Row::Zero(model_.n());
          Row row(model_.n());
          for (std::size_t i = block * block_rows; i < std::min(n, (block + 1) * block_rows); ++i) {
            if (occasions_[i].empty()) continue;
            model_.attraction(static_cast<std::int32_t>(i), {row.data(), n});
            row *= b;
            double guess = 0;  // sizes ascend, and so does t
            for (Occasion& occasion : occasions_[i]) {
              check(options_.monitor);
              add_inclusion(row, occasion, guess, sums[block]);
              guess = occasion.t * (occasion.others + 1.0) / occasion.others;
            }
          }
        },
        options_.monitor);
    Row total = Row::Zero(model_.n());
    for (const Row& sum : sums) total += sum;
    return total;
  }

  void run(int iterations) {
    for (int iteration = 0;; ++iteration) {
      const Row expected = drawn();
      const double worst = note_errors(expected);
      if (worst <= options_.tolerance || iteration >= iterations) break;
      // Longer steps as long as they help: a node that is nearly sure to be in what is near answers
      // little to its propensity.
      length_ = worst < last_worst_ ? std::min(8.0, 1.3 * length_) : std::max(1.0, 0.5 * length_);
      last_worst_ = worst;
      improve(expected);
    }
  }

 private:
  /// Largest relative error among degrees that can be met.
  double note_errors(const Row& expected) {
    double worst = 0;
    for (std::size_t j = 0; j < model_.propensity.size(); ++j) {
      const auto index = static_cast<Eigen::Index>(j);
      const double goal = model_.degree[j];
      model_.degree_error[j] = goal > 0 ? (started_[index] + expected[index] - goal) / goal : 0;
      if (goal > started_[index]) worst = std::max(worst, std::abs(model_.degree_error[j]));
    }
    return worst;
  }

  void improve(const Row& expected) {
    double sum = 0;
    double count = 0;
    for (std::size_t j = 0; j < model_.propensity.size(); ++j) {
      const auto index = static_cast<Eigen::Index>(j);
      double& b = model_.propensity[j];
      if (b <= 0) continue;
      const double goal = model_.degree[j] - started_[index];
      const double ratio = goal > 0 && expected[index] > 0 ? goal / expected[index] : 0.1;
      b = std::max(1e-12, b * std::clamp(portable_exp(length_ * portable_log(ratio)), 0.1, 10.0));
      sum += b;
      ++count;
    }
    if (sum > 0)
      for (double& b : model_.propensity) b *= count / sum;
  }

  GravityModel& model_;
  const GravityOptions& options_;
  std::vector<std::vector<Occasion>> occasions_;
  Row started_;  ///< Expected number of arrangements that each node starts.
  double length_ = 1;
  double last_worst_ = 1e300;
};

}  // namespace

void correct_degrees(GravityModel& model, const GravityOptions& options, int iterations) {
  Corrector(model, options).run(iterations);
}

}  // namespace munigraph::detail
