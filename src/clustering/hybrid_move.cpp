#include "clustering/hybrid_move.hpp"

#include <algorithm>
#include <atomic>
#include <numeric>

#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph::clustering {
namespace {

constexpr auto every_target = [](std::int32_t) { return true; };
constexpr auto every_group = [](std::int32_t) { return true; };

std::size_t at(std::int32_t i) noexcept { return static_cast<std::size_t>(i); }

/// Asks for the row of a node that is soon to be visited: on large networks a visit is mostly
/// waiting for memory.
void prefetch_row(const HybridLevel& level, std::int32_t node) noexcept {
#if defined(__GNUC__)
  const std::size_t begin = level.offsets[at(node)];
  const std::size_t end = std::min(level.offsets[at(node) + 1], begin + 64);
  for (std::size_t s = begin; s < end; s += 16) __builtin_prefetch(level.targets.data() + s);
  for (std::size_t s = begin; s < end; s += 8) __builtin_prefetch(level.weights.data() + s);
#endif
}

void prefetch_offset(const HybridLevel& level, std::int32_t node) noexcept {
#if defined(__GNUC__)
  __builtin_prefetch(level.offsets.data() + at(node));
#endif
}

}  // namespace

std::int64_t HybridMover::run(const HybridLevel& level, std::span<std::int32_t> labels,
                              const Scale& scale, const HybridPlan& plan, std::uint64_t seed,
                              bool single, const Monitor* monitor) {
  const std::size_t n = labels.size();
  std::int64_t moves = 0;
  if (single && !plan.exhaustive) moves += settle_chunks(level, labels, scale, plan, seed, monitor);
  count_groups(level, labels);
  blocks_.fill(level.hyper, labels);
  if (plan.exhaustive) {
    queue_.resize(n);
    std::iota(queue_.begin(), queue_.end(), 0);
  } else {
    sweep(level, labels, scale, plan, monitor);
  }
  // Large levels are visited in order of memory: nodes next to each other share what they look at.
  if (plan.exhaustive || level.size() <= plan.chunk) {
    Random random(seed);
    random.shuffle(std::span(queue_));
  }
  return moves + drain(level, labels, scale, plan, monitor);
}

void HybridMover::count_groups(const HybridLevel& level, std::span<const std::int32_t> labels) {
  const std::size_t n = labels.size();
  mass_.assign(n, 0);
  members_.assign(n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    mass_[at(labels[i])] += level.mass[i];
    ++members_[at(labels[i])];
  }
  empty_.clear();
  for (std::size_t c = n; c-- > 0;)
    if (members_[c] == 0) empty_.push_back(static_cast<std::int32_t>(c));
}

std::int64_t HybridMover::settle_chunks(const HybridLevel& level, std::span<std::int32_t> labels,
                                        const Scale& scale, const HybridPlan& plan,
                                        std::uint64_t seed, const Monitor* monitor) {
  mass_ = level.mass;
  members_.assign(labels.size(), 1);
  const std::int32_t n = level.size();
  const std::size_t chunks = (labels.size() + at(plan.chunk) - 1) / at(plan.chunk);
  std::atomic<std::int64_t> moves{0};
  parallel_for(
      chunks, plan.threads,
      [&](std::size_t c, int worker) {
        const auto begin = static_cast<std::int32_t>(c) * plan.chunk;
        moves += settle_chunk(level, labels, scale, begin, std::min(n - begin, plan.chunk) + begin,
                              stream_seed(seed, c), sums_[at(worker)], monitor);
      },
      monitor);
  return moves;
}

std::int64_t HybridMover::settle_chunk(const HybridLevel& level, std::span<std::int32_t> labels,
                                       const Scale& scale, std::int32_t begin, std::int32_t end,
                                       std::uint64_t seed, GroupSums& sums,
                                       const Monitor* monitor) {
  const std::size_t size = at(end - begin);
  std::vector<std::int32_t> queue(size);
  std::iota(queue.begin(), queue.end(), begin);
  Random random(seed);
  random.shuffle(std::span(queue));
  std::vector<std::uint8_t> queued(size, 1);
  std::vector<std::int32_t> empty;
  const auto inside = [&](std::int32_t j) {
    return static_cast<std::uint32_t>(j - begin) < static_cast<std::uint32_t>(size);
  };
  std::int64_t moves = 0;
  std::size_t visits = 0;
  for (std::size_t waiting = size, head = 0; waiting > 0; --waiting) {
    if ((++visits & 255U) == 0) check(monitor);
    const std::int32_t node = queue[head];
    head = head + 1 == size ? 0 : head + 1;
    queued[at(node - begin)] = 0;
    const std::size_t i = at(node);
    const std::int32_t own = labels[i];
    for (std::size_t s = level.offsets[i]; s < level.offsets[i + 1]; ++s)
      if (inside(level.targets[s])) sums.add(labels[at(level.targets[s])], level.weights[s]);
    const double penalty = scale.penalty * static_cast<double>(level.mass[i]);
    const auto score = [&](std::int32_t c, Units mass) {
      return static_cast<double>(sums[c]) - penalty * static_cast<double>(mass);
    };
    std::int32_t target = own;
    double best = score(own, mass_[at(own)] - level.mass[i]) + scale.tolerance;
    for (const std::int32_t c : sums.touched()) {
      const double s = c == own ? best - 1 : score(c, mass_[at(c)]);
      if (s > best || (s == best && target != own && c < target)) {
        best = s;
        target = c;
      }
    }
    if (best < 0 && members_[at(own)] > 1) {
      target = empty.back();
      empty.pop_back();
    }
    sums.clear();
    if (target == own) continue;
    ++moves;
    if (--members_[at(own)] == 0) empty.push_back(own);
    mass_[at(own)] -= level.mass[i];
    ++members_[at(target)];
    mass_[at(target)] += level.mass[i];
    labels[i] = target;
    for (std::size_t s = level.offsets[i]; s < level.offsets[i + 1]; ++s) {
      const std::int32_t j = level.targets[s];
      if (!inside(j) || queued[at(j - begin)] != 0 || labels[at(j)] == target) continue;
      queued[at(j - begin)] = 1;
      queue[(head + waiting - 1) % size] = j;  // `waiting` still counts the node at hand
      ++waiting;
    }
  }
  return moves;
}

