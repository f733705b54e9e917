#include "munigraph/null_models/bicm.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "munigraph/core/random.hpp"
#include "null_models/bicm_classes.hpp"
#include "null_models/binomial.hpp"

namespace munigraph {

/// Cumulated probabilities of the number of places a node takes in a class of arrangements, one
/// table per pair of classes.
struct detail::BicmSampler {
  struct Table {
    std::size_t begin = 0;   ///< In `cumulated`.
    std::int32_t first = 0;  ///< Number of places that the first entry stands for.
    std::int32_t open = 0;   ///< Places there are.
    bool certain = false;    ///< All or nothing: `first` places.
  };

  BicmSampler(const BicmClasses& classes, const Monitor* monitor) {
    for (std::size_t u = 0; u < classes.nodes.size(); ++u)
      for (std::size_t v = 0; v < classes.arrangements.size(); ++v) {
        check(monitor);
        Table table;
        table.begin = cumulated.size();
        table.open = static_cast<std::int32_t>(classes.open(u, v));
        const double p = classes.probability[classes.index(u, v)];
        const Binomial counts(table.open, p, 1e-25);  // far below one in 2^53
        table.first = static_cast<std::int32_t>(counts.first);
        table.certain = counts.mass.size() == 1;
        double sum = 0;
        for (const double mass : counts.mass) cumulated.push_back(sum += mass);
        cumulated.back() = 2.0;  // rounding never runs past the end
        tables.push_back(table);
      }
  }

  [[nodiscard]] std::int32_t count(const Table& table, Random& random) const {
    if (table.certain) return table.first;
    const double u = random.uniform();
    const double* at = cumulated.data() + table.begin;
    std::int32_t k = table.first;
    while (u >= *at++) ++k;
    return k;
  }

  std::vector<Table> tables;
  std::vector<double> cumulated;
};

namespace {

/// Chooses places for one node after the other; rows come out in the order of nodes.
class Draw {
 public:
  Draw(const detail::BicmClasses& classes, const detail::BicmSampler& sampler, std::uint64_t seed)
      : classes_(classes),
        sampler_(sampler),
        random_(seed),
        taken_by_(static_cast<std::size_t>(classes.kept.arrangement_count), -1) {
    std::size_t expected = 0;
    for (const auto& group : classes.nodes)
      expected += group.members.size() * static_cast<std::size_t>(group.degree);
    nodes.reserve(expected + expected / 8 + 64);
    arrangements.reserve(expected + expected / 8 + 64);
  }

  void node(std::int32_t i) {
    const auto u = static_cast<std::size_t>(classes_.node_class[static_cast<std::size_t>(i)]);
    for (std::size_t v = 0; v < classes_.arrangements.size(); ++v) {
      const auto& table = sampler_.tables[classes_.index(u, v)];
      const std::int32_t count = sampler_.count(table, random_);
      if (count == 0) continue;
      const auto& members = classes_.arrangements[v].members;
      if (2 * count <= table.open)
        choose(i, count, members, [&](std::int32_t a) { take(i, a); });
      else
        leave_out(i, table.open - count, members);
    }
  }

  std::vector<std::int32_t> nodes;
  std::vector<std::int32_t> arrangements;

 private:
  void take(std::int32_t i, std::int32_t a) {
    nodes.push_back(i);
    arrangements.push_back(a);
  }

  [[nodiscard]] bool hosts(std::int32_t i, std::int32_t a) const {
    return !classes_.kept.host.empty() && classes_.kept.host[static_cast<std::size_t>(a)] == i;
  }

  /// `count` distinct ones, uniformly; at most half of them, so few tries fail.
  template <class Action>
  void choose(std::int32_t i, std::int32_t count, const std::vector<std::int32_t>& from,
              Action action) {
    while (count > 0) {
      const std::int32_t a = from[random_.below(static_cast<std::uint32_t>(from.size()))];
      std::int32_t& mark = taken_by_[static_cast<std::size_t>(a)];
      if (mark == i || hosts(i, a)) continue;
      mark = i;
      action(a);
      --count;
    }
  }

  void leave_out(std::int32_t i, std::int32_t count, const std::vector<std::int32_t>& from) {
    choose(i, count, from, [](std::int32_t) {});
    for (const std::int32_t a : from)
      if (taken_by_[static_cast<std::size_t>(a)] != i && !hosts(i, a)) take(i, a);
  }

  const detail::BicmClasses& classes_;
  const detail::BicmSampler& sampler_;
  Random random_;
  std::vector<std::int32_t> taken_by_;
};

}  // namespace

const detail::BicmClasses& detail::BicmAccess::classes(const Bicm& model) noexcept {
  return *model.classes_;
}

Bicm::Bicm(const AffiliationNetwork& observed, const BicmOptions& options) {
  auto classes = std::make_shared<detail::BicmClasses>(observed);
  detail::solve(*classes, options);
  sampler_ = std::make_shared<const detail::BicmSampler>(*classes, options.monitor);
  classes_ = std::move(classes);
}

AffiliationNetwork Bicm::drawn(std::uint64_t seed, const Monitor* monitor) const {
  Draw draw(*classes_, *sampler_, seed);
  for (std::int32_t i = 0; i < classes_->kept.node_count; ++i) {
    check(monitor);
    draw.node(i);
  }
  const auto& host = classes_->kept.host;
  for (std::size_t a = 0; a < host.size(); ++a) {
    if (host[a] < 0) continue;
    draw.nodes.push_back(host[a]);
    draw.arrangements.push_back(static_cast<std::int32_t>(a));
  }
  return classes_->kept.with_members(draw.nodes, draw.arrangements, monitor);
}

double Bicm::probability(std::int32_t node, std::int32_t arrangement) const {
  const auto& host = classes_->kept.host;
  if (!host.empty() && host[static_cast<std::size_t>(arrangement)] == node) return 1.0;
  const auto u = classes_->node_class[static_cast<std::size_t>(node)];
  const auto v = classes_->arrangement_class[static_cast<std::size_t>(arrangement)];
  return classes_
      ->probability[classes_->index(static_cast<std::size_t>(u), static_cast<std::size_t>(v))];
}

std::vector<double> Bicm::probabilities() const {
  const auto n = classes_->kept.node_count;
  const auto count = classes_->kept.arrangement_count;
  std::vector<double> all;
  all.reserve(static_cast<std::size_t>(n) * static_cast<std::size_t>(count));
  for (std::int32_t i = 0; i < n; ++i)
    for (std::int32_t a = 0; a < count; ++a) all.push_back(probability(i, a));
  return all;
}

double Bicm::largest_residual() const noexcept { return classes_->residual(); }
int Bicm::iterations() const noexcept { return classes_->iterations; }

}  // namespace munigraph
