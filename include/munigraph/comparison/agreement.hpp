#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/core/words.hpp"

namespace munigraph {

/// How much two labellings of the same n nodes say the same. Logarithms are natural.
///
/// Special cases are those of scikit-learn: labellings that group alike (n = 0 and n = 1 too) agree
/// fully; where one of the two has a single group and the other has not, ami = nmi = 0.
struct Agreement {
  double ami = 1;          ///< Adjusted mutual information, (I − E[I]) / (mean(H(a), H(b)) − E[I]).
  double ami_max = 1;      ///< The same with max(H(a), H(b)).
  double ari = 1;          ///< Adjusted Rand index (Hubert & Arabie 1985).
  double nmi = 1;          ///< Mutual information over the mean of the entropies.
  double vi = 0;           ///< Variation of information H(a|b) + H(b|a) in nats: a metric.
  double homogeneity = 1;  ///< I / H(a): every group of b lies in one group of a.
  double completeness = 1;     ///< I / H(b): every group of a lies in one group of b.
  double v_measure = 1;        ///< Their harmonic mean.
  double element_centric = 1;  ///< Mean over nodes of |A ∩ B| / max(|A|, |B|) of their groups.
  double rand = 1;  ///< Share of pairs of nodes that both group alike (Rand 1971); no correction.
  double split_join = 0;  ///< 2n − Σ_A max |A ∩ B| − Σ_B max |A ∩ B|: nodes to move, a metric.
  double mutual_information = 0;           ///< I, nats.
  double expected_mutual_information = 0;  ///< E[I] when labels are shuffled, nats.
  double entropy_a = 0;                    ///< H(a), nats.
  double entropy_b = 0;                    ///< H(b), nats.
  std::int32_t groups_a = 0;
  std::int32_t groups_b = 0;
};

/// What I is measured against in the adjusted mutual information.
enum class AmiNormalisation : std::uint8_t { arithmetic, max };

struct AmiOptions {
  AmiNormalisation normalisation = AmiNormalisation::arithmetic;  ///< As scikit-learn's default.
};

/// All measures at once. Labels are any integers, one per node, and mean nothing but "the same
/// group". Cost O(n + D_a·D_b·s), D the numbers of distinct group sizes and s the spread of the
/// hypergeometric distribution (its terms below 1e-18 of the sum are left out); memory O(n).
/// Throws std::invalid_argument if the lengths differ.
/// AMI: Vinh, Epps & Bailey (2010), Journal of Machine Learning Research 11. VI: Meilă (2007),
/// doi:10.1016/j.jmva.2006.11.013. Split-join: van Dongen (2000), CWI report INS-R0012. V:
/// Rosenberg & Hirschberg (2007), EMNLP-CoNLL. Element-centric: Gates, Wood, Hetrick & Ahn (2019),
/// doi:10.1038/s41598-019-44892-y, which for groups that do not overlap takes the closed form
/// above.
[[nodiscard]] MUNIGRAPH_EXPORT Agreement compare(std::span<const std::int32_t> a,
                                                 std::span<const std::int32_t> b);

/// AMI alone, cheaper: no terms but those that do not cancel.
[[nodiscard]] MUNIGRAPH_EXPORT double adjusted_mutual_information(std::span<const std::int32_t> a,
                                                                  std::span<const std::int32_t> b,
                                                                  const AmiOptions& options = {});

enum class AgreementMeasure : std::uint8_t {
  ami,
  ami_max,
  ari,
  nmi,
  vi,
  homogeneity,
  completeness,
  v_measure,
  element_centric,
  rand,
  split_join
};

template <>
MUNIGRAPH_EXPORT std::span<const std::string_view> words<AgreementMeasure>() noexcept;
/// Throws std::invalid_argument that names the nearest word.
[[nodiscard]] MUNIGRAPH_EXPORT AgreementMeasure parse_agreement_measure(std::string_view text);

/// The named member of an Agreement.
[[nodiscard]] MUNIGRAPH_EXPORT double value_of(const Agreement& agreement,
                                               AgreementMeasure measure) noexcept;

struct PairwiseOptions {
  AgreementMeasure measure = AgreementMeasure::ami;
  int threads = 0;             ///< 0: all cores. The result does not depend on it.
  Monitor* monitor = nullptr;  ///< Advances once per pair of distinct labellings.
};

/// The measure between all pairs of labellings: R×R, row-major; entry (r, s) compares r with s.
/// Labellings that group alike are compared once. `labels`: R rows of n.
/// Cost O(R·n) and one comparison per pair of distinct rows.
/// Throws std::invalid_argument if labels.size() != rows·nodes.
[[nodiscard]] MUNIGRAPH_EXPORT std::vector<double> pairwise_agreement(
    std::span<const std::int32_t> labels, std::size_t rows, std::size_t nodes,
    const PairwiseOptions& options = {});

}  // namespace munigraph
