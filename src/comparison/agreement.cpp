#include "munigraph/comparison/agreement.hpp"

#include <algorithm>
#include <cmath>

#include "comparison/workspace.hpp"
#include "core/portable_math.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

/// Terms below this share of the sum so far no longer change a double.
constexpr double negligible = 1e-19;
constexpr std::size_t cache_slots = std::size_t{1} << 14;

/// Neumaier's compensated sum: the differences below lose digits otherwise.
class Sum {
 public:
  void add(double value) noexcept {
    const double next = sum_ + value;
    rest_ += std::abs(sum_) >= std::abs(value) ? (sum_ - next) + value : (value - next) + sum_;
    sum_ = next;
  }
  [[nodiscard]] double value() const noexcept { return sum_ + rest_; }

 private:
  double sum_ = 0;
  double rest_ = 0;
};

double x_log_x(double x) { return x > 0 ? x * detail::portable_log(x) : 0.0; }

/// Σ k log k over the sizes of groups, by distinct size.
double sizes_k_log_k(const PreparedLabels& labels, detail::AgreementWorkspace& workspace) {
  Sum sum;
  for (std::size_t i = 0; i < labels.distinct_sizes().size(); ++i)
    sum.add(labels.multiplicities()[i] * workspace.k_log_k(labels.distinct_sizes()[i]));
  return sum.value();
}

double cells_k_log_k(const Contingency& table, detail::AgreementWorkspace& workspace) {
  Sum sum;
  for (const auto& cell : table.cells)
    if (cell.count > 1) sum.add(workspace.k_log_k(cell.count));
  return sum.value();
}

bool group_alike(const Contingency& table, const PreparedLabels& a, const PreparedLabels& b) {
  return a.groups() == b.groups() && table.cells.size() == a.sizes().size();
}

/// n·(I − E[I]) and n·(mean H − E[I]) share their largest terms, which cancel; what is left:
/// cells − expected, and the mean of −Σ k log k is −(sizes) + n log n.
double adjusted(double cells, double expected, double sizes_a, double sizes_b,
                AmiNormalisation normalisation) {
  const double numerator = cells - expected;
  // max(H) belongs to the smaller Σ k log k of the two; n·(H − I) = the other's sum − cells.
  const double bound = normalisation == AmiNormalisation::arithmetic ? (sizes_a + sizes_b) / 2
                                                                     : std::max(sizes_a, sizes_b);
  const double denominator = bound - expected;
  if (numerator == 0 || denominator <= 0) return 0.0;
  return numerator / denominator;
}

/// x·y − u·v without the cancellation of its two products.
double difference_of_products(double x, double y, double u, double v) {
  const double p = x * y;
  const double q = u * v;
  return (p - q) + (std::fma(x, y, -p) - std::fma(u, v, -q));
}

double pairs(double k) { return k * (k - 1) / 2; }

/// How the two labellings treat the pairs of nodes; integers below 2^53 for n < 1.3e8: exact.
struct PairCounts {
  double together = 0;  ///< In one group of both.
  double only_a = 0;
  double only_b = 0;
  double apart = 0;
};

PairCounts pair_counts(const Contingency& table, const PreparedLabels& a, const PreparedLabels& b) {
  PairCounts counts;
  for (const auto& cell : table.cells) counts.together += pairs(cell.count);
  for (const std::int32_t size : a.sizes()) counts.only_a += pairs(size);
  for (const std::int32_t size : b.sizes()) counts.only_b += pairs(size);
  counts.only_a -= counts.together;
  counts.only_b -= counts.together;
  const double all = pairs(static_cast<double>(a.size()));
  counts.apart = all - counts.together - counts.only_a - counts.only_b;
  return counts;
}

double adjusted_rand(const PairCounts& p) {
  if (p.only_a == 0 && p.only_b == 0) return 1.0;
  const double numerator = 2 * difference_of_products(p.together, p.apart, p.only_a, p.only_b);
  const double denominator = (p.together + p.only_a) * (p.only_a + p.apart) +
                             (p.together + p.only_b) * (p.only_b + p.apart);
  return numerator / denominator;
}

