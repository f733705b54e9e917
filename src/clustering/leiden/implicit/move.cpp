// Kernel: local moves over rows and counters
//
// Computes  labels in which no node gains by a move, but for what large arrangements alone call up.
// How       chunks settle first (from single nodes); a read-only sweep, in parallel, finds the
//           nodes that could gain; a queue moves them and those tied to them by rows [1, 2].
// Needs     one Chooser per thread; counters per arrangement and cluster (GroupBlocks).
//
// [1] V. A. Traag, L. Waltman and N. J. van Eck, "From Louvain to Leiden: guaranteeing
//     well-connected communities", Scientific Reports 9, 5233 (2019),
//     doi:10.1038/s41598-019-41695-z.
// [2] N. Ozaki, H. Tezuka and M. Inaba, "A simple acceleration method for the Louvain algorithm",
//     International Journal of Computer and Electrical Engineering 8(3), 207–218 (2016).

#include "clustering/leiden/implicit/move.hpp"

#include <algorithm>
#include <numeric>

#include "clustering/leiden/implicit/settle.hpp"
#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph::clustering {
namespace {

constexpr auto every_target = [](std::int32_t) { return true; };
constexpr auto every_group = [](std::int32_t) { return true; };

/// Asks for the row of a node that is soon to be visited: on large networks a visit is mostly
/// waiting for memory.
void prefetch_row(const ImplicitLevel& level, std::int32_t node) noexcept {
#if defined(__GNUC__)
  const std::size_t begin = level.offsets[at(node)];
  const std::size_t end = std::min(level.offsets[at(node) + 1], begin + 64);
  for (std::size_t s = begin; s < end; s += 16) __builtin_prefetch(level.targets.data() + s);
  for (std::size_t s = begin; s < end; s += 8) __builtin_prefetch(level.weights.data() + s);
#endif
}

void prefetch_offset(const ImplicitLevel& level, std::int32_t node) noexcept {
#if defined(__GNUC__)
  __builtin_prefetch(level.offsets.data() + at(node));
#endif
}

}  // namespace

std::int64_t ImplicitMover::run(const ImplicitLevel& level, std::span<std::int32_t> labels,
                                const Objective& objective, const ImplicitOptions& options,
                                std::uint64_t seed, Start start, const Monitor* monitor) {
  const std::size_t n = labels.size();
  std::int64_t moves = 0;
  rough_ = start == Start::rough;
  static const HyperEdges no_arrangements;
  hyper_ = rough_ ? &no_arrangements : &level.hyper;
  if (start != Start::labels)
    moves += settle_chunks(level, labels, objective, options.chunk,
                           static_cast<int>(choosers_.size()), seed, monitor);
  if (rough_ && level.size() <= options.chunk) return moves;
  check(monitor);
  count_groups(level, labels);
  check(monitor);
  blocks_.fill(*hyper_, labels);
  check(monitor);
  if (options.exhaustive) {
    queue_.resize(n);
    std::iota(queue_.begin(), queue_.end(), 0);
  } else {
    sweep(level, labels, objective, monitor);
  }
  // Large levels are visited in order of memory: nodes next to each other share what they look at.
  if (options.exhaustive || level.size() <= options.chunk) {
    Random random(seed);
    random.shuffle(std::span(queue_));
  }
  moves += drain(level, labels, objective, options, monitor);
  return moves;
}

void ImplicitMover::count_groups(const ImplicitLevel& level, std::span<const std::int32_t> labels) {
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

BestGroup ImplicitMover::choose(const ImplicitLevel& level, std::span<const std::int32_t> labels,
                                const Objective& objective, std::int32_t node,
                                Chooser& chooser) const {
  return chooser.choose(level, *hyper_, blocks_, labels, mass_, node, objective.penalty,
                        objective.tolerance, members_[at(labels[at(node)])] > 1, every_target,
                        every_group);
}

void ImplicitMover::sweep(const ImplicitLevel& level, std::span<const std::int32_t> labels,
                          const Objective& objective, const Monitor* monitor) {
  constexpr std::size_t block = 2048;
  const std::size_t n = labels.size();
  queued_.assign(n, 0);
  parallel_for((n + block - 1) / block, static_cast<int>(choosers_.size()),
               [&](std::size_t b, int worker) {
                 for (std::size_t i = b * block; i < std::min(n, (b + 1) * block); ++i) {
                   check(monitor);
                   const BestGroup choice =
                       choose(level, labels, objective, static_cast<std::int32_t>(i),
                              choosers_[at(worker)]);
                   queued_[i] = choice.empty || choice.group != labels[i];
                 }
               },
               monitor);
  queue_.clear();
  for (std::size_t i = 0; i < n; ++i)
    if (queued_[i] != 0) queue_.push_back(static_cast<std::int32_t>(i));
}

std::int64_t ImplicitMover::drain(const ImplicitLevel& level, std::span<std::int32_t> labels,
                                  const Objective& objective, const ImplicitOptions& options,
                                  const Monitor* monitor) {
  const std::size_t n = labels.size();
  queued_.assign(n, 0);
  for (const std::int32_t i : queue_) queued_[at(i)] = 1;
  std::size_t waiting = queue_.size();
  const std::size_t enough = 2 * waiting;
  const auto around = [n](std::size_t k) { return k < n ? k : k - n; };
  queue_.resize(n);
  std::int64_t moves = 0;
  std::size_t visits = 0;
  for (std::size_t head = 0; waiting > 0; --waiting) {
    check(monitor);
    ++visits;
    const std::int32_t node = queue_[head];
    head = head + 1 == n ? 0 : head + 1;
    queued_[at(node)] = 0;
    if (waiting > 9) {
      prefetch_offset(level, queue_[around(head + 7)]);
      prefetch_row(level, queue_[around(head + 3)]);
    }
    const BestGroup choice = choose(level, labels, objective, node, choosers_.front());
    const std::int32_t target = choice.empty ? empty_.back() : choice.group;
    if (target == labels[at(node)]) continue;
    apply(level, labels, node, target);
    ++moves;
    if (rough_ && visits > enough) continue;
    tied_nodes(level, node, options.exhaustive);
    for (const std::int32_t j : tied_) {
      if (queued_[at(j)] != 0 || labels[at(j)] == target) continue;
      queued_[at(j)] = 1;
      queue_[around(head + waiting - 1)] = j;  // `waiting` still counts the node at hand
      ++waiting;
    }
  }
  return moves;
}

void ImplicitMover::apply(const ImplicitLevel& level, std::span<std::int32_t> labels,
                          std::int32_t node, std::int32_t target) {
  const std::size_t i = at(node);
  const std::int32_t from = labels[i];
  if (members_[at(target)]++ == 0) empty_.pop_back();
  if (--members_[at(from)] == 0) empty_.push_back(from);
  mass_[at(from)] -= level.mass[i];
  mass_[at(target)] += level.mass[i];
  labels[i] = target;
  const HyperEdges& hyper = *hyper_;
  if (hyper.count() == 0) return;
  for (std::size_t k = hyper.node_offsets[i]; k < hyper.node_offsets[i + 1]; ++k)
    blocks_.move(hyper.node_edges[k], from, target, hyper.node_multiplicity[k]);
}

void ImplicitMover::tied_nodes(const ImplicitLevel& level, std::int32_t node, bool exhaustive) {
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
