#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

#include "core/portable_math.hpp"
#include "munigraph/core/random.hpp"
#include "null_models/gravity_model.hpp"

namespace munigraph {
namespace {

/// Draws members without replacement in proportion to weights given as running sums: one that was
/// drawn before is drawn again, and once those hold half of the weight they are taken out.
class Urn {
 public:
  explicit Urn(std::size_t nodes) : drawn_by_(nodes, -1) {}

  void fill(std::int32_t arrangement, std::int32_t initiator, std::span<const double> cumulated) {
    arrangement_ = arrangement;
    cumulated_ = cumulated;
    identity_ = true;
    gone_ = 0;
    drawn_by_[static_cast<std::size_t>(initiator)] = arrangement;
  }

  [[nodiscard]] std::int32_t draw(Random& random) {
    for (;;) {
      const double total = cumulated_.empty() ? 0 : cumulated_.back();
      if (!(total > 0)) return any(random);
      const auto at = static_cast<std::size_t>(
          std::upper_bound(cumulated_.begin(), cumulated_.end(), random.uniform() * total) -
          cumulated_.begin());
      if (at >= cumulated_.size()) continue;  // rounding at the far end
      const auto node = identity_ ? at : static_cast<std::size_t>(names_[at]);
      if (drawn_by_[node] == arrangement_) {
        // Past half of the weight, or where weights differ so much that rounding hides it.
        if (2 * gone_ > total || ++misses_ > 64) take_out();
        continue;
      }
      misses_ = 0;
      drawn_by_[node] = arrangement_;
      gone_ += cumulated_[at] - (at > 0 ? cumulated_[at - 1] : 0);
      return static_cast<std::int32_t>(node);
    }
  }

 private:
  void take_out() {
    std::vector<std::int32_t> names;
    std::vector<double> sums;
    double sum = 0;
    for (std::size_t at = 0; at < cumulated_.size(); ++at) {
      const auto node = identity_ ? static_cast<std::int32_t>(at) : names_[at];
      const double weight = cumulated_[at] - (at > 0 ? cumulated_[at - 1] : 0);
      if (drawn_by_[static_cast<std::size_t>(node)] == arrangement_ || weight <= 0) continue;
      names.push_back(node);
      sums.push_back(sum += weight);
    }
    names_.swap(names);
    sums_.swap(sums);
    cumulated_ = sums_;
    identity_ = false;
    gone_ = 0;
    misses_ = 0;
  }

  /// All that has a weight is drawn.
  [[nodiscard]] std::int32_t any(Random& random) {
    for (;;) {
      const std::uint32_t node = random.below(static_cast<std::uint32_t>(drawn_by_.size()));
      if (drawn_by_[node] == arrangement_) continue;
      drawn_by_[node] = arrangement_;
      return static_cast<std::int32_t>(node);
    }
  }

  std::vector<std::int32_t> drawn_by_;
  std::vector<std::int32_t> names_;
  std::vector<double> sums_;
  std::span<const double> cumulated_;
  std::int32_t arrangement_ = -1;
  bool identity_ = true;
  double gone_ = 0;
  int misses_ = 0;
};

std::int32_t draw_initiator(const detail::GravityModel& model, Random& random) {
  const auto& sums = model.cumulated_initiation;
  for (;;) {
    const auto at = std::upper_bound(sums.begin(), sums.end(), random.uniform() * sums.back());
    if (at != sums.end()) return static_cast<std::int32_t>(at - sums.begin());
  }
}

/// Draws an arrangement's members by their distances to all who are in.
class Together {
 public:
  explicit Together(const detail::GravityModel& model)
      : model_(model),
        sum_(model.stride()),
        chance_(sum_.size()),
        block_(sum_.size() / detail::GravityModel::lanes),
        in_(sum_.size()) {}

