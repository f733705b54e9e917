#include "clustering/leiden/implicit/listed.hpp"

#include <limits>
#include <numeric>
#include <stdexcept>

namespace munigraph::clustering {

void ListedArrangements::append(Units unit, std::span<const std::int32_t> members) {
  const std::span<std::int32_t> record = stream_.extend(header + members.size());
  std::memcpy(record.data(), &unit, sizeof unit);
  record[2] = static_cast<std::int32_t>(members.size());
  std::int32_t* next = record.data() + header;
  for (const std::int32_t i : members) *next++ = i;
  seats_ += members.size();
  ties_ += members.size() * (members.size() - 1);
}

void ListedArrangements::renumber(std::span<const std::int32_t> place, const Monitor* monitor) {
  const std::span<std::int32_t> stream = stream_.values();
  for (std::size_t at = 0; at < stream.size();) {
    check(monitor);
    const auto end = at + header + static_cast<std::size_t>(stream[at + 2]);
    for (at += header; at < end; ++at) stream[at] = place[static_cast<std::size_t>(stream[at])];
  }
}

void ListedArrangements::index_nodes(std::size_t nodes, const Monitor* monitor) {
  if (stream_.size() > std::numeric_limits<std::uint32_t>::max())
    throw std::length_error("too many memberships for the implicit form");
  node_offsets_.assign(nodes + 1, 0);
  if (empty()) return;
  each([&](Units, std::span<const std::int32_t> members) {
    check(monitor);
    for (const std::int32_t i : members) ++node_offsets_[static_cast<std::size_t>(i) + 1];
  });
  std::partial_sum(node_offsets_.begin(), node_offsets_.end(), node_offsets_.begin());
  starts_.resize(seats_);
  std::vector<std::uint32_t> next(node_offsets_.begin(), node_offsets_.end() - 1);
  for (std::size_t at = 0; at < stream_.size();) {
    check(monitor);
    const auto start = static_cast<std::uint32_t>(at);
    const auto end = at + header + static_cast<std::size_t>(stream_[at + 2]);
    for (at += header; at < end; ++at)
      starts_[next[static_cast<std::size_t>(stream_[at])]++] = start;
  }
}

}  // namespace munigraph::clustering
