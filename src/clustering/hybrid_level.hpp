#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "munigraph/core/monitor.hpp"

namespace munigraph::clustering {

/// Weight in units of the quantum; sums are exact.
using Units = std::int64_t;

/// A node, group or arrangement as an index.
inline std::size_t at(std::int32_t i) noexcept { return static_cast<std::size_t>(i); }

/// Fetches what will be read soon.
template <class T>
void prefetch(const T* place) noexcept {
#if defined(__GNUC__)
  __builtin_prefetch(place);
#else
  (void)place;
#endif
}

/// Asks the system to back a large array by large pages, where it can. What is read out of order
/// then misses in fewer tables.
void prefer_large_pages(void* data, std::size_t bytes) noexcept;

/// A growing array of plain values. Unlike std::vector it grows in place where the system can, so
/// that building the largest array of a run doesn't hold it twice.
template <class T>
class Buffer {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  Buffer() = default;
  Buffer(Buffer&& other) noexcept { swap(other); }
  Buffer& operator=(Buffer&& other) noexcept {
    Buffer(std::move(other)).swap(*this);
    return *this;
  }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() { std::free(data_); }

  /// Appends what is to be written there.
  std::span<T> extend(std::size_t count) {
    if (size_ + count > capacity_) reserve(size_ + count + size_ / 2);
    size_ += count;
    return {data_ + size_ - count, count};
  }
  void append(std::span<const T> values) {
    if (!values.empty())
      std::memcpy(extend(values.size()).data(), values.data(), values.size() * sizeof(T));
  }
  void shrink(std::size_t count) noexcept { size_ -= count; }
  void clear() noexcept { size_ = 0; }
  [[nodiscard]] std::span<const T> values() const noexcept { return {data_, size_}; }
  [[nodiscard]] std::span<T> values() noexcept { return {data_, size_}; }
  void reserve(std::size_t capacity) {
    void* grown = std::realloc(static_cast<void*>(data_), capacity * sizeof(T));
    if (grown == nullptr) throw std::bad_alloc();
    data_ = static_cast<T*>(grown);
    capacity_ = capacity;
    prefer_large_pages(data_, capacity * sizeof(T));
  }
  void trim() {
    if (size_ > 0 && size_ < capacity_) reserve(size_);
  }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] const T* data() const noexcept { return data_; }
  const T& operator[](std::size_t i) const noexcept { return data_[i]; }

 private:
  void swap(Buffer& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }

  T* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

/// Arrangements that are not projected: each ties every two of its members by
/// unit × the product of their multiplicities.
struct HyperEdges {
  std::vector<std::size_t> offsets{0};
  std::vector<std::int32_t> members;
  std::vector<std::int32_t> multiplicity;  ///< Per member.
  std::vector<Units> unit;                 ///< Per arrangement.
  std::vector<std::size_t> node_offsets;   ///< The transpose, after index_nodes().
  std::vector<std::int32_t> node_edges;
  std::vector<std::int32_t> node_multiplicity;

  [[nodiscard]] std::int32_t count() const noexcept {
    return static_cast<std::int32_t>(unit.size());
  }
  [[nodiscard]] std::size_t begin(std::int32_t e) const noexcept {
    return offsets[static_cast<std::size_t>(e)];
  }
  [[nodiscard]] std::size_t end(std::int32_t e) const noexcept {
    return offsets[static_cast<std::size_t>(e) + 1];
  }
  void close(Units weight) {
    unit.push_back(weight);
    offsets.push_back(members.size());
  }
  /// Fills the transpose for `nodes` nodes.
  void index_nodes(std::size_t nodes);
};

/// One level of the optimisation: compressed rows (from small arrangements and stars) plus
/// arrangements kept as they are. Ties of a node to itself change no gain and are left out.
struct HybridLevel {
  std::vector<std::size_t> offsets{0};
  Buffer<std::int32_t> targets;
  Buffer<Units> weights;
  HyperEdges hyper;
  std::vector<Units> mass;

  [[nodiscard]] std::int32_t size() const noexcept {
    return static_cast<std::int32_t>(mass.size());
  }
};

/// The numbers of a quality function in units: putting node i into group C gains
/// w(i, C) − penalty · mass(i) · mass(C).
struct Scale {
  double penalty = 0;      ///< γ/2m for modularity, γ per unit for CPM.
  double tolerance = 0;    ///< A gain counts above this: 1e-12 of the total weight.
  double twice_total = 0;  ///< 2m in units.
};

/// What a labelling (in [0, n)) of a level is worth, twice, in units, but for a constant. O(ties).
[[nodiscard]] double level_value(const HybridLevel& level, std::span<const std::int32_t> labels,
                                 const Scale& scale);

/// How a run works; none of it changes what is maximised.
struct HybridPlan {
  std::int32_t explicit_size = 16;  ///< Arrangements of at most so many members are projected.
  std::int32_t chunk = 16384;       ///< Nodes whose first moves are made apart from the others.
  int threads = 1;
  /// Reference mode: no chunks, and whoever is tied to a moved node is visited again, also through
  /// large arrangements. Slow; then the result does not depend on explicit_size.
  bool exhaustive = false;
};

/// Weights per group, in an array that is cleaned behind; weights are positive.
class GroupSums {
 public:
  void resize(std::size_t groups) {
    if (sum_.size() > groups) return;
    sum_.assign(groups + 1, 0);
    sum_.back() = 1;
    touched_.resize(groups + 1);
  }
  /// A group to add to what doesn't count; never among those touched.
  [[nodiscard]] std::int32_t nowhere() const noexcept {
    return static_cast<std::int32_t>(sum_.size() - 1);
  }
  void add(std::int32_t group, Units weight) {
    Units& sum = sum_[static_cast<std::size_t>(group)];
    // No branch: whether a group is new can't be foretold.
    touched_[count_] = group;
    count_ += sum == 0 ? 1 : 0;
    sum += weight;
  }
  /// Adds only to a group that has something already.
  void raise(std::int32_t group, Units weight) {
    Units& sum = sum_[static_cast<std::size_t>(group)];
    if (sum != 0) sum += weight;
  }
  /// Forgets a group; it may stay among those touched, at 0.
  void drop(std::int32_t group) { sum_[static_cast<std::size_t>(group)] = 0; }
  [[nodiscard]] Units operator[](std::int32_t group) const noexcept {
    return sum_[static_cast<std::size_t>(group)];
  }
  [[nodiscard]] std::span<const std::int32_t> touched() const noexcept {
    return {touched_.data(), count_};
  }
  void clear() noexcept {
    for (const std::int32_t g : touched()) sum_[static_cast<std::size_t>(g)] = 0;
    sum_.back() = 1;
    count_ = 0;
  }

 private:
  std::vector<Units> sum_{1};
  std::vector<std::int32_t> touched_{0};
  std::size_t count_ = 0;
};

/// Appends rows made in parallel, in blocks whose size does not depend on the number of threads:
/// fill(row, sums) adds up the row of `row`.
template <class Fill>
void build_rows(std::size_t rows, int threads, const Monitor* monitor,
                std::vector<GroupSums>& workers, HybridLevel& level, Fill&& fill);

}  // namespace munigraph::clustering

#include "clustering/hybrid_rows.hpp"  // IWYU pragma: export
