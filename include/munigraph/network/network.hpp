#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "munigraph/core/export.hpp"
#include "munigraph/network/affiliation_network.hpp"
#include "munigraph/network/cooperation_network.hpp"
#include "munigraph/network/projection.hpp"
#include "munigraph/network/weighting.hpp"

namespace munigraph {

/// A network as its users hold it: the memberships it was made from (where there are any), the way
/// they become weights, and the explicit one-mode network, which is made when first asked for.
/// Immutable to its users and cheap to copy; copies share what they hold. Safe to read from
/// several threads.
class MUNIGRAPH_EXPORT Network {
 public:
  /// Of memberships. `min_shared`, see ProjectionOptions.
  explicit Network(AffiliationNetwork affiliation, Weighting weighting = Weighting::newman,
                   std::int32_t min_shared = 1);
  /// Of ties alone.
  explicit Network(CooperationNetwork cooperation);
  // Only copied, which is as cheap as moving, so that no network is ever left without its data.
  Network(const Network&) = default;
  Network& operator=(const Network&) = default;
  ~Network() = default;

  [[nodiscard]] bool has_memberships() const noexcept { return data_->affiliation != nullptr; }
  /// Throws std::invalid_argument where the network was made from ties alone.
  [[nodiscard]] const AffiliationNetwork& affiliation() const&;
  const AffiliationNetwork& affiliation() const&& = delete;
  /// The explicit network; projected at the first call (O(Σ k²)), then kept.
  [[nodiscard]] const CooperationNetwork& cooperation(const Monitor* monitor = nullptr) const&;
  const CooperationNetwork& cooperation(const Monitor* monitor = nullptr) const&& = delete;
  /// Whether cooperation() costs nothing any more.
  [[nodiscard]] bool is_projected() const noexcept;
  /// Whether quality functions can be had from the memberships alone: an additive weighting that
  /// integers hold (QuantisedWeights::holds), and every tie kept.
  [[nodiscard]] bool is_additive() const noexcept;

  [[nodiscard]] std::int32_t node_count() const noexcept;
  [[nodiscard]] Weighting weighting() const noexcept { return data_->weighting; }
  [[nodiscard]] std::int32_t min_shared() const noexcept { return data_->min_shared; }
  /// Per node 1 if it has no tie; needs no projection where is_additive().
  [[nodiscard]] const std::vector<std::uint8_t>& isolates(const Monitor* monitor = nullptr) const&;
  const std::vector<std::uint8_t>& isolates(const Monitor* monitor = nullptr) const&& = delete;
  /// Number of isolates.
  [[nodiscard]] std::int32_t isolate_count() const;

  /// No weight of a tie is held further than this from its exact value (see CooperationNetwork).
  /// Where is_additive() and nothing is projected: of what one arrangement gives to a tie.
  [[nodiscard]] double largest_rounding(const Monitor* monitor = nullptr) const;

  // Figures of cooperation(), equal to the last bit. Where is_additive() they are had from the
  // memberships (see network/totals.hpp) and nothing is projected.

  /// Number of tied pairs; counted at the first call, then kept.
  [[nodiscard]] std::int64_t edge_count(const Monitor* monitor = nullptr) const;
  /// Sum of the weights of all ties, each once.
  [[nodiscard]] double total_weight(const Monitor* monitor = nullptr) const;
  /// Sum of the weights of each node's ties.
  [[nodiscard]] std::vector<double> strengths(const Monitor* monitor = nullptr) const;
  /// Connected component of every node, numbered by smallest node; sets `components` to the number
  /// of those of two or more nodes if given.
  [[nodiscard]] std::vector<std::int32_t> component_labels(std::int32_t* components = nullptr,
                                                           const Monitor* monitor = nullptr) const;

 private:
  [[nodiscard]] bool needs_no_ties() const noexcept { return is_additive() && !is_projected(); }

  struct Data {
    std::shared_ptr<const AffiliationNetwork> affiliation;
    Weighting weighting = Weighting::newman;
    std::int32_t min_shared = 1;
    bool additive = false;
    double largest_rounding = 0.0;
    mutable std::mutex making;  ///< Held while something below is made.
    mutable std::mutex mutex;   ///< Held while something below is looked at.
    mutable std::shared_ptr<const CooperationNetwork> cooperation;
    mutable std::shared_ptr<const std::vector<std::uint8_t>> isolates;
    mutable std::optional<std::int64_t> edge_count;
  };
  std::shared_ptr<const Data> data_;
};

}  // namespace munigraph
