#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "null_models/gravity_model.hpp"

namespace munigraph::detail {

/// Pairs of members by distance: what draws of a gravity model must have as many of as the
/// register.
class DistanceClasses {
 public:
  /// 0–4–7–10–15–…–100–130 km, and on in steps of 1.3 while a hundredth of the observed pairs lies
  /// beyond; classes in which no two nodes lie are part of the next.
  DistanceClasses(const GravityModel& model, const AffiliationNetwork& observed);

  [[nodiscard]] std::size_t count() const noexcept { return low_.size(); }
  [[nodiscard]] const std::vector<double>& low() const noexcept { return low_; }
  /// A distance (km) that stands for each class: its middle; of the last, which is open, a little
  /// above its lower end.
  [[nodiscard]] std::vector<double> middles() const;
  [[nodiscard]] std::size_t operator()(std::int32_t i, std::int32_t j) const noexcept {
    return class_[static_cast<std::size_t>(i) * nodes_ + static_cast<std::size_t>(j)];
  }

 private:
  std::size_t nodes_;
  std::vector<double> low_;
  std::vector<std::uint8_t> class_;
};

/// Members' pairs (host and member alone in a star) of a network.
struct PairCounts {
  std::vector<double> in_class;
  double pairs = 0;
  double size = 0;     ///< Σ of log population_i + log population_j.
  double squares = 0;  ///< Σ of its square.
};
[[nodiscard]] PairCounts count_pairs(const GravityModel& model, const DistanceClasses& classes,
                                     const AffiliationNetwork& network);
/// Mean over draws with the seeds stream_seed(seed, 0 …); threads never add up in an order of
/// their own.
[[nodiscard]] PairCounts mean_counts(const GravityModel& model, const DistanceClasses& classes,
                                     std::size_t draws, std::uint64_t seed,
                                     const GravityOptions& options);

}  // namespace munigraph::detail
