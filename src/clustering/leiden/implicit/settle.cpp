// Kernel: first moves, chunk by chunk
//
// Computes  labels of nodes that settled over the ties within their chunk of consecutive nodes.
// How       local moves by a queue [1, 2] in an array per chunk; who is called up a second time
//           calls up nobody. Chunks touch nothing of each other: parallel, and free of the threads.
// Needs     rows; every node alone at the start.
//
// [1] V. A. Traag, L. Waltman and N. J. van Eck, "From Louvain to Leiden: guaranteeing
//     well-connected communities", Scientific Reports 9, 5233 (2019),
//     doi:10.1038/s41598-019-41695-z.
// [2] N. Ozaki, H. Tezuka and M. Inaba, "A simple acceleration method for the Louvain algorithm",
//     International Journal of Computer and Electrical Engineering 8(3), 207–218 (2016).

#include "clustering/leiden/implicit/settle.hpp"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <vector>

#include "munigraph/core/parallel.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph::clustering {
namespace {

/// The nodes [begin, begin + size) of a level, numbered from 0 here. All outside them are one more
/// node, `size`, whose sum never is 0 and so is never met.
class Chunk {
 public:
  Chunk(const ImplicitLevel& level, const Objective& objective, std::int32_t begin,
        std::int32_t size, std::uint64_t seed)
      : level_(level),
        objective_(objective),
        begin_(begin),
        size_(size),
        label_(at(size) + 1),
        mass_(level.mass.begin() + begin, level.mass.begin() + begin + size),
        members_(at(size), 1),
        sums_(at(size) + 1, 0),
        touched_(at(size) + 1),
        queue_(at(size)),
        queued_(at(size), 1) {
    std::iota(label_.begin(), label_.end(), 0);
    std::iota(queue_.begin(), queue_.end(), 0);
    Random random(seed);
    random.shuffle(std::span(queue_));
  }

  std::int64_t settle(const Monitor* monitor) {
    std::int64_t moves = 0;
    std::int64_t visits = 0;
    const auto length = static_cast<std::size_t>(size_);
    for (std::size_t waiting = length, head = 0; waiting > 0; --waiting) {
      if ((++visits & 255) == 0) check(monitor);
      const std::int32_t node = queue_[head];
      head = head + 1 == length ? 0 : head + 1;
      queued_[at(node)] = 0;
      if (waiting > 7) look_ahead(head);
      const std::int32_t target = best_label(node);
      if (target == label_[at(node)]) continue;
      ++moves;
      move(node, target);
      if (visits > size_) continue;  // the second round calls up no third
      each_tied(node, [&](std::int32_t j) {
        if (j == size_ || queued_[at(j)] != 0 || label_[at(j)] == target) return;
        queued_[at(j)] = 1;
        const std::size_t tail = head + waiting - 1;  // `waiting` still counts the node at hand
        queue_[tail < length ? tail : tail - length] = j;
        ++waiting;
      });
    }
    return moves;
  }

  void write(std::span<std::int32_t> labels) const {
    for (std::int32_t i = 0; i < size_; ++i) labels[at(begin_ + i)] = begin_ + label_[at(i)];
  }

 private:
  [[nodiscard]] std::int32_t here(std::int32_t node) const noexcept {
    const auto i = static_cast<std::uint32_t>(node - begin_);
    return static_cast<std::int32_t>(std::min(i, static_cast<std::uint32_t>(size_)));
  }
  void add(std::int32_t node, Units weight) noexcept {
    const std::int32_t label = label_[at(here(node))];
    Units& sum = sums_[at(label)];
    touched_[count_] = label;
    count_ += sum == 0 ? 1 : 0;
    sum += weight;
  }
  template <class F>
  void each_tied(std::int32_t node, F&& f) const {
    const std::int32_t i = begin_ + node;
    for (std::size_t s = level_.offsets[at(i)]; s < level_.offsets[at(i) + 1]; ++s)
      f(here(level_.targets[s]));
  }

  std::int32_t best_label(std::int32_t node) {
    const std::int32_t i = begin_ + node;
    const std::int32_t own = label_[at(node)];
    sums_[at(size_)] = 1;
    for (std::size_t s = level_.offsets[at(i)]; s < level_.offsets[at(i) + 1]; ++s)
      add(level_.targets[s], level_.weights[s]);
    const Units mass = level_.mass[at(i)];
    const double penalty = objective_.penalty * static_cast<double>(mass);
    const auto score = [&](std::int32_t c, Units of) {
      return static_cast<double>(sums_[at(c)]) - penalty * static_cast<double>(of);
    };
    std::int32_t target = own;
    double best = score(own, mass_[at(own)] - mass) + objective_.tolerance;
    for (std::size_t k = 0; k < count_; ++k) {
      const std::int32_t c = touched_[k];
      const double s = score(c, mass_[at(c)]);
      sums_[at(c)] = 0;
      if (c == own || s < best || (s == best && (target == own || c > target))) continue;
      best = s;
      target = c;
    }
    count_ = 0;
    sums_[at(own)] = 0;
    return best < 0 && members_[at(own)] > 1 ? empty_.back() : target;
  }

  void move(std::int32_t node, std::int32_t target) {
    const Units mass = level_.mass[at(begin_ + node)];
    const std::int32_t own = label_[at(node)];
    if (members_[at(target)]++ == 0) empty_.pop_back();
    if (--members_[at(own)] == 0) empty_.push_back(own);
    mass_[at(own)] -= mass;
    mass_[at(target)] += mass;
    label_[at(node)] = target;
  }

  void look_ahead(std::size_t head) const noexcept {
    const auto length = static_cast<std::size_t>(size_);
    const auto soon = [&](std::size_t steps) {
      const std::size_t k = head + steps;
      return begin_ + queue_[k < length ? k : k - length];
    };
    prefetch(level_.offsets.data() + soon(6));
    const auto i = at(soon(3));
    for (std::size_t s = level_.offsets[i]; s < level_.offsets[i + 1]; s += 16) {
      prefetch(level_.targets.data() + s);
      prefetch(level_.weights.data() + s);
      prefetch(level_.weights.data() + s + 8);
    }
  }

  const ImplicitLevel& level_;
  const Objective& objective_;
  const std::int32_t begin_;
  const std::int32_t size_;
  std::vector<std::int32_t> label_;
  std::vector<Units> mass_;
  std::vector<std::int32_t> members_;
  std::vector<Units> sums_;
  std::vector<std::int32_t> touched_;
  std::vector<std::int32_t> queue_;
  std::vector<std::uint8_t> queued_;
  std::vector<std::int32_t> empty_;
  std::size_t count_ = 0;
};

}  // namespace

std::int64_t settle_chunks(const ImplicitLevel& level, std::span<std::int32_t> labels,
                           const Objective& objective, std::int32_t chunk_size, int threads,
                           std::uint64_t seed, const Monitor* monitor) {
  const std::int32_t n = level.size();
  const std::size_t chunks = (labels.size() + at(chunk_size) - 1) / at(chunk_size);
  std::atomic<std::int64_t> moves{0};
  parallel_for(
      chunks, threads,
      [&](std::size_t c, int) {
        const auto begin = static_cast<std::int32_t>(c) * chunk_size;
        Chunk chunk(level, objective, begin, std::min(n - begin, chunk_size), stream_seed(seed, c));
        moves += chunk.settle(monitor);
        chunk.write(labels);
      },
      monitor);
  return moves;
}

}  // namespace munigraph::clustering