/// Nodes outside the largest cell of their group, counted both ways.
double split_join(const Contingency& table, const PreparedLabels& a, const PreparedLabels& b) {
  std::vector<std::int32_t> largest_a(a.sizes().size());
  std::vector<std::int32_t> largest_b(b.sizes().size());
  for (const auto& cell : table.cells) {
    auto& of_a = largest_a[static_cast<std::size_t>(cell.a)];
    auto& of_b = largest_b[static_cast<std::size_t>(cell.b)];
    of_a = std::max(of_a, cell.count);
    of_b = std::max(of_b, cell.count);
  }
  double kept = 0;
  for (const std::int32_t count : largest_a) kept += count;
  for (const std::int32_t count : largest_b) kept += count;
  return 2 * static_cast<double>(a.size()) - kept;
}

double element_centric(const Contingency& table, const PreparedLabels& a, const PreparedLabels& b) {
  Sum sum;
  for (const auto& cell : table.cells) {
    const std::int32_t larger = std::max(a.sizes()[static_cast<std::size_t>(cell.a)],
                                         b.sizes()[static_cast<std::size_t>(cell.b)]);
    const double count = cell.count;
    sum.add(count * count / larger);
  }
  return sum.value() / static_cast<double>(a.size());
}

}  // namespace

void detail::AgreementWorkspace::extend(std::int32_t largest) {
  const auto needed = static_cast<std::size_t>(largest) + 1;
  if (k_log_k_.size() >= needed) return;
  std::size_t k = k_log_k_.size();
  k_log_k_.resize(needed);
  for (; k < needed; ++k) k_log_k_[k] = x_log_x(static_cast<double>(k));
}

double detail::AgreementWorkspace::k_log_k(std::int32_t k) {
  const auto i = static_cast<std::size_t>(k);
  return i < k_log_k_.size() ? k_log_k_[i] : x_log_x(static_cast<double>(k));
}

/// E[N log N] for N = |A ∩ B|, |A| = a, |B| = b, A fixed and B uniform among sets of its size.
/// Weights relative to the mode's, by the ratio of neighbours: no factorials, hence no cancelling
/// of large logarithms. N = 0 and 1 add nothing to the sum but belong to the norm.
double detail::AgreementWorkspace::term(std::int64_t n, std::int32_t a, std::int32_t b) const {
  const std::int64_t lowest = std::max<std::int64_t>(0, std::int64_t{a} + b - n);
  const std::int64_t highest = std::min(a, b);
  const std::int64_t mode = (std::int64_t{a} + 1) * (std::int64_t{b} + 1) / (n + 2);
  const auto rest = static_cast<double>(n - a - b);
  const double x = a;
  const double y = b;
  double norm = 1;
  double sum = k_log_k_[static_cast<std::size_t>(mode)];
  double weight = 1;
  for (std::int64_t i = mode; i < highest; ++i) {
    const auto k = static_cast<double>(i);
    weight *= (x - k) * (y - k) / ((k + 1) * (rest + k + 1));
    norm += weight;
    const double part = weight * k_log_k_[static_cast<std::size_t>(i) + 1];
    sum += part;
    if (part < negligible * sum) break;
  }
  weight = 1;
  for (std::int64_t i = mode; i > lowest; --i) {
    const auto k = static_cast<double>(i);
    weight *= k * (rest + k) / ((x - k + 1) * (y - k + 1));
    norm += weight;
    sum += weight * k_log_k_[static_cast<std::size_t>(i) - 1];
    if (weight < negligible * norm) break;
  }
  return sum / norm;
}

double detail::AgreementWorkspace::cached_term(std::int64_t n, std::int32_t a, std::int32_t b) {
  if (a > b) std::swap(a, b);
  const auto key = (static_cast<std::uint64_t>(a) << 32) | static_cast<std::uint64_t>(b);
  CachedTerm& slot = cache_[mix64(key) & (cache_slots - 1)];
  if (slot.key != key) slot = {key, term(n, a, b)};
  return slot.value;
}

