#include "clustering/leiden/coded/sampler.hpp"

#include <algorithm>

#include "clustering/leiden/order.hpp"
#include "core/index.hpp"
#include "core/portable_math.hpp"

namespace munigraph::clustering {
namespace {

constexpr int launch_scans = 2;

using detail::at;

/// ln 1/(1 + e^x).
double log_of_odds(double x) {
  return x > 0 ? -x - detail::portable_log1p(detail::portable_exp(-x))
               : -detail::portable_log1p(detail::portable_exp(x));
}

}  // namespace

PartitionSampler::PartitionSampler(const Graph& graph, const UnlabelledPlantedPartition& code,
                                   std::span<const std::int32_t> labels, std::uint64_t seed)
    : graph_(graph), random_(seed), labels_(labels.begin(), labels.end()) {
  const std::size_t n = labels_.size();
  state_.start(code, graph_, labels_, n);
  single_groups(graph_, singles_);
  weights_.resize(n);
  members_.assign(n, 0);
  at_.assign(n, -1);
  for (std::size_t i = 0; i < n; ++i) {
    if (graph_.mass[i].nodes == 0) continue;
    tied_.push_back(static_cast<std::int32_t>(i));
    ++members_[at(labels_[i])];
  }
  std::vector<std::uint8_t> taken(n);  // by isolates, whose places stay theirs
  for (std::size_t i = 0; i < n; ++i)
    if (graph_.mass[i].nodes == 0) taken[at(labels_[i])] = 1;
  for (std::size_t c = n; c-- > 0;) {
    if (members_[c] > 0) {
      at_[c] = static_cast<std::int32_t>(active_.size());
      active_.push_back(static_cast<std::int32_t>(c));
    } else if (taken[c] == 0) {
      empty_.push_back(static_cast<std::int32_t>(c));
    }
  }
}

void PartitionSampler::sweep(int proposals, const Monitor* monitor) {
  random_order(tied_.size(), random_, order_);
  for (const std::int32_t k : order_) {
    check(monitor);
    redraw(tied_[at(k)]);
  }
  if (tied_.size() < 2) return;
  for (int p = 0; p < proposals; ++p) {
    check(monitor);
    propose();
  }
}

void PartitionSampler::weigh_row(std::int32_t node) {
  weights_.clear();
  for (std::size_t s = graph_.offsets[at(node)]; s < graph_.offsets[at(node) + 1]; ++s)
    weights_.add(labels_[at(graph_.targets[s])], graph_.weights[s]);
}

void PartitionSampler::redraw(std::int32_t node) {
  const std::int32_t own = labels_[at(node)];
  const CodedGroup<W>& single = singles_[at(node)];
  weigh_row(node);
  const auto left = state_.departure(own, single, weights_[own]);
  choices_.assign(1, own);
  chance_.assign(1, 0.0);
  const auto consider = [&](std::int32_t c) {
    choices_.push_back(c);
    chance_.push_back(-state_.change(left, c, single, weights_[c]));
  };
  for (const std::int32_t c : active_)
    if (c != own) consider(c);
  if (members_[at(own)] > 1) consider(empty_place());
  const double most = *std::max_element(chance_.begin(), chance_.end());
  double sum = 0;
  for (double& chance : chance_) sum += chance = detail::portable_exp(chance - most);
  double left_over = random_.uniform() * sum;
  std::size_t k = 0;
  while (k + 1 < chance_.size() && (left_over -= chance_[k]) >= 0) ++k;
  if (choices_[k] != own) move(node, choices_[k]);
}

/// Needs weights_ of the node's row.
void PartitionSampler::move(std::int32_t node, std::int32_t to) {
  const std::int32_t from = labels_[at(node)];
  state_.move(from, to, singles_[at(node)], weights_[from], weights_[to]);
  labels_[at(node)] = to;
  if (members_[at(to)]++ == 0) {
    empty_.pop_back();
    at_[at(to)] = static_cast<std::int32_t>(active_.size());
    active_.push_back(to);
  }
  if (--members_[at(from)] > 0) return;
  empty_.push_back(from);
  const std::int32_t last = active_.back();
  active_[at(at_[at(from)])] = last;
  at_[at(last)] = at_[at(from)];
  active_.pop_back();
}

bool PartitionSampler::take(double log_ratio) {
  ++proposed_;
  const double u = random_.uniform();
  if (log_ratio < 0 && !(u < detail::portable_exp(log_ratio))) return false;
  ++accepted_;
  return true;
}

void PartitionSampler::propose() {
  const auto n = static_cast<std::uint32_t>(tied_.size());
  const std::uint32_t first = random_.below(n);
  std::uint32_t second = random_.below(n - 1);
  if (second >= first) ++second;
  const std::int32_t i = tied_[first];
  const std::int32_t j = tied_[second];
  if (labels_[at(i)] == labels_[at(j)])
    propose_split(i, j);
  else
    propose_merge(i, j);
}

void PartitionSampler::collect_others(const Pair& pair, std::int32_t i, std::int32_t j) {
  others_.clear();
  before_.clear();
  for (const std::int32_t k : tied_) {
    const std::int32_t label = labels_[at(k)];
    if ((label != pair.a && label != pair.b) || k == i || k == j) continue;
    others_.push_back(k);
    before_.push_back(label);
  }
}

double PartitionSampler::scan(const Pair& pair, std::span<const std::int32_t> wanted) {
  double log_chance = 0;
  for (std::size_t k = 0; k < others_.size(); ++k) {
    const std::int32_t node = others_[k];
    const std::int32_t own = labels_[at(node)];
    const std::int32_t other = own == pair.a ? pair.b : pair.a;
    weigh_row(node);
    const auto left = state_.departure(own, singles_[at(node)], weights_[own]);
    const double change = state_.change(left, other, singles_[at(node)], weights_[other]);
    const double log_move = log_of_odds(change);
    const bool moves =
        wanted.empty() ? random_.uniform() < detail::portable_exp(log_move) : wanted[k] == other;
    log_chance += moves ? log_move : log_of_odds(-change);
    if (moves) move(node, other);
  }
  return log_chance;
}

void PartitionSampler::launch(const Pair& pair) {
  for (const std::int32_t node : others_) {
    const std::int32_t to = (random_() >> 63) != 0 ? pair.a : pair.b;
    if (labels_[at(node)] == to) continue;
    weigh_row(node);
    move(node, to);
  }
  for (int s = 0; s < launch_scans; ++s) (void)scan(pair);
}

void PartitionSampler::propose_split(std::int32_t i, std::int32_t j) {
  const Pair pair{labels_[at(i)], empty_place()};
  collect_others(pair, i, j);
  const double whole = state_.terms_of(pair.a, pair.b);
  weigh_row(j);
  move(j, pair.b);
  launch(pair);
  const double log_chance = scan(pair);
  if (take(whole - state_.terms_of(pair.a, pair.b) - log_chance)) return;
  for (const std::int32_t node : others_)
    if (labels_[at(node)] != pair.a) {
      weigh_row(node);
      move(node, pair.a);
    }
  weigh_row(j);
  move(j, pair.a);
}

void PartitionSampler::propose_merge(std::int32_t i, std::int32_t j) {
  const Pair pair{labels_[at(i)], labels_[at(j)]};
  collect_others(pair, i, j);
  launch(pair);
  const double log_chance = scan(pair, before_);  // back to where it was
  if (!take(log_chance - state_.merge_change(pair.a, pair.b, between(pair)))) return;
  for (const std::int32_t node : others_)
    if (labels_[at(node)] == pair.b) {
      weigh_row(node);
      move(node, pair.a);
    }
  weigh_row(j);
  move(j, pair.a);
}

PartitionSampler::W PartitionSampler::between(const Pair& pair) const {
  W sum = 0;
  for (const std::int32_t node : tied_) {
    if (labels_[at(node)] != pair.a) continue;
    for (std::size_t s = graph_.offsets[at(node)]; s < graph_.offsets[at(node) + 1]; ++s)
      if (labels_[at(graph_.targets[s])] == pair.b) sum += graph_.weights[s];
  }
  return sum;
}

}  // namespace munigraph::clustering
