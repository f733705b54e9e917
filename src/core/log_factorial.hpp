#pragma once

#include <cstdint>

namespace munigraph::detail {

/// ln n! for n >= 0, within a few units in the last place and the same on every platform: sums of
/// logarithms up to 1,023, Stirling's series above.
[[nodiscard]] double log_factorial(std::int64_t n);

/// ln of n over k, for 0 <= k <= n.
[[nodiscard]] double log_binomial(std::int64_t n, std::int64_t k);

}  // namespace munigraph::detail
