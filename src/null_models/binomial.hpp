#pragma once

#include <cstdint>
#include <vector>

namespace munigraph::detail {

/// Probabilities of the number of successes in n trials, as far as they are at least `negligible`
/// times the largest. Relative to the mode and then normalised, so that nothing underflows for
/// large n.
struct Binomial {
  Binomial(std::int64_t n, double p, double negligible);

  std::int64_t first = 0;    ///< What mass.front() belongs to.
  std::vector<double> mass;  ///< At least one entry.
};

}  // namespace munigraph::detail
