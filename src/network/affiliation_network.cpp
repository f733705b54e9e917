#include "munigraph/network/affiliation_network.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

#include "munigraph/core/error.hpp"
#include "munigraph/network/weighting.hpp"

namespace munigraph {
namespace {

void require(bool holds, const char* column, std::size_t row, const std::string& value,
             const std::string& expected) {
  if (!holds)
    throw DataError("cannot use this membership table",
                    {"memberships", std::to_string(row + 1), column, value, expected});
}

[[noreturn]] void reject_intensity(std::size_t arrangement, double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%g", value);
  throw DataError("cannot use this intensity",
                  {"arrangements", std::to_string(arrangement + 1), "intensity", text.data(),
                   "0, or a number from 1e-80 to 1e80"});
}

/// Rows of `values` grouped by `key` (counting sort: stable and linear).
void group(std::int32_t rows, std::span<const std::int32_t> key,
           std::span<const std::int32_t> value, std::vector<std::size_t>& offsets,
           std::vector<std::int32_t>& values, const Monitor* monitor) {
  offsets.assign(static_cast<std::size_t>(rows) + 1, 0);
  for (std::size_t i = 0; i < key.size(); ++i) {
    check_now_and_then(i, monitor);
    ++offsets[static_cast<std::size_t>(key[i]) + 1];
  }
  for (std::size_t r = 1; r < offsets.size(); ++r) offsets[r] += offsets[r - 1];
  values.resize(key.size());
  std::vector<std::size_t> next(offsets.begin(), offsets.end() - 1);
  for (std::size_t i = 0; i < key.size(); ++i) {
    check_now_and_then(i, monitor);
    values[next[static_cast<std::size_t>(key[i])]++] = value[i];
  }
}

/// Sorts every row and removes what it holds twice.
void sort_rows(std::vector<std::size_t>& offsets, std::vector<std::int32_t>& values,
               const Monitor* monitor) {
  std::size_t write = 0;
  for (std::size_t r = 0; r + 1 < offsets.size(); ++r) {
    check(monitor);
    const auto begin = values.begin() + static_cast<std::ptrdiff_t>(offsets[r]);
    const auto end = values.begin() + static_cast<std::ptrdiff_t>(offsets[r + 1]);
    if (!std::is_sorted(begin, end)) std::sort(begin, end);
    offsets[r] = write;
    for (auto it = begin; it != end; ++it) {
      if (it != begin && *it == *(it - 1)) continue;
      values[write++] = *it;
    }
  }
  offsets.back() = write;
  values.resize(write);
}

/// The transpose of sorted rows; its rows come out sorted.
void transpose(std::int32_t rows, const std::vector<std::size_t>& offsets,
               const std::vector<std::int32_t>& values, std::vector<std::size_t>& out_offsets,
               std::vector<std::int32_t>& out, const Monitor* monitor) {
  out_offsets.assign(static_cast<std::size_t>(rows) + 1, 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    check_now_and_then(i, monitor);
    ++out_offsets[static_cast<std::size_t>(values[i]) + 1];
  }
  for (std::size_t r = 1; r < out_offsets.size(); ++r) out_offsets[r] += out_offsets[r - 1];
  out.resize(values.size());
  std::vector<std::size_t> next(out_offsets.begin(), out_offsets.end() - 1);
  for (std::size_t r = 0; r + 1 < offsets.size(); ++r) {
    check(monitor);
    for (std::size_t k = offsets[r]; k < offsets[r + 1]; ++k)
      out[next[static_cast<std::size_t>(values[k])]++] = static_cast<std::int32_t>(r);
  }
}

}  // namespace

AffiliationNetwork::AffiliationNetwork(std::int32_t nodes, std::int32_t arrangements,
                                       std::span<const std::int32_t> membership_node,
                                       std::span<const std::int32_t> membership_arrangement,
                                       std::span<const double> intensity,
                                       std::span<const std::int32_t> host, const Monitor* monitor) {
  if (nodes < 0 || arrangements < 0)
    throw std::invalid_argument("AffiliationNetwork: negative number of nodes or arrangements");
  if (membership_node.size() != membership_arrangement.size())
    throw std::invalid_argument("AffiliationNetwork: " + std::to_string(membership_node.size()) +
                                " participants for " +
                                std::to_string(membership_arrangement.size()) + " arrangements");
  const auto count = static_cast<std::size_t>(arrangements);
  if ((!intensity.empty() && intensity.size() != count) || (!host.empty() && host.size() != count))
    throw std::invalid_argument("AffiliationNetwork: intensity and host take one entry each of " +
                                std::to_string(count) + " arrangements");
  for (std::size_t i = 0; i < membership_node.size(); ++i) {
    check_now_and_then(i, monitor);
    const std::int32_t node = membership_node[i];
    const std::int32_t arrangement = membership_arrangement[i];
    if (node < 0 || node >= nodes)
      require(false, "participant", i, std::to_string(node), "0 to " + std::to_string(nodes - 1));
    if (arrangement < 0 || arrangement >= arrangements)
      require(false, "arrangement", i, std::to_string(arrangement),
              "0 to " + std::to_string(arrangements - 1));
  }
  group(arrangements, membership_arrangement, membership_node, member_offsets_, members_, monitor);
  sort_rows(member_offsets_, members_, monitor);
  transpose(nodes, member_offsets_, members_, arrangement_offsets_, node_arrangements_, monitor);

  for (std::size_t a = 0; a < intensity.size(); ++a)
    if (!(intensity[a] == 0 ||
          (intensity[a] >= smallest_intensity && intensity[a] <= largest_intensity)))
      reject_intensity(a, intensity[a]);
  if (std::any_of(intensity.begin(), intensity.end(), [](double s) { return s != 1.0; }))
    intensity_.assign(intensity.begin(), intensity.end());
  if (std::any_of(host.begin(), host.end(), [](std::int32_t h) { return h != clique; })) {
    for (std::size_t a = 0; a < host.size(); ++a) {
      if (host[a] == clique || host[a] == absent_host) continue;
      const auto row = members(static_cast<std::int32_t>(a));
      require(std::binary_search(row.begin(), row.end(), host[a]), "host", a,
              std::to_string(host[a]), "a member of the arrangement");
    }
    host_.assign(host.begin(), host.end());
  }
}

}  // namespace munigraph