double detail::AgreementWorkspace::expected_k_log_k(const PreparedLabels& a,
                                                    const PreparedLabels& b) {
  const auto n = static_cast<std::int64_t>(a.size());
  const auto x = a.distinct_sizes();
  const auto y = b.distinct_sizes();
  if (x.empty() || y.empty()) return 0;
  extend(std::min(x.back(), y.back()));
  const bool cached = x.size() * y.size() <= cache_slots / 4;
  if (cached && cache_nodes_ != n) {
    cache_.assign(cache_slots, CachedTerm{});
    cache_nodes_ = n;
  }
  Sum sum;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (x[i] < 2) continue;  // then N ≤ 1
    for (std::size_t j = 0; j < y.size(); ++j) {
      if (y[j] < 2) continue;
      const double value = cached ? cached_term(n, x[i], y[j]) : term(n, x[i], y[j]);
      sum.add(static_cast<double>(a.multiplicities()[i]) * b.multiplicities()[j] * value);
    }
  }
  return sum.value();
}

Agreement detail::compare(const PreparedLabels& a, const PreparedLabels& b,
                          detail::AgreementWorkspace& workspace) {
  count_cells(a, b, workspace.table, workspace.scratch);
  const Contingency& table = workspace.table;
  Agreement result;
  result.groups_a = a.groups();
  result.groups_b = b.groups();
  if (a.size() == 0) return result;
  const auto n = static_cast<double>(a.size());
  const double expected = workspace.expected_k_log_k(a, b);
  const double sizes_a = sizes_k_log_k(a, workspace);
  const double sizes_b = sizes_k_log_k(b, workspace);
  const double whole = x_log_x(n);
  result.entropy_a = a.groups() == 1 ? 0 : (whole - sizes_a) / n;
  result.entropy_b = b.groups() == 1 ? 0 : (whole - sizes_b) / n;
  const bool trivial = a.groups() == 1 || b.groups() == 1;
  const auto information = [&](double cells) {
    return trivial ? 0.0 : std::max(0.0, (whole - sizes_a - sizes_b + cells) / n);
  };
  result.expected_mutual_information = information(expected);
  if (group_alike(table, a, b)) {
    result.mutual_information = result.entropy_a;
    return result;
  }
  const double cells = cells_k_log_k(table, workspace);
  result.mutual_information = information(cells);
  const double both = result.entropy_a + result.entropy_b;
  const double i = result.mutual_information;
  result.ami =
      trivial ? 0 : adjusted(cells, expected, sizes_a, sizes_b, AmiNormalisation::arithmetic);
  result.ami_max = trivial ? 0 : adjusted(cells, expected, sizes_a, sizes_b, AmiNormalisation::max);
  const PairCounts counted = pair_counts(table, a, b);
  result.ari = adjusted_rand(counted);
  // Labellings that group otherwise have two nodes or more, and so a pair.
  result.rand = (counted.together + counted.apart) / pairs(n);
  result.split_join = split_join(table, a, b);
  result.nmi = 2 * i / both;
  result.vi = std::max(0.0, (sizes_a + sizes_b - 2 * cells) / n);
  result.homogeneity = a.groups() == 1 ? 1 : i / result.entropy_a;
  result.completeness = b.groups() == 1 ? 1 : i / result.entropy_b;
  const double sum = result.homogeneity + result.completeness;
  result.v_measure = sum > 0 ? 2 * result.homogeneity * result.completeness / sum : 0;
  result.element_centric = element_centric(table, a, b);
  return result;
}

Agreement compare(std::span<const std::int32_t> a, std::span<const std::int32_t> b) {
  detail::AgreementWorkspace workspace;
  return compare(PreparedLabels(a), PreparedLabels(b), workspace);
}

double detail::adjusted_mutual_information(const PreparedLabels& a, const PreparedLabels& b,
                                           detail::AgreementWorkspace& workspace,
                                           const AmiOptions& options) {
  count_cells(a, b, workspace.table, workspace.scratch);
  if (group_alike(workspace.table, a, b)) return 1.0;
  if (a.groups() == 1 || b.groups() == 1) return 0.0;
  const double expected = workspace.expected_k_log_k(a, b);
  return adjusted(cells_k_log_k(workspace.table, workspace), expected, sizes_k_log_k(a, workspace),
                  sizes_k_log_k(b, workspace), options.normalisation);
}

double adjusted_mutual_information(std::span<const std::int32_t> a, std::span<const std::int32_t> b,
                                   const AmiOptions& options) {
  detail::AgreementWorkspace workspace;
  return adjusted_mutual_information(PreparedLabels(a), PreparedLabels(b), workspace, options);
}

}  // namespace munigraph