Choice HybridMover::choose(const HybridLevel& level, std::span<const std::int32_t> labels,
                           const Scale& scale, std::int32_t node, Chooser& chooser) const {
  return chooser.choose(level, level.hyper, blocks_, labels, mass_, node, scale.penalty,
                        scale.tolerance, members_[at(labels[at(node)])] > 1, every_target,
                        every_group);
}

void HybridMover::sweep(const HybridLevel& level, std::span<const std::int32_t> labels,
                        const Scale& scale, const HybridPlan& plan, const Monitor* monitor) {
  constexpr std::size_t block = 2048;
  const std::size_t n = labels.size();
  queued_.assign(n, 0);
  parallel_for((n + block - 1) / block, plan.threads,
               [&](std::size_t b, int worker) {
                 for (std::size_t i = b * block; i < std::min(n, (b + 1) * block); ++i) {
                   if ((i & 255U) == 0) check(monitor);
                   const Choice choice = choose(level, labels, scale, static_cast<std::int32_t>(i),
                                                choosers_[at(worker)]);
                   queued_[i] = choice.empty || choice.group != labels[i];
                 }
               },
               monitor);
  queue_.clear();
  for (std::size_t i = 0; i < n; ++i)
    if (queued_[i] != 0) queue_.push_back(static_cast<std::int32_t>(i));
}

std::int64_t HybridMover::drain(const HybridLevel& level, std::span<std::int32_t> labels,
                                const Scale& scale, const HybridPlan& plan,
                                const Monitor* monitor) {
  const std::size_t n = labels.size();
  queued_.assign(n, 0);
  for (const std::int32_t i : queue_) queued_[at(i)] = 1;
  std::size_t waiting = queue_.size();
  queue_.resize(n);
  std::int64_t moves = 0;
  std::size_t visits = 0;
  for (std::size_t head = 0; waiting > 0; --waiting) {
    if ((++visits & 255U) == 0) check(monitor);
    const std::int32_t node = queue_[head];
    head = head + 1 == n ? 0 : head + 1;
    queued_[at(node)] = 0;
    if (waiting > 9) {
      prefetch_offset(level, queue_[(head + 7) % n]);
      prefetch_row(level, queue_[(head + 3) % n]);
    }
    const Choice choice = choose(level, labels, scale, node, choosers_.front());
    const std::int32_t target = choice.empty ? empty_.back() : choice.group;
    if (target == labels[at(node)]) continue;
    apply(level, labels, node, target);
    ++moves;
    tied_nodes(level, node, plan.exhaustive);
    for (const std::int32_t j : tied_) {
      if (queued_[at(j)] != 0 || labels[at(j)] == target) continue;
      queued_[at(j)] = 1;
      queue_[(head + waiting - 1) % n] = j;
      ++waiting;
    }
  }
  return moves;
}

void HybridMover::apply(const HybridLevel& level, std::span<std::int32_t> labels, std::int32_t node,
                        std::int32_t target) {
  const std::size_t i = at(node);
  const std::int32_t from = labels[i];
  if (members_[at(target)]++ == 0) empty_.pop_back();
  if (--members_[at(from)] == 0) empty_.push_back(from);
  mass_[at(from)] -= level.mass[i];
  mass_[at(target)] += level.mass[i];
  labels[i] = target;
  const HyperEdges& hyper = level.hyper;
  if (hyper.count() == 0) return;
  for (std::size_t k = hyper.node_offsets[i]; k < hyper.node_offsets[i + 1]; ++k)
    blocks_.move(hyper.node_edges[k], from, target, hyper.node_multiplicity[k]);
}

void HybridMover::tied_nodes(const HybridLevel& level, std::int32_t node, bool exhaustive) {
  const std::size_t i = at(node);
  tied_.assign(level.targets.data() + level.offsets[i],
               level.targets.data() + level.offsets[i + 1]);
  if (!exhaustive) return;
  const HyperEdges& hyper = level.hyper;
  if (hyper.count() > 0)
    for (std::size_t k = hyper.node_offsets[i]; k < hyper.node_offsets[i + 1]; ++k) {
      const std::int32_t e = hyper.node_edges[k];
      for (std::size_t m = hyper.begin(e); m < hyper.end(e); ++m)
        if (hyper.members[m] != node) tied_.push_back(hyper.members[m]);
    }
  std::sort(tied_.begin(), tied_.end());
  tied_.erase(std::unique(tied_.begin(), tied_.end()), tied_.end());
}

}  // namespace munigraph::clustering
