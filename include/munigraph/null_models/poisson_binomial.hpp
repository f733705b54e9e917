#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "munigraph/core/export.hpp"

namespace munigraph {

/// The distribution of a sum of independent trials with different probabilities, exactly: the
/// convolution of one binomial per distinct probability.
class MUNIGRAPH_EXPORT PoissonBinomial {
 public:
  /// `largest`: the largest count whose probability will be asked for; tails beyond it are exact
  /// as well up to what lies beyond largest + 64 and beyond 16 standard deviations.
  explicit PoissonBinomial(std::size_t largest = 0) : largest_(largest) {}

  /// Adds `count` trials of probability p in [0, 1].
  void add(double p, std::int64_t count = 1);

  /// P(X ≥ k), added up from the far end: small tails keep their digits.
  [[nodiscard]] double tail(std::int64_t k);
  /// P(X = k).
  [[nodiscard]] double mass(std::int64_t k);

 private:
  void evaluate();

  struct Trials {
    double p;
    std::int64_t count;
  };
  std::size_t largest_;
  std::vector<Trials> trials_;
  std::vector<double> mass_;
  std::vector<double> tail_;
};

}  // namespace munigraph
