#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "clustering/leiden/implicit/level.hpp"

namespace munigraph::clustering {

/// Small arrangements, kept as one list each: a node's ties are found by walking the lists it is
/// in. That is a third of what rows take, so more of it stays near, and nothing has to be added up
/// beforehand.
class ListedArrangements {
 public:
  [[nodiscard]] bool empty() const noexcept { return stream_.size() == 0; }
  /// Members in all.
  [[nodiscard]] std::size_t seats() const noexcept { return seats_; }
  /// Ties of all nodes; those in common to two arrangements count twice.
  [[nodiscard]] std::size_t ties() const noexcept { return ties_; }

  void reserve(std::size_t arrangements, std::size_t seats) {
    stream_.reserve(arrangements * header + seats);
  }
  void append(Units unit, std::span<const std::int32_t> members);
  /// Renumbers members: i becomes place[i].
  void renumber(std::span<const std::int32_t> place, const Monitor* monitor);
  /// Lets visit() find the arrangements of each of `nodes` nodes.
  void index_nodes(std::size_t nodes, const Monitor* monitor);

  /// f(unit, members) for every arrangement of a node, which is itself among the members.
  template <class F>
  void visit(std::int32_t node, F&& f) const {
    if (empty()) return;
    const auto i = static_cast<std::size_t>(node);
    for (std::size_t k = node_offsets_[i]; k < node_offsets_[i + 1]; ++k)
      walk(stream_.data() + starts_[k], f);
  }
  /// f(unit, members) for every arrangement.
  template <class F>
  void each(F&& f) const {
    for (std::size_t at = 0; at < stream_.size();) at += walk(stream_.data() + at, f);
  }
  /// Asks for what visit() will read.
  void prefetch(std::int32_t node) const noexcept {
#if defined(__GNUC__)
    if (empty()) return;
    const auto i = static_cast<std::size_t>(node);
    for (std::size_t k = node_offsets_[i]; k < node_offsets_[i + 1]; ++k)
      __builtin_prefetch(stream_.data() + starts_[k]);
#else
    (void)node;
#endif
  }
  void prefetch_starts(std::int32_t node) const noexcept {
#if defined(__GNUC__)
    if (!empty())
      __builtin_prefetch(starts_.data() + node_offsets_[static_cast<std::size_t>(node)]);
#else
    (void)node;
#endif
  }

 private:
  /// Before the members: the unit (two places) and their number.
  static constexpr std::size_t header = 3;

  template <class F>
  static std::size_t walk(const std::int32_t* record, F&& f) {
    Units unit = 0;
    std::memcpy(&unit, record, sizeof unit);
    const auto size = static_cast<std::size_t>(record[2]);
    f(unit, std::span<const std::int32_t>(record + header, size));
    return header + size;
  }

  Buffer<std::int32_t> stream_;
  std::vector<std::uint32_t> node_offsets_;
  std::vector<std::uint32_t> starts_;
  std::size_t seats_ = 0;
  std::size_t ties_ = 0;
};

}  // namespace munigraph::clustering
