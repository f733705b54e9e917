#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace munigraph::detail {

/// A sum, and of how many: a value for SparseSums.
template <class Value>
struct Tally {
  Value sum{};
  std::int64_t count = 0;

  Tally& operator+=(const Tally& other) noexcept {
    sum += other.sum;
    count += other.count;
    return *this;
  }
};

/// Sums per group (or node) for one row after another: an array over all groups that is cleaned
/// behind, and a list of those met. Value is a number or a Tally (each of at least one); numbers of
/// 0 count as met.
template <class Value>
class SparseSums {
 public:
  SparseSums() = default;
  explicit SparseSums(std::size_t groups) { resize(groups); }

  /// Makes room; never shrinks.
  void resize(std::size_t groups) {
    if (sum_.size() >= groups) return;
    sum_.resize(groups);
    if constexpr (!counts) seen_.resize(groups);
  }
  void add(std::int32_t group, Value value) {
    const auto g = static_cast<std::size_t>(group);
    if (is_new(g)) {
      if constexpr (!counts) seen_[g] = 1;
      touched_.push_back(group);
    }
    sum_[g] += value;
  }
  [[nodiscard]] const Value& operator[](std::int32_t group) const noexcept {
    return sum_[static_cast<std::size_t>(group)];
  }
  /// Groups in the order in which they were met.
  [[nodiscard]] std::span<const std::int32_t> touched() const noexcept { return touched_; }
  /// The same, ascending: what is made of them does not depend on the order of ties.
  [[nodiscard]] std::span<const std::int32_t> sorted() {
    std::sort(touched_.begin(), touched_.end());
    return touched_;
  }
  void clear() noexcept {
    for (const std::int32_t group : touched_) {
      const auto g = static_cast<std::size_t>(group);
      sum_[g] = Value{};
      if constexpr (!counts) seen_[g] = 0;
    }
    touched_.clear();
  }

 private:
  /// A Tally says itself whether anything was added.
  static constexpr bool counts = requires(const Value& value) { value.count; };

  [[nodiscard]] bool is_new(std::size_t g) const noexcept {
    if constexpr (counts)
      return sum_[g].count == 0;
    else
      return seen_[g] == 0;
  }

  std::vector<Value> sum_;
  std::vector<std::uint8_t> seen_;
  std::vector<std::int32_t> touched_;
};

/// SparseSums for positive integers only, without a branch per addition (whether a group is new
/// cannot be foretold): what large networks spend their time on.
class PositiveSums {
 public:
  void resize(std::size_t groups) {
    if (sum_.size() > groups) return;
    sum_.assign(groups + 1, 0);
    sum_.back() = 1;
    touched_.resize(groups + 1);
  }
  /// A group to add to what does not count; never among those touched.
  [[nodiscard]] std::int32_t nowhere() const noexcept {
    return static_cast<std::int32_t>(sum_.size() - 1);
  }
  void add(std::int32_t group, std::int64_t value) {
    std::int64_t& sum = sum_[static_cast<std::size_t>(group)];
    touched_[count_] = group;
    count_ += sum == 0 ? 1 : 0;
    sum += value;
  }
  /// Adds only to a group that has something already.
  void raise(std::int32_t group, std::int64_t value) {
    std::int64_t& sum = sum_[static_cast<std::size_t>(group)];
    if (sum != 0) sum += value;
  }
  /// Forgets a group; it may stay among those touched, at 0.
  void drop(std::int32_t group) { sum_[static_cast<std::size_t>(group)] = 0; }
  [[nodiscard]] std::int64_t operator[](std::int32_t group) const noexcept {
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
  std::vector<std::int64_t> sum_{1};
  std::vector<std::int32_t> touched_{0};
  std::size_t count_ = 0;
};

}  // namespace munigraph::detail