  void start(std::int32_t initiator, bool star) {
    star_ = star;
    members_ = 0;
    in_.assign(in_.size(), false);
    for (std::size_t j = 0; j < sum_.size(); ++j) sum_[j] = model_.weight[j] > 0 ? 0 : inside;
    take(static_cast<std::size_t>(initiator));
  }

  [[nodiscard]] std::int32_t draw(Random& random, std::span<double> chances) {
    const double total = weigh();
    const std::size_t node = total > 0 ? pick(random.uniform() * total) : any(random);
    // Who is drawn for want of anyone with a weight was not among the chances.
    if (total > 0) {
      const double scale = 1 / total;
      for (std::size_t j = 0; j < chances.size(); ++j) chances[j] += chance_[j] * scale;
    } else if (!chances.empty()) {
      chances[node] += 1;
    }
    take(node);
    return static_cast<std::int32_t>(node);
  }

 private:
  static constexpr std::size_t lanes = detail::GravityModel::lanes;
  /// Less than any sum of logarithms, by far.
  static constexpr std::int32_t inside = -1'000'000'000;

  void take(std::size_t node) {
    // In a star only the host's distance counts.
    if (members_ == 0 || !star_) {
      const std::int16_t* row = model_.logarithm.data() + node * sum_.size();
      for (std::size_t j = 0; j < sum_.size(); ++j) sum_[j] += row[j];
      ++members_;
    }
    sum_[node] = inside;
    in_[node] = true;
  }

  /// The weight of everyone relative to the largest f, and its sum by blocks. Four sums per block:
  /// adding up one after the other would take most of the time of a draw.
  [[nodiscard]] double weigh() {
    const std::int32_t most = *std::max_element(sum_.begin(), sum_.end());
    const float share = 1.0F / static_cast<float>(members_);
    const auto last = static_cast<float>(model_.exponential.size() - 1);
    double total = 0;
    for (std::size_t b = 0; b < block_.size(); ++b) {
      const std::int32_t* sum = sum_.data() + b * lanes;
      float* chance = chance_.data() + b * lanes;
      const float* weight = model_.weight.data() + b * lanes;
      float sums[4] = {0, 0, 0, 0};
      for (std::size_t j = 0; j < lanes; ++j) {
        const float steps = std::min(last, static_cast<float>(most - sum[j]) * share);
        chance[j] = weight[j] *
                    model_.exponential[static_cast<std::size_t>(static_cast<std::int32_t>(steps))];
        sums[j % 4] += chance[j];
      }
      block_[b] = static_cast<double>((sums[0] + sums[1]) + (sums[2] + sums[3]));
      total += block_[b];
    }
    return total;
  }

  [[nodiscard]] std::size_t pick(double at) const {
    std::size_t b = 0;
    while (b + 1 < block_.size() && at >= block_[b]) at -= block_[b++];
    // Rounding may lead past the end of a block: the last one with a weight then.
    std::size_t found = chance_.size();
    for (std::size_t j = b * lanes; j < chance_.size(); ++j) {
      if (!(chance_[j] > 0)) continue;
      found = j;
      if (at < chance_[j]) return j;
      at -= chance_[j];
    }
    if (found < chance_.size()) return found;
    for (std::size_t j = chance_.size(); j-- > 0;)
      if (chance_[j] > 0) return j;
    return 0;  // never: the sum is above 0
  }

  [[nodiscard]] std::size_t any(Random& random) const {
    for (;;) {
      const std::size_t node = random.below(static_cast<std::uint32_t>(model_.n()));
      if (!in_[node]) return node;
    }
  }

