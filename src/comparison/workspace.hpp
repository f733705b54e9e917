#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "munigraph/comparison/agreement.hpp"
#include "munigraph/comparison/contingency.hpp"

/// Comparisons of labellings that are compared many times: what they share is kept between calls.
namespace munigraph::detail {

/// Scratch of count_cells(), kept between calls.
struct ContingencyScratch {
  std::vector<std::int32_t> counts;
  std::vector<std::size_t> offsets;
  std::vector<std::int32_t> grouped;
  std::vector<std::int32_t> touched;
};

/// The non-empty cells, written to `table` (its memory is reused), in no particular order within a
/// group of `a`. Cost O(n + groups), memory O(n). Throws std::invalid_argument if lengths differ.
void count_cells(const PreparedLabels& a, const PreparedLabels& b, Contingency& table,
                 ContingencyScratch& scratch);

/// Memory and precomputed terms that many comparisons share: keep one per thread. Results never
/// depend on what it was used for before.
class AgreementWorkspace {
 public:
  /// k·log k.
  [[nodiscard]] double k_log_k(std::int32_t k);
  /// Σ over pairs of groups of E[N log N], N ~ hypergeometric(n, |A|, |B|): one sum per pair of
  /// distinct sizes.
  [[nodiscard]] double expected_k_log_k(const PreparedLabels& a, const PreparedLabels& b);

  Contingency table;
  ContingencyScratch scratch;

 private:
  struct CachedTerm {
    std::uint64_t key = 0;
    double value = 0;
  };

  void extend(std::int32_t largest);
  [[nodiscard]] double term(std::int64_t n, std::int32_t a, std::int32_t b) const;
  [[nodiscard]] double cached_term(std::int64_t n, std::int32_t a, std::int32_t b);

  std::vector<double> k_log_k_;
  std::vector<CachedTerm> cache_;
  std::int64_t cache_nodes_ = -1;
};

/// compare() of labels made ready before.
[[nodiscard]] Agreement compare(const PreparedLabels& a, const PreparedLabels& b,
                                AgreementWorkspace& workspace);
/// adjusted_mutual_information() of labels made ready before.
[[nodiscard]] double adjusted_mutual_information(const PreparedLabels& a, const PreparedLabels& b,
                                                 AgreementWorkspace& workspace,
                                                 const AmiOptions& options = {});

}  // namespace munigraph::detail
