#include <algorithm>
#include <array>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>

#include "comparison/workspace.hpp"
#include "munigraph/comparison/agreement.hpp"
#include "munigraph/core/parallel.hpp"

namespace munigraph {
namespace {

/// Distinct labellings and, per row, which of them it is.
struct Distinct {
  std::vector<PreparedLabels> labellings;
  std::vector<std::size_t> of_row;
};

Distinct find_distinct(std::span<const std::int32_t> labels, std::size_t rows, std::size_t nodes,
                       int threads, const Monitor* monitor) {
  std::vector<PreparedLabels> prepared(rows);
  parallel_for(
      rows, threads,
      [&](std::size_t r, int) { prepared[r] = PreparedLabels(labels.subspan(r * nodes, nodes)); },
      monitor);
  std::vector<std::size_t> order(rows);
  for (std::size_t r = 0; r < rows; ++r) order[r] = r;
  const auto before = [&](std::size_t r, std::size_t s) {
    const auto x = prepared[r].labels();
    const auto y = prepared[s].labels();
    return std::lexicographical_compare(x.begin(), x.end(), y.begin(), y.end());
  };
  std::stable_sort(order.begin(), order.end(), before);
  Distinct result;
  result.of_row.resize(rows);
  for (std::size_t k = 0; k < rows; ++k) {
    if (k == 0 || before(order[k - 1], order[k])) result.labellings.push_back(prepared[order[k]]);
    result.of_row[order[k]] = result.labellings.size() - 1;
  }
  return result;
}

/// The measure with a and b changing places.
AgreementMeasure mirrored(AgreementMeasure measure) noexcept {
  if (measure == AgreementMeasure::homogeneity) return AgreementMeasure::completeness;
  if (measure == AgreementMeasure::completeness) return AgreementMeasure::homogeneity;
  return measure;
}

std::pair<double, double> both_ways(const PreparedLabels& a, const PreparedLabels& b,
                                    AgreementMeasure measure,
                                    detail::AgreementWorkspace& workspace) {
  if (measure == AgreementMeasure::ami || measure == AgreementMeasure::ami_max) {
    AmiOptions options;
    if (measure == AgreementMeasure::ami_max) options.normalisation = AmiNormalisation::max;
    const double value = adjusted_mutual_information(a, b, workspace, options);
    return {value, value};
  }
  const Agreement all = compare(a, b, workspace);
  return {value_of(all, measure), value_of(all, mirrored(measure))};
}

}  // namespace

template <>
std::span<const std::string_view> words<AgreementMeasure>() noexcept {
  static constexpr std::array<std::string_view, 11> all = {
      "ami",       "ami_max",         "ari",  "nmi",       "vi", "homogeneity", "completeness",
      "v_measure", "element_centric", "rand", "split_join"};
  return all;
}

AgreementMeasure parse_agreement_measure(std::string_view text) {
  return parse_word<AgreementMeasure>("measure", text);
}

double value_of(const Agreement& agreement, AgreementMeasure measure) noexcept {
  switch (measure) {
    case AgreementMeasure::ami:
      return agreement.ami;
    case AgreementMeasure::ami_max:
      return agreement.ami_max;
    case AgreementMeasure::ari:
      return agreement.ari;
    case AgreementMeasure::nmi:
      return agreement.nmi;
    case AgreementMeasure::vi:
      return agreement.vi;
    case AgreementMeasure::homogeneity:
      return agreement.homogeneity;
    case AgreementMeasure::completeness:
      return agreement.completeness;
    case AgreementMeasure::v_measure:
      return agreement.v_measure;
    case AgreementMeasure::element_centric:
      return agreement.element_centric;
    case AgreementMeasure::rand:
      return agreement.rand;
    case AgreementMeasure::split_join:
      return agreement.split_join;
  }
  return agreement.ami;
}

std::vector<double> pairwise_agreement(std::span<const std::int32_t> labels, std::size_t rows,
                                       std::size_t nodes, const PairwiseOptions& options) {
  if (labels.size() != rows * nodes)
    throw std::invalid_argument("pairwise_agreement: " + std::to_string(labels.size()) +
                                " labels for " + std::to_string(rows) + " rows of " +
                                std::to_string(nodes));
  const Distinct distinct = find_distinct(labels, rows, nodes, options.threads, options.monitor);
  const std::size_t count = distinct.labellings.size();
  if (options.monitor != nullptr) options.monitor->expect(count * (count + 1) / 2);

  std::vector<double> values(count * count);
  std::vector<detail::AgreementWorkspace> workspaces(
      static_cast<std::size_t>(resolve_threads(options.threads)));
  // Long rows first: the last tasks are short, so threads end together.
  const auto compare_row = [&](std::size_t task, int worker) {
    const std::size_t r = count - 1 - task;
    for (std::size_t s = 0; s <= r; ++s) {
      check(options.monitor);
      const auto [forth, back] =
          both_ways(distinct.labellings[r], distinct.labellings[s], options.measure,
                    workspaces[static_cast<std::size_t>(worker)]);
      values[r * count + s] = forth;
      values[s * count + r] = back;
      advance(options.monitor);
    }
  };
  parallel_for(count, options.threads, compare_row, options.monitor);

  std::vector<double> result(rows * rows);
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t s = 0; s < rows; ++s)
      result[r * rows + s] = values[distinct.of_row[r] * count + distinct.of_row[s]];
  return result;
}

}  // namespace munigraph
