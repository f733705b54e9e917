#pragma once

// Lengths of codes of a partition, written down from their formulas with the C library.

#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <vector>

#include "munigraph/network/cooperation_network.hpp"

namespace munigraph::testing {

struct PlainTies {
  std::vector<std::vector<double>> weight;  ///< A matrix.

  explicit PlainTies(const CooperationNetwork& network) {
    const auto n = static_cast<std::size_t>(network.node_count());
    weight.assign(n, std::vector<double>(n));
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t s = network.offsets()[i]; s < network.offsets()[i + 1]; ++s)
        weight[i][static_cast<std::size_t>(network.targets()[s])] = network.weight(s);
  }
  [[nodiscard]] double strength(std::size_t i) const {
    double sum = 0;
    for (const double w : weight[i]) sum += w;
    return sum;
  }
};

/// The map equation as it is first written: q H(Q) + Σ p_m H(P_m), in bits per step.
inline double naive_map(const CooperationNetwork& network, std::span<const std::int32_t> labels) {
  const PlainTies ties(network);
  const std::size_t n = labels.size();
  double total = 0;
  for (std::size_t i = 0; i < n; ++i) total += ties.strength(i);
  std::map<std::int32_t, double> exit;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      if (labels[i] != labels[j]) exit[labels[i]] += ties.weight[i][j] / total;
  const auto entropy = [](const std::vector<double>& shares) {
    double sum = 0;
    for (const double s : shares) sum += s;
    double h = 0;
    for (const double s : shares)
      if (s > 0) h -= s / sum * std::log2(s / sum);
    return h;
  };
  double length = 0;
  double leaving = 0;
  std::vector<double> exits;
  for (const auto& [label, q] : exit) {
    leaving += q;
    exits.push_back(q);
  }
  if (leaving > 0) length += leaving * entropy(exits);
  const std::set<std::int32_t> clusters(labels.begin(), labels.end());
  for (const std::int32_t c : clusters) {
    std::vector<double> book{exit.count(c) != 0 ? exit[c] : 0.0};
    double used = book[0];
    for (std::size_t i = 0; i < n; ++i)
      if (labels[i] == c) {
        book.push_back(ties.strength(i) / total);
        used += book.back();
      }
    if (used > 0) length += used * entropy(book);
  }
  return length;
}

/// −ln P(A, k, b) of the degree-corrected planted-partition model, factor by factor: how many ties
/// are within, within and between which clusters each, the degrees of each cluster, the partition,
/// and the wirings of half-edges.
inline double naive_planted_partition(const CooperationNetwork& network,
                                      std::span<const std::int32_t> labels) {
  const PlainTies ties(network);
  const std::size_t n = labels.size();
  const auto factorial = [](double x) { return std::lgamma(x + 1); };
  const auto choose = [&](double a, double b) {
    return factorial(a) - factorial(b) - factorial(a - b);
  };
  std::map<std::int32_t, double> members;
  std::map<std::int32_t, double> degrees;
  std::map<std::pair<std::int32_t, std::int32_t>, double> between;
  double nodes = 0;
  double all = 0;
  double inside = 0;
  double wiring = 0;  // −ln of Π k_i! / Π A_ij!
  for (std::size_t i = 0; i < n; ++i) {
    const double k = ties.strength(i);
    if (k == 0) continue;
    ++nodes;
    ++members[labels[i]];
    degrees[labels[i]] += k;
    wiring -= factorial(k);
    for (std::size_t j = 0; j < i; ++j) {
      const double a = ties.weight[i][j];
      wiring += factorial(a);
      all += a;
      if (labels[i] == labels[j]) inside += a;
      between[std::minmax(labels[i], labels[j])] += a;
    }
  }
  if (nodes == 0) return 0;
  const auto groups = static_cast<double>(members.size());
  double length = wiring;
  // The wirings that give e_rs ties between r and s, and e_rr within r.
  for (const auto& [pair, count] : between)
    length -=
        pair.first == pair.second ? count * std::log(2.0) + factorial(count) : factorial(count);
  for (const auto& [label, degree] : degrees) length += factorial(degree);
  // Ties spread evenly over clusters, and over pairs of clusters.
  const auto multinomial = [&](double total, bool own, double cells) {
    double value = total * std::log(cells) - factorial(total);
    for (const auto& [pair, count] : between)
      if ((pair.first == pair.second) == own) value += factorial(count);
    return value;
  };
  length += multinomial(inside, true, groups);
  if (groups > 1) {
    length += multinomial(all - inside, false, groups * (groups - 1) / 2);
    length += std::log(all + 1);  // how many are within
  }
  for (const auto& [label, size] : members)
    length += choose(size + degrees[label] - 1, degrees[label]);
  length += std::log(nodes) + choose(nodes - 1, groups - 1) + factorial(nodes);
  for (const auto& [label, size] : members) length -= factorial(size);
  return length;
}

/// Calls visit(labels) for every partition of n nodes (restricted growth strings).
template <class Visit>
void for_each_partition(std::size_t n, Visit&& visit) {
  std::vector<std::int32_t> labels(n);
  const auto grow = [&](auto&& self, std::size_t i, std::int32_t groups) -> void {
    if (i == n) {
      visit(std::span<const std::int32_t>(labels));
      return;
    }
    for (std::int32_t c = 0; c <= groups; ++c) {
      labels[i] = c;
      self(self, i + 1, std::max(groups, c + 1));
    }
  };
  if (n > 0) grow(grow, 0, 0);
}

}  // namespace munigraph::testing