  const detail::GravityModel& model_;
  std::vector<std::int32_t> sum_;  ///< Of the logarithms of f to all who are in, per node.
  std::vector<float> chance_;
  std::vector<double> block_;
  std::vector<bool> in_;
  int members_ = 0;
  bool star_ = false;
};

}  // namespace

namespace {

/// The rows of log f in whole steps, the largest 0, and what so many steps down stand for.
void tabulate_logarithms(detail::GravityModel& model) {
  using detail::GravityModel;
  const std::size_t cells = detail::cells;
  std::vector<double> log_factor(cells + 1);
  for (std::size_t c = 0; c <= cells; ++c)
    log_factor[c] = model.log_decay((static_cast<double>(c) + 0.5) * model.cell_width);
  const double most = *std::max_element(log_factor.begin(), log_factor.end());
  std::vector<std::int16_t> steps(cells + 1);
  for (std::size_t c = 0; c <= cells; ++c)
    steps[c] = static_cast<std::int16_t>(-std::min<double>(
        GravityModel::lowest, std::round((most - log_factor[c]) * GravityModel::steps_per_e)));
  model.logarithm.resize(model.cell.size());
  for (std::size_t at = 0; at < model.cell.size(); ++at)
    model.logarithm[at] = steps[model.cell[at]];
  model.exponential.resize(GravityModel::most_steps + 2);
  for (std::size_t s = 0; s <= GravityModel::most_steps; ++s)
    model.exponential[s] = static_cast<float>(
        detail::portable_exp(-static_cast<double>(s) / GravityModel::steps_per_e));
  model.exponential.back() = 0;  // for those who are in
  model.weight.assign(model.stride(), 0.0F);
  for (std::size_t j = 0; j < model.propensity.size(); ++j)
    model.weight[j] = static_cast<float>(
        model.propensity[j] * detail::portable_exp(model.alpha * model.log_population[j]));
}

}  // namespace

void detail::tabulate(GravityModel& model) {
  if (model.n() > largest_matrix) return;
  const auto n = static_cast<std::size_t>(model.n());
  if (model.rule == GravityDistance::members) return tabulate_logarithms(model);
  model.matrix.resize(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    const std::span<double> row(model.matrix.data() + i * n, n);
    model.attraction(static_cast<std::int32_t>(i), row);
    double sum = 0;
    for (std::size_t j = 0; j < n; ++j) row[j] = sum += row[j] * model.propensity[j];
  }
}

AffiliationNetwork detail::draw_gravity(const GravityModel& model, std::uint64_t seed,
                                        const Monitor* monitor, std::span<double> chances) {
  Random random(seed);
  const auto n = static_cast<std::size_t>(model.n());
  const bool by_all = model.rule == GravityDistance::members;
  Urn urn(by_all ? 0 : n);
  std::optional<Together> near;
  if (by_all) near.emplace(model);
  std::vector<double> row(by_all || !model.matrix.empty() ? 0 : n);
  std::vector<std::int32_t> nodes;
  std::vector<std::int32_t> arrangements;
  for (std::int32_t a = 0; a < model.kept.arrangement_count; ++a) {
    check(monitor);
    const std::int32_t size = model.size[static_cast<std::size_t>(a)];
    if (size == 0) continue;
    const std::int32_t host = model.kept.host.empty()
                                  ? AffiliationNetwork::clique
                                  : model.kept.host[static_cast<std::size_t>(a)];
    const std::int32_t initiator = host >= 0 ? host : draw_initiator(model, random);
    nodes.push_back(initiator);
    arrangements.insert(arrangements.end(), static_cast<std::size_t>(size), a);
    if (size == 1) continue;
    if (near) {
      near->start(initiator, host != AffiliationNetwork::clique);
      for (std::int32_t k = 1; k < size; ++k) nodes.push_back(near->draw(random, chances));
      continue;
    }
    if (model.matrix.empty()) {
      model.attraction(initiator, row);
      double sum = 0;
      for (std::size_t j = 0; j < n; ++j) row[j] = sum += row[j] * model.propensity[j];
    }
    urn.fill(a, initiator, model.matrix.empty() ? row : model.cumulated(initiator));
    for (std::int32_t k = 1; k < size; ++k) nodes.push_back(urn.draw(random));
  }
  return model.kept.with_members(nodes, arrangements, monitor);
}

}  // namespace munigraph
