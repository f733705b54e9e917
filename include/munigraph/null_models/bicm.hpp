#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/core/monitor.hpp"
#include "munigraph/null_models/null_model.hpp"

namespace munigraph {

namespace detail {
struct BicmClasses;
struct BicmSampler;
struct BicmAccess;
}  // namespace detail

struct BicmOptions {
  /// Largest difference between an expected and an observed degree that is taken as a solution.
  double tolerance = 1e-9;
  int iterations = 200;  ///< Newton steps before giving up; some ten are usual.
  const Monitor* monitor = nullptr;
};

/// The bipartite configuration model: memberships are independent, that of node i in arrangement a
/// has probability x_i y_a / (1 + x_i y_a), with x and y such that every node's number of
/// arrangements and every arrangement's number of members is the observed one on average: the
/// model of largest entropy that does so.
///
/// The place of a star's host is certain and no part of the model; degrees are then those of the
/// other places. Nodes in everything or nothing have probabilities 1 and 0.
/// Nodes with the same degree (and the same stars) share their x: Newton's method works on distinct
/// degrees only. Cost of solving O((U + V)³) per step for U and V distinct degrees; of a draw
/// O(memberships + nodes · V). Memory O(memberships + U·V).
/// Saracco et al. (2015), Scientific Reports 5:10595, doi:10.1038/srep10595.
class MUNIGRAPH_EXPORT Bicm final : public NullModel {
 public:
  /// Solves the model. Throws std::runtime_error if it is not solved within options.iterations.
  explicit Bicm(const AffiliationNetwork& observed, const BicmOptions& options = {});

  /// Probability that the node is a member of the arrangement (1 for a host). O(1).
  [[nodiscard]] double probability(std::int32_t node, std::int32_t arrangement) const;
  /// All of them, row-major (nodes, arrangements).
  [[nodiscard]] std::vector<double> probabilities() const;

  /// Largest |expected − observed| over all degrees.
  [[nodiscard]] double largest_residual() const noexcept;
  [[nodiscard]] int iterations() const noexcept;

 private:
  friend struct detail::BicmAccess;
  [[nodiscard]] AffiliationNetwork drawn(std::uint64_t seed, const Monitor* monitor) const override;

  std::shared_ptr<const detail::BicmClasses> classes_;
  std::shared_ptr<const detail::BicmSampler> sampler_;
};

}  // namespace munigraph
